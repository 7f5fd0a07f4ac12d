# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The functions that are added to those of JMESPath; times are in seconds.

* ``now()``: seconds since the epoch, the same value for every call within one task
* ``to_epoch(time)``: seconds since the epoch of an ISO 8601 or relative time
* ``age(time)``: seconds from that time to now
* ``duration('36h')``: seconds
* ``matches(regex, string)``: whether the regular expression is found anywhere in the string

``to_epoch``, ``age`` and ``matches`` of null are null, null and false, so that a job without a field ends no listing.
"""

from __future__ import annotations

import re
from typing import Any

from ..errors import InputError
from ..times import parse_duration, parse_time
from .library import Functions, signature
from .tame import longest_tame
from .time_limit import TookTooLongError, time_limit

_TIME: Any = {"types": ["string", "null"]}

# A regular expression that tries every way to divide a text doubles its time with each character. What is shorter than
# this never takes long, and setting a timer would cost more than most searches.
_SHORT = 20
_LONGEST_SEARCH = 2.0  # seconds


class SlowSearchError(InputError):
    """A search took too long. To try it again takes as long."""


class QueryFunctions(Functions):
    """The standard functions and the added ones; jmespath finds them by their ``_func_`` names.

    :ivar now: seconds since the epoch
    """

    # Results that change with ``now``
    OF_THE_MOMENT = ("now", "age", "to_epoch")

    def __init__(self, now: int) -> None:
        self.now = now

    @signature()
    def _func_now(self) -> int:
        return self.now

    @signature(_TIME)
    def _func_to_epoch(self, text: str | None) -> int | None:
        return None if text is None else parse_time(text, self.now)

    @signature(_TIME)
    def _func_age(self, text: str | None) -> int | None:
        return None if text is None else self.now - parse_time(text, self.now)

    @signature({"types": ["string"]})
    def _func_duration(self, text: str) -> int:
        return parse_duration(text)

    @signature({"types": ["string"]}, {"types": ["string", "null"]})
    def _func_matches(self, regex: str, text: str | None) -> bool:
        if text is None:
            return False
        try:
            pattern = re.compile(regex)
        except re.error as error:
            raise InputError(f"{regex!r} is not a regular expression: {error}.") from error
        return is_found(pattern, text)


def longest_unwatched(pattern: re.Pattern[str]) -> int:
    """The length of the longest texts in which a search needs nobody to watch over it."""
    return max(_SHORT, longest_tame(pattern.pattern))


def is_found(pattern: re.Pattern[str], text: str) -> bool:
    """Whether it is anywhere in the text. :raises SlowSearchError: if it takes too long"""
    if len(text) <= longest_unwatched(pattern):
        return pattern.search(text) is not None
    try:
        with time_limit(_LONGEST_SEARCH):
            return pattern.search(text) is not None
    except TookTooLongError:
        raise SlowSearchError(
            f"the regular expression {pattern.pattern!r} takes more than {_LONGEST_SEARCH:g} seconds for "
            f"{text[:60]!r}, since it tries every way to divide the text. Leave out a + or * that repeats a group with "
            "another one in it."
        ) from None
