# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a row is one that was asked for: a server may ignore a filter, and say nothing."""

from __future__ import annotations

from collections.abc import Mapping

from ..operations import ListOperation
from ..times import format_time
from .ranges import Interval
from .rows import Row


class Filters:
    """The filters that a request carries, as rules that its rows have to follow.

    :param sent: the parameters of the API
    """

    def __init__(self, operation: ListOperation, sent: Mapping[str, str]) -> None:
        values: dict[str, list[str]] = {}
        for parameter, value in sent.items():
            values.setdefault(parameter.partition(".")[0], []).append(value)
        self._noun = operation.noun
        # The case of letters proves nothing: servers write words as they like, and many search without it.
        self._rules = [
            (name, given, frozenset(value.casefold() for value in given), operation.filter_rules[name])
            for name, given in values.items()
            if name in operation.filter_rules
        ]

    def objection(self, row: Row) -> str | None:
        """What speaks against a row; None if it is one that was asked for."""
        for name, given, values, rule in self._rules:
            told = [str(row[field]).casefold() for field in rule.fields if row.get(field) not in (None, "")]
            if not told:
                return f"the server returns {self._noun}s without their {' and '.join(rule.fields)}"
            if not values.isdisjoint(told) or (
                rule.contains and any(value in text for value in values for text in told)
            ):
                continue
            asked = f"{name} {given[0]}" if len(given) == 1 else f"one of {len(given)} {name}"
            fields = ", ".join(f"{field} {row.get(field)!r}" for field in rule.fields)
            hint = f" (leave out keyword, and use where: contains(name, {given[0]!r}))" if rule.contains else ""
            return f"the server was asked for {self._noun}s with {asked}, and returned one with {fields}{hint}"
        return None


class Bounds:
    """The two ends of a time range, both included, as texts that compare with those of rows."""

    def __init__(self, interval: Interval) -> None:
        self._start = None if interval.start is None else format_time(interval.start)
        self._end = None if interval.end is None else format_time(interval.end)
        self.are_open = self._start is None and self._end is None

    def hold(self, time: str) -> bool:
        """Whether a time (API format) lies within."""
        return (self._start is None or self._start <= time) and (self._end is None or time <= self._end)

    def __str__(self) -> str:
        return f"{self._start or 'the beginning'} and {self._end or 'now'}"
