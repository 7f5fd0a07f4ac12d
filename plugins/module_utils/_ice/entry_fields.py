# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of an entry that a user wrote, such as a rule. Each error names the entry, its file and line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from .errors import InputError
from .located_yaml import Entry


class EntryFields:
    """Reads the fields of an entry, and checks their types.

    :param noun: what an entry is called
    :param known: the names that it may have
    :param name_field: the field that tells it from others of its kind
    :raises InputError: if it is no dictionary, or has a field that is not known
    """

    def __init__(self, entry: Entry, noun: str, known: Sequence[str], name_field: str) -> None:
        self.entry = entry
        self.noun = noun
        self._name_field = name_field
        if not isinstance(entry.value, dict):
            raise self.error(None, f"it must be a dictionary with the fields {', '.join(known)}")
        for name in entry.value:
            if name not in known:
                hint = nearest(str(name), known) or f"It has the fields {', '.join(known)}."
                raise self.error(str(name), f"{name!r} is no field of a {noun}. {hint}")

    def error(self, field: str | None, problem: str) -> InputError:
        """An error about a field."""
        end = "" if problem.endswith(("?", ".", "^")) else "."
        return InputError(f"{self.place(field)}: {problem}{end}")

    def place(self, field: str | None = None) -> str:
        """Where a field is, for messages: file and line, and the entry's name."""
        value = self.entry.value
        name = value.get(self._name_field) if isinstance(value, dict) else None
        who = f"{self.noun} {name}" if isinstance(name, str) and name else f"this {self.noun}"
        return f"{self.entry.place(field)}: {who}"

    def get(self, field: str) -> Any:
        """A field, as it is written."""
        return self.entry.value.get(field)

    def text(self, field: str, *, default: str | None = None) -> str:
        """A text that is not empty. :param default: what it is if nobody wrote it; None if it has to be written"""
        value = self.get(field)
        if value is None and default is not None:
            return default
        if value is None:
            raise self.error(None, f"{field} is missing")
        if not isinstance(value, str):
            raise self.error(field, f"{field} must be text, and is {value!r}")
        if not value.strip():
            raise self.error(field, f"{field} is empty")
        return value.strip()

    def choice(self, field: str, choices: Sequence[str]) -> str:
        """One of some words."""
        value = self.text(field)
        if value not in choices:
            hint = nearest(value, choices) or f"It must be one of {', '.join(choices)}."
            raise self.error(field, f"{field} {value!r} is not known. {hint}")
        return value

    def just_one_of(self, one: str, other: str) -> None:
        """:raises InputError: if both are there, or none of them"""
        if (self.get(one) is None) is (self.get(other) is None):
            both = self.get(one) is not None
            raise self.error(one, f"it has both {one} and {other}" if both else f"{one} or {other} is missing")


def nearest(name: str, known: Iterable[str]) -> str:
    """A question for the user; empty if nothing is near."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else ""
