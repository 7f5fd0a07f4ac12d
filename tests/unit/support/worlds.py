# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Hypothesis draws for a listing: a list of jobs, a server's manners, a user's options; and how to read it."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    JobListingOptions,
    Listing,
    ListingResult,
    make_plan,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import (
    LIST_LIVE_RECORD_JOBS,
    ListOperation,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time, parse_time

from .client_double import ClientDouble, Server
from .interleaving import Interleaving, Movement, Script, run
from .simulated_server import STATUSES, Job, Manners, SimulatedServer

NOW = 1_800_000_000
_DAY = 86_400_000

# Small pages, so that few jobs make many of them; and servers that serve fewer rows than the documented default.
OPERATION = dataclasses.replace(LIST_LIVE_RECORD_JOBS, page_sizes=(8, 5, 3, 2), default_page=2)


@dataclass(frozen=True)
class Options(JobListingOptions):
    operation: ClassVar[ListOperation] = OPERATION


@dataclass(frozen=True)
class UsualOptions(Options):
    """For servers that serve the documented default at least."""

    operation: ClassVar[ListOperation] = dataclasses.replace(OPERATION, default_page=10)


def examples(number: int) -> settings:
    """So many examples; many more where HYPOTHESIS_PROFILE is ``thorough``."""
    thorough = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
    return settings(max_examples=number * 40 if thorough else number, deadline=None)


@dataclass
class World:
    """One listing to be."""

    jobs: list[Job]
    manners: Manners
    options: Options
    concurrency: int

    def server(self) -> SimulatedServer:
        return SimulatedServer([dataclasses.replace(job) for job in self.jobs], self.manners)

    @property
    def wanted(self) -> dict[str, str]:
        """The parameters of the API that say the same as the options."""
        options = self.options
        wanted = {"Status": options.status} if options.status else {}
        if options.keyword:
            wanted["Keyword"] = options.keyword
        for name, text in (("StartTime", options.start_time), ("EndTime", options.end_time)):
            if text is not None:
                wanted[name] = format_time(parse_time(text, NOW))
        return wanted

    @property
    def ascending(self) -> bool:
        return self.options.sort_by == "asc"

    def listing(self, server: Server, **changes: Any) -> Listing:
        options = dataclasses.replace(self.options, **changes)
        return Listing(ClientDouble(server, self.concurrency), make_plan(options, NOW))

    def read_at_rest(self, server: SimulatedServer, **changes: Any) -> ListingResult:
        """What a listing gives of a list that does not move."""
        result: ListingResult = run(lambda: self.listing(server, **changes).run())
        return result

    def read_moving(
        self, numbers: list[int], rarity: int = 1, *, wild: bool = False, **changes: Any
    ) -> tuple[ListingResult | None, Movement]:
        """The same while the list moves; no result where the listing says that it may be incomplete."""
        server, script = self.server(), Script(numbers)
        movement = Movement(server, self.wanted, script, rarity, wild)
        interleaving = Interleaving(server, script, movement)
        try:
            result = run(lambda: interleaving.run(self.listing(interleaving, **changes).run()))
        except IncompleteError:
            assert self.options.on_incomplete == "fail"
            return None, movement
        # Ranges, slices and crowded seconds nest; what is really sent at once is for the client to bound.
        assert interleaving.most_in_flight <= self.concurrency**3
        return result, movement

    def in_order(self) -> list[str]:
        """The names of all that matches, as the server sorts them."""
        server = self.server()
        matching = Movement(server, self.wanted, Script([])).always
        names = [job.name for job in server.jobs if job.name in matching]
        return names if self.ascending else names[::-1]


def names(result: ListingResult) -> list[str]:
    return [row["job_id"] for row in result.rows]


@st.composite
def many_jobs(draw: st.DrawFn, most: int = 40) -> tuple[list[Job], int]:
    """Jobs, crowded or far apart, and the milliseconds between two neighbouring moments."""
    unit = draw(st.sampled_from([125, 500, 1000, 60_000, 5 * _DAY]))
    moments = draw(st.lists(st.integers(0, 12), max_size=most))
    statuses = draw(st.integers(0, 2 ** len(moments) - 1))  # a bit for each job is all it takes
    oldest = (NOW - 100) * 1000 - 13 * unit
    jobs = [
        Job(f"{number * 7 % 10}-job-{number}", oldest + moment * unit, STATUSES[statuses >> number & 1])
        for number, moment in enumerate(moments)
    ]
    return jobs, unit


true_manners = st.builds(
    Manners,
    start_inclusive=st.booleans(),
    end_inclusive=st.booleans(),
    largest_page=st.sampled_from([1000, 1000, 2, 3, 5]),
    refuses=st.booleans(),
    offset_as_asked=st.booleans(),
    says_page_size=st.sampled_from(["served", "asked", "nothing"]),
    counts=st.sampled_from(["number", "number", "text"]),
    named_order=st.booleans(),
)
all_manners = st.builds(
    dataclasses.replace,
    true_manners,
    counts=st.sampled_from(["number", "text", "null", "missing", "at times"]),
)


def at_times(usual: object, *others: object) -> st.SearchStrategy[object]:
    """Mostly what is usual."""
    return st.sampled_from([usual] * (2 * len(others)) + list(others))


wild_replicas = st.lists(st.booleans(), min_size=1, max_size=7).map(tuple)

# All that the reference allows a server to do, mixed.
wild_manners = st.builds(
    dataclasses.replace,
    all_manners,
    order=st.sampled_from(["stable", "by offset", "anew"]),
    miscount=at_times(0, -1, -2, -5, 1),
    counts_at_most=at_times(None, 3, 5, 8, 10),
    counts_page=at_times(False, True),
    replicas=wild_replicas,
    copy_lags=at_times(0, 1, 2, 4),
    ignores=at_times(
        frozenset(),
        *(frozenset({name}) for name in ("SortBy", "Status", "StartTime", "EndTime", "PageNo", "Keyword")),
        frozenset({"StartTime", "EndTime"}),
    ),
    empty_single=st.booleans(),
    repeats_row=at_times(False, True),
    status_case=at_times("lower", "upper", "title"),
    time_format=at_times("api", "milliseconds", "offset"),
    without_times=at_times(False, True),
    without_status=at_times(False, True),
    ids=at_times("text", "null", "missing"),
)


@st.composite
def worlds(
    draw: st.DrawFn,
    manners: st.SearchStrategy[Manners] = all_manners,
    status: st.SearchStrategy[str | None] = st.sampled_from([None, "paused"]),  # noqa: B008 - strategies are values
    keyword: st.SearchStrategy[str | None] = st.none(),  # noqa: B008
) -> World:
    jobs, unit = draw(many_jobs())
    oldest = NOW - 100 - 13 * unit // 1000

    def bound(default: int) -> int | None:
        how = draw(st.sampled_from(["open", "around", "within"]))
        if how == "open":
            return None
        return default if how == "around" else oldest + draw(st.integers(0, 12)) * unit // 1000

    start, end = bound(oldest - 2), bound(NOW)
    if start is not None and end is not None and start > end:
        start, end = end, start
    options = Options(
        status=draw(status),
        keyword=draw(keyword),
        sort_by=draw(st.sampled_from(["asc", "desc"])),
        start_time=None if start is None else format_time(start),
        end_time=None if end is None else format_time(end),
        page_size=draw(st.integers(2, 10)),
        on_incomplete=draw(st.sampled_from(["fail", "warn"])),
    )
    return World(jobs, draw(manners), options, draw(st.integers(1, 8)))


# Often no movement; at times a lot.
scripts = st.lists(st.integers(0, 23), max_size=120)
