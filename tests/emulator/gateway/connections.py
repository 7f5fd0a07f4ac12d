# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cutting a connection without an answer, which no ASGI message can ask for."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable, Iterable
from typing import Protocol

from starlette.types import Scope


class Connection(Protocol):
    """What the server's own connection objects have in common."""

    client: tuple[str, int] | None
    transport: asyncio.Transport


class ConnectionCutter:
    """Finds the connection of a request among the server's, and resets it."""

    def __init__(self, connections: Callable[[], Iterable[Connection]]) -> None:
        self._connections = connections

    def reset(self, scope: Scope) -> None:
        """Reset the connection that a request came in on."""
        client = tuple(scope["client"] or ())
        for connection in list(self._connections()):
            if tuple(connection.client or ()) == client:
                _reset(connection.transport)


def _reset(transport: asyncio.Transport) -> None:
    sock = transport.get_extra_info("socket")
    # Lingering for zero seconds turns the close into a TCP reset.
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
