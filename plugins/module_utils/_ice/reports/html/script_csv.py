# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's CSV: what is chosen, for a spreadsheet that must not take any of it for a formula."""

from __future__ import annotations

CSV = r"""
// -- CSV of all findings that match, also of those that are not shown yet

var IN_CSV = ["severity", "rule", "title", "message", "name", "stream", "output", "region", "account", "job_id",
  "status", "created",
  "first_seen", "status_since", "state", "suppressed", "reason", "owner", "expires", "remediation", "where",
  "fingerprint"];

// A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text.
function cell(value) {
  var guarded = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(value) ? "'" + value : value;
  return '"' + guarded.replace(/"/g, '""') + '"';
}

function csv() {
  var lines = [IN_CSV.join(",")];
  chosen.forEach(function (row) {
    lines.push(IN_CSV.map(function (column) { return cell(text(column, row)); }).join(","));
  });
  return "\ufeff" + lines.join("\r\n") + "\r\n"; // the mark tells spreadsheets that this is UTF-8
}

function save() {
  var address = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  var link = document.createElement("a");
  link.href = address;
  link.download = "findings.csv";
  link.click();
  window.setTimeout(function () { URL.revokeObjectURL(address); }, 10000);
}
"""
