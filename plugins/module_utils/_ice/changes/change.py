# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change in three steps: look, plan, and carry the plan out, unless it is a dry run."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any, Callable, Generic, TypeVar

from ..client import Client

State = TypeVar("State")


@dataclass(frozen=True)
class PlannedChange(Generic[State]):
    """What was found, and what is to be done about it.

    :ivar after: what shall be, as far as it is known before; this is what a dry run returns
    :ivar decided: the part of a state that users decide about, for the diff; what only the API knows is left out, so
        that the diff of a dry run is that of the real run
    :ivar apply: does the work, and returns what there is then; None if there is nothing to do
    """

    before: State
    after: State
    decided: Callable[[State], dict[str, Any]]
    apply: Callable[[], Awaitable[State]] | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ChangeResult(Generic[State]):
    """What there was, what there is now (in a dry run: what there would be), and the requests it took."""

    changed: bool
    before: State
    after: State
    diff: dict[str, Any]
    request_ids: list[str]
    warnings: list[str]


async def carry_out(client: Client, change: PlannedChange[State], *, dry_run: bool) -> ChangeResult[State]:
    """Do what is planned; in a dry run, only say what would be done.

    :raises IceError: if the API refused or did not answer
    """
    after = change.after
    if change.apply is not None and not dry_run:
        after = await change.apply()
    changed = change.apply is not None
    return ChangeResult(
        changed=changed,
        before=change.before,
        after=after,
        diff={"before": change.decided(change.before), "after": change.decided(after if changed else change.before)},
        request_ids=list(client.stats.request_ids),
        warnings=change.warnings,
    )
