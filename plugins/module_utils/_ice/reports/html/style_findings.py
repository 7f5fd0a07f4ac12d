# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings: their controls, and their table."""

from __future__ import annotations

FINDINGS = """
form { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 0.75rem; align-items: end;
  padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
form > label { display: block; grid-column: span 3; min-width: 0; }
form > label > span, legend { display: block; color: var(--muted); font-size: 0.87rem; padding: 0;
  margin-bottom: 0.25rem; }
form .search { grid-column: span 4; }
form fieldset { grid-column: span 8; border: 0; margin: 0; padding: 0; min-width: 0; }
form fieldset label { display: inline-flex; align-items: center; gap: 0.4rem; min-height: 2.4rem;
  margin-right: 0.75rem;
  cursor: pointer; }
input[type=checkbox] { width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--link); }
input[type=search], select, button { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--strong-line); border-radius: 6px; min-height: 2.4rem; padding: 0.3rem 0.65rem;
    width: 100%; }
input::placeholder { color: var(--muted); opacity: 1; }
select { text-overflow: ellipsis; }
button { width: auto; cursor: pointer; font-weight: 600; }
button:hover { background: var(--sunken); }
.buttons { display: flex; gap: 0.6rem; }
.card > form + .shown { margin-top: 0.9rem; }
.sort-by { display: none !important; }
.shown { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; justify-content: space-between;
  font-weight: 600; }
.printed { display: none; }
.findings > .note { margin-top: 0.25rem; }
.findings table { table-layout: fixed; margin-top: 0.5rem; }
.findings td > div { min-width: 0; }
.findings tbody tr:hover { background: var(--sunken); }
.findings td, .findings thead th { padding-left: 0.4rem; padding-right: 0.6rem; }
.findings .of-severity { width: 6.6rem; }
.findings .of-name { width: 22%; }
.findings .of-region { width: 7.8rem; }
.findings .of-created { width: 7.4rem; white-space: normal; }
.findings .of-state { width: 7.9rem; }
.findings details { margin-top: 0.3rem; }
.findings .time { white-space: normal; font-variant-numeric: tabular-nums; }
th button { border: 0; background: none; padding: 0.1rem 0.2rem; margin: 0 -0.2rem; min-height: 1.75rem;
  color: inherit;
  font-weight: 600; text-align: left; display: inline-flex; align-items: center; gap: 0.35rem; }
th button::after { content: ""; width: 0; border: 0.28em solid transparent; border-bottom: 0;
  border-top-color: currentColor;
  opacity: 0; }
th[aria-sort] button { color: var(--ink); }
th[aria-sort] button::after, th button:hover::after { opacity: 1; }
th[aria-sort=ascending] button::after { transform: rotate(180deg); }
.more { text-align: center; margin-top: 1rem; }
"""
