# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an example has to result in, and words to say it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

# Looks at what came of an example, and asserts what it should be: the Outcome of a task, the Run of a role, an
# inventory as a dictionary, or the content of a JSON document.
Check = Callable[[Any], object]


@dataclass(frozen=True)
class Expected:
    """What is expected of the examples of one page that Ansible runs.

    :ivar checks: by the name of the example. One that is missing here makes the tests fail
    :ivar before: the emulator's state before the first example, see ``emulator_state.state``
    :ivar before_example: the same by the name of an example, for those that need a state of their own
    :ivar variables: that the page leaves to its reader
    :ivar instead_of: texts of the page that cannot be used here, such as the address of a webhook, and what is
    """

    checks: Mapping[str, Check]
    before: Mapping[str, Any] = field(default_factory=state)
    before_example: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)
    instead_of: Mapping[str, str] = field(default_factory=dict)


def job(name: str, status: str = "started", **fields: Any) -> dict[str, Any]:
    """A job for the emulator; its age is ``days``, ``hours`` or ``minutes``."""
    age = {unit: fields.pop(unit) for unit in ("days", "hours", "minutes") if unit in fields}
    return {"name": name, "status": status, "create_time": timedelta(**age or {"days": 1}), **fields}


def with_times(value: Any, now: datetime | None = None) -> Any:
    """A state whose ages are times, as the emulator takes them. Tests are collected long before they run."""
    now = now or datetime.now(UTC)
    if isinstance(value, timedelta):
        return (now - value).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Mapping):
        return {name: with_times(each, now) for name, each in value.items()}
    return [with_times(each, now) for each in value] if isinstance(value, list) else value


def finds(*names: str) -> Check:
    """Returns the jobs with these names, in this order."""

    def check(outcome: Outcome) -> None:
        assert [each["name"] for each in outcome.found] == list(names)

    return check


def says(value: Any) -> Check:
    """Shows this value."""

    def check(outcome: Outcome) -> None:
        assert outcome.result["msg"] == value

    return check


def says_for_each(*values: Any) -> Check:
    """Shows these values, one in each round of its loop."""

    def check(outcome: Outcome) -> None:
        assert [each["msg"] for each in outcome.result["results"]] == list(values)

    return check


def queries(value: Any) -> Check:
    """Its ``query_result`` is this value."""

    def check(outcome: Outcome) -> None:
        assert outcome.result["query_result"] == value

    return check


def passes(outcome: Outcome) -> None:
    """An assertion that is true."""
    assert not outcome.failed, outcome.result
    assert outcome.result["msg"] == "All assertions passed"
