# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What coverage can be asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from ..errors import InputError
from ..listing import JobListingOptions, make_plan
from ..query import Doubts, Query, Subject
from ..shapes import RECORD_FORMATS
from ..times import DAY
from .expected import Expected
from .shape import RECORDING
from .spans import FOREVER
from .zones import UTC, zone_named

_METERED_BACK = 90 * DAY


@dataclass(frozen=True)
class CoverageOptions:
    """The options of coverage, but for those of the connection. Times are ISO 8601, or relative to now.

    :ivar expected: ``always``, a list of weekly windows, or None
    """

    keyword: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    tolerance: int = 5
    expected: Any = None
    format: str | None = field(default=None, metadata={"choices": RECORD_FORMATS})
    timezone: str = UTC
    where: str | None = None
    query: str | None = None
    limit: int | None = None
    reconcile: bool = False
    on_incomplete: str = field(default="fail", metadata={"choices": ("fail", "warn")})


@dataclass(frozen=True)
class CoveragePlan:
    """Options that were checked.

    :ivar start: seconds since the epoch; None for the beginning of each recording
    :ivar end: the same; later than ``now`` if none was given
    :ivar reaches_now: whether the time that is asked for includes the present
    :ivar names: doubts about names in ``where`` and ``query``
    """

    options: CoverageOptions
    now: int
    start: int | None
    end: int
    zone: tzinfo
    expected: Expected
    where: Query | None
    query: Query | None
    names: Doubts

    @property
    def reaches_now(self) -> bool:
        return self.end >= self.now

    @property
    def last(self) -> int:
        """The end of what can be known."""
        return min(self.end, self.now)


def plan_coverage(options: CoverageOptions, now: int | None = None) -> CoveragePlan:
    """Check the options.

    :param now: seconds since the epoch; by default the present
    :raises InputError: naming the option that is invalid
    """
    now = int(time.time()) if now is None else now
    times = JobListingOptions(keyword=options.keyword, start_time=options.start_time, end_time=options.end_time)
    asked = make_plan(times, now).asked  # it checks times and keyword as it does for a list
    start = asked.start
    end = FOREVER if options.end_time is None or asked.end is None else asked.end
    for name, number, least in (("tolerance", options.tolerance, 0), ("limit", options.limit, 1)):
        if number is not None and number < least:
            raise InputError(f"{name} is {number}; it must be at least {least}.")
    for name, value, choices in (
        ("format", options.format, (None, *RECORD_FORMATS)),
        ("on_incomplete", options.on_incomplete, ("fail", "warn")),
    ):
        if value not in choices:
            raise InputError(f"{name}: {value!r} is none of {', '.join(each for each in choices if each)}.")
    if options.reconcile:
        _check_reconcilable(options, start, now)
    where = query = None
    if options.where is not None:
        where = Query(options.where, option="where", now=now, about=Subject(RECORDING, "recording"))
    if options.query is not None:
        query = Query(options.query, option="query", now=now, about=Subject(RECORDING, "recording", is_list=True))
    return CoveragePlan(
        options=options,
        now=now,
        start=start,
        end=end,
        zone=zone_named(options.timezone, "timezone"),
        expected=Expected(_plain(options.expected), now),
        where=where,
        query=query,
        names=Doubts([where, query]),
    )


def _check_reconcilable(options: CoverageOptions, start: int | None, now: int) -> None:
    for name in ("keyword", "where", "format"):
        if getattr(options, name) is not None:
            raise InputError(f"reconcile compares all recordings of the account; leave {name} out.")
    if start is None:
        raise InputError("reconcile needs a start_time, of at most 90 days ago: the API knows no earlier figures.")
    if now - start > _METERED_BACK:
        raise InputError("reconcile: start_time is more than 90 days ago, and the API knows no earlier figures.")


def _plain(value: Any) -> Any:
    """Containers as Python has them, whatever Ansible or YAML made them of."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Sequence) else value
