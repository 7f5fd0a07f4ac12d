# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the values of faults from JSON, each with its name so that a mistake can be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType


class FaultError(ValueError):
    """A fault that does not exist, or a value that it cannot have."""


Reader = Callable[[str, object], object]


def switch(name: str, value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise FaultError(f"fault {name} must be true or false")
    return value


def text(name: str, value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise FaultError(f"fault {name} must be a text that is not empty")
    return value


def real(name: str, value: object) -> float:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise FaultError(f"fault {name} must be a number")
    return float(value)


def not_negative(name: str, value: object) -> float:
    """A number that is 0 or more."""
    number = real(name, value)
    if number < 0:
        raise FaultError(f"fault {name} must not be negative")
    return number


def positive(name: str, value: object) -> float:
    """A number above 0."""
    number = real(name, value)
    if number <= 0:
        raise FaultError(f"fault {name} must be above 0")
    return number


def whole(lowest: int, highest: int = 1_000_000_000) -> Reader:
    """Reads a whole number within limits."""

    def read(name: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise FaultError(f"fault {name} must be a whole number from {lowest} to {highest}")
        return value

    return read


def one_of(*choices: str) -> Reader:
    """Reads one of these words."""

    def read(name: str, value: object) -> str:
        if value not in choices or not isinstance(value, str):
            raise FaultError(f"fault {name} must be one of {', '.join(choices)}")
        return value

    return read


def texts(name: str, value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise FaultError(f"fault {name} must be a list of texts")
    return tuple(text(name, entry) for entry in value)


def mapping(name: str, value: object) -> Mapping[str, object]:
    """An object, whatever is in it."""
    if not isinstance(value, dict):
        raise FaultError(f"fault {name} must be an object")
    return MappingProxyType(value)


def read_fields(
    where: str, document: object, readers: Mapping[str, Reader], required: tuple[str, ...] = ()
) -> dict[str, object]:
    """The values of an object whose fields are known; FaultError names the first thing that is wrong."""
    if not isinstance(document, dict):
        raise FaultError(f"{where or 'faults'} must be an object")
    prefix = f"{where}." if where else ""
    values: dict[str, object] = {}
    for name, value in document.items():
        if name not in readers:
            known = ", ".join(readers)
            raise FaultError(f"unknown fault {prefix + str(name)!r}; known: {known}")
        # None is how a caller says "as it is by default".
        if value is not None:
            values[name] = readers[name](prefix + name, value)
    for name in required:
        if name not in values:
            raise FaultError(f"fault {prefix}{name} is missing")
    return values
