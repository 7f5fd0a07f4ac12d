# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's state in the address: what is chosen can be shared, and the back button goes one choice back."""

from __future__ import annotations

ADDRESS = r"""
// -- address: #section?q=...&severity=high,critical; what is no possible state is ignored

var CHOICES = ["rule", "region", "state", "suppressed"];
var ORDERS = ["asc", "desc"];
var UNSORTED = { sort: "severity", order: "desc" };

function queryOf(state) {
  var query = new URLSearchParams();
  if (state.q) { query.set("q", state.q); }
  if (state.severity.length) { query.set("severity", state.severity.join(",")); }
  CHOICES.forEach(function (name) {
    if (state[name]) { query.set(name, state[name]); }
  });
  if (state.sort !== UNSORTED.sort || state.order !== UNSORTED.order) {
    query.set("sort", state.sort);
    query.set("order", state.order);
  }
  return query.toString();
}

function stateOf(query) {
  var given = new URLSearchParams(query);
  var state = { q: given.get("q") || "", sort: UNSORTED.sort, order: UNSORTED.order };
  state.severity = (given.get("severity") || "").split(",").filter(function (value) {
    return columns.severity.values.indexOf(value) >= 0;
  });
  CHOICES.forEach(function (name) {
    var value = given.get(name) || "";
    var known = name === "suppressed" ? ["yes", "no"] : columns[name].values;
    state[name] = known.indexOf(value) >= 0 ? value : "";
  });
  if (sortable.indexOf(given.get("sort")) >= 0 && ORDERS.indexOf(given.get("order")) >= 0) {
    state.sort = given.get("sort");
    state.order = given.get("order");
  }
  return state;
}

// The part of the address that is ours, without decoding it: a browser may have encoded some of it.
function addressed() {
  var hash = window.location.hash;
  var at = hash.indexOf("?");
  return { anchor: at < 0 ? hash : hash.slice(0, at), query: at < 0 ? "" : hash.slice(at + 1) };
}

function remember(query, replacing) {
  var hash = "#findings?" + query;
  if (hash === window.location.hash || (!query && !window.location.hash)) { return; }
  try {
    window.history[replacing ? "replaceState" : "pushState"](null, "", hash);
  } catch (error) { // a page within a page may have no history
    return;
  }
}
"""
