# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which error each answer is, and what its reader is told to do."""

from __future__ import annotations

import asyncio
import base64
import json
from email.utils import formatdate
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import advice
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.answers import receive, understand
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.api_errors import from_answer
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import LIST_LIVE_RECORD_JOBS
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import KEY_ID, SECRET, TOKEN, loopback

NOW = 1_657_872_000
SIGNATURE = "5ec7e7" * 10 + "abcd"


def answer(
    code: str | None, status: int = 400, message: Any = "Words of the server.", **headers: str
) -> errors.IceError:
    body = {"code": code, "message": message, "request_id": "REQ-1", "host_id": "ice", "recommend": "https://x"}
    return whatever(body, status, **headers)


def whatever(body: Any, status: int, **headers: str) -> errors.IceError:
    """The error for an answer with this JSON; None is an answer that is cut short."""
    content = b'{"RequestId": "R' if body is None else json.dumps(body).encode()
    response = httpx.Response(
        status,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        stream=httpx.ByteStream(content),
        request=httpx.Request("GET", "http://127.0.0.1:9", headers={"authorization": f"Signature={SIGNATURE}"}),
    )
    connection = loopback()
    answer = understand(asyncio.run(receive(response)), connection.credentials.redactor)
    return from_answer(LIST_LIVE_RECORD_JOBS, connection, answer)


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
        ("Forbidden.RiskControl", 403, errors.AccountRefusedError, False),
        ("Forbidden.UserVerification", 403, errors.AccountRefusedError, False),
        ("Forbidden.AccountOverdue", 403, errors.AccountRefusedError, False),
        ("Forbidden.NeverHeardOf", 403, errors.AccountRefusedError, False),
        ("IllegalTimestamp", 400, errors.ClockError, False),
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
    monkeypatch.setattr(advice.time, "time", lambda: float(NOW))
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
    assert "tried again until the deadline" in message


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Forbidden.RiskControl", "risk control"),
        ("Forbidden.UserVerification", "Complete the verification"),
        ("Forbidden.AccountOverdue", "Pay what the account"),
        ("Forbidden.ServiceNotOpen", "Activate Intelligent Media Services"),
        ("Forbidden.NeverHeardOf", "Look at the state of the account"),
    ],
)
def test_an_account_that_is_held_back_needs_no_permission(code, words) -> None:
    message = answer(code, 403).message
    assert words in message
    assert "RAM" not in message
    assert "ice:ListLiveRecordJobs" not in message


DENIED = {
    "AuthAction": "ice:ListSomething",
    "AuthPrincipalDisplayName": "editor",
    "AuthPrincipalType": "SubUser",
    "NoPermissionType": "ImplicitDeny",
    "PolicyType": "AccountLevelIdentityBasedPolicy",
    "EncodedDiagnosticMessage": "AQFohtp4aIbaeEV" * 20,
}


@pytest.mark.parametrize("code", ["Forbidden", "Forbidden.NeverHeardOf", "NeverHeardOf"])
def test_what_ram_says_about_a_denial_is_shown(code) -> None:
    error = whatever({"Code": code, "Message": "No.", "AccessDeniedDetail": DENIED}, 403)
    assert error.__class__ is errors.PermissionDeniedError
    for part in ("Allow the RAM action ice:ListSomething", "editor", "ImplicitDeny", DENIED["PolicyType"], KEY_ID):
        assert part in error.message
    assert "AQFoh" not in error.message
    assert error.details()["access_denied_detail"] == {
        "auth_action": "ice:ListSomething",
        "auth_principal_display_name": "editor",
        "auth_principal_type": "SubUser",
        "no_permission_type": "ImplicitDeny",
        "policy_type": "AccountLevelIdentityBasedPolicy",
    }


def test_an_explicit_denial_is_not_overruled_by_allowing_it() -> None:
    denied = {**DENIED, "NoPermissionType": "ExplicitDeny"}
    message = whatever({"Code": "NoPermission", "AccessDeniedDetail": denied}, 403).message
    assert "A policy denies the RAM action ice:ListSomething" in message
    assert "Change or detach that policy" in message
    assert "Allow the RAM action" not in message


@pytest.mark.parametrize("denied", [None, [], "text", {}, {"AuthAction": None, "PolicyType": ["x"]}])
def test_a_denial_without_details(denied) -> None:
    error = whatever({"Code": "NoPermission", "AccessDeniedDetail": denied}, 403)
    assert "Allow the RAM action ice:ListLiveRecordJobs for the owner of key" in error.message
    assert "access_denied_detail" not in error.details()


# --- what a server may not make us say ---

WRITTEN = {
    "plain": str,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "percent-encoded in small letters": lambda secret: quote(secret, safe="").replace("%2F", "%2f"),
    "percent-encoded twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "in a form": quote_plus,
    "with every character encoded": lambda secret: "".join(f"%{ord(character):02X}" for character in secret),
    "with escapes of JSON": lambda secret: secret.replace("/", "\\/").replace("=", "\\u003d"),
    "in base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "in base64 after something": lambda secret: base64.b64encode(f"x:{secret}:y".encode()).decode(),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("place", ["Code", "RequestId", "Message", "AuthAction", "PolicyType", "content-type"])
def test_secrets_are_struck_out_wherever_they_are_and_however_they_are_written(written, place) -> None:
    said = f"<{written(TOKEN)}|{written(SECRET)}>"
    body: dict[str, Any] = {"Code": "NoPermission", "Message": "No.", "RequestId": "REQ-1", "AccessDeniedDetail": {}}
    headers = {}
    if place == "content-type":
        body, headers = {}, {"content_type": said}
    else:
        (body["AccessDeniedDetail"] if place in DENIED else body)[place] = said
    if place == "Code":
        body["Code"] = f"No{said}"
    error = whatever(body, 403, **headers)
    shown = f"{error.message} {error.details()}"
    assert shown.count("********") >= 2
    for part in (TOKEN, SECRET, written(TOKEN), written(SECRET)[4:-4]):
        assert part not in shown


def test_the_signature_of_the_request_is_struck_out() -> None:
    said = f"Authorization: ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders=host,Signature={SIGNATURE} is not mine"
    message = answer("NeverHeardOf", message=said).message
    assert SIGNATURE not in message
    assert "Signature=********" in message


def test_words_of_a_server_move_no_cursor() -> None:
    error = whatever({"Code": "Nope", "Message": "a\x1b[2Jb\r\nc", "RequestId": "1\x1b2\n3"}, 400)
    assert "a [2Jb c" in error.message
    assert error.request_id == "1 2 3"


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
        ({"x_acs_retry_after": "0"}, None),
        ({"x_acs_retry_after": "-5"}, None),
        ({"x_acs_retry_after": "nan"}, None),
        ({"x_acs_retry_after": "inf"}, None),
        ({"x_ratelimit_user_api": "Limit:100,Remain:0,TimeLeft:1500,Reset:7"}, 1.5),
        ({"x_ratelimit_user": "Limit:100, TimeLeft: 250"}, 0.25),
        ({"x_ratelimit_user": "TimeLeft:250", "x_ratelimit_user_api": "TimeLeft:900"}, 0.9),
        ({"x_ratelimit_user": "TimeLeft:250", "x_acs_retry_after": "100"}, 0.1),
        ({"x_ratelimit_user": "TimeLeft:0", "x_ratelimit_user_api": "none of this"}, None),
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


@pytest.mark.parametrize(("code", "status"), [("ServiceUnavailable", 503), ("SignatureNonceUsed", 400), (None, 502)])
def test_any_refusal_may_say_when_to_come_back(code, status) -> None:
    error = answer(code, status, x_acs_retry_after="1500")
    assert error.retryable
    assert error.retry_after == 1.5


def test_a_refusal_nobody_knows_that_says_when_to_come_back_is_throttling() -> None:
    assert answer("FlowLimit", 400, x_acs_retry_after="1500").__class__ is errors.ThrottlingError
    assert answer("FlowLimit", 400, x_acs_retry_after="0").__class__ is errors.ApiError


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
