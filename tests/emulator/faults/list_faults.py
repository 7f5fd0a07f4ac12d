# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the three lists can do that a client does not expect, and that their reference allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .readers import Reader, not_negative, one_of, switch, texts, whole


@dataclass(frozen=True, kw_only=True)
class ListFaults:
    """The faults of lists; they combine with each other and with all other faults."""

    order_within_second: str = "by_offset"
    """Rows of one second: in another order for each offset (`by_offset`), as inserted (`stable`), or in another order
    at each request (`anew`)."""
    count_cap: int | None = None
    """TotalCount is never more than this."""
    count_lag: int = 0
    """TotalCount is lower than the truth by so many, but never below 0."""
    count_of_page: bool = False
    """TotalCount is the number of rows in the answer."""
    replica_lag: int = 0
    """Two replicas answer in turn: the second one lacks so many of a list's newest rows."""
    replica_lacks: int = 0
    """Two replicas answer in turn: each of them always lacks the same rows, so many of a list, and no row is lacked by
    both."""
    ignore_parameters: tuple[str, ...] = ()
    """Lists take these parameters as not sent."""
    keyword_finds_ids_only: bool = False
    """Keyword finds jobs and templates by their whole ids, not by their names."""
    one_row_pages_empty: bool = False
    """A page of size 1 has no row, beside the count that it should have."""
    repeat_row: bool = False
    """A page of 2 rows or more has its first row once more in place of its last one."""
    status_case: str | None = None
    """The status of listed jobs is written `capitalized` or `upper`."""
    time_format: str | None = None
    """CreateTime of listed rows has `milliseconds`, or is a time of +08:00 (`offset`)."""
    id_format: str | None = None
    """`number`: the own id of each listed row is a number."""
    listed_after_s: float = 0.0
    """A submitted job is listed so many seconds after it was submitted."""

    @property
    def has_replicas(self) -> bool:
        """Whether two replicas answer, in place of one server."""
        return bool(self.replica_lag or self.replica_lacks)


LIST_READERS: Mapping[str, Reader] = {
    "order_within_second": one_of("by_offset", "stable", "anew"),
    "count_cap": whole(0),
    "count_lag": whole(0),
    "count_of_page": switch,
    "replica_lag": whole(0),
    "replica_lacks": whole(0),
    "ignore_parameters": texts,
    "keyword_finds_ids_only": switch,
    "one_row_pages_empty": switch,
    "repeat_row": switch,
    "status_case": one_of("capitalized", "upper"),
    "time_format": one_of("milliseconds", "offset"),
    "id_format": one_of("number"),
    "listed_after_s": not_negative,
}
