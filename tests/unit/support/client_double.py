# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client whose answers come from a server in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import CallStats
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import Operation


class Server(Protocol):
    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]: ...


@dataclass
class ClientDouble:
    server: Server
    max_concurrency: int = 4
    stats: CallStats = field(default_factory=CallStats)

    async def call(self, operation: Operation, parameters: Mapping[str, str]) -> dict[str, Any]:
        return await self.server.call(operation, parameters)
