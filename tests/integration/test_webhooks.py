# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks that redirect, never end, answer with too much, or say back what they were told."""

from __future__ import annotations

import re
import socket
import threading
import time

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.mediaops.alicloud.tests.integration.test_roles import LONG_AGO, RULE, remediate

TOKEN = "token-kept-secret"
END = b"\r\n\r\n"
TIMEOUT_S = 3


def _length(head):
    return int(re.search(rb"(?i)content-length: (\d+)", head)[1])


def _drip(client, first, endless):
    client.sendall(first)
    while True:
        client.sendall(endless)
        time.sleep(0.05)


def _flood(client):
    client.sendall(b"HTTP/1.1 500 Oh\r\nContent-Type: application/json\r\n\r\n")
    while True:
        client.sendall(b"[" * 65536)


ANSWERS = {
    "redirect": lambda client: client.sendall(
        f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{client.getsockname()[1]}/elsewhere\r\n\r\n".encode()
    ),
    "silent": lambda client: client.recv(1),  # the other side ends it
    "drip-head": lambda client: _drip(client, b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "drip-continue": lambda client: _drip(client, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "drip-body": lambda client: _drip(client, b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", b" "),
    "flood": _flood,
    "echo": lambda client: client.sendall(f"HTTP/1.1 400 Bearer {TOKEN}\r\n\r\n{TOKEN}".encode()),
    "no-http": lambda client: client.sendall(f"Bearer {TOKEN}\r\n\r\n".encode()),
    "fine": lambda client: client.sendall(b"HTTP/1.1 204 None\r\n\r\n"),
}


@pytest.fixture
def hostile():
    """A server with an answer of its own for each path; yields its address and the paths that were asked for."""
    listener = socket.create_server(("127.0.0.1", 0))
    paths, clients = [], []

    def serve(client):
        head = b""
        try:
            while END not in head or len(head.partition(END)[2]) < _length(head):
                head += client.recv(65536)
            paths.append(head.split(b" ")[1].decode().strip("/"))
            ANSWERS[paths[-1].partition("?")[0]](client)
            client.close()
        except OSError:
            pass  # the other side has had enough

    def accept():
        while True:
            try:
                clients.append(listener.accept()[0])
            except OSError:
                return
            threading.Thread(target=serve, args=(clients[-1],), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", paths
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for client in clients:
        client.close()
    thread.join()


def test_hostile_webhooks(ansible, fresh, hostile, tmp_path):
    address, paths = hostile
    rules = []
    for name in ANSWERS:
        fresh.add_job(name=name, status="paused", create_time=LONG_AGO)
        rules.append(
            {
                **RULE,
                "name": name,
                "where": f"name == '{name}'",
                "actions": ["notify"],
                "webhook_url": f"{address}/{name}",
                "webhook_headers": {"Authorization": f"Bearer {TOKEN}"},
            }
        )
    rules.append(
        {**rules[-1], "name": "refused", "where": "name == 'refused'", "webhook_url": "http://127.0.0.1:1/kept-secret"}
    )
    fresh.add_job(name="refused", status="paused", create_time=LONG_AGO)
    play, report = remediate(tmp_path, rules, webhook_timeout=TIMEOUT_S)
    run = ansible.playbook([play], "-vvv")
    assert run.rc == 2
    said = {job["name"]: " ".join(job["errors"]) for job in report()["jobs"]}
    assert "302. Redirects are not followed" in said["redirect"]
    for name in ("silent", "drip-head", "drip-continue"):
        assert f"did not answer within {TIMEOUT_S} s" in said[name], said[name]
    assert "status 500" in said["flood"]
    assert "status 400" in said["echo"]
    assert "not HTTP" in said["no-http"]
    assert "cannot be reached" in said["refused"]
    assert (said["fine"], said["drip-body"]) == ("", "")  # bodies are not read
    assert sorted(paths) == sorted(ANSWERS)
    for text in (run.output, run.log, (tmp_path / "report.json").read_text(encoding="utf-8")):
        assert "kept-secret" not in text


def test_addresses_and_headers_from_a_vault(ansible, fresh, hostile, tmp_path):
    address, paths = hostile
    vault = VaultLib([("default", VaultSecret(b"TestOnlyVaultPassword"))])

    def vaulted(text):
        return "!vault |\n" + "".join(f"        {line}\n" for line in vault.encrypt(text).decode().splitlines())

    (tmp_path / "rules.yml").write_text(
        f"""
live_record_remediate_rules:
  - name: vaulted
    where: {vaulted("status == 'paused'")}
    actions: [notify]
    webhook_url: {vaulted(f"{address}/fine?kept-secret")}
    webhook_headers:
      Authorization: {vaulted(f"Bearer {TOKEN}")}
"""
    )
    (tmp_path / "password").write_text("TestOnlyVaultPassword\n")
    fresh.add_job(name="one", status="paused", create_time=LONG_AGO)
    play, report = remediate(tmp_path, [])
    del play["tasks"][0]["vars"]["live_record_remediate_rules"]
    arguments = ["-e", f"@{tmp_path / 'rules.yml'}", "--vault-password-file", str(tmp_path / "password"), "-vvv"]
    run = ansible.playbook([play], *arguments)
    assert run.rc == 0, run.output
    assert report()["counts"]["handled"] == 1
    assert paths == ["fine?kept-secret"]
    assert "kept-secret" not in run.output
