# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How timelines look."""

from __future__ import annotations

TIMELINE = """
.timeline .line { overflow: hidden; border-radius: 3px; }
.line .track { fill: var(--sunken); }
.line .recorded { fill: var(--started); }
.line .missing { fill: var(--critical); }
.line .unknown { fill: var(--paused); }
.line .pending { fill: var(--initial); }
.line .expected { fill: var(--strong-line); }
.line .grid { fill: none; stroke: var(--card); stroke-width: 1px; vector-effect: non-scaling-stroke; opacity: 0.35; }
.timeline > .legend { margin: 0.6rem 0 0; font-size: 0.94rem; }
.timeline > .legend li { align-items: center; }
.timeline table { table-layout: fixed; margin-top: 0.6rem; }
.timeline th.of-recording { width: 20%; }
.timeline th.number { width: 6.4rem; }
.timeline td > div { min-width: 0; }
.timeline td.number { white-space: normal; }
.timeline details { margin-top: 0.25rem; font-size: 0.94em; }
.timeline details li { font-variant-numeric: tabular-nums; }
@media screen and (max-width: 52rem) {
  .timeline td[data-label=Timeline] { display: block !important; }
  .timeline td[data-label=Timeline]::before { content: none !important; }
  .timeline td:has([data-slot]):not(:has([data-slot]:not([hidden]))) { display: none !important; }
}
@media (forced-colors: active) { .line path { forced-color-adjust: none; } }
@media print { .line path, .line rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
