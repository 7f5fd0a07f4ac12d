# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, light and dark. Each text has a contrast of 4.5 to 1 or more; no meaning rests on a colour alone."""

from __future__ import annotations

COLOURS = """
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --sunken: #f1f3f6; --line: #dde2e8; --strong-line: #8792a0;
  --ink: #18212d; --muted: #556170; --link: #1d4fae; --focus: #1d4fae;
  --critical: #9d1038; --critical-back: #fbe8ee;
  --high: #a83a05; --high-back: #fdeee4;
  --medium: #775600; --medium-back: #fbf3d9;
  --low: #1b5c8c; --low-back: #e6f1f9;
  --info: #515c69; --info-back: #edf0f3;
  --good: #12633f; --good-back: #e4f4ec;
  --started: #2a8478; --initial: #8fb4d9; --paused: #e0a03c; --other: #9a9fb0; --within: #101720;
  --started-within: #ffffff; --texture: rgb(20 24 32 / 45%);
  --shadow: 0 1px 2px rgb(24 33 45 / 6%), 0 2px 8px rgb(24 33 45 / 4%);
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #10141a; --card: #181e26; --sunken: #202833; --line: #2d3744; --strong-line: #77859a;
    --ink: #e7ebf1; --muted: #a2aebd; --link: #8fb8ff; --focus: #8fb8ff;
    --critical: #ff94ab; --critical-back: #3d1822;
    --high: #ffac78; --high-back: #3a2314;
    --medium: #e8c65c; --medium-back: #342a0e;
    --low: #85c3f2; --low-back: #132c40;
    --info: #b0bac7; --info-back: #29323d;
    --good: #74d3a4; --good-back: #112e21;
    --started: #2f8f83; --initial: #7fa8d1; --paused: #d99a38; --other: #858b9e;
    --texture: rgb(12 16 22 / 50%); --shadow: none;
  }
}
"""
