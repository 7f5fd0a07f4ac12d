# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running the application on uvicorn, and ending it when told."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import threading
from collections.abc import Callable, Generator, Iterable

import uvicorn
from starlette.types import ASGIApp

from .gateway.connections import Connection


class ListenError(Exception):
    """The address cannot be listened on."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; ListenError if the address is taken or not this machine's."""
    try:
        family, _type, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # asyncio turns Nagle's algorithm off only where it sees that the protocol is TCP; with it, every answer
        # to a keep-alive request would wait 40 ms for the client's delayed acknowledgement.
        sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ListenError(f"cannot listen on {host}: {error.strerror or error}") from error
    try:
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(1024)
    except OSError as error:
        sock.close()
        hint = "; give another --port, 0 takes any free one" if error.errno == errno.EADDRINUSE else ""
        raise ListenError(f"cannot listen on {host}:{port}: {error.strerror or error}{hint}") from error
    return sock


class EmulatorServer(uvicorn.Server):
    """uvicorn's server, quiet, and with an end of its own making."""

    def __init__(self, on_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                _not_set_yet,
                lifespan="off",
                ws="none",
                access_log=False,
                log_level="critical",
                server_header=False,
                # The emulator's clock may be off on purpose; it writes the date itself.
                date_header=False,
                proxy_headers=False,
                timeout_keep_alive=60,
                timeout_graceful_shutdown=1,
            )
        )
        self._on_ready = on_ready

    def open_connections(self) -> Iterable[Connection]:
        """The connections that are open now."""
        return self.server_state.connections  # type: ignore[return-value]

    def run_application(
        self,
        application: ASGIApp,
        sockets: list[socket.socket],
        *,
        exit_with_parent: bool,
        lifetime_s: float | None = None,
    ) -> None:
        """Serve until a signal, the end of standard input, or that of its lifetime says stop."""
        self.config.app = application
        asyncio.run(self._run(sockets, exit_with_parent=exit_with_parent, lifetime_s=lifetime_s))

    async def _run(self, sockets: list[socket.socket], *, exit_with_parent: bool, lifetime_s: float | None) -> None:
        loop = asyncio.get_running_loop()
        if lifetime_s:
            loop.call_later(lifetime_s, self._stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            # Where the loop cannot take signals, Ctrl-C arrives as KeyboardInterrupt.
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, self._stop)
        if exit_with_parent:
            watch = threading.Thread(target=self._await_parent, args=(loop,), daemon=True)
            watch.start()
        await self.serve(sockets=sockets)

    def _stop(self) -> None:
        self.should_exit = True

    def _await_parent(self, loop: asyncio.AbstractEventLoop) -> None:
        """The parent holds the other end of standard input; its death closes it."""
        with contextlib.suppress(OSError):
            while os.read(0, 1024):
                pass
        # The loop may have been closed in the meantime, which is just as well.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(self._stop)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell that requests are welcome, once they are."""
        await super().startup(sockets)
        self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals alone: uvicorn would raise them again at the end and spoil the exit code."""
        yield


async def _not_set_yet(_scope: object, _receive: object, _send: object) -> None:
    raise RuntimeError("the application is set by run_application")
