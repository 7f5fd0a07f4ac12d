# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two replicas that answer list requests in turn, and that do not have the same rows."""

from __future__ import annotations

from collections.abc import Hashable

from ansible_collections.mediaops.alicloud.tests.emulator.store.rows import Rows

from .list_faults import ListFaults


class Replicas:
    """Which rows each replica lacks. Once a row is lacked, it is lacked always, whatever is asked for."""

    def __init__(self) -> None:
        self._lacked: dict[Hashable, tuple[set[int], set[int]]] = {}

    def seen(self, faults: ListFaults, number: int, of_list: Hashable, every_row: Rows, rows: Rows) -> Rows:
        """Those of the rows that the replica has which answers list request `number`.

        `of_list` says which list this is, and `every_row` is all that there is in it. Odd requests are answered by
        the first replica, even ones by the second.
        """
        is_second = number % 2 == 0
        if faults.replica_lacks:
            rows = rows.without(self._lacking(of_list, every_row, faults.replica_lacks)[is_second])
        if faults.replica_lag and is_second:
            oldest_lacked = max(every_row.low, every_row.high - faults.replica_lag)
            if oldest_lacked < every_row.high:
                rows = rows.before(every_row.keys[oldest_lacked])
        return rows

    def _lacking(self, of_list: Hashable, every_row: Rows, count: int) -> tuple[set[int], set[int]]:
        """The keys that each replica lacks: chosen when first asked, and more of them while they are too few."""
        first, second = self._lacked.setdefault(of_list, (set(), set()))
        missing = count - len(second)
        if missing:
            there = every_row.without(first | second).all()
            missing = min(missing, len(there) // 2)
            # Evenly spread over the list, in turn for the one and for the other.
            spread = [there[(2 * number + 1) * len(there) // (4 * missing)] for number in range(2 * missing)]
            first.update(spread[::2])
            second.update(spread[1::2])
        return first, second
