# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a list can be asked for, with the names of the collection.

Defaults and choices are written here and nowhere else in the code: the argument specs of the modules are made of these
fields.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from ..errors import InputError
from ..operations import LIST_LIVE_RECORD_JOBS, ListOperation
from ..shapes import JOB_STATUSES


def one_of(*choices: str) -> dict[str, Any]:
    """The metadata of a field that takes only these values."""
    return {"choices": choices}


_LONGEST_TEXT = 5000  # characters; twelve bytes each, percent-encoded, fit into the longest URL that httpx takes


@dataclass(frozen=True)
class ListingOptions:
    """What every list can be asked for. ``where`` and ``query`` are JMESPath expressions."""

    operation: ClassVar[ListOperation]

    sort_by: str = field(default="desc", metadata=one_of("asc", "desc"))
    page_size: int = 100
    page_no: int | None = None
    where: str | None = None
    limit: int | None = None
    query: str | None = None
    on_incomplete: str = field(default="fail", metadata=one_of("fail", "warn"))

    def filters(self) -> dict[str, str]:
        """The filters as parameters of the API. :raises InputError: naming the option that is invalid"""
        raise NotImplementedError


@dataclass(frozen=True)
class TimedListingOptions(ListingOptions):
    """What a list with a time range can be asked for. Times are ISO 8601, or relative to now."""

    start_time: str | None = None
    end_time: str | None = None


@dataclass(frozen=True)
class JobListingOptions(TimedListingOptions):
    """What the list of recording jobs can be asked for."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_JOBS

    keyword: str | None = None
    status: str | None = field(default=None, metadata=one_of(*JOB_STATUSES))
    current_only: bool = False

    def filters(self) -> dict[str, str]:
        """See :meth:`ListingOptions.filters`."""
        check_printable("keyword", self.keyword)
        return without_empty({"Keyword": self.keyword, "Status": self.status})


def check_choices(options: ListingOptions) -> None:
    """Check every option that takes only certain values. :raises InputError: naming the first that is invalid"""
    for each in fields(options):
        choices, value = each.metadata.get("choices"), getattr(options, each.name)
        if choices and value not in choices and not (value is None and each.default is None):
            raise InputError(f"{each.name}: {value!r} is none of {', '.join(choices)}.")


def check_ids(option: str, ids: Sequence[str] | None) -> list[str]:
    """The ids, each once. :raises InputError: naming the option, if one cannot be an id"""
    for number, name in enumerate(ids or (), 1):
        if not name or not name.isprintable() or name != name.strip():
            raise InputError(f"{option}: {name!r} (number {number}) is no id.")
    return list(dict.fromkeys(ids or ()))


def check_printable(option: str, text: str | None) -> None:
    """Check a text that the API looks for. :raises InputError: naming the option, if it cannot be sent"""
    if text is not None and len(text) > _LONGEST_TEXT:
        raise InputError(f"{option}: {len(text)} characters do not fit into a request; at most {_LONGEST_TEXT} do.")
    if text is not None and any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise InputError(f"{option}: {text!r} holds control characters, or halves of characters.")


def without_empty(filters: dict[str, str | None]) -> dict[str, str]:
    """The filters that a user has set."""
    return {name: value for name, value in filters.items() if value}
