# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator as a program: starting, refusing to start, ending, and coming back with its jobs."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import httpx
import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, Account, Emulator, EmulatorError

from .signing import list_jobs, submit

PROGRAM = [sys.executable, "-m", "ansible_collections.mediaops.alicloud.tests.emulator"]


def refused(*arguments):
    done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_a_file_keeps_jobs_over_restarts(tmp_path):
    database = tmp_path / "jobs.sqlite"
    with Emulator(30, database=database) as emulator:
        emulator.set_streams(stream_arrives_after_s=100)
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            submit(client, TemplateId=emulator.jobs()[0]["TemplateId"])
        emulator.set_status(emulator.jobs()[0]["JobId"], "paused")
        before = emulator.jobs()
        os.kill(emulator.pid, signal.SIGKILL)
    with Emulator(30, database=database) as emulator:
        assert emulator.jobs() == before
        emulator.add_job()
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            assert list_jobs(client)["TotalCount"] == 32
        with pytest.raises(EmulatorError, match="locked"):
            Emulator(database=database).start()


def test_databases_that_cannot_be_used(tmp_path):
    corrupt = tmp_path / "corrupt"
    corrupt.write_bytes(b"not a database" * 100)
    assert "not a database" in refused("--port", "0", "--database", str(corrupt))
    assert "unable to open" in refused("--port", "0", "--database", str(tmp_path / "none" / "file"))
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert "another program" in refused("--port", "0", "--database", str(foreign))


def test_addresses_that_cannot_be_used():
    assert "--allow-remote" in refused("--host", "192.0.2.1")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "in use" in refused("--port", str(taken.getsockname()[1]))


@pytest.mark.parametrize(
    "text", ["{", "{}", "[1]", '[{"access_key_id": "a"}]', '[{"access_key_id": "a", "access_key_secret": "b", "x": 1}]']
)
def test_accounts_files_that_make_no_sense(tmp_path, text):
    path = tmp_path / "accounts.json"
    path.write_text(text)
    assert str(path) in refused("--port", "0", "--accounts", str(path))


def test_accounts_from_a_file_are_added(tmp_path):
    path = tmp_path / "accounts.json"
    mine = Account("LTAI5tMine", "EmulatorOnlyMine", allowed_actions=("ice:List*",), owner="me")
    fields = ("access_key_id", "access_key_secret", "allowed_actions", "owner")
    path.write_text(json.dumps([{name: getattr(mine, name) for name in fields}]))
    with Emulator(2, extra_args=["--accounts", str(path)]) as emulator:
        emulator.add_job(owner="me")
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            assert list_jobs(client, mine)["TotalCount"] == 1
            assert list_jobs(client, ADMIN)["TotalCount"] == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_cleanly_and_tells_users_how_to_use_it(number):
    process = subprocess.Popen([*PROGRAM, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    assert ready["pid"] == process.pid
    process.send_signal(number)
    started = time.monotonic()
    out, err = process.communicate(timeout=5)
    assert time.monotonic() - started < 2
    assert (process.returncode, out) == (0, "")
    assert f"ALIBABA_CLOUD_ICE_ENDPOINT={ready['endpoint']}" in err
    assert ADMIN.access_key_secret in err
    assert "Traceback" not in err


def test_ends_with_its_parent():
    process = subprocess.Popen(
        [*PROGRAM, "--port", "0", "--exit-with-parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        process.stdin.close()
        assert process.wait(5) == 0
