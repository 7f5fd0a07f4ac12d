# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use the control API: whoever has its token, from this machine, and no page in a browser."""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import pty
import subprocess
import sys

import httpx
import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import CANNED_ACCOUNTS, ControlClient, ControlRefusedError
from ansible_collections.mediaops.alicloud.tests.emulator.application import make_application
from ansible_collections.mediaops.alicloud.tests.emulator.control.access import Access
from ansible_collections.mediaops.alicloud.tests.emulator.control.control_token import TOKEN_VARIABLE
from ansible_collections.mediaops.alicloud.tests.emulator.gateway.connections import ConnectionCutter
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions
from ansible_collections.mediaops.alicloud.tests.emulator.region.services import make_services
from ansible_collections.mediaops.alicloud.tests.emulator.store.database import Database

PROGRAM = [sys.executable, "-m", "ansible_collections.mediaops.alicloud.tests.emulator", "--port", "0"]
TOKEN = "a-token-of-these-tests"
WRONG = "a-token-of-nobody-at-all"
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def application():
    return application_with(Access(TOKEN))


def application_with(access):
    services = make_services(Database(), CANNED_ACCOUNTS, region="cn-shanghai", random_seed=1)
    return make_application(Regions(services), ConnectionCutter(lambda: ()), access)


def ask(application, *, path="health", peer="127.0.0.1", host="127.0.0.1:8787", headers=None):
    async def asking():
        transport = httpx.ASGITransport(application, client=(peer, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(
                f"/_emulator/{path}", headers={"Host": host, **(AUTHORIZED if headers is None else headers)}
            )

    return asyncio.run(asking())


def test_every_request_needs_the_token(application):
    for route in application.routes[0].routes:
        for method in route.methods - {"HEAD"}:
            answer = ask_with(application, method, route.path)
            assert answer == (200 if route.path == "/alive" else 401), (method, route.path)


def ask_with(application, method, path):
    async def asking():
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.request(method, f"/_emulator{path}")).status_code

    return asyncio.run(asking())


@pytest.mark.parametrize(
    "value",
    ["", "Bearer", "Bearer ", f"Bearer {WRONG}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", TOKEN, f"Basic {TOKEN}"],
)
def test_what_is_not_the_token_is_refused(application, value):
    answer = ask(application, headers={"Authorization": value})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert TOKEN not in answer.text


def test_the_token_opens(application):
    assert ask(application).json()["pid"] == os.getpid()
    assert ask(application, headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200


def test_tokens_are_compared_in_constant_time(application, monkeypatch):
    compared = []

    def compare(left, right):
        compared.append((left, right))
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert ask(application).status_code == 401  # its verdict counts, and no other
    assert compared == [(TOKEN.encode(), TOKEN.encode())]


def test_alive_needs_no_token_and_tells_nothing(application):
    answer = ask(application, path="alive", headers={})
    assert answer.json() == {"status": "ok"}
    assert ask(application, path="alive", headers={}, peer="203.0.113.5").status_code == 403


@pytest.mark.parametrize("origin", ["https://example.com", "null", "http://127.0.0.1:8787"])
def test_a_web_page_is_refused_even_with_the_token(application, origin):
    assert ask(application, headers={**AUTHORIZED, "Origin": origin}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "localhost.evil", "["])
def test_a_name_that_was_made_to_lead_here_is_refused(application, host):
    for path in ("health", "alive"):
        assert ask(application, host=host, path=path).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8787", "127.0.0.1", "[::1]:8787", "192.0.2.7:80"])
def test_addresses_and_localhost_are_no_such_name(application, host):
    assert ask(application, host=host).status_code == 200


def test_names_that_were_allowed_are_answered():
    allowed = application_with(Access(TOKEN, frozenset({"ice"})))
    assert ask(allowed, host="ICE:8787").status_code == 200
    assert ask(allowed, host="ice.evil.example").status_code == 403


def test_other_machines_are_answered_only_if_that_was_meant(application):
    assert ask(application, peer="203.0.113.5").status_code == 403
    assert ask(application, peer="::ffff:127.0.0.1").status_code == 200
    remote = application_with(Access(TOKEN, allow_remote=True))
    assert ask(remote, peer="203.0.113.5").status_code == 200
    assert ask(remote, peer="203.0.113.5", headers={}).status_code == 401


def test_the_token_of_the_environment_is_used_and_never_shown(monkeypatch, tmp_path):
    file = tmp_path / "emulator.env"
    process = subprocess.Popen(
        [*PROGRAM, "--env-file", str(file)],
        env={**os.environ, TOKEN_VARIABLE: TOKEN},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    endpoint = json.loads(process.stdout.readline())["endpoint"]
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    assert ControlClient(endpoint).health()["pid"] == process.pid
    with pytest.raises(ControlRefusedError, match="Bearer TOKEN") as refused:
        ControlClient(endpoint, WRONG).reset()
    assert WRONG not in str(refused.value)
    process.terminate()
    assert TOKEN not in "".join(process.communicate(timeout=5))
    assert file.stat().st_mode & 0o777 == 0o600
    lines = file.read_text().splitlines()
    assert f"export ALIBABA_CLOUD_ICE_ENDPOINT={endpoint}" in lines
    assert f"export {TOKEN_VARIABLE}={TOKEN}" in lines


def test_a_token_is_shown_at_a_terminal_and_nowhere_else():
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(PROGRAM, stdout=subprocess.PIPE, stderr=other_end, text=True)
    os.close(other_end)
    said = process.stdout.readline()
    endpoint = json.loads(said)["endpoint"]
    shown = ""
    while f"{TOKEN_VARIABLE}=" not in shown or not shown.endswith("\n"):
        shown += os.read(terminal, 4096).decode()
    token = shown.partition(f"{TOKEN_VARIABLE}=")[2].split()[0]
    assert ControlClient(endpoint, token).health()["pid"] == process.pid
    process.terminate()
    assert token not in said + process.communicate(timeout=5)[0]
    os.close(terminal)


TOO_ODD = ["short", "with a space in it, but long", "umläute-are-no-ascii", "line\nbreak-0123456789"]


@pytest.mark.parametrize("token", TOO_ODD)
def test_tokens_that_cannot_be_used(token):
    done = subprocess.run(
        PROGRAM, env={**os.environ, TOKEN_VARIABLE: token}, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"emulator: {TOKEN_VARIABLE} must have at least 16 characters")
    assert token not in done.stderr
