# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the page's script that draws timelines: of a day, and of the recordings that do not stand in the page."""

from __future__ import annotations

TIMELINE = r"""
// -- timeline: draws as timeline_path.py and timeline.py do. Its data are read when they are first needed.

(function () {
  var island = document.getElementById("timeline-data");
  if (!island) { return; }
  var AT_ONCE = 50;
  var MOST_GAPS = 10;
  var DAY = 86400;
  var WIDTH = 1000;
  var HEIGHT = 24;
  var KINDS = { // place from above, height, least width
    expected: [21, 3, 1], recorded: [5, 13, 1], pending: [10, 3, 1], unknown: [8, 7, 3], missing: [0, 21, 3]
  };
  var NAMES = ["expected", "recorded", "pending", "unknown", "missing"];
  var GAPS = ["missing", "unknown", "pending"];
  var controls = document.getElementById("timeline-controls");
  var rowsShown = document.getElementById("timeline-rows");
  var rowModel = document.getElementById("timeline-row");
  var moreRows = document.getElementById("timeline-more");
  var all = null;
  var whole = null;
  var chosenOnes = null;
  var howMany = rowsShown.rows.length;

  // Spans are flat: seconds since the end of the one before, and their length.
  function unfolded(flat) {
    var spans = [];
    var at = whole[0];
    for (var each = 0; each < flat.length; each += 2) {
      spans.push([at + flat[each], at + flat[each] + flat[each + 1]]);
      at += flat[each] + flat[each + 1];
    }
    return spans;
  }

  function read() {
    if (all) { return; }
    var found = JSON.parse(island.textContent);
    whole = found.window;
    all = found.rows.map(function (row) {
      var spans = {};
      NAMES.forEach(function (kind, at) { spans[kind] = unfolded(row[4 + at]); });
      return { name: row[0], details: row[1], region: row[2], coverage: row[3], spans: spans };
    });
  }

  function pathOf(kind, spans, from, to) {
    var look = KINDS[kind];
    var length = Math.max(to - from, 1);
    var path = "";
    var last = null;
    function end() {
      if (last) {
        path += "M" + last[0] + " " + look[0] + "h" + (last[1] - last[0]) + "v" + look[1] +
          "h" + (last[0] - last[1]) + "z";
      }
    }
    spans.forEach(function (span) {
      if (span[1] <= from || span[0] >= to) { return; }
      var left = Math.floor((Math.max(span[0], from) - from) * WIDTH / length);
      var right = Math.max(Math.ceil((Math.min(span[1], to) - from) * WIDTH / length), left + look[2]);
      left -= Math.max(right - WIDTH, 0);
      right = Math.min(right, WIDTH);
      if (last && left <= last[1]) {
        last[1] = Math.max(last[1], right);
      } else {
        end();
        last = [left, right];
      }
    });
    end();
    return path;
  }

  function gridOf(from, to) {
    var step = to - from <= 2 * DAY ? 3600 : (to - from <= 62 * DAY ? DAY : 7 * DAY);
    var path = "";
    for (var at = from - from % step + step; at < to; at += step) {
      path += "M" + Math.floor((at - from) * WIDTH / (to - from)) + " 0v" + HEIGHT;
    }
    return path;
  }

  function secondsOf(spans, from, to) {
    return spans.reduce(function (sum, span) {
      return sum + Math.max(0, Math.min(span[1], to) - Math.max(span[0], from));
    }, 0);
  }

  function lengthOf(seconds) {
    var parts = [];
    [["d", DAY], ["h", 3600], ["min", 60], ["s", 1]].every(function (unit) {
      var number = Math.floor(seconds / unit[1]);
      seconds -= number * unit[1];
      if (number) { parts.push(number + " " + unit[0]); }
      return !(parts.length && (parts.length === 2 || !number));
    });
    return parts.join(" ") || "0 s";
  }

  function clock(seconds) { return new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " "); }

  // Of a day: what files cover of what was expected and is not pending; of all the time it is written in the page.
  function coverageOf(row, from, to) {
    if (from === whole[0] && to === whole[1]) { return row.coverage; }
    var due = secondsOf(row.spans.expected, from, to) - secondsOf(row.spans.pending, from, to);
    if (due <= 0) { return ""; }
    var lacking = secondsOf(row.spans.missing, from, to) + secondsOf(row.spans.unknown, from, to);
    var exact = (due - lacking) / due * 100;
    var share = Math.round(exact);
    if (share - exact === 0.5 && share % 2) { share -= 1; } // to the even one, as Python does
    if (share === 100 && lacking) { return "over 99 %"; }
    return share === 0 && due > lacking ? "under 1 %" : share + " %";
  }

  function gapsOf(row, from, to) {
    var gaps = [];
    GAPS.forEach(function (state, order) {
      row.spans[state].forEach(function (span) {
        if (span[1] > from && span[0] < to) { gaps.push([span[0], span[1], state, order]); }
      });
    });
    return gaps.sort(function (one, other) { return one[0] - other[0] || one[3] - other[3]; });
  }

  function put(made, name, value) {
    var slot = made.querySelector("[data-slot=" + name + "]");
    slot.textContent = value;
    slot.hidden = value === "";
  }

  function rowOf(row, at, from, to, grid) {
    var made = rowModel.content.firstElementChild.cloneNode(true);
    var missing = secondsOf(row.spans.missing, from, to);
    var unknown = secondsOf(row.spans.unknown, from, to);
    var recorded = lengthOf(secondsOf(row.spans.recorded, from, to));
    var lacks = missing ? lengthOf(missing) : "";
    var open = unknown ? lengthOf(unknown) + " not known" : "";
    put(made, "name", row.name);
    put(made, "details", row.details);
    put(made, "region", row.region);
    put(made, "recorded", recorded);
    put(made, "missing", lacks);
    put(made, "unknown", open);
    put(made, "coverage", coverageOf(row, from, to));
    made.querySelectorAll("[data-kind]").forEach(function (path) {
      var kind = path.dataset.kind;
      path.setAttribute("d", kind === "grid" ? grid : pathOf(kind, row.spans[kind], from, to));
    });
    var title = made.querySelector("title");
    var told = made.querySelector("desc");
    title.textContent = "Timeline of " + row.name;
    told.textContent = [recorded + " recorded", lacks ? lacks + " missing" : "nothing missing", open]
      .filter(Boolean).join(", ") + ".";
    title.id = "timeline-" + at + "-title";
    told.id = "timeline-" + at + "-told";
    title.parentNode.setAttribute("aria-labelledby", title.id + " " + told.id);
    var gaps = gapsOf(row, from, to);
    var details = made.querySelector("details");
    details.querySelector("summary").textContent = !gaps.length ? "no gap"
      : gaps.length.toLocaleString("en-US") + (gaps.length === 1 ? " gap" : " gaps");
    var list = details.querySelector("ul");
    function say(sentence) { list.appendChild(document.createElement("li")).textContent = sentence; }
    gaps.slice(0, MOST_GAPS).forEach(function (gap) {
      say(gap[2] + ": " + clock(gap[0]) + " to " + clock(gap[1]) + " (" + lengthOf(gap[1] - gap[0]) + ")");
    });
    if (gaps.length > MOST_GAPS) {
      say("and " + (gaps.length - MOST_GAPS).toLocaleString("en-US") + " more: choose a day to see them");
    }
    return made;
  }

  function recordings(number) { return number.toLocaleString("en-US") + (number === 1 ? " recording" : " recordings"); }

  function chosenWindow() {
    var day = Number(controls.elements.namedItem("day").value);
    return day ? [Math.max(day, whole[0]), Math.min(day + DAY, whole[1])] : whole;
  }

  // Draws rows from a number on, up to as many as are to be shown.
  function draw(first) {
    var from = chosenWindow()[0];
    var to = chosenWindow()[1];
    var rows = document.createDocumentFragment();
    var grid = gridOf(from, to);
    var until = Math.min(howMany, chosenOnes.length);
    for (var at = first; at < until; at += 1) { rows.appendChild(rowOf(chosenOnes[at], at, from, to, grid)); }
    if (!first) { rowsShown.textContent = ""; }
    rowsShown.appendChild(rows);
    var which = until === chosenOnes.length && until === all.length && until > 1
      ? "All " + recordings(until) : until + " of " + recordings(chosenOnes.length);
    document.getElementById("timeline-shown").textContent = chosenOnes.length
      ? which + ", " + clock(from) + " to " + clock(to) + " UTC. What lacks most comes first."
      : "No recording is so from " + clock(from) + " to " + clock(to) + " UTC.";
    moreRows.parentNode.hidden = until >= chosenOnes.length;
  }

  function choose() {
    read();
    var which = controls.elements.namedItem("which").value;
    var span = chosenWindow();
    var lacking = all.map(function (row, at) {
      var missing = secondsOf(row.spans.missing, span[0], span[1]);
      return { row: row, at: at, missing: missing, unknown: secondsOf(row.spans.unknown, span[0], span[1]) };
    });
    if (span !== whole) { // of all the time they are in order
      lacking.sort(function (one, other) {
        return other.missing - one.missing || other.unknown - one.unknown || one.at - other.at;
      });
    }
    chosenOnes = lacking
      .filter(function (each) { return !which || each[which] > 0; })
      .map(function (each) { return each.row; });
    howMany = AT_ONCE;
    draw(0);
  }

  controls.addEventListener("submit", function (event) { event.preventDefault(); });
  controls.addEventListener("change", choose);
  controls.reset(); // a browser that comes back remembers what was chosen, and the page does not show it
  moreRows.addEventListener("click", function () {
    read();
    chosenOnes = chosenOnes || all;
    var first = howMany;
    howMany += AT_ONCE;
    draw(first);
    if (moreRows.parentNode.hidden) { rowsShown.rows[first].querySelector("summary").focus(); }
  });
  controls.hidden = false;
  var note = document.getElementById("timeline-without-script");
  if (note) { note.hidden = true; }
  moreRows.parentNode.hidden = !note;
})();
"""
