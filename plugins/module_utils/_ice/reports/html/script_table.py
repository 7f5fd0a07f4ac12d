# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's table: rows cloned from the page's own row, a hundred at a time."""

from __future__ import annotations

TABLE = r"""
// -- table: the rows that are shown

var AT_ONCE = 100;
var AT_A_TIME = 25;
var body = document.getElementById("findings-rows");
var model = document.getElementById("finding-row");
var facts = document.getElementById("finding-facts");
var more = document.getElementById("findings-more");
var chosen = everyRow;
var shown = body ? body.rows.length : 0; // rows that are shown, or are being made
var made = shown;
var making = null; // the timer that makes the others

function fill(slot, row) {
  var value = text(slot.dataset.slot, row);
  slot.textContent = value;
  if (slot.tagName === "DD") { slot.parentNode.hidden = value === ""; } else { slot.hidden = value === ""; }
  if (slot.classList.contains("chip")) { slot.dataset.value = value; }
}

function copyOf(template, row) {
  var made = template.content.firstElementChild.cloneNode(true);
  made.querySelectorAll("[data-slot]").forEach(function (slot) { fill(slot, row); });
  return made;
}

// Details are made when they are unfolded: they are most of a row.
function unfold(event) {
  var details = event.target;
  if (details.open && !details.querySelector("dl")) {
    details.appendChild(copyOf(facts, chosen[details.closest("tr").sectionRowIndex]));
  }
}

// Of the rows that are to be shown some are made now, and the others when the browser has drawn those.
function makeRows(most) {
  window.clearTimeout(making);
  var rows = document.createDocumentFragment();
  var until = Math.min(made + most, shown);
  for (; made < until; made += 1) { rows.appendChild(copyOf(model, chosen[made])); }
  body.appendChild(rows);
  if (made < shown) {
    body.setAttribute("aria-busy", "true");
    making = window.setTimeout(function () { makeRows(AT_A_TIME); }, 30);
  } else {
    body.removeAttribute("aria-busy");
  }
}

function showMore() {
  makeRows(shown);
  shown = Math.min(shown + AT_ONCE, chosen.length);
  makeRows(AT_A_TIME);
  tell();
}

function show(rows) {
  chosen = rows;
  shown = 0;
  made = 0;
  body.textContent = "";
  showMore();
}

function formatted(number) { return number.toLocaleString("en-US"); }

function counted(number) { return formatted(number) + (number === 1 ? " finding" : " findings"); }

function howMany() {
  var all = chosen.length === found.count;
  var sentence = shown === chosen.length
    ? (all ? "All " + counted(shown) : counted(shown))
    : formatted(shown) + " of " + counted(chosen.length);
  if (!chosen.length) { return "No finding matches."; }
  if (all && shown === 1) { sentence = "1 finding"; }
  return sentence + (all ? "." : (chosen.length === 1 ? " that matches," : " that match,") +
    " of " + formatted(found.count) + " in all.");
}

function tell() {
  document.getElementById("findings-shown").textContent = howMany();
  document.getElementById("findings-printed").textContent = "Printed: " + howMany();
  more.parentNode.hidden = shown >= chosen.length;
}
"""
