# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the modules that change something ask alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from .ansible_runs import Outcome
from .plugin_runs import documentation

# A request that gets no answer is given up early; looking for what became of it takes its time.
IMPATIENT = {"timeout": 0.5, "max_retries": 0}


def assert_planned_done_and_left(outcomes: Sequence[Outcome]) -> None:
    """Of a task in check mode, the same task, and the same again."""
    planned, done, again = outcomes
    assert planned.changed is done.changed is True
    assert again.changed is False
    assert all(action.startswith(("List", "Get")) for action in (*planned.actions, *again.actions))
    assert planned.result["diff"] == done.result["diff"]
    assert again.result["diff"]["before"] == again.result["diff"]["after"] == done.result["diff"]["after"]


def assert_documented(module: str, result: dict[str, Any]) -> None:
    """What a task returned is what the module's documentation says."""
    documented = yaml.safe_load(documentation("modules", module, "RETURN"))
    on_success = {name for name, entry in documented.items() if entry["returned"] == "success"}
    assert on_success <= set(result)
    assert set(result) - set(documented) <= {"changed", "diff", "invocation", "_ansible_no_log", "warnings"}
    if "stats" in documented:
        assert set(result["stats"]) == set(documented["stats"]["contains"])
