# Copyright (c) 2026, mediaops maintainers
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
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .application import make_application
from .control.access import Access
from .control.control_token import TOKEN_VARIABLE, TokenError, new_token, token_from
from .control.fields import ControlError
from .control.scenario import load_scenario
from .environment import as_exports, variables_for, write_env_file
from .gateway.connections import ConnectionCutter
from .region.accounts import CANNED_ACCOUNTS, AccountsFileError, load_accounts
from .region.regions import Regions
from .region.seeding import SeedError, SeedOptions
from .region.services import make_services
from .server import EmulatorServer, ListenError, listen
from .store.database import Database, StoreError
from .store.stream_options import StreamOptionError, StreamOptions

_USAGE_ERROR = 2
_LAST_PORT = 65535


class FileError(Exception):
    """A file that cannot be read or written."""


_MISTAKES = (
    AccountsFileError, ControlError, FileError, ListenError, SeedError, StoreError, StreamOptionError, TokenError,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the emulator until it is told to stop; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except _MISTAKES as error:
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
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8787, help="0 takes any free one (default: %(default)s)")
    parser.add_argument("--database", type=Path, metavar="FILE", help="SQLite file that keeps jobs; else in memory")
    parser.add_argument("--jobs", type=_count, default=0, metavar="N", help="make so many jobs, if there are none")
    parser.add_argument("--random-seed", type=int, default=1, metavar="N", help="other jobs for another number")
    region = parser.add_mutually_exclusive_group()
    region.add_argument(
        "--region", dest="regions", nargs=1, metavar="REGION", default=["cn-shanghai"],
        help="the region to be (default: cn-shanghai)",
    )  # fmt: skip
    region.add_argument(
        "--regions",
        type=_regions,
        metavar="A,B",
        help="several regions, each at a port of its own: --port and after it",
    )
    parser.add_argument("--accounts", type=Path, metavar="FILE", help="JSON list of further accounts")
    streams = StreamOptions()
    parser.add_argument(
        "--stream-timeout-s", type=float, default=streams.stream_timeout_s, metavar="S",
        help="seconds until a submitted job is paused, if its stream is dead (default: %(default)g)",
    )  # fmt: skip
    parser.add_argument(
        "--stream-arrives-after-s", type=float, default=streams.stream_arrives_after_s, metavar="S",
        help="seconds until a submitted job is started, if its stream is not dead (default: %(default)g)",
    )  # fmt: skip
    parser.add_argument(
        "--dead-stream", action="append", default=[], metavar="URL",
        help="streams that begin with this never arrive; can be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--live-stream", action="append", default=[], metavar="URL", help="an exception from --dead-stream"
    )
    parser.add_argument(
        "--stream-breaks-after-s", type=float, metavar="S",
        help="seconds until a job that has started is paused, once, as by a break of its stream",
    )  # fmt: skip
    parser.add_argument(
        "--stream-returns-after-s", type=float, metavar="S",
        help="seconds until a job that was paused is started again, once",
    )  # fmt: skip
    parser.add_argument(
        "--scenario", type=Path, metavar="FILE",
        help="JSON document with jobs, files, templates, streams and faults to begin with, if there are no jobs",
    )  # fmt: skip
    parser.add_argument(
        "--env-file", type=Path, metavar="FILE",
        help="write the variables that point playbooks at it, and its control token, to this private file",
    )  # fmt: skip
    parser.add_argument(
        "--control-host", action="append", default=[], metavar="NAME",
        help="a host name, beside localhost, that the control API answers to; can be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--allow-remote", action="store_true", help="listen on an address that others can reach; the keys are public"
    )
    parser.add_argument("--lifetime-s", type=float, metavar="S", help="end after so many seconds")
    parser.add_argument("--exit-with-parent", action="store_true", help="end when standard input ends")
    parser.epilog = f"""
        {TOKEN_VARIABLE} sets the token of the control API. Without it, a new one is made and put into --env-file.
        More commands: start, stop and alive; see `start --help`.
    """
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be between 0 and {_LAST_PORT}")
    return port


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return count


def _regions(text: str) -> list[str]:
    regions = [region.strip() for region in text.split(",")]
    if not all(regions) or len(set(regions)) < len(regions):
        raise argparse.ArgumentTypeError("must be names of regions, each once")
    return regions


def _run(options: argparse.Namespace) -> None:
    _check_host(options.host, allow_remote=options.allow_remote)
    accounts = [*CANNED_ACCOUNTS]
    if options.accounts is not None:
        accounts += load_accounts(options.accounts)
    streams = StreamOptions().changed(
        {
            "stream_timeout_s": options.stream_timeout_s,
            "stream_arrives_after_s": options.stream_arrives_after_s,
            "dead_streams": options.dead_stream,
            "live_streams": options.live_stream,
            "stream_breaks_after_s": options.stream_breaks_after_s,
            "stream_returns_after_s": options.stream_returns_after_s,
        }
    )
    first, *others = options.regions
    given = token_from(os.environ)
    token = given or new_token()
    with contextlib.ExitStack() as stack:
        # The ports first: finding out that one is taken should not wait for a million jobs.
        sockets = [stack.enter_context(contextlib.closing(sock)) for sock in _listen(options)]
        database = stack.enter_context(contextlib.closing(Database(options.database)))
        services = make_services(database, accounts, region=first, random_seed=options.random_seed, streams=streams)
        regions = Regions(services, others)
        if services.store.count() == 0:
            if options.jobs:
                services.seed(options.jobs, SeedOptions())
            if options.scenario:
                load_scenario(regions, _scenario(options.scenario))
        endpoints = dict(zip(options.regions, map(_endpoint, sockets), strict=True))
        if options.env_file:
            _write_env_file(options.env_file, endpoints, token)
        shown = None if given or options.env_file or not sys.stderr.isatty() else token
        server = EmulatorServer(lambda: _announce(endpoints, services.store.count(), options, shown))
        application = make_application(
            regions,
            ConnectionCutter(server.open_connections),
            Access(token, frozenset(name.lower() for name in options.control_host), options.allow_remote),
            [sock.getsockname()[1] for sock in sockets],
        )
        server.run_application(
            application, sockets, exit_with_parent=options.exit_with_parent, lifetime_s=options.lifetime_s
        )


def _listen(options: argparse.Namespace) -> Iterator[socket.socket]:
    """A socket for each region: at the ports that follow the first one's, or at any if that is free to choose."""
    for number in range(len(options.regions)):
        if options.port and options.port + number > _LAST_PORT:
            raise ListenError(f"there are too few ports after {options.port} for every region")
        yield listen(options.host, options.port + number if options.port else 0)


def _endpoint(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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


def _scenario(path: Path) -> Mapping[str, object]:
    try:
        scenario = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileError(f"{path} is no scenario: {error}") from error
    if not isinstance(scenario, dict):
        raise FileError(f"{path} is no scenario: it must hold a JSON object")
    return scenario


def _write_env_file(path: Path, endpoints: Mapping[str, str], token: str) -> None:
    region, endpoint = next(iter(endpoints.items()))
    try:
        write_env_file(path, endpoint, region, token)
    except OSError as error:
        raise FileError(f"{path} cannot be written: {error.strerror or error}") from error


def _announce(endpoints: Mapping[str, str], jobs: int, options: argparse.Namespace, token: str | None) -> None:
    """Say where it answers. The token is shown only to a person at a terminal, who has no other way to get it."""
    region, endpoint = next(iter(endpoints.items()))
    ready = {"endpoint": endpoint, "endpoints": endpoints, "pid": os.getpid(), "jobs": jobs}
    print(json.dumps(ready), flush=True)
    if options.exit_with_parent:
        return  # Started by a program, which has read all it wants.
    others = "".join(f"Region {name} answers at {url}.\n" for name, url in endpoints.items() if name != region)
    exports = as_exports(variables_for(endpoint, region) | ({TOKEN_VARIABLE: token} if token else {}))
    print(
        f"""
The ICE emulator answers at {endpoint} with {jobs} jobs; Ctrl-C ends it.
{others}To point playbooks, the collection's plugins and the tests at it:

{textwrap.indent(exports, "  ")}""",
        file=sys.stderr,
        flush=True,
    )
