# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which error each answer is, and what its reader is told to do."""

from __future__ import annotations

from email.utils import formatdate
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import api_errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import KEY_ID, SECRET, TOKEN, loopback

NOW = 1_657_872_000


def answer(
    code: str | None, status: int = 400, message: Any = "Words of the server.", **headers: str
) -> errors.IceError:
    body = {"code": code, "message": message, "request_id": "REQ-1", "host_id": "ice", "recommend": "https://x"}
    return whatever(body, status, **headers)


def whatever(body: Any, status: int, **headers: str) -> errors.IceError:
    return api_errors.from_answer(
        LIST_LIVE_RECORD_JOBS,
        loopback(),
        status=status,
        headers=httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()}),
        body=body,
    )


@pytest.mark.parametrize(
    ("code", "status", "kind", "retryable"),
    [
        ("Throttling", 400, errors.ThrottlingError, True),
        ("Throttling.User", 429, errors.ThrottlingError, True),
        ("Throttling.Api", 503, errors.ThrottlingError, True),
        ("SomethingElse", 429, errors.ThrottlingError, True),
        ("ServiceUnavailable", 503, errors.ServerError, True),
        ("ServiceUnavailableTemporary", 503, errors.ServerError, True),
        ("InternalError", 500, errors.ServerError, True),
        ("InternalFailure", 500, errors.ServerError, True),
        ("SomethingElse", 500, errors.ServerError, True),
        ("SomethingElse", 502, errors.ServerError, True),
        ("SignatureNonceUsed", 400, errors.NonceUsedError, True),
        ("SignatureDoesNotMatch", 400, errors.CredentialsRefusedError, False),
        ("SignatureDoesNotMatch", 403, errors.CredentialsRefusedError, False),
        ("IncompleteSignature", 400, errors.CredentialsRefusedError, False),
        ("InvalidTimeStamp.Expired", 400, errors.ClockError, False),
        ("InvalidAccessKeyId.NotFound", 404, errors.CredentialsRefusedError, False),
        ("InvalidAccessKeyId.Inactive", 400, errors.CredentialsRefusedError, False),
        ("InvalidSecurityToken.Expired", 400, errors.CredentialsRefusedError, False),
        ("InvalidSecurityToken.Malformed", 403, errors.CredentialsRefusedError, False),
        ("Forbidden", 403, errors.PermissionDeniedError, False),
        ("Forbidden.RAM", 403, errors.PermissionDeniedError, False),
        ("NoPermission", 403, errors.PermissionDeniedError, False),
        ("InvalidParameter", 400, errors.ParameterRefusedError, False),
        ("InvalidParameter.PageSize", 400, errors.ParameterRefusedError, False),
        ("InvalidParameterValue", 400, errors.ParameterRefusedError, False),
        ("MissingParameter", 400, errors.ParameterRefusedError, False),
        ("NeverHeardOf", 400, errors.ApiError, False),
        ("NeverHeardOf", 404, errors.ApiError, False),
    ],
)
def test_every_code(code, status, kind, retryable) -> None:
    error = answer(code, status)
    assert error.__class__ is kind
    assert error.retryable is retryable
    assert error.details() == {"error_code": code, "request_id": "REQ-1", "http_status": status}
    assert error.message.startswith(f"ListLiveRecordJobs in cn-shanghai was refused: Words of the server ({code}).")
    assert str(error) == error.message


# --- advice ---


@pytest.mark.parametrize("code", ["Forbidden", "Forbidden.RAM", "NoPermission"])
def test_permission_errors_name_the_action_and_the_key(code) -> None:
    message = answer(code, 403).message
    assert "ice:ListLiveRecordJobs" in message
    assert KEY_ID in message


@pytest.mark.parametrize(
    "code", ["InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch", "InvalidSecurityToken.Expired"]
)
def test_credential_errors_name_the_key(code) -> None:
    message = answer(code).message
    assert f"key {KEY_ID}" in message
    assert "ice:ListLiveRecordJobs" not in message


@pytest.mark.parametrize(
    ("server_is", "words"),
    [(-1234, "1234 seconds ahead of the server's"), (1234, "1234 seconds behind the server's")],
)
def test_a_clock_that_is_off_says_by_how_much_and_which_way(monkeypatch, server_is, words) -> None:
    monkeypatch.setattr(api_errors.time, "time", lambda: float(NOW))
    message = answer("InvalidTimeStamp.Expired", date=formatdate(NOW + server_is, usegmt=True)).message
    assert words in message
    assert "NTP" in message


@pytest.mark.parametrize("headers", [{}, {"date": "soon"}, {"date": ""}, {"date": "Fri, 99 Jul 2022 08:00:00 GMT"}])
def test_a_clock_that_is_off_by_who_knows_how_much(headers) -> None:
    message = answer("InvalidTimeStamp.Expired", **headers).message
    assert "clock of this machine is off" in message
    assert "NTP" in message


def test_throttling_says_what_to_turn() -> None:
    message = answer("Throttling.User").message
    assert "max_concurrency" in message
    assert "max_retries" in message


# --- what a server may not make us say ---


@pytest.mark.parametrize("code", ["SignatureDoesNotMatch", "NeverHeardOf", "Throttling"])
def test_secrets_that_the_server_echoes_are_struck_out(code) -> None:
    message = answer(code, message=f"canonical: x-acs-security-token:{TOKEN} secret {SECRET}" * 3).message
    assert SECRET not in message
    assert TOKEN not in message
    assert "********" in message


@given(st.integers(0, 600))
def test_no_piece_of_a_secret_is_left_where_a_long_message_is_cut(padding) -> None:
    message = answer("NeverHeardOf", message="x" * padding + SECRET + "y" * 600).message
    assert SECRET[:6] not in message


def test_long_messages_are_cut() -> None:
    assert len(answer("NeverHeardOf", message="words " * 5000).message) < 700


@pytest.mark.parametrize("message", [None, "", 0])
def test_no_message(message) -> None:
    assert "no message (NeverHeardOf)" in answer("NeverHeardOf", message=message).message


def test_fields_of_another_type() -> None:
    error = whatever({"code": 17, "message": ["a"], "request_id": 5}, 400)
    assert error.details() == {"error_code": "17", "request_id": "5", "http_status": 400}


def test_no_request_id() -> None:
    assert whatever({"code": "Forbidden"}, 403).details() == {"error_code": "Forbidden", "http_status": 403}


# --- how long to wait ---


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x_acs_retry_after": "1500"}, 1.5),
        ({"X_Acs_Retry_After": "200"}, 0.2),
        ({"x_acs_retry_after": "0"}, 0.0),
        ({"x_acs_retry_after": "-5"}, 0.0),
        ({"x_acs_retry_after": "soon"}, None),
        ({"x_acs_retry_after": ""}, None),
        ({}, None),
        ({"retry_after": "3"}, None),
    ],
)
def test_retry_after_is_in_milliseconds(headers, seconds) -> None:
    error = answer("Throttling.User", 429, **headers)
    assert isinstance(error, errors.ThrottlingError)
    assert error.retry_after == seconds


# --- what is no answer of the API's ---


@pytest.mark.parametrize("body", [None, [], "text", 7, {}, {"message": "x"}, {"code": ""}, {"code": None}])
@pytest.mark.parametrize(
    ("status", "retryable"),
    [
        (200, True),
        (500, True),
        (502, True),
        (504, True),
        (429, True),
        (302, False),
        (400, False),
        (404, False),
        (407, False),
    ],
)
def test_no_answer_of_the_api_s(body, status, retryable) -> None:
    error = whatever(body, status, content_type="text/html")
    assert error.__class__ is errors.TransportError
    assert error.retryable is retryable
    assert error.details() == {"http_status": status}
    for part in ("http://127.0.0.1:9", f"HTTP status {status}", "text/html", "proxy", "endpoint"):
        assert part in error.message


def test_one_refused_answer_does_not_change_what_others_mean() -> None:
    assert not whatever(None, 404).retryable
    assert errors.TransportError("x").retryable


def test_an_answer_cut_short_is_an_error_even_where_its_start_says_success() -> None:
    error = whatever(None, 200)
    assert "cut short" in error.message
    assert "nothing it names" in error.message
