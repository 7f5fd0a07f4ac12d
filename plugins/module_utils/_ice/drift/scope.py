# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which recordings a declaration is about: only these can be unexpected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..entry_fields import nearest
from ..errors import InputError
from ..query import Query, Subject
from ..shapes import JOB, Object
from .declared import DeclaredRecording

_FIELDS = ("regions", "where")
# What a declared recording has, too. So the same condition can be asked of what is declared and of what runs.
_SUBJECT = Subject(
    Object(
        {name: JOB.fields[name] for name in ("name", "stream_input", "record_output", "notify_url")}
        | {"region": JOB.fields["name"]},
        is_closed=True,
    ),
    "recording",
)


@dataclass(frozen=True)
class DeclaredScope:
    """A part of what runs.

    :ivar regions: all of them if it is None
    :ivar where: everything if it is None
    """

    regions: frozenset[str] | None = None
    where: Query | None = None

    def holds(self, job: Mapping[str, Any], region: str) -> bool:
        """Whether a recording is in it. :raises InputError: if the condition cannot be evaluated"""
        if self.regions is not None and region not in self.regions:
            return False
        return self.where is None or self.where.is_true_for({**job, "region": region})

    def check(self, entry: DeclaredRecording) -> None:
        """:raises InputError: if an entry is not in it, so that what it declares could not be unexpected otherwise"""
        if self.regions is not None and entry.region not in self.regions:
            raise InputError(f"{entry.place}: declared_scope.regions leaves out its region {entry.region}.")
        if not self.holds({**entry.as_job(), "notify_url": entry.notify_url}, entry.region):
            raise InputError(
                f"{entry.place}: declared_scope.where is not true for it. What is declared must be in scope."
            )


def check_scope(value: Any, *, regions: Sequence[str], now: int) -> DeclaredScope:
    """Check the option declared_scope. :raises InputError: naming what is wrong"""
    if value is None:
        return DeclaredScope()
    if not isinstance(value, Mapping):
        raise InputError("declared_scope must be a dictionary with regions, where, or both.")
    for name in value:
        if name not in _FIELDS:
            hint = nearest(str(name), _FIELDS) or "It has regions and where."
            raise InputError(f"declared_scope: {name!r} is no field of it. {hint}")
    named, where = value.get("regions"), value.get("where")
    if named is not None:
        if not isinstance(named, (list, tuple)) or not all(isinstance(each, str) for each in named):
            raise InputError("declared_scope.regions must be a list of regions.")
        for region in named:
            if region not in regions:
                hint = nearest(region, regions) or f"It reads {', '.join(regions)}."
                raise InputError(f"declared_scope.regions: the audit does not read the region {region!r}. {hint}")
    if where is not None and not isinstance(where, str):
        raise InputError("declared_scope.where must be a JMESPath expression.")
    return DeclaredScope(
        None if named is None else frozenset(named),
        None if where is None else Query(where, option="declared_scope.where", now=now, about=_SUBJECT),
    )
