# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page as a whole: type, the table of contents beside the sections, and cards."""

from __future__ import annotations

LAYOUT = """
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink); line-height: 1.5; font-size: 15px;
  font-family: -apple-system, "Segoe UI Variable Text", "Segoe UI", Inter, Roboto, "Noto Sans", Ubuntu, Cantarell,
    "Liberation Sans", "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; }
ul { padding: 0; list-style: none; }
h1 { font-size: 1.35rem; line-height: 1.25; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; line-height: 1.3; letter-spacing: -0.01em; margin-bottom: 0.75rem; }
h2:focus { outline: none; }
#verdict > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
h3 { font-size: 1rem; line-height: 1.4; margin-bottom: 0.5rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
bdi, [data-slot] { unicode-bidi: isolate; overflow-wrap: anywhere; }
code, pre, .address {
  font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
    font-size: 0.86em;
}
code { overflow-wrap: anywhere; }
pre { margin: 0.5rem 0 0; padding: 0.75rem; background: var(--sunken); border-radius: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; }
time { white-space: nowrap; }
.muted, .note { color: var(--muted); }
.small { font-size: 0.88em; }
.definitions { position: absolute; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; background: var(--card); padding: 0.5rem 1rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header > div, .layout, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
header > div { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; padding-top: 1.1rem;
  padding-bottom: 1rem; }
.about { display: flex; flex-wrap: wrap; color: var(--muted); }
.about span + span::before { content: "\\00b7"; margin: 0 0.6em; }
.layout { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); gap: 2rem; align-items: start; }
nav { position: sticky; top: 0; padding-top: 1.75rem; }
nav a { display: flex; justify-content: space-between; gap: 0.75rem; padding: 0.36rem 0.7rem; border-radius: 6px;
  color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--sunken); text-decoration: underline; }
.badge { color: var(--muted); font-variant-numeric: tabular-nums; }
main { min-width: 0; padding-bottom: 1rem; }
section { padding-top: 1.75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem;
  box-shadow: var(--shadow); }
.card + .card, .card + .tiles, .tiles + .card, p + .card, .legend + .card { margin-top: 0.9rem; }
.card > p + *, .card > table + *, .card > * + details, .card > .callout { margin-top: 0.75rem; }
footer { color: var(--muted); padding-top: 0.5rem; padding-bottom: 2.5rem; font-size: 0.9em; }
"""
