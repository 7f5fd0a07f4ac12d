# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading an operation's parameters, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import invalid_parameter, missing_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.clock import parse_api_time

_WHOLE_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)


def optional_text(parameters: Mapping[str, str], name: str) -> str | None:
    """A text, or None where it is missing or empty."""
    return parameters.get(name) or None


def required_text(parameters: Mapping[str, str], name: str, longest: int = 1024) -> str:
    """A text that must be there."""
    text = parameters.get(name)
    if not text:
        raise missing_parameter(name)
    if len(text) > longest:
        raise invalid_parameter(name, f"It is longer than {longest} characters.")
    return text


def whole_number(parameters: Mapping[str, str], name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within limits."""
    text = parameters.get(name)
    if text is None:
        return default
    if not _WHOLE_NUMBER.fullmatch(text) or not lowest <= int(text) <= highest:
        raise invalid_parameter(name, f"It must be a whole number from {lowest} to {highest}.")
    return int(text)


def one_of(parameters: Mapping[str, str], name: str, choices: Collection[str]) -> str | None:
    """One of the documented words, or None where it is missing or empty."""
    text = optional_text(parameters, name)
    if text is not None and text not in choices:
        raise invalid_parameter(name, f"Valid values: {', '.join(choices)}.")
    return text


def api_time(parameters: Mapping[str, str], name: str) -> int | None:
    """A time as epoch seconds."""
    text = optional_text(parameters, name)
    if text is None:
        return None
    epoch = parse_api_time(text)
    if epoch is None:
        raise invalid_parameter(name, "It must be a UTC time as yyyy-MM-ddTHH:mm:ssZ.")
    return epoch


def switch(parameters: Mapping[str, str], name: str) -> bool:
    """True or false, in any case; false where it is missing or empty."""
    text = (optional_text(parameters, name) or "false").lower()
    if text not in ("true", "false"):
        raise invalid_parameter(name, "Valid values: true, false.")
    return text == "true"


def text_list(parameters: Mapping[str, str], name: str) -> list[str]:
    """A list of texts, which travels as `name.1`, `name.2` and so on; empty where it is missing."""
    if name in parameters:
        raise invalid_parameter(name, f"It must be sent as {name}.1, {name}.2 and so on.")
    count = sum(1 for sent in parameters if sent.startswith(f"{name}."))
    texts: list[str] = []
    for number in range(1, count + 1):
        text = parameters.get(f"{name}.{number}")
        if not text:
            raise invalid_parameter(name, f"{name}.{number} is missing or empty; {count} were sent.")
        texts.append(text)
    return texts


def time_range(parameters: Mapping[str, str], most_days: int) -> tuple[int | None, int | None]:
    """StartTime and EndTime as epoch seconds."""
    start = api_time(parameters, "StartTime")
    end = api_time(parameters, "EndTime")
    if start is not None and end is not None:
        if start > end:
            raise invalid_parameter("StartTime", "It must not be later than EndTime.")
        if end - start > most_days * 86_400:
            raise invalid_parameter(
                "EndTime", f"The range between StartTime and EndTime cannot exceed {most_days} days."
            )
    return start, end


def json_value(parameters: Mapping[str, str], name: str) -> object:
    """A mandatory nested parameter, which travels as JSON text."""
    text = required_text(parameters, name, longest=8192)
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise invalid_parameter(name, "It must be JSON.") from error
    return value


def json_object(parameters: Mapping[str, str], name: str) -> Mapping[str, object]:
    """A mandatory nested parameter that is one object."""
    value = json_value(parameters, name)
    if not isinstance(value, dict):
        raise invalid_parameter(name, "It must be a JSON object.")
    return value


def member_text(document: Mapping[str, object], where: str, name: str) -> str | None:
    """A text within a nested parameter, or None where it is missing or empty."""
    value = document.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > 2048:
        raise invalid_parameter(f"{where}.{name}", "It must be a text of at most 2048 characters.")
    # JSON can spell halves of characters, which no text in UTF-8 can hold.
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise invalid_parameter(f"{where}.{name}", "It is not valid Unicode.")
    return value
