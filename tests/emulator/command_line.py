# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m ansible_collections.mediaops.alicloud.tests.emulator`."""

from __future__ import annotations

import argparse
import contextlib
import ipaddress
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from .accounts import CANNED_ACCOUNTS, Account, AccountsFileError, load_accounts
from .application import make_application
from .connections import ConnectionCutter
from .job_store import JobStore, StoreError
from .seeding import SeedError, SeedOptions
from .server import EmulatorServer, ListenError, listen
from .services import Services, make_services

_USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the emulator until it is told to stop; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except (AccountsFileError, ListenError, SeedError, StoreError) as error:
        print(f"emulator: {error}", file=sys.stderr)
        return _USAGE_ERROR
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="emulator",
        description="A local stand-in for Alibaba Cloud Intelligent Media Services (ICE).",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=8787, help="0 for any free one")
    parser.add_argument("--database", type=Path, help="SQLite file; in memory without it")
    parser.add_argument("--jobs", type=_count, default=0, help="jobs to make if there are none")
    parser.add_argument("--random-seed", type=int, default=1, help="makes seeding repeatable")
    parser.add_argument("--region", default="cn-shanghai")
    parser.add_argument("--accounts", type=Path, help="JSON file of further accounts")
    parser.add_argument("--allow-remote", action="store_true", help="listen on addresses that others can reach")
    parser.add_argument("--exit-with-parent", action="store_true", help="end when standard input ends")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("must be between 0 and 65535")
    return port


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return count


def _run(options: argparse.Namespace) -> None:
    _check_host(options.host, allow_remote=options.allow_remote)
    accounts = [*CANNED_ACCOUNTS]
    if options.accounts is not None:
        accounts += load_accounts(options.accounts)
    # The port first: finding out that it is taken should not wait for a million jobs.
    sock = listen(options.host, options.port)
    with contextlib.closing(sock), contextlib.closing(JobStore(options.database)) as store:
        services = make_services(store, accounts, region=options.region, random_seed=options.random_seed)
        if options.jobs and store.count() == 0:
            services.seed(options.jobs, SeedOptions())
        server = EmulatorServer(lambda: _announce(sock, services, options, CANNED_ACCOUNTS[0]))
        application = make_application(services, ConnectionCutter(server.open_connections))
        server.run_application(application, sock, exit_with_parent=options.exit_with_parent)


def _check_host(host: str, *, allow_remote: bool) -> None:
    if allow_remote:
        return
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ListenError(
            f"{host} can be reached from other machines, and this server's keys are public;"
            " give --allow-remote if that is meant"
        )


def _announce(sock: socket.socket, services: Services, options: argparse.Namespace, account: Account) -> None:
    host, port = sock.getsockname()[:2]
    endpoint = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    ready = {"endpoint": endpoint, "pid": os.getpid(), "jobs": services.store.count()}
    print(json.dumps(ready), flush=True)
    if options.exit_with_parent:
        return  # Started by a program, which has read all it wants.
    print(
        f"""
The ICE emulator answers at {endpoint} with {services.store.count()} jobs; Ctrl-C ends it.
To point playbooks, the collection's plugins and the tests at it:

  export ALIBABA_CLOUD_ICE_ENDPOINT={endpoint}
  export ALIBABA_CLOUD_REGION_ID={services.region}
  export ALIBABA_CLOUD_ACCESS_KEY_ID={account.access_key_id}
  export ALIBABA_CLOUD_ACCESS_KEY_SECRET={account.access_key_secret}
""",
        file=sys.stderr,
        flush=True,
    )
