# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rest of the engine needs to know of a client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..operations import Operation


@dataclass
class CallStats:
    """What a client's calls cost. ``requests`` counts every one that was sent, retries included."""

    requests: int = 0
    retries: int = 0
    throttled: int = 0
    request_ids: list[str] = field(default_factory=list)


class Calls(Protocol):
    """Something that calls operations; see :class:`.client.Client`."""

    stats: CallStats

    @property
    def max_concurrency(self) -> int:
        """How many calls to make at the same time, at most."""

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Call an operation until it answers. :returns: the answer, with keys in snake case"""
