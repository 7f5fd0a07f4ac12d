# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers over real sockets that do what no server should: each call ends in time, with an error that says what was."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import answers
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.client import Client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    AnswerTooLargeError,
    CertificateError,
    DeadlineError,
    IceError,
    NotReachedError,
    TransportError,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import (
    LIST_LIVE_RECORD_JOBS,
    SUBMIT_LIVE_RECORD_JOB,
    Operation,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.certificate import Certificate
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import SECRET, TOKEN, connection, loopback
from ansible_collections.mediaops.alicloud.tests.unit.support.fake_api import OK, FakeApi

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
BODY = json.dumps(OK).encode()
LIMITS = {"timeout": 0.5, "max_retries": 0}


@asynccontextmanager
async def server(serve: Serve, context: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Host and port of a server that does this with each connection, and then closes it."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=context)
    try:
        yield f"127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        listening.close()


def says(*pieces: bytes, forever: bytes = b"", then_hang: bool = False) -> Serve:
    """Reads a request and sends these pieces."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        while forever:
            writer.write(forever)
            await writer.drain()
            await asyncio.sleep(0)
        if then_hang:
            await asyncio.sleep(60)

    return serve


async def hang(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


def call(
    serve: Serve,
    *,
    scheme: str = "http",
    operation: Operation = LIST_LIVE_RECORD_JOBS,
    context: ssl.SSLContext | None = None,
    **options: Any,
) -> tuple[dict[str, Any], Client]:
    async def work() -> tuple[dict[str, Any], Client]:
        async with server(serve, context) as place:
            given = loopback(endpoint=f"{scheme}://{place}", **{**LIMITS, **options})
            async with Client(given) as client:
                return await client.call(operation, {}), client

    return asyncio.run(work())


def error_of(serve: Serve, **how: Any) -> IceError:
    with pytest.raises(IceError) as caught:
        call(serve, **how)
    assert "Traceback" not in caught.value.message
    return caught.value


def response(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body) if length is None else length}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


# --- answers that are too large ---


def bomb(mib: int) -> bytes:
    """Gzip of a JSON document of spaces; a thousandth of its size."""
    packer = zlib.compressobj(9, wbits=31)
    spaces = b" " * answers.MIB
    return b"".join([packer.compress(b"{"), *(packer.compress(spaces) for _number in range(mib)), packer.flush()])


def test_a_small_answer_that_unpacks_to_a_large_one() -> None:
    packed = bomb(200)
    assert len(packed) < answers.MIB
    error = error_of(says(response(packed, "content-encoding: gzip")), timeout=30)
    assert error.__class__ is AnswerTooLargeError
    assert not error.retryable
    for part in ("ListLiveRecordJobs", "larger than 32 MiB", "http://127.0.0.1:", "endpoint"):
        assert part in error.message


def test_a_large_answer_is_not_read_to_its_end() -> None:
    piece = b" " * answers.MIB
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 9999999999999\r\n\r\n{"
    error = error_of(says(head, forever=piece), timeout=30)
    assert error.__class__ is AnswerTooLargeError


def test_a_large_refusal_is_not_read_to_its_end() -> None:
    piece = b"x" * 65536
    head = b"HTTP/1.1 500 Oops\r\ncontent-type: text/html\r\n\r\n"
    error = error_of(says(head, forever=piece), timeout=30)
    assert error.__class__ is TransportError
    assert "HTTP status 500 with a body (text/html) that is larger than 1 MiB" in error.message


def test_an_answer_of_many_large_rows_is_read() -> None:
    body = json.dumps({**OK, "LiveRecordJobs": [{"Name": "n" * 100_000} for _number in range(100)]}).encode()
    answer, _client = call(says(response(gzip.compress(body, mtime=0), "content-encoding: gzip")), timeout=30)
    assert len(answer["live_record_jobs"]) == 100


@pytest.mark.parametrize("packed", [b"no gzip at all", gzip.compress(BODY, mtime=0)[:-20]])
def test_an_answer_that_is_packed_wrongly(packed) -> None:
    error = error_of(says(response(packed, "content-encoding: gzip")))
    assert error.retryable
    assert "is not packed as its header says" in error.message or "cut short" in error.message


def test_headers_without_end() -> None:
    error = error_of(says(b"HTTP/1.1 200 OK\r\n", forever=b"x-more: " + b"y" * 1000 + b"\r\n"), timeout=30)
    assert error.__class__ is TransportError
    assert "its headers are larger than 100 KiB" in error.message


# --- answers that do not end, or end too soon ---

UNFINISHED = {
    "nothing": says(then_hang=True),
    "headers only": says(response(b"", length=10), then_hang=True),
    "half a header": says(b"HTTP/1.1 200 OK\r\ncontent-le", then_hang=True),
    "chunks without end": says(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{    \r\n", then_hang=True),
    "too long a length": says(response(BODY, length=len(BODY) + 10), then_hang=True),
}


@pytest.mark.parametrize("serve", UNFINISHED.values(), ids=UNFINISHED)
def test_a_server_that_never_ends_its_answer(serve) -> None:
    error = error_of(serve)
    assert error.__class__ is TransportError
    assert error.maybe_processed
    assert "no answer within 0.5 seconds" in error.message
    late = error_of(serve, deadline=0.5, timeout=30)
    assert isinstance(late, DeadlineError)
    assert "ListLiveRecordJobs had not answered when it passed" in late.message


CLOSED = {
    "at once": says(),
    "after the headers": says(response(b"", length=10)),
    "amid the body": says(response(BODY[:10], length=len(BODY))),
    "amid a chunk": says(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"),
}


@pytest.mark.parametrize("serve", CLOSED.values(), ids=CLOSED)
def test_a_server_that_closes_too_soon(serve) -> None:
    error = error_of(serve)
    assert error.__class__ is TransportError
    assert error.retryable
    assert "gave no usable answer" in error.message


ODD = {
    "too short a length": response(BODY, length=len(BODY) - 5),
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "a redirect": response(b"", "location: http://127.0.0.1:1/", status="302 Found"),
    "HTML": response(b"<html>", "content-type: text/html"),
    "throttling by a proxy": response(b"<html>", "content-type: text/html", status="429 Slow down"),
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
}


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_an_answer_that_is_none(said) -> None:
    error = error_of(says(said))
    assert error.__class__ is TransportError
    assert "gave no usable answer" in error.message


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"])
def test_an_answer_that_ends_with_its_connection(head) -> None:
    answer, _client = call(says(head + BODY))
    assert answer["total_count"] == 0


# --- before there is a connection ---


def test_a_tls_handshake_that_never_ends() -> None:
    error = error_of(hang, scheme="https", operation=SUBMIT_LIVE_RECORD_JOB)
    assert error.__class__ is NotReachedError
    assert not error.maybe_processed  # so a change may be tried again
    assert "could not be reached: it took too long until encryption was agreed on (TLS handshake)" in error.message
    late = error_of(hang, scheme="https", deadline=0.5, timeout=30)
    assert isinstance(late, DeadlineError)
    assert "TLS handshake" in late.message
    assert "keyword" not in late.message


async def answer_anything(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(response(b"<html>", status="400 Bad Request"))
    await writer.drain()
    await reader.read()


def test_a_server_that_does_not_speak_tls() -> None:
    error = error_of(answer_anything, scheme="https", timeout=30)
    assert error.__class__ is NotReachedError
    assert "what answers there does not speak TLS (https) on this port" in error.message
    for part in ("Operation not permitted", "SSL", "WRONG_VERSION"):
        assert part not in error.message
    # An endpoint without a scheme is https, and newcomers write the address of the emulator so.
    assert "An emulator is reached with http://: write http://127.0.0.1:" in error.message


async def close(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    pass


def test_a_server_that_closes_during_the_handshake() -> None:
    message = error_of(close, scheme="https").message
    assert "during the TLS handshake" in message or "Connection reset by peer" in message


def test_no_version_of_tls_in_common(tmp_path) -> None:
    context = Certificate(tmp_path).server_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3

    async def work() -> None:
        async with server(hang, context) as place:
            given = loopback(endpoint=f"https://{place}", validate_certs=False, **LIMITS)
            assert given.tls
            given.tls.maximum_version = ssl.TLSVersion.TLSv1_2
            async with Client(given) as client:
                await client.call(LIST_LIVE_RECORD_JOBS, {})

    with pytest.raises(NotReachedError, match=r"could not be reached: .* the TLS handshake"):
        asyncio.run(work())


def test_a_tls_connection_that_breaks_after_the_handshake(tmp_path) -> None:
    """The library passes on what OpenSSL reports then, as it is; older ones of a handshake, too."""

    async def break_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        # Past TLS: an alert that is not encrypted, as devices in between send them.
        os.write(writer.get_extra_info("socket").fileno(), b"\x15\x03\x03\x00\x02\x02\x28")
        await reader.read()

    context = Certificate(tmp_path).server_context()
    error = error_of(
        break_it, scheme="https", operation=SUBMIT_LIVE_RECORD_JOB, context=context, validate_certs=False, timeout=30
    )
    assert error.__class__ is TransportError
    assert error.maybe_processed  # so a change is not tried again
    assert "gave no usable answer: the encrypted connection broke (" in error.message


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def test_a_connection_that_is_reset() -> None:
    message = error_of(reset).message
    assert "gave no usable answer: the connection broke (Connection reset by peer)." in message


@pytest.mark.parametrize(
    ("reported", "kind", "words"),
    [
        (ssl.SSLCertVerificationError, CertificateError, "its certificate was refused: self-signed"),
        (ssl.SSLZeroReturnError, NotReachedError, "closed the connection during the TLS handshake"),
        (ssl.SSLError, NotReachedError, "the TLS handshake failed \\(no shared cipher\\)"),
    ],
)
def test_what_older_libraries_report_of_a_handshake(reported, kind, words) -> None:
    async def answer(_number: int, request: httpx.Request) -> Exception:
        await request.extensions["trace"]("connection.start_tls.started", {})
        error = reported()
        error.reason, error.verify_message = "NO_SHARED_CIPHER", "self-signed"
        return error

    async def work() -> None:
        with FakeApi(answer).installed():
            client = Client(connection(**LIMITS))
        await client.call(LIST_LIVE_RECORD_JOBS, {})

    with pytest.raises(kind, match=words):
        asyncio.run(work())


@pytest.mark.parametrize(
    ("serve", "words"),
    [
        (says(then_hang=True), "it took too long until the proxy was asked for a connection"),
        (says(b"HTTP/1.1 407 Who are you?\r\n\r\n"), "the proxy refused to connect to it: 407 Who are you?"),
        (says(b"HTTP/1.1 200 OK\r\n\r\n", then_hang=True), "(TLS handshake)"),
    ],
    ids=["hangs", "refuses", "hangs later"],
)
def test_proxies(monkeypatch, serve, words) -> None:
    async def work() -> None:
        async with server(serve) as place:
            monkeypatch.setenv("HTTPS_PROXY", f"http://user:pass-word@{place}")
            async with Client(connection(security_token=TOKEN, **LIMITS)) as client:
                await client.call(LIST_LIVE_RECORD_JOBS, {})

    with pytest.raises(NotReachedError) as caught:
        asyncio.run(work())
    assert words in caught.value.message
    assert "pass-word" not in caught.value.message


@pytest.mark.parametrize(
    ("user", "repeats"),
    [
        ("user:pass-word", b"HTTP/1.1 407 No to user:pass-word\r\n\r\n"),
        ("user:pass-word", b"HTTP/1.1 407 No to dXNlcjpwYXNzLXdvcmQ=\r\n\r\n"),
        ("user:pass%2Dword", b"HTTP/1.1 200 OK\r\nno header but pass-word\r\n\r\n"),
        ("pass-word", b"HTTP/1.1 407 No to pass-word\r\n\r\n"),  # a token in place of a name
    ],
)
def test_a_proxy_that_repeats_its_password(monkeypatch, user, repeats) -> None:
    async def work() -> None:
        async with server(says(repeats)) as place:
            monkeypatch.setenv("HTTPS_PROXY", f"http://{user}@{place}")
            async with Client(connection(**LIMITS)) as client:
                await client.call(LIST_LIVE_RECORD_JOBS, {})

    with pytest.raises(TransportError) as caught:
        asyncio.run(work())
    assert "********" in caught.value.message
    for secret in ("pass-word", "dXNlcjpwYXNzLXdvcmQ"):
        assert secret not in caught.value.message


# A process of its own, since what is measured is when it ends.
RESOLVING = """
import asyncio, socket, sys, time
began = time.monotonic()
socket.getaddrinfo = lambda *_arguments, **_named: time.sleep(60)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import run_with_client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
options = ConnectionOptions(access_key_id="i", access_key_secret="s", region="cn-shanghai", endpoint="ice.invalid",
                            max_retries=0, **{sys.argv[1]: 1})
try:
    run_with_client(options, lambda client: client.call(LIST_LIVE_RECORD_JOBS, {}))
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize(("limit", "kind"), [("timeout", "NotReachedError"), ("deadline", "DeadlineError")])
def test_a_resolver_that_hangs_is_not_waited_for(limit, kind) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RESOLVING, limit], capture_output=True, text=True, check=True, timeout=40
    )
    assert done.stdout.startswith(kind)
    assert "https://ice.invalid" in done.stdout
    assert "until the name was resolved and the connection made" in done.stdout
    assert "keyword" not in done.stdout
    assert done.stderr == ""


# --- what the JSON of an answer can be ---

UNUSABLE = {
    b'{"TotalCount": NaN}': "has the number NaN",
    b'{"TotalCount": -Infinity}': "has the number -Infinity",
    b'{"TotalCount": 1e999}': "has a number that is too large",
    b'{"TotalCount": ' + b"9" * 5000 + b"}": "has a number of more than 100 digits",
    b'{"TotalCount": 1, "total_count": 2}': "has two values for 'total_count'",
    b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}": "is nested more than 32 levels deep",
    b"[" * 100_000: "is nested more than 32 levels deep",
    b'{"Name": "\xff"}': "is not UTF-8",
    b"": "is empty",
    b'{"Name': "is cut short or is not the API's JSON",
}


@pytest.mark.parametrize(("body", "words"), UNUSABLE.items(), ids=UNUSABLE.values())
@pytest.mark.parametrize("status", ["200 OK", "503 Oops"])
def test_json_that_cannot_be_used(body, words, status) -> None:
    error = error_of(says(response(body, status=status)))
    assert error.__class__ is TransportError
    assert f"with a body (nothing it names) that {words}" in error.message


def test_halves_of_characters_are_replaced() -> None:
    body = rb'{"RequestId": "\ud83d", "Name": "a\ud800b", "\udc00": ["\uD83D\uDE00", "\ude00"]}'
    answer, client = call(says(response(body)))
    assert answer == {"request_id": "\ufffd", "name": "a\ufffdb", "\ufffd": ["\U0001f600", "\ufffd"]}
    json.dumps(answer, ensure_ascii=False).encode()
    assert client.stats.request_ids == ["\ufffd"]


def test_a_request_id_that_is_none_is_not_kept() -> None:
    for value in (None, "", [], {"a": 1}, True):
        assert call(says(response(json.dumps({"RequestId": value}).encode())))[1].stats.request_ids == []


def test_secrets_in_an_answer_of_success() -> None:
    rows = [{"Name": f"x{TOKEN}", "Tags": [SECRET, {"A": SECRET}]}]
    body = json.dumps({"RequestId": f"{SECRET} of {TOKEN}", "LiveRecordJobs": rows}).encode()
    answer, client = call(says(response(body)))
    assert client.stats.request_ids == ["******** of ********"]
    assert answer["live_record_jobs"] == [{"name": "x********", "tags": ["********", {"a": "********"}]}]
