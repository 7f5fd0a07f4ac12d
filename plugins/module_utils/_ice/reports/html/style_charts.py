# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts: bars and columns of plain SVG, whose widths are shares of the page, and whose texts keep their size."""

from __future__ import annotations

CHARTS = """
svg { display: block; }
.bar { overflow: visible; }
.track { fill: var(--sunken); }
.covered { fill: var(--started); }
.bar [data-value=critical] { fill: var(--critical); }
.bar [data-value=high] { fill: var(--high); }
.bar [data-value=medium] { fill: var(--medium); }
.bar [data-value=low] { fill: var(--low); }
.bar [data-value=info] { fill: var(--info); }
.bars td { vertical-align: middle; }
.bars td:nth-child(4) { width: 28%; min-width: 5rem; }
.bars td:nth-child(4) > div { padding: 0.3rem 0; }
.fill[data-state=started] { fill: var(--started); }
.fill[data-state=initial] { fill: var(--initial); }
.fill[data-state=paused] { fill: var(--paused); }
.fill[data-state=other] { fill: var(--other); }
.texture { fill: none; stroke: var(--texture); stroke-width: 1.4; }
.texture.dots { fill: var(--texture); stroke: none; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; margin-top: 0.75rem; }
.legend li { display: flex; gap: 0.5rem; align-items: center; }
.chart { overflow: visible; font-size: 13px; }
.chart text { fill: var(--muted); }
.chart .label { fill: var(--ink); }
.chart .within { fill: var(--within); text-anchor: middle; font-weight: 600; paint-order: stroke;
  stroke: rgb(255 255 255 / 75%); stroke-width: 3px; stroke-linejoin: round; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--line); }
.chart .base { stroke: var(--strong-line); }
.chart g { transition: none; }
.plot { padding-left: 3rem; }
"""
