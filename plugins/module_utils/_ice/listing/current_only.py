# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``current_only``: which jobs have to be read to know the current job of each recording, and what is asked of those.

A list that the API has filtered does not show what supersedes a job: the successor has another state, and may be
created after the range's end. So state and end are conditions for current jobs here, and no filters of requests. The
range's start is one, since it bounds what has to be read; and so is the keyword, since jobs of one recording have one
name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..errors import InputError
from ..operations import ListOperation
from ..recordings import ACTIVE_STATUSES
from ..times import format_time
from .options import JobListingOptions, ListingOptions
from .rows import Row, row_time

if TYPE_CHECKING:
    from ..query import Condition


def is_current_only(options: ListingOptions) -> bool:
    """Whether current jobs are asked for. :raises InputError: if an option excludes that"""
    if not isinstance(options, JobListingOptions) or not options.current_only:
        return False
    if options.page_no is not None:
        raise InputError(
            "current_only and page_no exclude each other: one page does not show which of its jobs are superseded. "
            "Leave page_no out; limit returns fewer jobs."
        )
    return True


def without_changing(options: ListingOptions) -> ListingOptions:
    """The options for requests that show what supersedes a job."""
    return replace(options, status=None) if isinstance(options, JobListingOptions) else options


def conditions(options: ListingOptions, end: int | None) -> list[Condition]:
    """What is asked of current jobs, as the API would have been asked.

    :param end: of the time range, in seconds since the epoch
    """
    found: list[Condition] = []
    if isinstance(options, JobListingOptions) and options.status:
        found.append(_HasStatus(options.status))
    if end is not None:
        found.append(_IsCreatedBy(format_time(end), options.operation))
    named = in_name(options)
    return found if named is None else [*found, named]


def in_name(options: ListingOptions) -> Condition | None:
    """The condition that leaves out what a keyword found by its id; None without a keyword."""
    return _HasInName(options.keyword) if isinstance(options, JobListingOptions) and options.keyword else None


def may_stop_early(options: ListingOptions) -> bool:
    """Whether a limit can be reached before everything is read.

    Read from the newest on, the first active job of a recording is its current one. Any other may be superseded by a
    job that is still to come: a paused one by an older job that is active, and the oldest by all that are newer.
    """
    return isinstance(options, JobListingOptions) and options.sort_by == "desc" and options.status in ACTIVE_STATUSES


class Every(NamedTuple):
    """True if all conditions are, in this order; the others are not asked then."""

    conditions: tuple[Condition, ...]

    def is_true_for(self, value: Row) -> bool:
        """See :class:`..query.Condition`."""
        return all(each.is_true_for(value) for each in self.conditions)


class _HasInName(NamedTuple):
    """The API looks for a keyword in ids, too. Of a job that it finds by its id, it does not list the successors."""

    keyword: str

    def is_true_for(self, value: Row) -> bool:
        # The case of letters proves nothing, as in all that the API searches.
        return self.keyword.casefold() in str(value.get("name") or "").casefold()


class _HasStatus(NamedTuple):
    status: str

    def is_true_for(self, value: Row) -> bool:
        return value.get("status") == self.status


class _IsCreatedBy(NamedTuple):
    end: str
    operation: ListOperation

    def is_true_for(self, value: Row) -> bool:
        return (row_time(value, self.operation) or "") <= self.end
