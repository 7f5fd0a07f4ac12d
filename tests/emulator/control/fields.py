# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the documents that control requests bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.faults.readers import FaultError
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import UnknownRegionError
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding import LATEST_SECOND, SeedError
from ansible_collections.mediaops.alicloud.tests.emulator.store.stream_options import StreamOptionError


class ControlError(ValueError):
    """A control request that makes no sense."""


# What a request with a mistake raises; the message says what is wrong.
MISTAKES = (ControlError, FaultError, SeedError, StreamOptionError, UnknownRegionError)


def known_fields(document: Mapping[str, object], what: str, known: Collection[str]) -> dict[str, object]:
    """The fields that have a value; ControlError if one is not known."""
    for name in document:
        if name not in known:
            raise ControlError(f"unknown {what} field {name!r}; known: {', '.join(known)}")
    return {name: value for name, value in document.items() if value is not None}


def text_fields(document: Mapping[str, object], what: str, known: Collection[str]) -> dict[str, str]:
    """The fields that have a value, all of which must be texts."""
    texts: dict[str, str] = {}
    for name, value in known_fields(document, what, known).items():
        if not isinstance(value, str):
            raise ControlError(f"{what} field {name} must be a text")
        texts[name] = value
    return texts


def take_text(document: dict[str, object], name: str) -> str | None:
    """Take a text that may be missing out of a document."""
    value = document.pop(name, None)
    if value is not None and not isinstance(value, str):
        raise ControlError(f"{name} must be a text")
    return value


def take_count(document: dict[str, object]) -> int:
    """Take the count that must be there out of a document."""
    count = document.pop("count", None)
    if isinstance(count, bool) or not isinstance(count, int):
        raise ControlError("count must be a whole number")
    return count


def moment(name: str, text: str) -> int:
    """An API time as epoch seconds."""
    second = parse_api_time(text)
    if second is None or not 0 <= second <= LATEST_SECOND:
        raise ControlError(f"{name} must be a time such as 2022-07-20T03:26:36Z")
    return second
