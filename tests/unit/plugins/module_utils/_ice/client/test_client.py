# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One signed call: what is sent, what is tried again and when, and what each end of it says."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import json
import socket
import subprocess
import sys
import time as real_time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import httpx
import pytest
from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import client as module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import limiter
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.client import Client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import Connection
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    CertificateError,
    ClockError,
    CredentialsRefusedError,
    DeadlineError,
    IceError,
    ParameterRefusedError,
    PermissionDeniedError,
    ServerError,
    TransportError,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import (
    LIST_LIVE_RECORD_JOBS,
    SUBMIT_LIVE_RECORD_JOB,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.certificate import Certificate
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import (
    KEY_ID,
    SECRET,
    TOKEN,
    connection,
    loopback,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.fake_api import OK, FakeApi, ok, refused
from ansible_collections.mediaops.alicloud.tests.unit.support.virtual_time import VirtualTime

START = 1000.0


@pytest.fixture
def bounds(monkeypatch) -> list[tuple[float, float]]:
    """The bounds of each random wait; the upper one is what is waited."""
    drawn: list[tuple[float, float]] = []

    def uniform(low: float, high: float) -> float:
        drawn.append((low, high))
        return high

    monkeypatch.setattr(limiter, "random", SimpleNamespace(uniform=uniform))
    return drawn


class Calling:
    """Calls made on a virtual clock: the API's record, the client, and what came of it."""

    def __init__(self, *answers: httpx.Response | Exception, **options: Any) -> None:
        with VirtualTime() as time:
            self.api = FakeApi.of(*answers, now=lambda: time.now)
            self.answer: dict[str, Any] = {}
            self.error: Any = None
            try:
                time.run(self._call(loopback(**options)))
            except IceError as error:
                self.error = error
            self.ended = time.now - START
        self.times = [moment - START for moment in self.api.times]

    async def _call(self, connection: Connection) -> None:
        with self.api.installed():
            async with Client(connection) as client:
                self.stats = client.stats
                self.answer = await client.call(LIST_LIVE_RECORD_JOBS, {"PageNo": "1"})


def over(
    api: FakeApi, work: Callable[[Client], Awaitable[None]], time: VirtualTime, connection: Connection | None = None
) -> None:
    async def run() -> None:
        with api.installed():
            async with Client(connection or loopback()) as client:
                await work(client)

    time.run(run())


# --- what is sent ---


once = functools.cache(lambda endpoint, token: connection(endpoint=endpoint, security_token=token))


def is_signed_as_the_official_sdk_would(sent: httpx.Request, query: dict[str, str]) -> bool:
    names = sent.headers["authorization"].split(",")[1]
    request = DaraRequest()
    request.method, request.pathname, request.query = sent.method, "/", query
    request.headers = {name: sent.headers[name] for name in names.removeprefix("SignedHeaders=").split(";")}
    payload = hashlib.sha256(sent.content).hexdigest()
    expected = Utils.get_authorization(request, "ACS3-HMAC-SHA256", payload, KEY_ID, SECRET)
    return bool(sent.headers["authorization"] == expected)


@given(
    st.dictionaries(
        st.sampled_from(["Keyword", "PageNo", "StartTime", "SortBy"]),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    ),
    st.sampled_from(
        ["http://127.0.0.1:8080", "http://[::1]:8080", "ice.cn-shanghai.aliyuncs.com", "ice.internal:8443"]
    ),
    st.none() | st.just(TOKEN),
)
def test_what_is_signed_is_what_is_sent(parameters, endpoint, token) -> None:
    api = FakeApi.of(ok())

    async def call(client: Client) -> None:
        await client.call(LIST_LIVE_RECORD_JOBS, parameters)

    with VirtualTime() as time:
        over(api, call, time, once(endpoint, token))
    (sent,) = api.requests
    assert (sent.method, sent.url.path, sent.content) == ("GET", "/", b"")
    assert dict(sent.url.params) == parameters
    assert is_signed_as_the_official_sdk_would(sent, parameters)
    assert sent.headers.get_list("host") == [endpoint.removeprefix("http://")]


def test_headers() -> None:
    sent = Calling(ok()).api.requests[0]
    assert sent.headers["x-acs-action"] == "ListLiveRecordJobs"
    assert sent.headers["x-acs-version"] == "2020-11-09"
    assert sent.headers["x-acs-security-token"] == TOKEN
    assert sent.headers["accept"] == "application/json"
    date = real_time.strptime(sent.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ")
    assert date.tm_year >= 2026
    assert SECRET not in str(sent.headers.raw) + str(sent.url)


@given(st.dictionaries(st.sampled_from(["Name", "StreamInput", "NotifyUrl"]), st.text('aé &=+%"{}录~*', max_size=10)))
def test_a_form_is_signed_and_sent_in_the_body(parameters) -> None:
    api = FakeApi.of(ok())

    async def call(client: Client) -> None:
        await client.call(SUBMIT_LIVE_RECORD_JOB, parameters)

    with VirtualTime() as time:
        over(api, call, time, once("http://127.0.0.1:9", None))
    (sent,) = api.requests
    assert (sent.method, sent.url.path, sent.url.query) == ("POST", "/", b"")
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.headers["x-acs-action"] == "SubmitLiveRecordJob"
    assert dict(parse_qsl(sent.content.decode(), keep_blank_values=True)) == parameters
    assert is_signed_as_the_official_sdk_would(sent, {})


def test_the_answer_is_in_snake_case() -> None:
    done = Calling(ok(TotalCount="3", LiveRecordJobs=[{"JobId": "j", "StreamInput": {"Url": "rtmp://H/A"}}]))
    assert done.answer == {
        "request_id": "REQ",
        "total_count": "3",
        "live_record_jobs": [{"job_id": "j", "stream_input": {"url": "rtmp://H/A"}}],
    }
    assert (done.stats.requests, done.stats.retries, done.stats.throttled) == (1, 0, 0)
    assert done.stats.request_ids == ["REQ"]


# --- what is tried again ---

PASSING = [
    refused("ServiceUnavailable", 503),
    refused("InternalError", 500),
    refused("SignatureNonceUsed", 400),
    httpx.Response(502, html="<html>Bad gateway"),
    httpx.Response(200, text='{"RequestId": "REQ", "LiveRecordJobs": [{"Job'),
    httpx.Response(200, content=b"\xff\xfe\x00"),
    httpx.Response(200, json=["no", "object"]),
    httpx.Response(200, text="[" * 100_000),
    httpx.Response(200, text='{"a":' * 100_000 + "1" + "}" * 100_000),
    httpx.Response(200),
    httpx.ConnectError("refused"),
    httpx.ReadError("reset"),
    httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    httpx.ReadTimeout("read"),
    httpx.ConnectTimeout("connect"),
]


@pytest.mark.parametrize("trouble", PASSING, ids=str)
def test_passing_trouble_is_retried_until_it_passes(trouble, bounds) -> None:
    done = Calling(trouble, trouble, ok())
    assert done.answer["total_count"] == 0
    assert (done.stats.requests, done.stats.retries, done.stats.throttled) == (3, 2, 0)
    assert bounds == [(0, 0.5), (0, 1)]
    assert done.times == [0, 0.5, 1.5]


@pytest.mark.parametrize("trouble", PASSING, ids=str)
@pytest.mark.parametrize("max_retries", [0, 2])
def test_each_request_is_retried_max_retries_times_and_the_error_says_so(trouble, max_retries, bounds) -> None:
    done = Calling(trouble, max_retries=max_retries)
    assert len(done.api.requests) == max_retries + 1
    assert done.stats.retries == max_retries
    assert (f"(Tried {max_retries + 1} times.)" in done.error.message) is (max_retries > 0)
    assert done.error.retryable
    assert len(bounds) == max_retries


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (refused("SignatureDoesNotMatch"), CredentialsRefusedError),
        (refused("InvalidTimeStamp.Expired"), ClockError),
        (refused("Forbidden.RAM", 403), PermissionDeniedError),
        (refused("InvalidParameter.PageSize"), ParameterRefusedError),
        (httpx.Response(404, text="no such page"), TransportError),
        (httpx.Response(302, headers={"location": "http://127.0.0.1:9/elsewhere"}), TransportError),
        (httpx.Response(407, text="who are you?"), TransportError),
    ],
    ids=lambda value: str(value) if isinstance(value, httpx.Response) else "",
)
def test_what_would_fail_again_is_not_tried_again(trouble, kind) -> None:
    done = Calling(trouble)
    assert done.error.__class__ is kind
    assert len(done.api.requests) == 1
    assert done.ended == 0
    assert "Tried" not in done.error.message


def test_each_try_has_its_own_nonce_and_signature() -> None:
    done = Calling(refused("SignatureNonceUsed"), max_retries=30, deadline=10**6)
    nonces = {request.headers["x-acs-signature-nonce"] for request in done.api.requests}
    assert len(nonces) == len({request.headers["authorization"] for request in done.api.requests}) == 31
    assert all(len(nonce) >= 32 for nonce in nonces)
    assert all(is_signed_as_the_official_sdk_would(request, {"PageNo": "1"}) for request in done.api.requests)


def test_the_date_is_that_of_each_try(monkeypatch) -> None:
    moments = iter([1_657_872_000.9, 1_657_872_030.0])
    monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: next(moments)))
    done = Calling(refused("InternalError", 500), ok())
    dates = [request.headers["x-acs-date"] for request in done.api.requests]
    assert dates == ["2022-07-15T08:00:00Z", "2022-07-15T08:00:30Z"]


def test_errors_keep_what_the_server_said_and_every_request_id_is_kept() -> None:
    done = Calling(refused("InternalError", 500), refused("Forbidden", 403))
    assert done.error.details() == {"error_code": "Forbidden", "request_id": "REQ-Forbidden", "http_status": 403}
    assert done.stats.request_ids == ["REQ-InternalError", "REQ-Forbidden"]


def test_waits_grow_to_their_longest(bounds) -> None:
    Calling(refused("InternalError", 500), max_retries=8, deadline=10_000)
    assert [high for _low, high in bounds] == [0.5, 1, 2, 4, 8, 16, 20, 20]


# --- calls that change something ---


def changing(*answers: httpx.Response | Exception, **options: Any) -> tuple[FakeApi, Any]:
    """The requests of one such call, and the error it ended with."""
    outcome: list[Any] = [None]

    async def call(client: Client) -> None:
        try:
            await client.call(SUBMIT_LIVE_RECORD_JOB, {"Name": "x"})
        except IceError as error:
            outcome[0] = error

    with VirtualTime() as time:
        api = FakeApi.of(*answers)
        over(api, call, time, loopback(**options))
    return api, outcome[0]


@pytest.mark.parametrize(
    "trouble",
    [refused("Throttling.User", 429), httpx.ConnectError("refused"), httpx.ConnectTimeout("connect")],
    ids=str,
)
def test_a_change_is_tried_again_where_the_server_surely_did_not_act(trouble) -> None:
    api, error = changing(trouble, trouble, ok())
    assert error is None
    assert len(api.requests) == 3


@pytest.mark.parametrize(
    "trouble",
    [
        refused("InternalError", 500),
        refused("ServiceUnavailable", 503),
        refused("SignatureNonceUsed", 400),  # a proxy may have sent it twice, and the first copy was served
        httpx.Response(502, text="Bad gateway"),
        httpx.Response(200, text='{"RequestId": "REQ", "JobId'),
        httpx.ReadError("reset"),
        httpx.WriteError("reset"),
        httpx.ReadTimeout("read"),
        httpx.RemoteProtocolError("server disconnected"),
    ],
    ids=str,
)
def test_a_change_that_may_have_been_made_is_not_sent_again(trouble) -> None:
    api, error = changing(trouble, ok())
    assert len(api.requests) == 1
    assert error.maybe_processed


@pytest.mark.parametrize(("options", "kind"), [({"timeout": 5}, TransportError), ({"deadline": 5}, DeadlineError)])
def test_a_change_that_is_not_answered_in_time_may_have_been_made(options, kind) -> None:
    api = FakeApi(Hanging(100))

    async def call(client: Client) -> None:
        with pytest.raises(kind) as caught:
            await client.call(SUBMIT_LIVE_RECORD_JOB, {})
        assert caught.value.maybe_processed

    with VirtualTime() as time:
        over(api, call, time, loopback(**options))
        assert time.now == START + 5
    assert len(api.requests) == 1


def test_a_change_that_was_refused_was_not_made() -> None:
    _api, error = changing(refused("Forbidden.RAM", 403))
    assert error.__class__ is PermissionDeniedError
    assert not error.maybe_processed


# --- throttling ---


def test_throttling_waits_at_least_what_the_server_says() -> None:
    done = Calling(
        refused("Throttling.User", 429, {"x-acs-retry-after": "1500"}),
        refused("Throttling.Api", 503, {"x-acs-retry-after": "250"}),
        ok(),
    )
    first, second, third = done.times
    assert first == 0
    assert 1.5 <= second < 2
    assert second + 0.25 <= third < second + 1
    assert (done.stats.requests, done.stats.retries, done.stats.throttled) == (3, 2, 2)


def test_throttling_without_a_word_waits_longer_each_time(bounds) -> None:
    done = Calling(*(refused("Throttling") for _number in range(6)), ok())
    waits = [later - before for before, later in pairwise(done.times)]
    assert waits == sorted(waits)
    assert waits[0] < 0.5
    assert 2 < waits[-1] < 10


@pytest.mark.parametrize("max_retries", [0, 3])
def test_only_the_deadline_ends_the_wait_where_nothing_gets_through(max_retries) -> None:
    done = Calling(refused("Throttling.User", 429, {"x-acs-retry-after": "100"}), max_retries=max_retries, deadline=60)
    assert isinstance(done.error, DeadlineError)
    assert (done.error.error_code, done.error.request_id, done.error.http_status) == (
        "Throttling.User",
        "REQ-Throttling.User",
        429,
    )
    assert f"refused {done.stats.throttled} request(s) of this task" in done.error.message
    assert done.ended <= 60
    assert 10 < len(done.api.requests) < 40  # one every five seconds in the end


def test_a_request_is_not_given_up_while_others_get_through() -> None:
    throttled_so_far = 0

    def answers(_number: int, request: httpx.Request) -> httpx.Response:
        nonlocal throttled_so_far
        if request.url.params["Keyword"] == "unlucky" and throttled_so_far < 12:
            throttled_so_far += 1
            return refused("Throttling", 400, {"x-acs-retry-after": "100"})
        return ok()

    async def work(client: Client) -> None:
        async def lucky() -> None:
            for _number in range(40):
                await client.call(LIST_LIVE_RECORD_JOBS, {"Keyword": "lucky"})
                await asyncio.sleep(0.05)

        unlucky = client.call(LIST_LIVE_RECORD_JOBS, {"Keyword": "unlucky"})
        answer, _other = await asyncio.gather(unlucky, lucky())
        assert answer["request_id"] == "REQ"
        assert client.stats.throttled == 12

    with VirtualTime() as time:
        over(FakeApi(answers), work, time, loopback(max_retries=2))


def test_throttling_holds_back_all_requests_and_sends_fewer_at_once() -> None:
    with VirtualTime() as time:
        in_flight = most_after = 0

        async def answers(number: int, _request: httpx.Request) -> httpx.Response:
            nonlocal in_flight, most_after
            in_flight += 1
            if number >= 8:
                most_after = max(most_after, in_flight)
            await asyncio.sleep(0.5)
            in_flight -= 1
            return ok() if number >= 8 else refused("Throttling", 429, {"x-acs-retry-after": "3000"})

        api = FakeApi(answers, now=lambda: time.now)

        async def work(client: Client) -> None:
            await asyncio.gather(*(client.call(LIST_LIVE_RECORD_JOBS, {}) for _number in range(20)))

        over(api, work, time, loopback(max_concurrency=8))
        assert api.times[:8] == [START] * 8
        assert START + 3.5 <= min(api.times[8:]) < START + 4
        assert 4 <= most_after < 8
        assert len(api.requests) == 28


def test_never_more_requests_at_once_than_asked_for() -> None:
    in_flight, most = 0, 0

    async def answers(_number: int, _request: httpx.Request) -> httpx.Response:
        nonlocal in_flight, most
        in_flight += 1
        most = max(most, in_flight)
        await asyncio.sleep(1)
        in_flight -= 1
        return ok()

    async def work(client: Client) -> None:
        await asyncio.gather(*(client.call(LIST_LIVE_RECORD_JOBS, {}) for _number in range(10)))

    with VirtualTime() as time:
        over(FakeApi(answers), work, time, loopback(max_concurrency=3))
        assert most == 3
        assert time.now == START + 4


def test_what_others_say_ends_with_one_full_stop(bounds) -> None:
    cut_off = httpx.RemoteProtocolError("Server disconnected without sending a response.")
    assert Calling(cut_off, max_retries=0).error.message.endswith("without sending a response.")
    late = Calling(cut_off, deadline=3).error.message
    assert "without sending a response. Nothing is returned" in late


# --- the deadline, and servers that take their time ---


def test_a_wait_for_a_retry_that_does_not_fit_ends_it_at_once(bounds) -> None:
    done = Calling(refused("InternalError", 500), deadline=3)
    assert isinstance(done.error, DeadlineError)
    assert done.ended == 1.5  # 0.5 and 1 are waited; 2 more would be too long
    for part in ("deadline of 3 seconds", "no time is left", "ListLiveRecordJobs", "InternalError"):
        assert part in done.error.message


def test_a_list_is_not_to_be_narrowed_because_nothing_is_reached(bounds) -> None:
    done = Calling(httpx.ConnectError("refused"), deadline=1)
    assert isinstance(done.error, DeadlineError)
    assert "could not be reached: refused. Check region" in done.error.message
    assert "if there is one. If this is an emulator, it does not run, or has another port." in done.error.message
    assert done.error.message.endswith(" Or raise deadline.")
    assert "keyword" not in done.error.message


def test_a_deadline_keeps_what_the_server_said_last(bounds) -> None:
    done = Calling(refused("InternalError", 500), deadline=0.4)
    assert done.error.details() == {
        "error_code": "InternalError",
        "request_id": "REQ-InternalError",
        "http_status": 500,
    }


@pytest.mark.parametrize(
    "trouble",
    [
        refused("InternalError", 500, {"x-acs-retry-after": "7000"}),
        refused("SignatureNonceUsed", 400, {"x-acs-retry-after": "7000"}),
        httpx.Response(502, text="<html>", headers={"x-ratelimit-user": "Limit:1,TimeLeft:7000"}),
    ],
    ids=str,
)
def test_any_refusal_waits_what_the_server_says(trouble) -> None:
    assert Calling(trouble, ok()).times == [0, 7]


def test_a_server_that_asks_to_wait_beyond_the_deadline() -> None:
    done = Calling(refused("Throttling", 429, {"x-acs-retry-after": "60000"}), deadline=50)
    assert isinstance(done.error, DeadlineError)
    assert done.ended == 0
    assert "the server asks to wait longer than is left" in done.error.message


class Hanging:
    """Answers that come ``seconds`` after the request."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.cancelled = 0

    async def __call__(self, _number: int, _request: httpx.Request) -> httpx.Response:
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return ok()


def test_a_server_that_does_not_answer_in_time_is_asked_again(bounds) -> None:
    answers = Hanging(31)

    async def work(client: Client) -> None:
        with pytest.raises(TransportError, match="no answer within 30 seconds") as caught:
            await client.call(LIST_LIVE_RECORD_JOBS, {})
        assert "(Tried 2 times.)" in caught.value.message

    with VirtualTime() as time:
        over(FakeApi(answers), work, time, loopback(max_retries=1))
        assert time.now == START + 30 + 0.5 + 30
    assert answers.cancelled == 2


@pytest.mark.parametrize("timeout", [10, 30])
def test_the_deadline_ends_a_request_under_way(timeout) -> None:
    answers = Hanging(100)

    async def work(client: Client) -> None:
        with pytest.raises(DeadlineError, match="ListLiveRecordJobs had not answered"):
            await client.call(LIST_LIVE_RECORD_JOBS, {})
        with pytest.raises(DeadlineError, match="passed before ListLiveRecordJobs was sent"):
            await client.call(LIST_LIVE_RECORD_JOBS, {})
        assert client.stats.requests == 1

    with VirtualTime() as time:
        over(FakeApi(answers), work, time, loopback(deadline=10, timeout=timeout))
        assert time.now == START + 10
    assert answers.cancelled == 1


def test_a_server_that_drips_its_answer_is_limited_by_the_timeout() -> None:
    class Drip(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"{"
            while True:
                await asyncio.sleep(1)
                yield b" "

    done = Calling(httpx.Response(200, stream=Drip()), timeout=5, max_retries=0)
    assert isinstance(done.error, TransportError)
    assert "no answer within 5 seconds" in done.error.message
    assert done.ended == 5


def test_a_cancelled_call_leaves_the_client_usable() -> None:
    answers = Hanging(10)

    async def work(client: Client) -> None:
        calls = [asyncio.ensure_future(client.call(LIST_LIVE_RECORD_JOBS, {})) for _number in range(5)]
        await asyncio.sleep(1)
        for call in calls:
            call.cancel()
        ends = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(end, asyncio.CancelledError) for end in ends)
        assert client._limiter.in_flight == 0
        await asyncio.gather(*(client.call(LIST_LIVE_RECORD_JOBS, {}) for _number in range(4)))

    with VirtualTime() as time:
        over(FakeApi(answers), work, time, loopback(max_concurrency=2))
        assert time.now == START + 1 + 20
    assert answers.cancelled == 2


# --- what errors may not say ---


@pytest.mark.parametrize("kind", [httpx.LocalProtocolError, httpx.ConnectError, httpx.ProxyError])
def test_words_of_the_http_library_with_secrets_in_them(kind) -> None:
    error = Calling(kind(f"Illegal header value {TOKEN} {SECRET}"), max_retries=0).error
    assert error.message.startswith("http://127.0.0.1:9 ")
    assert ": Illegal header value" in error.message
    assert TOKEN not in error.message
    assert SECRET not in error.message


def test_an_error_without_words_is_named() -> None:
    assert "RemoteProtocolError" in Calling(httpx.RemoteProtocolError(""), max_retries=0).error.message
    assert "the connection broke." in Calling(httpx.ReadError(""), max_retries=0).error.message


# --- over real sockets ---


class Serving(NamedTuple):
    """A server's port, and how many requests came over each connection."""

    port: int
    counts: list[int]


@asynccontextmanager
async def server(certificate: Certificate | None = None) -> AsyncIterator[Serving]:
    """A server of empty lists."""
    body = json.dumps(OK).encode()
    counts: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(counts)
        counts.append(0)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                counts[number] += 1
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
        except asyncio.IncompleteReadError:
            writer.close()

    context = certificate.server_context() if certificate else None
    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with listening:
        yield Serving(listening.sockets[0].getsockname()[1], counts)


def test_connections_are_kept_alive() -> None:
    async def work() -> list[int]:
        async with server() as serving, Client(loopback(endpoint=f"http://127.0.0.1:{serving.port}")) as client:
            for _number in range(5):
                await client.call(LIST_LIVE_RECORD_JOBS, {})
        return serving.counts

    assert asyncio.run(work()) == [5]


def test_a_port_that_nobody_listens_on() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{bound.getsockname()[1]}"

        async def work() -> None:
            async with Client(loopback(endpoint=endpoint, max_retries=0)) as client:
                await client.call(LIST_LIVE_RECORD_JOBS, {})

        with pytest.raises(TransportError) as caught:
            asyncio.run(work())
    assert f"{endpoint} could not be reached: Connection refused. Check region, endpoint" in caught.value.message


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("tls"))


def call_over_tls(certificate: Certificate, **options: Any) -> list[int]:
    async def work() -> list[int]:
        async with (
            server(certificate) as serving,
            Client(loopback(endpoint=f"https://127.0.0.1:{serving.port}", **options)) as client,
        ):
            try:
                await client.call(LIST_LIVE_RECORD_JOBS, {})
            finally:
                retries.append(client.stats.retries)
        return serving.counts

    retries: list[int] = []
    try:
        return asyncio.run(work())
    finally:
        assert retries == [0]


def test_an_unknown_certificate_is_refused_and_not_tried_again(certificate) -> None:
    with pytest.raises(CertificateError) as caught:
        call_over_tls(certificate)
    assert "https://127.0.0.1:" in caught.value.message
    assert "certificate was refused: self-signed certificate" in caught.value.message
    assert "ca_path" in caught.value.message


def test_a_certificate_of_an_authority_that_the_user_names(certificate) -> None:
    assert call_over_tls(certificate, ca_path=str(certificate.file)) == [1]


def test_a_certificate_that_the_user_does_not_want_checked(certificate) -> None:
    assert call_over_tls(certificate, validate_certs=False) == [1]


# --- without httpx ---


def test_without_httpx_everything_imports_and_a_client_says_what_is_missing() -> None:
    program = """
import sys
sys.modules["httpx"] = None
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import Client
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.transports import Transports
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import read_list
try:
    Client(None)
except Exception as error:
    print(type(error).__name__, error.message, error.cause)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("MissingLibraryError The Python library httpx is needed to call the API")
    assert "pip install httpx" in done.stdout
    assert "import of httpx halted" in done.stdout


def test_python_looks_for_a_library_that_is_not_there_only_once() -> None:
    """httpcore imports sniffio again and again; each time, all folders of sys.path would be searched."""
    program = """
import sys
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import Client
import httpcore._synchronization
searched = []
class Finder:
    def find_spec(name, path=None, target=None):
        searched.append(name)
sys.meta_path = [Finder]
print(httpcore._synchronization.current_async_library(), "sniffio" in searched)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "asyncio False\n"


def test_server_errors_are_what_they_are_after_all_tries() -> None:
    assert Calling(refused("ServiceUnavailable", 503), max_retries=1).error.__class__ is ServerError
