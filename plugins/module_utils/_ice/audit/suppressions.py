# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decisions to accept findings: by rule and recording, with a reason, an owner, and a date on which they end.

Nothing is compared by a part of a text. A suppression that has expired suppresses nothing, and one that suppresses
nothing is said to be unused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import reports
from ..entry_fields import EntryFields, nearest
from ..errors import InputError
from ..located_yaml import Entry
from ..query import Query
from ..reports import Location
from ..times import DAY, parse_time
from .builtin_rules import SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED
from .rule import JOB_SUBJECT
from .unknown import UnknownFieldError

FIELDS = ("rule", "name", "where", "reason", "owner", "expires")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

ACTIVE, EXPIRED, UNUSED = "active", "expired", "unused"


@dataclass(frozen=True)
class Suppression:
    """One decision.

    :ivar ends: seconds since the epoch; None if it holds for ever
    """

    rule: str
    name: str | None
    where: Query | None
    where_text: str | None
    reason: str
    owner: str
    expires: str | None
    ends: int | None
    location: Location | None

    @property
    def identity(self) -> list[Any]:
        """What tells it from others."""
        return [self.rule, self.name, self.where_text]

    def applies_to(self, job: Mapping[str, Any]) -> bool:
        """Whether it is about this recording. :raises UnknownFieldError: if that can be looked up, and was not"""
        if self.where is None:
            return job.get("name") == self.name
        try:
            return self.where.is_true_for(job)
        except UnknownFieldError as error:
            if error.can_be_looked_up:
                raise
            return False
        except InputError:  # a function that refuses what this job has; the finding stays
            return False


class Suppressions:
    """All of them.

    :param now: seconds since the epoch
    """

    def __init__(self, entries: Sequence[Suppression], now: int) -> None:
        self.entries = entries
        self._now = now
        self._of_rule: dict[str, list[int]] = {}
        for number, each in enumerate(entries):
            if not self._has_expired(each):
                self._of_rule.setdefault(each.rule, []).append(number)

    @property
    def queries(self) -> list[Query]:
        """The expressions of users among them."""
        return [each.where for each in self.entries if each.where is not None]

    @property
    def names(self) -> frozenset[str]:
        """The fields that they look at."""
        return frozenset().union(*(query.names for query in self.queries))

    def of(self, rule_id: str, job: Mapping[str, Any]) -> tuple[int, ...]:
        """The numbers of those that suppress a finding."""
        numbers = self._of_rule.get(rule_id)
        return tuple(each for each in numbers if self.entries[each].applies_to(job)) if numbers else ()

    def report(self, used: Mapping[int, int]) -> list[reports.Suppression]:
        """What a report says of them. :param used: how many findings each of them suppresses"""
        return [
            {
                "rule": each.rule,
                "name": each.name,
                "where": each.where_text,
                "reason": each.reason,
                "owner": each.owner,
                "expires": each.expires,
                "used": used.get(number, 0),
                "state": EXPIRED if self._has_expired(each) else ACTIVE if used.get(number) else UNUSED,
                "location": each.location,
            }
            for number, each in enumerate(self.entries)
        ]

    def _has_expired(self, suppression: Suppression) -> bool:
        return suppression.ends is not None and suppression.ends < self._now


def check_suppressions(
    entries: Iterable[Entry], rule_ids: Sequence[str], *, location: Location | None, now: int
) -> Suppressions:
    """Check what users wrote.

    :param rule_ids: all rules that there are, whether this audit asks them or not
    :param location: of the task
    :raises InputError: naming the entry, its file and its line
    """
    return Suppressions([_check(entry, rule_ids, location, now) for entry in entries], now)


def _check(entry: Entry, rule_ids: Sequence[str], location: Location | None, now: int) -> Suppression:
    fields = EntryFields(entry, "suppression", FIELDS, "rule")
    rule = fields.text("rule")
    if rule in (SUPPRESSION_EXPIRED, SUPPRESSION_UNUSED):
        raise fields.error("rule", "findings about suppressions cannot be suppressed; mend the suppression")
    if rule not in rule_ids:
        hint = nearest(rule, rule_ids) or "It must be the id of one rule, whole."
        raise fields.error("rule", f"there is no rule {rule!r}. {hint}")
    fields.just_one_of("name", "where")
    where = None
    if fields.get("where") is not None:
        option = f"{fields.place('where')}: where"
        where = Query(fields.text("where"), option=option, now=now, about=JOB_SUBJECT)
    expires = fields.get("expires")
    place: Location | None = location
    if entry.file is not None and entry.line is not None:
        place = {"file": entry.file, "line": entry.line}
    return Suppression(
        rule=rule,
        name=fields.text("name") if fields.get("name") is not None else None,
        where=where,
        where_text=None if where is None else fields.text("where"),
        reason=fields.text("reason"),
        owner=fields.text("owner"),
        expires=None if expires is None else fields.text("expires"),
        ends=None if expires is None else _end(fields),
        location=place,
    )


def _end(fields: EntryFields) -> int:
    """A date holds until its end."""
    text = fields.text("expires")
    problem = f"{text!r} is relative to the run"
    if text[:1].isdigit():
        try:
            return parse_time(text, now=0) + (DAY - 1 if _DATE.fullmatch(text) else 0)
        except InputError:
            problem = f"{text!r} is no date"
    raise fields.error("expires", f"expires: {problem}. Write a date, as in 2027-01-31, or a time as in ISO 8601")
