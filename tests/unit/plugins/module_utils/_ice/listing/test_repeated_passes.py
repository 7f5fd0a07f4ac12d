# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists without times whose rows are deleted while they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IncompleteError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import (
    Listing,
    ListingResult,
    TemplateListingOptions,
    make_plan,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import (
    LIST_LIVE_RECORD_TEMPLATES,
    ListOperation,
    Operation,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble

OPERATION = replace(LIST_LIVE_RECORD_TEMPLATES, page_sizes=(4, 2), largest_page=None, default_page=2)


@dataclass
class Templates:
    """Numbers are names and times. ``moves`` happen before requests: a number deletes there, None adds the newest."""

    names: list[int]
    moves: list[int | None] = field(default_factory=list)
    counts: bool = True
    largest: int = 100
    requests: int = 0
    miscount: int = 0

    def __post_init__(self) -> None:
        self.always, self.ever = set(self.names), set(self.names)
        self._newest = max(self.names, default=0)

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        if self.requests and self.moves:  # what was there before the first request counts
            self._move(self.moves.pop(0))
        self.requests += 1
        assert self.requests < 500
        size, number = min(int(parameters["PageSize"]), self.largest), int(parameters["PageNo"])
        names = self.names if parameters["SortBy"] == "asc" else self.names[::-1]
        rows = [
            {"template_id": f"t{name}", "create_time": format_time(1_700_000_000 + name)}
            for name in names[(number - 1) * size : number * size]
        ]
        return {"record_template_list": rows, **({"total_count": len(names) + self.miscount} if self.counts else {})}

    def _move(self, move: int | None) -> None:
        if move is None:
            self._newest += 1
            self.names.append(self._newest)
            self.ever.add(self._newest)
        elif self.names:
            self.always.discard(self.names.pop(move % len(self.names)))


def read(templates: Templates, operation: ListOperation = OPERATION, **options: Any) -> ListingResult:
    plan = make_plan(TemplateListingOptions(**{"page_size": 4, **options}))._replace(operation=operation)
    return asyncio.run(Listing(ClientDouble(templates), plan).run())


def names(result: ListingResult) -> list[int]:
    return [int(row["template_id"][1:]) for row in result.rows]


worlds = st.builds(
    Templates,
    st.integers(0, 25).map(lambda number: list(range(1, number + 1))),
    st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=12),
    st.booleans(),
    st.sampled_from([100, 3, 2]),
)
orders = st.sampled_from(["asc", "desc"])


@settings(max_examples=300, deadline=None)
@given(worlds, orders)
def test_what_is_there_all_the_time_is_returned_once_or_the_listing_says_so(templates: Templates, order: str) -> None:
    try:
        result = read(templates, sort_by=order)
    except IncompleteError:
        return
    found = names(result)
    assert result.complete
    assert templates.always <= set(found) <= templates.ever
    assert found == sorted(set(found), reverse=order == "desc")


@settings(max_examples=300, deadline=None)
@given(worlds, orders, st.integers(1, 12), st.booleans())
def test_with_a_limit_there_is_no_gap(templates: Templates, order: str, limit: int, odd: bool) -> None:
    where = "ends_with(template_id, '1') || ends_with(template_id, '3')" if odd else None
    try:
        result = read(templates, sort_by=order, limit=limit, where=where)
    except IncompleteError:
        return
    found = names(result)
    wanted = {name for name in templates.always if not odd or name % 10 in (1, 3)}
    assert len(found) <= limit
    if len(found) < limit:
        assert wanted <= set(found)
    else:
        assert {name for name in wanted if (name < found[-1] if order == "asc" else name > found[-1])} <= set(found)


def test_one_page_is_one_moment() -> None:
    templates = Templates([1, 2, 3])
    result = read(templates, LIST_LIVE_RECORD_TEMPLATES)
    assert (names(result), result.complete, result.total_count, templates.requests) == ([3, 2, 1], True, 3, 1)


def test_a_limit_within_the_first_page_takes_one_request() -> None:
    templates = Templates(list(range(1, 20)))
    result = read(templates, limit=3)
    assert (names(result), result.complete, templates.requests) == ([19, 18, 17], False, 1)


def test_a_list_at_rest_is_read_twice() -> None:
    templates = Templates(list(range(1, 11)))
    result = read(templates)
    assert (len(result.rows), result.complete, templates.requests) == (10, True, 6)


def test_a_list_that_never_rests_is_no_whole() -> None:
    templates = Templates(list(range(1, 400)), [0] * 400)
    result = read(templates, sort_by="asc", on_incomplete="warn", page_size=40)
    assert not result.complete
    assert result.doubts == ["the list moved faster than it could be read"]


@pytest.mark.parametrize("limit", [6, 8])
def test_a_limit_on_a_later_page_is_a_part_and_no_failure(limit: int) -> None:
    templates = Templates(list(range(1, 20)))
    result = read(templates, limit=limit)
    assert (names(result), result.complete, result.doubts) == (list(range(19, 19 - limit, -1)), False, [])
    assert templates.requests == 4  # two pages, read twice: rows may have gone between them


def test_a_limit_hides_no_doubt_about_what_comes_before_it() -> None:
    templates = Templates(list(range(1, 400)), [0] * 400)
    with pytest.raises(IncompleteError, match="moved faster than it could be read"):
        read(templates, sort_by="asc", page_size=40, limit=60)


def test_where_is_asked_once_for_each_row_of_a_pass() -> None:
    asked: list[str] = []

    class Counted:
        def is_true_for(self, value: Any) -> bool:
            asked.append(value["template_id"])
            return False

    plan = make_plan(TemplateListingOptions(page_size=4, limit=3))
    listing = Listing(ClientDouble(Templates(list(range(1, 26)))), plan._replace(operation=OPERATION, where=Counted()))
    asyncio.run(listing.run())
    assert len(asked) == 2 * 25


def test_a_count_of_more_than_there_is() -> None:
    with pytest.raises(IncompleteError):
        read(Templates(list(range(1, 11)), miscount=1))
