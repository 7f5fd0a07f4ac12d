# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a request has come, for the errors of those that come no further."""

from __future__ import annotations

from typing import Any


class RequestStage:
    """What the HTTP library is about to do for one request; ``trace`` is for its extension of that name.

    :ivar connecting: what is done before the request itself is sent, as in "while ..."; None once it is sent
    """

    def __init__(self) -> None:
        self.connecting: str | None = None

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """Note what begins."""
        if not event.endswith(".started"):
            return
        if event.endswith(("connect_tcp.started", "connect_unix_socket.started")):
            self.connecting = "the name was resolved and the connection made"
        elif event.endswith("start_tls.started"):
            self.connecting = "encryption was agreed on (TLS handshake)"
        elif event.endswith("send_request_headers.started"):
            is_for_proxy = getattr(info.get("request"), "method", b"") == b"CONNECT"
            self.connecting = "the proxy was asked for a connection" if is_for_proxy else None
