# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of the development environment start as lean as those of users."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = "import httpx, sys; print(sorted({'click', 'rich', 'pygments'} & set(sys.modules)), callable(httpx.main))"


def test_httpx_leaves_its_command_line_out() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout == "[] True\n"
