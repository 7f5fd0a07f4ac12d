# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading an operation's parameters, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping

from .api_error import invalid_parameter, missing_parameter
from .clock import parse_api_time

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


def json_object(parameters: Mapping[str, str], name: str) -> Mapping[str, object]:
    """A mandatory nested parameter, which travels as JSON text."""
    text = required_text(parameters, name, longest=8192)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise invalid_parameter(name, "It must be a JSON object.") from error
    if not isinstance(document, dict):
        raise invalid_parameter(name, "It must be a JSON object.")
    return document


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
