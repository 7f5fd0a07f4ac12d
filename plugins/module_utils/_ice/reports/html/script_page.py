# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's page: what the reader does, and what follows from it."""

from __future__ import annotations

PAGE = r"""
// -- page: controls, buttons of columns, links, printing

var form = document.getElementById("findings-controls");
var heads = Array.from(document.querySelectorAll("th[data-sort]"));
var sortable = heads.map(function (head) { return head.dataset.sort; });
var now = null; // the state that is shown
var typing = null; // the timer that will remember what is being typed
var typed = false; // whether the newest entry of the history came from typing

function control(name) { return form.elements.namedItem(name); }

function boxes() { return Array.from(form.querySelectorAll("input[name=severity]")); }

function stateOfControls() {
  var state = { q: control("q").value, sort: now.sort, order: now.order };
  state.severity = boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  CHOICES.forEach(function (name) { state[name] = control(name).value; });
  return state;
}

function showState(state) {
  now = state;
  if (control("q").value !== state.q) { control("q").value = state.q; }
  boxes().forEach(function (box) { box.checked = state.severity.indexOf(box.value) >= 0; });
  CHOICES.forEach(function (name) { control(name).value = state[name]; });
  control("sort").value = state.sort === UNSORTED.sort ? "" : state.sort;
  heads.forEach(function (head) {
    if (head.dataset.sort !== state.sort) {
      head.removeAttribute("aria-sort");
    } else {
      head.setAttribute("aria-sort", state.order === "desc" ? "descending" : "ascending");
    }
  });
  show(chosenRows(state));
}

function rememberTyped() {
  window.clearTimeout(typing);
  typing = null;
  remember(queryOf(now), typed);
  typed = true;
}

function change(state) {
  if (typing !== null) { rememberTyped(); }
  typed = false;
  showState(state);
  remember(queryOf(state), false);
}

function sortBy(column, order) {
  var state = stateOfControls();
  state.sort = column;
  state.order = order;
  change(state);
}

function firstOrder(column) { return column === "severity" || column === "created" ? "desc" : "asc"; }

function follow() {
  window.clearTimeout(typing);
  typing = null;
  typed = false;
  var query = queryOf(stateOf(addressed().query));
  if (query !== queryOf(now)) { showState(stateOf(query)); }
}

function goTo(anchor) {
  var section = document.getElementById(anchor.slice(1));
  if (!section) { return; }
  section.scrollIntoView();
  var heading = section.querySelector("h2");
  if (heading) { heading.focus({ preventScroll: true }); }
}

function listen() {
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("findings-reset").addEventListener("click", function () {
    change(stateOf(""));
    control("q").focus();
  });
  control("q").addEventListener("input", function () {
    showState(stateOfControls());
    window.clearTimeout(typing);
    typing = window.setTimeout(rememberTyped, 300);
  });
  form.addEventListener("change", function (event) {
    if (event.target.name === "sort") {
      sortBy(event.target.value || UNSORTED.sort, firstOrder(event.target.value || UNSORTED.sort));
    } else if (event.target.name !== "q") {
      change(stateOfControls());
    }
  });
  heads.forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () {
      var column = head.dataset.sort;
      var other = now.order === "desc" ? "asc" : "desc";
      sortBy(column, now.sort === column ? other : firstOrder(column));
    });
  });
  body.addEventListener("toggle", unfold, true);
  more.addEventListener("click", function () {
    var first = shown;
    showMore();
    if (more.parentNode.hidden) { body.rows[first].querySelector("summary").focus(); }
  });
  document.getElementById("findings-csv").addEventListener("click", save);
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (link.dataset.filter !== undefined) { // shows some of the findings
      event.preventDefault();
      change(stateOf(link.dataset.filter));
      goTo("#findings");
    } else if (queryOf(now)) { // goes elsewhere, and keeps what is chosen
      event.preventDefault();
      window.location.hash = link.getAttribute("href") + "?" + queryOf(now);
      goTo(link.getAttribute("href"));
    }
  });
}

function unfoldForPrinting() {
  var opened = [];
  window.addEventListener("beforeprint", function () {
    if (body) { makeRows(shown); }
    opened = Array.from(document.querySelectorAll("details:not([open])")).filter(function (details) {
      return !body || !body.contains(details);
    });
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
}

unfoldForPrinting();
if (form) {
  var note = document.getElementById("findings-without-script");
  if (note) { note.hidden = true; }
  form.hidden = false;
  document.getElementById("findings-buttons").hidden = false;
  listen();
  now = stateOf("");
  if (queryOf(stateOf(addressed().query))) {
    showState(stateOf(addressed().query));
    goTo(addressed().anchor);
  } else {
    more.parentNode.hidden = shown >= chosen.length; // the first rows stand in the page already
  }
  prepare();
}
document.documentElement.dataset.ready = "yes";
"""
