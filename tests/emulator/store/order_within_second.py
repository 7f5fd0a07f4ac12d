# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages whose rows of one second stand in an order that depends on the offset.

A database that sorts by creation time may return rows of the same time in any order, and in another one for each
offset. So a second that lies on both sides of a page's end can have a row on both pages, and another on none.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from random import Random

from .job_order import second_of
from .page import PageWanted
from .rows import Rows


def page_by_offset(rows: Rows, wanted: PageWanted, variant: int = 0) -> array[int]:
    """The keys on the page, where each offset, direction and variant orders the rows of a second in its own way."""
    first, last = wanted.span(rows)
    if first == last:
        return array("q")
    # Only a part of the first and of the last second may be on the page; which part depends on all of their rows.
    start = rows.start_of_second(rows.keys[first])
    end = rows.end_of_second(rows.keys[last - 1])
    whole_seconds = rows.keys[start:end]
    before_page = first - start
    if wanted.descending:
        whole_seconds.reverse()
        before_page = end - last
    seed = f"{variant}/{wanted.offset}/{wanted.sort_by}"
    shuffled = array("q", _shuffled_within_seconds(whole_seconds, seed))
    return shuffled[before_page : before_page + last - first]


def _shuffled_within_seconds(keys: Iterable[int], seed: str) -> Iterator[int]:
    for second, group in groupby(keys, second_of):
        of_second = list(group)
        if len(of_second) > 1:
            Random(f"{seed}/{second}").shuffle(of_second)
        yield from of_second
