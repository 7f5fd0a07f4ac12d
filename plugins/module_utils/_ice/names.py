# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one naming rule of the collection: names of the API in snake case; and the way back."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from typing import Any

from .strict_json import read_json

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@functools.lru_cache(maxsize=1024)  # an API has a few dozen names; a page has a thousand keys
def snake_case(name: str) -> str:
    """``LiveRecordJobs`` -> ``live_record_jobs``, ``OSSUrl`` -> ``oss_url``."""
    return _WORD_START.sub("_", name).lower()


def api_json(value: Any) -> str:
    """A nested parameter as the API takes it: JSON, with the names of the API."""
    return json.dumps(_api_names(value), separators=(",", ":"), ensure_ascii=False)


def _api_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {name.title().replace("_", ""): _api_names(item) for name, item in value.items()}
    return [_api_names(item) for item in value] if isinstance(value, (list, tuple)) else value


def numbered(name: str, values: Sequence[str]) -> dict[str, str]:
    """A list as parameters: ``JobIds.1``, ``JobIds.2`` and so on."""
    return {f"{name}.{number}": value for number, value in enumerate(values, 1)}


def parse_json(content: bytes) -> Any:
    """A JSON document with every key of every object in snake case.

    To rename while parsing takes about half the time of renaming afterwards, which matters for long lists.

    :raises NotJsonError: if it is not JSON, or cannot be used; a ValueError
    """
    return read_json(content, snake_case)
