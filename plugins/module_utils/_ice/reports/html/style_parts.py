# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that sections have in common: words with a shape, tables, lists of facts; and the verdict."""

from __future__ import annotations

PARTS = """
.verdict { display: flex; gap: 1.25rem; align-items: center; padding: 1.4rem 1.5rem; border-left-width: 6px; }
.verdict .mark { flex: none; width: 4.25rem; height: 4.25rem; }
.mark .outline { fill: var(--tone); }
.mark .shape { fill: none; stroke: var(--card); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.verdict.yes { --tone: var(--good); background: var(--good-back); }
.verdict.no { --tone: var(--critical); background: var(--critical-back); }
.verdict.unknown { --tone: var(--medium); background: var(--medium-back); }
.verdict { border-color: var(--tone); }
.words { font-size: 2rem; line-height: 1.15; font-weight: 700; letter-spacing: -0.02em; color: var(--tone); }
.because { font-size: 1.05rem; margin-top: 0.2rem; }
.severities { display: flex; flex-wrap: wrap; gap: 0.5rem 1.1rem; margin-top: 0.7rem; }
.severities li { display: flex; align-items: center; gap: 0.45rem; }
.severities .chip { background: var(--card); }
.tiles { display: grid; grid-template-columns: repeat(6, 1fr); margin-top: 0.9rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); overflow: hidden; }
.tiles > div { padding: 0.9rem 1rem; box-shadow: -1px -1px 0 var(--line); }
.tiles dt { color: var(--muted); font-size: 0.9em; }
.tiles strong { display: block; font-size: 1.55rem; line-height: 1.25; letter-spacing: -0.01em;
  font-variant-numeric: tabular-nums; }
.tiles span { color: var(--muted); font-size: 0.85em; }
.reasons { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 0.9rem; margin-top: 0.9rem; }
.reasons > .card { margin: 0; }
.reasons > :only-child { grid-column: 1 / -1; }
.dashes li { padding-left: 1.1rem; text-indent: -1.1rem; margin-top: 0.3rem; }
.dashes li::before { content: "\\2013"; display: inline-block; width: 1.1rem; text-indent: 0; color: var(--muted); }
.callout { border-left: 4px solid var(--high); background: var(--high-back); border-radius: 0 6px 6px 0;
  padding: 0.75rem 1rem; }
.callout li { margin-top: 0.25rem; }
.large { font-size: 1.2rem; }

.chip { --tone: var(--info); --back: var(--info-back); display: inline-flex; align-items: center; gap: 0.4em;
  padding: 0.08rem 0.55rem 0.08rem 0.45rem; border-radius: 999px; background: var(--back); color: var(--tone);
  font-size: 0.87rem; font-weight: 600; white-space: nowrap; }
.chip::before { content: ""; flex: none; width: 0.68em; height: 0.68em; background: var(--tone); border-radius: 50%;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.chip[data-value=critical] { --tone: var(--critical); --back: var(--critical-back); }
.chip[data-value=critical]::before { border-radius: 0;
  clip-path: polygon(30% 0, 70% 0, 100% 30%, 100% 70%, 70% 100%, 30% 100%, 0 70%, 0 30%); }
.chip[data-value=high] { --tone: var(--high); --back: var(--high-back); }
.chip[data-value=high]::before { border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.chip[data-value=medium] { --tone: var(--medium); --back: var(--medium-back); }
.chip[data-value=medium]::before { border-radius: 0; clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); }
.chip[data-value=low] { --tone: var(--low); --back: var(--low-back); }
.chip[data-value=info]::before { background: none; border: 2px solid var(--tone); }
.chip.state[data-value=new] { --tone: var(--link); --back: var(--low-back); }
.chip.state[data-value=new]::before { border-radius: 0;
  clip-path: polygon(38% 0, 62% 0, 62% 38%, 100% 38%, 100% 62%, 62% 62%, 62% 100%, 38% 100%, 38% 62%, 0 62%, 0 38%,
    38% 38%); }
.chip:is([data-value=unchanged], [data-value=suppressed], [data-value=none])::before { border-radius: 0;
  height: 0.2em; }
.chip:is([data-value=fixed], [data-value=passed], [data-value=complete], [data-value=active]) {
  --tone: var(--good); --back: var(--good-back); }
.chip:is([data-value=fixed], [data-value=passed], [data-value=complete],
  [data-value=active])::before { border-radius: 0;
  clip-path: polygon(0 55%, 14% 40%, 37% 62%, 85% 8%, 100% 23%, 38% 95%); }
.chip:is([data-value=failed], [data-value=unread], [data-value=cannot], [data-value=expired]) {
  --tone: var(--critical); --back: var(--critical-back); }
.chip:is([data-value=failed], [data-value=unread], [data-value=cannot],
  [data-value=expired])::before { border-radius: 0;
  clip-path: polygon(18% 0, 50% 32%, 82% 0, 100% 18%, 68% 50%, 100% 82%, 82% 100%, 50% 68%, 18% 100%, 0 82%,
    32% 50%, 0 18%); }
.chip:is([data-value=undecided], [data-value=inconclusive], [data-value=incomplete], [data-value=unused],
  [data-value=different]) {
  --tone: var(--medium); --back: var(--medium-back); }
.chip:is([data-value=missing], [data-value=duplicated], [data-value=replace]) { --tone: var(--high);
  --back: var(--high-back); }
.chip:is([data-value=unexpected], [data-value=submit]) { --tone: var(--low); --back: var(--low-back); }
.chip:is([data-value=unchanged], [data-value=passed].plain) { background: none; padding-left: 0; }
.chip + .chip { margin-left: 0.3rem; }
td .chip:is([data-value=unchanged], [data-value=passed].plain) { background: none; padding-left: 0; }
.chip + .chip { margin: 0.3rem 0 0; }

table { border-collapse: collapse; width: 100%; font-size: 0.94rem; }
h3 ~ table > caption, .findings > table > caption { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
caption { text-align: left; color: var(--muted); padding-bottom: 0.4rem; font-size: 0.94rem; }
th, td { text-align: left; vertical-align: top; padding: 0.55rem 1rem 0.55rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-weight: 600; font-size: 0.87rem; border-top: 0; vertical-align: bottom;
  padding-bottom: 0.35rem; white-space: nowrap; }
tbody th { font-weight: 400; }
tbody > tr:last-child > * { padding-bottom: 0.1rem; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td > div, tbody th > div { min-width: 0; }
td strong, tbody th strong { font-weight: 600; }
.rules tbody th { width: 55%; }
[data-label=Region] > div { min-width: 7.6rem; }
[data-label=Recording] > div, [data-label^="Applies"] > div { min-width: 10rem; }
[data-label$=" in"] > div { min-width: 11.5rem; }
[data-label=Expires] > div, [data-label=Field] > div { min-width: 6.2rem; }
[data-label=Rule] > div { min-width: 9rem; }

summary { cursor: pointer; color: var(--link); width: fit-content; border-radius: 3px; }
summary:hover { text-decoration: underline; text-underline-offset: 0.15em; }
details > :nth-child(2) { margin-top: 0.6rem; }
.facts > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.75rem; padding: 0.16rem 0; }
.facts dt { color: var(--muted); }
.facts dd { overflow-wrap: anywhere; }
.terms + .facts { margin-top: 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
.terms > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0.75rem; padding: 0.2rem 0; }
.terms dt { font-weight: 600; }
.requests h3 { margin-top: 0.9rem; }
.requests dd code { display: inline-block; margin-right: 0.5rem; }
"""
