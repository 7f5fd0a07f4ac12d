# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report looks like, by the classes of :mod:`.report`: to check what others wrote, and for its JSON Schema.

The annotations are read as texts, since Python 3.9 cannot evaluate ``str | None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from . import report as classes
from .gate import FAIL_ON, ON_INCONCLUSIVE
from .report import SCHEMA_VERSION, SEVERITIES

STATES = ("new", "unchanged")
TIME = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
FINGERPRINT = r"^[0-9a-f]{64}$"
# The only values that some fields have; (class, field)
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Report", "schema_version"): (SCHEMA_VERSION,),
    ("Finding", "severity"): SEVERITIES,
    ("Finding", "state"): STATES,
    ("Rule", "severity"): SEVERITIES,
    ("Rule", "origin"): ("builtin", "file", "task"),
    ("Rule", "state"): ("passed", "failed", "inconclusive", "unused"),
    ("Evidence", "source"): ("api", "jobs"),
    ("Step", "action"): ("none", "submit", "replace", "cannot"),
    ("Suppression", "state"): ("active", "expired", "unused"),
    ("Gap", "state"): ("missing", "pending", "unknown"),
    ("Gate", "fail_on"): FAIL_ON,
    ("Gate", "on_inconclusive"): ON_INCONCLUSIVE,
}
# What the texts of some fields look like
PATTERNS: dict[tuple[str, str], str] = {
    ("Report", "audited_at"): TIME,
    ("Report", "compared_with"): TIME,
    ("Evidence", "began_at"): TIME,
    ("Evidence", "ended_at"): TIME,
    ("Evidence", "oldest_paused"): TIME,
    ("Finding", "create_time"): TIME,
    ("Finding", "first_seen"): TIME,
    ("Finding", "status_since"): TIME,
    ("Finding", "fingerprint"): FINGERPRINT,
    ("Day", "day"): DAY,
    ("Coverage", "start"): TIME,
    ("Coverage", "end"): TIME,
    **{(name, side): TIME for name in ("Span", "Gap") for side in ("start", "end")},
}
_PLAIN: dict[str, tuple[str, tuple[type, ...]]] = {
    "str": ("a text", (str,)),
    "int": ("a whole number", (int,)),
    "float": ("a number", (int, float)),
    "bool": ("true or false", (bool,)),
}
_LIST = re.compile(r"list\[(.+)\]")
_DICT = re.compile(r"dict\[str, (.+)\]")


@cache
def fields_of(name: str) -> dict[str, str]:
    """The fields of a class of :mod:`.report`, and their annotations."""
    annotations = getattr(classes, name).__annotations__
    return {field: str(getattr(kind, "__forward_arg__", kind)) for field, kind in annotations.items()}


def is_class(annotation: str) -> bool:
    """Whether an annotation is a class of :mod:`.report`."""
    return annotation.isidentifier() and hasattr(getattr(classes, annotation, None), "__total__")


def item_of(annotation: str) -> tuple[str, str] | None:
    """``list`` or ``dict``, and what it holds; None if it is neither."""
    for kind, pattern in (("list", _LIST), ("dict", _DICT)):
        if found := pattern.fullmatch(annotation):
            return kind, found[1]
    return None


def faults_in(value: Any, annotation: str = "Report", at: str = "") -> Iterator[str]:
    """What is wrong with a value, as sentences that begin with the place: ``findings[3].severity is ...``."""
    place = at or "it"
    if annotation.endswith(" | None"):
        if value is not None:
            yield from faults_in(value, annotation[: -len(" | None")], at)
    elif annotation in _PLAIN:
        meaning, kinds = _PLAIN[annotation]
        if not isinstance(value, kinds) or (isinstance(value, bool) and annotation != "bool"):
            yield f"{place} must be {meaning}, not {_said(value)}"
    elif is_class(annotation):
        yield from _faults_in_object(value, annotation, at)
    elif held := item_of(annotation):
        kind, item = held
        if not isinstance(value, list if kind == "list" else dict):
            yield f"{place} must be {'a list' if kind == 'list' else 'an object'}, not {_said(value)}"
            return
        if item == "Any":
            return
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in items:
            where = f"{at}[{key}]" if kind == "list" else f"{at}.{key}"
            yield from faults_in(each, item, where)


def _faults_in_object(value: Any, name: str, at: str) -> Iterator[str]:
    place = at or "it"
    if not isinstance(value, dict):
        yield f"{place} must be an object, not {_said(value)}"
        return
    fields = fields_of(name)
    for field in value:
        if field not in fields:
            yield f"{place} has a field {str(field)[:60]!r}, which is none of this version"
    for field, annotation in fields.items():
        where = f"{at}.{field}" if at else field
        if field not in value:
            yield f"{place} has no {field}"
            continue
        given = value[field]
        yield from faults_in(given, annotation, where)
        words, pattern = WORDS.get((name, field)), PATTERNS.get((name, field))
        if isinstance(given, str) and words and given not in words:
            yield f"{where} is {_said(given)}; it must be one of {', '.join(words)}"
        if isinstance(given, str) and pattern and not re.match(pattern, given, re.ASCII):
            yield f"{where} is {_said(given)}, which is not as {pattern}"


def _said(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
