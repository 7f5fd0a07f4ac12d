# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's findings: columns of texts; which rows a state chooses, and in which order."""

from __future__ import annotations

DATA = r"""
// -- data: the findings, column by column; a column with codes keeps each of its values once, in order

var island = document.getElementById("findings-data");
var found = island ? JSON.parse(island.textContent) : { count: 0, columns: {} };
var columns = found.columns;
var everyRow = Array.from({ length: found.count }, function (_, row) { return row; });

function text(column, row) {
  var cells = columns[column];
  return cells.codes ? cells.values[cells.codes[row]] : cells[row];
}

// What is searched: one text for each row, made when it is first needed, or while the browser has nothing to do.
var SEARCHED = ["title", "message", "rule", "name", "stream", "output", "region", "account", "job_id", "status",
  "created", "fingerprint", "where", "owner", "reason"];
var searchable = [];

function makeSearchable(upTo) {
  for (var row = searchable.length; row < upTo; row += 1) {
    var all = "";
    for (var each = 0; each < SEARCHED.length; each += 1) {
      all += text(SEARCHED[each], row) + "\n";
    }
    searchable.push(all.toLowerCase());
  }
}

function prepare() {
  if (searchable.length < found.count && window.requestIdleCallback) {
    window.requestIdleCallback(function () {
      makeSearchable(Math.min(searchable.length + 1000, found.count));
      prepare();
    });
  }
}

// A state says which rows are shown: q, severity (a list), rule, region, state, suppressed, sort, order.
function accepts(state) {
  var words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  var tests = [];
  function equals(column, values) {
    var codes = columns[column].codes;
    var wanted = values.map(function (value) { return columns[column].values.indexOf(value); });
    tests.push(wanted.length === 1
      ? function (row) { return codes[row] === wanted[0]; }
      : function (row) { return wanted.indexOf(codes[row]) >= 0; });
  }
  if (state.severity.length) { equals("severity", state.severity); }
  if (state.rule) { equals("rule", [state.rule]); }
  if (state.region) { equals("region", [state.region]); }
  if (state.state) { equals("state", [state.state]); }
  if (state.suppressed) { equals("suppressed", [state.suppressed === "yes" ? "suppressed" : ""]); }
  if (words.length) {
    makeSearchable(found.count);
    tests.push(function (row) {
      return words.every(function (word) { return searchable[row].includes(word); });
    });
  }
  return function (row) {
    for (var each = 0; each < tests.length; each += 1) {
      if (!tests[each](row)) { return false; }
    }
    return true;
  };
}

// For each row its place among the values of a column. Equal values have the same one.
var ranks = {};

function ranksOf(column) {
  if (columns[column].codes) { return columns[column].codes; }
  if (!ranks[column]) {
    var folded = columns[column].map(function (value) { return value.toLowerCase(); });
    var sorted = Array.from(new Set(folded)).sort();
    var places = new Map(sorted.map(function (value, place) { return [value, place]; }));
    ranks[column] = folded.map(function (value) { return places.get(value); });
  }
  return ranks[column];
}

function chosenRows(state) {
  var rows = everyRow.filter(accepts(state));
  if (state.sort === "severity" && state.order === "desc") { return rows; } // the order in which they are written
  var rank = ranksOf(state.sort);
  var muted = columns.suppressed.codes;
  var sign = state.order === "desc" ? -1 : 1;
  return rows.sort(function (one, other) {
    return muted[one] - muted[other] || sign * (rank[one] - rank[other]) || one - other;
  });
}
"""
