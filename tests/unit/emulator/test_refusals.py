# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every refusal: who is not let in, and what is not understood."""

from __future__ import annotations

import time

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import (
    ADMIN,
    INACTIVE,
    NOBODY,
    READER,
    STS,
    STS_EXPIRED,
    Account,
)

from .signing import SignedRequest, list_jobs, list_response, submit

STRANGER = Account("LTAI5tStranger", "EmulatorOnlyUnknown")
IMPOSTOR = Account(ADMIN.access_key_id, "EmulatorOnlyWrongSecret")
TOKENLESS = Account(STS.access_key_id, STS.access_key_secret)


def at(offset_s: float) -> dict[str, str]:
    return {"x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + offset_s))}


LIST = "ListLiveRecordJobs"
MANDATORY = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
REFUSED = {
    "no authorization": (SignedRequest(LIST, authorization="-"), 400, "IncompleteSignature"),
    "another algorithm": (SignedRequest(LIST, authorization="ACS3-HMAC-SM3 a"), 400, "IncompleteSignature"),
    "host not signed": (SignedRequest(LIST, unsigned=("host",)), 400, "IncompleteSignature"),
    "version not signed": (SignedRequest(LIST, unsigned=("x-acs-version",)), 400, "IncompleteSignature"),
    "extra header not signed": (SignedRequest(LIST, after={"x-acs-more": "1"}), 400, "IncompleteSignature"),
    "list not sorted": (
        SignedRequest(LIST, signed_list=";".join(reversed(MANDATORY.split(";")))),
        400,
        "IncompleteSignature",
    ),
    "list not lower case": (
        SignedRequest(LIST, signed_list=MANDATORY.replace("host", "Host")),
        400,
        "IncompleteSignature",
    ),
    "listed but not sent": (SignedRequest(LIST, signed_list="accept-x;" + MANDATORY), 400, "IncompleteSignature"),
    "no date": (SignedRequest(LIST, drop=("x-acs-date",)), 400, "IncompleteSignature"),
    "no nonce": (SignedRequest(LIST, drop=("x-acs-signature-nonce",)), 400, "IncompleteSignature"),
    "date in another form": (
        SignedRequest(LIST, headers={"x-acs-date": "2026-01-01 00:00:00"}),
        400,
        "InvalidTimeStamp.Format",
    ),
    "date that does not exist": (
        SignedRequest(LIST, headers={"x-acs-date": "2026-02-30T00:00:00Z"}),
        400,
        "InvalidTimeStamp.Format",
    ),
    "too old": (SignedRequest(LIST, headers=at(-10_000)), 400, "InvalidTimeStamp.Expired"),
    "from the future": (SignedRequest(LIST, headers=at(10_000)), 400, "InvalidTimeStamp.Expired"),
    "unknown key": (SignedRequest(LIST, STRANGER), 404, "InvalidAccessKeyId.NotFound"),
    "disabled key": (SignedRequest(LIST, INACTIVE), 400, "InvalidAccessKeyId.Inactive"),
    "wrong secret": (SignedRequest(LIST, IMPOSTOR), 400, "SignatureDoesNotMatch"),
    "changed after signing": (
        SignedRequest(LIST, after={"x-acs-action": "GetLiveRecordJob"}),
        400,
        "SignatureDoesNotMatch",
    ),
    "body changed": (
        SignedRequest("SubmitLiveRecordJob", method="POST", form={"Name": "a"}, body_after=b"Name=b"),
        400,
        "SignatureDoesNotMatch",
    ),
    "hash that is none": (
        SignedRequest(LIST, after={"x-acs-content-sha256": "h\xe4sh"}),
        400,
        "SignatureDoesNotMatch",
    ),
    "no token": (SignedRequest(LIST, TOKENLESS), 400, "MissingSecurityToken"),
    "nonsense token": (
        SignedRequest(LIST, STS, headers={"x-acs-security-token": "x"}),
        400,
        "InvalidSecurityToken.Malformed",
    ),
    "another's token": (
        SignedRequest(LIST, STS, headers={"x-acs-security-token": STS_EXPIRED.security_token or ""}),
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
    "token without need": (
        SignedRequest(LIST, ADMIN, headers={"x-acs-security-token": "x"}),
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
    "token for another key": (
        SignedRequest(LIST, STS, headers={"x-acs-accesskey-id": "LTAI5tOther"}),
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
    "expired token": (SignedRequest(LIST, STS_EXPIRED), 400, "InvalidSecurityToken.Expired"),
    "another version": (SignedRequest(LIST, headers={"x-acs-version": "2014-05-26"}), 400, "InvalidVersion"),
    "unknown action": (SignedRequest("StopLiveRecordJob"), 404, "InvalidAction.NotFound"),
    "another path": (SignedRequest(LIST, path="/jobs"), 404, "InvalidAction.NotFound"),
    "another method": (SignedRequest(LIST, method="POST", form={}), 405, "UnsupportedHTTPMethod"),
    "not allowed": (SignedRequest("SubmitLiveRecordJob", READER, "POST", form={}), 403, "NoPermission"),
    "nothing allowed": (SignedRequest(LIST, NOBODY), 403, "Forbidden.RAM"),
    "no job id": (SignedRequest("GetLiveRecordJob"), 400, "MissingParameter"),
    "unknown job": (SignedRequest("GetLiveRecordJob", query={"JobId": "none"}), 404, "JobNotFound"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(client, emulator, case):
    request, status, code = REFUSED[case]
    response = request.send(client)
    body = response.json()
    assert (response.status_code, body["Code"]) == (status, code), body
    assert set(body) == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert response.headers["x-acs-request-id"] == body["RequestId"]
    assert body["HostId"] == client.base_url.netloc.decode()
    (record,) = emulator.requests()
    assert (record.status, record.error_code, record.request_id) == (status, code, body["RequestId"])


def test_permission_error_names_the_action(client):
    assert "ice:ListLiveRecordJobs" in list_response(client, NOBODY).json()["Message"]


def test_secrets_are_never_answered(client):
    assert ADMIN.access_key_secret not in SignedRequest(LIST, IMPOSTOR).send(client).text


def test_nonce_is_used_once_and_wrong_signatures_do_not_use_it(client):
    nonce = {"x-acs-signature-nonce": "the-same"}
    assert SignedRequest(LIST, IMPOSTOR, headers=nonce).send(client).status_code == 400
    assert SignedRequest(LIST, headers=nonce).send(client).status_code == 200
    assert SignedRequest(LIST, headers=nonce).send(client).json()["Code"] == "SignatureNonceUsed"
    assert SignedRequest(LIST, READER, headers=nonce).send(client).status_code == 200


def test_dates_within_a_quarter_of_an_hour_pass(client):
    for offset in (-890, 890):
        assert SignedRequest(LIST, headers=at(offset)).send(client).status_code == 200


def test_more_headers_may_be_signed(client):
    request = SignedRequest(LIST, headers={"user-agent": "ansible test", "x-acs-region-id": "cn-shanghai"})
    assert request.send(client).status_code == 200


@pytest.mark.parametrize("account", [ADMIN, READER, STS])
def test_allowed_accounts_share_the_owners_jobs(client, emulator, account):
    emulator.seed(3)
    assert list_jobs(client, account)["TotalCount"] == 3


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"PageNo": 0}, "PageNo"),
        ({"PageNo": "one"}, "PageNo"),
        ({"PageSize": 0}, "PageSize"),
        ({"PageSize": 101}, "PageSize"),
        ({"PageSize": "1.5"}, "PageSize"),
        ({"SortBy": "up"}, "SortBy"),
        ({"Status": "stopped"}, "Status"),
        ({"StartTime": "2026-01-01"}, "StartTime"),
        ({"EndTime": "2026-01-01T00:00:00+08:00"}, "EndTime"),
        ({"StartTime": "2026-01-02T00:00:00Z", "EndTime": "2026-01-01T00:00:00Z"}, "StartTime"),
        ({"StartTime": "2026-01-01T00:00:00Z", "EndTime": "2026-01-31T00:00:01Z"}, "EndTime"),
    ],
)
def test_list_refuses(client, query, parameter):
    response = list_response(client, **query)
    assert (response.status_code, response.json()["Code"]) == (400, "InvalidParameter")
    assert f'"{parameter}"' in response.json()["Message"]


@pytest.mark.parametrize(
    ("change", "code", "names"),
    [
        ({"Name": None}, "MissingParameter", "Name"),
        ({"StreamInput": None}, "MissingParameter", "StreamInput"),
        ({"StreamInput": "rtmp://a/b"}, "InvalidParameter", "StreamInput"),
        ({"StreamInput": "[" * 8000}, "InvalidParameter", "StreamInput"),
        ({"StreamInput": '{"Type":"rtmp","Url":"rtmp://a/\\ud800"}'}, "InvalidParameter", "StreamInput.Url"),
        ({"StreamInput": "[]"}, "InvalidParameter", "StreamInput"),
        ({"StreamInput": '{"Type":"hls","Url":"rtmp://a/b"}'}, "InvalidParameter", "StreamInput.Type"),
        ({"StreamInput": '{"Type":"rtmp"}'}, "MissingParameter", "StreamInput.Url"),
        ({"StreamInput": '{"Type":"rtmp","Url":"http://a"}'}, "InvalidParameter", "StreamInput.Url"),
        ({"RecordOutput": '{"Type":"s3"}'}, "InvalidParameter", "RecordOutput.Type"),
        ({"NotifyUrl": "nowhere"}, "InvalidParameter", "NotifyUrl"),
        ({"TemplateId": None}, "MissingParameter", "TemplateId"),
        ({"TemplateId": "none"}, "TemplateNotFound", "none"),
    ],
)
def test_submit_refuses(client, emulator, change, code, names):
    template = emulator.add_job()["TemplateId"]
    body = submit(client, **{"TemplateId": template, **change}).json()
    assert body["Code"] == code
    assert names in body["Message"]
