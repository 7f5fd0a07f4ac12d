# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a contender is to do, and its answer: JSON on both ways. Imports nothing that costs time."""

from __future__ import annotations

import json
import sys
from typing import Any

PAGE_SIZE = 100


def read_task() -> dict[str, Any]:
    """The task, from the command line."""
    task: dict[str, Any] = json.loads(sys.argv[1])
    return task


def answer(**facts: Any) -> None:
    """Say what was read, as the last line of the output. ``jobs`` counts different ids."""
    print(json.dumps(facts))
