# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""PageNo, PageSize and SortBy, as the lists have them in common."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.store.page import PageWanted

from .operation import Call
from .parameters import one_of, whole_number

_ANY_PAGE = 10**15
_DEFAULT_SIZE = 10


def page_wanted(call: Call, *, smallest: int, largest: int, sort_by: str) -> PageWanted:
    """The page that a call asks for; `sort_by` is the order where none is said."""
    number = whole_number(call.parameters, "PageNo", 1, 1, _ANY_PAGE)
    faults = call.services.plan.faults
    # A server that clamps serves what it can, however much is asked for; any other refuses above its limit.
    clamp = faults.page_size_max
    limit = faults.page_size_refuse_above or (_ANY_PAGE if clamp else largest)
    size = whole_number(call.parameters, "PageSize", _DEFAULT_SIZE, min(smallest, limit), limit)
    order = one_of(call.parameters, "SortBy", ("asc", "desc")) or sort_by
    return PageWanted(number, min(size, clamp) if clamp else size, descending=order == "desc")
