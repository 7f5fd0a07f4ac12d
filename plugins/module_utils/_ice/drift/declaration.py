# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole declaration: entries of the task and of files, none of them twice, all of them in its scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..located_yaml import Entry, entries_of_option, read_entries
from .declared import DeclaredRecording
from .entry_check import check_entry
from .scope import DeclaredScope, check_scope

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Location


@dataclass(frozen=True)
class DeclarationOptions:
    """What a task says. ``declared_scope`` has ``regions`` and ``where``."""

    declared: Sequence[Any] | None = None
    declared_files: Sequence[str] = ()
    declared_scope: Mapping[str, Any] | None = None

    @property
    def is_given(self) -> bool:
        """Whether there is a declaration, be it an empty one."""
        return self.declared is not None or bool(self.declared_files)


@dataclass(frozen=True)
class Declaration:
    """What shall run.

    :ivar location: where it begins, for what it does not name
    """

    entries: Sequence[DeclaredRecording]
    scope: DeclaredScope = field(default_factory=DeclaredScope)
    location: Location | None = None

    @classmethod
    def from_options(
        cls, options: DeclarationOptions, *, regions: Sequence[str], now: int, location: Location | None = None
    ) -> Declaration | None:
        """Check what a task says, and read its files.

        :param regions: that are audited
        :param now: seconds since the epoch
        :param location: of the task
        :returns: None if there is no declaration
        :raises InputError: naming the entry, its file and line
        """
        if not options.is_given:
            if options.declared_scope is not None:
                raise InputError("declared_scope has no effect without declared or declared_files.")
            return None
        scope = check_scope(options.declared_scope, regions=regions, now=now)
        written: list[Entry] = entries_of_option("declared", options.declared or ())
        for path in options.declared_files:
            written += read_entries(path, option="declared_files", key="declared")
        entries = [check_entry(entry, regions=list(regions), location=location) for entry in written]
        _check_twice(entries)
        for entry in entries:
            scope.check(entry)
        first = next((each.location for each in entries if each.location), location)
        return cls(entries, scope, first)

    def of(self, region: str) -> list[DeclaredRecording]:
        """The entries of a region, in order."""
        return [entry for entry in self.entries if entry.region == region]

    @property
    def regions_with_names(self) -> frozenset[str]:
        """The regions whose templates have to be listed, since an entry names one by its name."""
        return frozenset(entry.region for entry in self.entries if entry.needs_templates)


def _check_twice(entries: Sequence[DeclaredRecording]) -> None:
    """No job may be what two entries declare. What one of them does not say may be anything."""
    of_stream: dict[tuple[str, ...], list[DeclaredRecording]] = {}
    for entry in entries:
        for other in _alike(entry, of_stream):
            if other.identity.may_include(entry.as_job()) or entry.identity.may_include(other.as_job()):
                raise InputError(
                    f"{entry.place}: it is the same recording (region, name, stream and output) as {other.place}. "
                    "Leave one of them out, or say in both what tells their outputs apart."
                )


def _alike(
    entry: DeclaredRecording, of_stream: dict[tuple[str, ...], list[DeclaredRecording]]
) -> Iterator[DeclaredRecording]:
    """Earlier entries with the same region, name and stream."""
    known = of_stream.setdefault((entry.region, entry.name, entry.stream_input["url"]), [])
    yield from known
    known.append(entry)
