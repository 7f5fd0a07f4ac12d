# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrow screens, where tables become cards; print; and readers who chose colours of their own."""

from __future__ import annotations

MEDIA = """
@media (max-width: 70rem) {
  .layout { display: block; }
  nav { position: static; padding-top: 1rem; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0 -0.7rem; }
  nav a { gap: 0.4rem; }
  .reasons { grid-template-columns: minmax(0, 1fr); }
  .tiles { grid-template-columns: repeat(3, 1fr); }
}
@media screen and (max-width: 52rem) {
  form > label { grid-column: span 6; }
  form .search, form fieldset { grid-column: 1 / -1; }
  .sort-by { display: block !important; }
  table.data, table.data > tbody, table.data > tbody > tr, table.data > tbody > tr > * { display: block;
    width: auto; }
  table.data > caption { display: block; }
  table.data > thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.data > tbody > tr { border-top: 1px solid var(--line); padding: 0.7rem 0; }
  table.data > tbody > tr > * { border: 0; padding: 0.12rem 0; text-align: left; white-space: normal;
    display: grid; grid-template-columns: 6.6rem minmax(0, 1fr); gap: 0.75rem; }
  table.data > tbody > tr > *::before { content: attr(data-label); color: var(--muted); }
  table.data > tbody > tr > th { display: block; padding-bottom: 0.3rem; }
  table.data > tbody > tr > th::before { content: none; }
  .bars > tbody > tr > td:nth-child(4) { width: auto; }
  .bars > tbody > tr > td:nth-child(4) > div { padding: 0.4rem 0; }
  table.data > tbody > tr > td:has(> div:empty) { display: none; }
  .rules tbody th { width: auto; }
  table.data > tbody > tr > * > div { min-width: 0; }
  td .chip + .chip { margin: 0 0 0 0.3rem; }
  .facts > div, .terms > div { grid-template-columns: 1fr; gap: 0; padding: 0.25rem 0; }
  .findings td[data-label=Severity], .findings td[data-label=Finding] { display: block !important; }
  .findings td[data-label=Severity]::before, .findings td[data-label=Finding]::before { content: none !important; }
}
@media screen and (max-width: 34rem) {
  header > div, .layout, footer { padding-left: 1rem; padding-right: 1rem; }
  .card { padding: 1rem; }
  .verdict { gap: 1rem; align-items: flex-start; padding: 1.1rem 1rem; }
  .verdict .mark { width: 2.75rem; height: 2.75rem; }
  .words { font-size: 1.55rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  form > label { grid-column: 1 / -1; }
  .buttons { width: 100%; }
  .buttons button { flex: 1; }
  .plot { padding-left: 2.4rem; }
  .chart .minor { display: none; }
  .about span + span::before { margin: 0 0.4em; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) {
  .chip, .card, .tiles { border: 1px solid; }
  .chip::before, .fill, .bar rect { forced-color-adjust: none; }
}
@media print {
  :root { --page: #fff; --card: #fff; --shadow: none; }
  html { font-size: 12.5px; }
  body { font-size: 12px; background: #fff; }
  th, td { padding: 0.35rem 0.6rem 0.35rem 0; }
  time { white-space: normal; }
  [data-label] > div { min-width: 0 !important; }
  [data-label=Region] > div, [data-label=Account] > div { min-width: 5.5rem !important; }
  nav, form, .skip, .more, .card > .shown, [data-filter]:not(th *),
    #findings-without-script { display: none !important; }
  th [data-filter] { color: inherit; text-decoration: none; }
  .layout { display: block; }
  header > div, .layout, footer { max-width: none; padding: 0; }
  .card, .tiles { break-inside: auto; }
  .tiles { grid-template-columns: repeat(6, 1fr); }
  .findings .of-severity { width: 5.4rem; }
  .findings .of-region, .findings .of-created { width: 6.8rem; }
  .findings .of-state { width: 7rem; }
  h2, h3, caption { break-after: avoid; }
  tr, .callout, .verdict, .tiles, svg { break-inside: avoid; }
  thead { display: table-header-group; }
  .printed { display: block; font-weight: 600; }
  .verdict, .fill, .texture, .bar rect, .callout { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details:not(td *)::details-content { content-visibility: visible; display: block; }
  td details:not([open]) { display: none; }
}
"""
