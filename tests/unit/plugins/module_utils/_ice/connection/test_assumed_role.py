# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles that are assumed: through the official library, in time, and with no secret in any message."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from alibabacloud_credentials.utils import auth_util
from Tea.core import TeaCore

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    Credentials,
    locate,
    resolve_connection,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    CredentialsError,
    InputError,
    MissingLibraryError,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.home import AK, STS, Home

ARN = "acs:ram::1234567890123456:role/recorder"
KEYS = {"access_key_id": "TaskId", "access_key_secret": "TaskSecret-1"}
ROLE = {**KEYS, "role_arn": ARN, "region": "cn-shanghai"}
GIVEN = {"AccessKeyId": "STS.RoleId", "AccessKeySecret": "RoleSecret-1", "SecurityToken": "RoleToken-1"}
ANSWER = {"Credentials": {**GIVEN, "Expiration": "2099-01-01T00:00:00Z"}}


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


class Service:
    """Stands for the Security Token Service, at the last step before the network."""

    def __init__(self) -> None:
        self.status = 200
        self.answer: Any = ANSWER
        self.error: Exception | None = None
        self.requests: list[Any] = []

    def answer_to(self, request: Any, _options: Any) -> Any:
        self.requests.append(request)
        if self.error is not None:
            raise self.error  # pylint: disable=raising-bad-type
        return SimpleNamespace(status_code=self.status, body=json.dumps(self.answer).encode())


@pytest.fixture
def service(monkeypatch) -> Service:
    for name in ("environment_role_arn", "environment_role_session_name", "environment_sts_region"):
        monkeypatch.setattr(auth_util, name, None)
    monkeypatch.setattr(auth_util, "environment_enable_vpc", "false")
    running = Service()
    monkeypatch.setattr(TeaCore, "do_action", running.answer_to)
    return running


def resolve(home: Home, **options: Any) -> Credentials:
    return resolve_connection(ConnectionOptions(**options), home.environment).credentials


def refusal(home: Home, **options: Any) -> str:
    with pytest.raises(CredentialsError) as caught:
        resolve(home, **options)
    for secret in ("TaskSecret-1", "TaskToken", "RoleSecret-1", "RoleToken-1", "Signature=a"):
        assert secret not in caught.value.message
    assert caught.value.__cause__ is None  # Ansible would show the library's own message too
    return caught.value.message


def test_the_role_s_credentials_are_used(home, service) -> None:
    assert resolve(home, **ROLE) == Credentials("STS.RoleId", "RoleSecret-1", "RoleToken-1")
    (request,) = service.requests
    assert request.headers["host"] == "sts.cn-shanghai.aliyuncs.com"
    query = request.query
    assert (query["Action"], query["RoleArn"], query["RoleSessionName"], query["AccessKeyId"]) == (
        "AssumeRole", ARN, "mediaops-alicloud", "TaskId",
    )  # fmt: skip


def test_session_name_and_region_of_the_service(home, service) -> None:
    home.environment["ALIBABA_CLOUD_STS_REGION"] = "eu-central-1"
    resolve(home, **ROLE, role_session_name="night.shift@studio-1")
    assert service.requests[0].query["RoleSessionName"] == "night.shift@studio-1"
    assert service.requests[0].headers["host"] == "sts.eu-central-1.aliyuncs.com"


def test_with_keys_of_any_source(home, service) -> None:
    home.write_profiles(AK, STS)
    resolve(home, role_arn=ARN)
    home.environment |= {"ALIBABA_CLOUD_ACCESS_KEY_ID": "EnvId", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "EnvSecret-1"}
    resolve(home, role_arn=ARN)
    resolve(home, role_arn=ARN, profile="sts")
    asked = [(request.query["AccessKeyId"], request.query.get("SecurityToken")) for request in service.requests]
    assert asked == [("AkId", None), ("EnvId", None), ("STS.Id", "StsToken-1")]


def test_nobody_is_asked_before_the_credentials_are_needed(home, service) -> None:
    one = locate(ConnectionOptions(**ROLE), home.environment).credentials
    assert one.account == f"TaskId as {ARN}"
    other = locate(ConnectionOptions(**{**ROLE, "role_arn": ARN + "2"}), home.environment).credentials
    assert one.account != other.account
    assert service.requests == []


def test_a_refusal_of_the_service(home, service) -> None:
    service.status = 403
    service.answer = {"Code": "NoPermission", "Message": "You are not authorized.", "RequestId": "ID-1", **GIVEN}
    assert refusal(home, **ROLE) == (
        f"role_arn: key TaskId could not assume {ARN}: You are not authorized (NoPermission, request_id ID-1). It "
        "needs the RAM action sts:AssumeRole, and the role has to trust its account."
    )


@pytest.mark.parametrize("answer", [GIVEN, {"Credentials": {**GIVEN, "SecurityToken": None}}, [], "RoleSecret-1"])
def test_an_answer_of_another_shape_is_never_quoted(home, service, answer, caplog, capfd) -> None:
    service.answer = answer
    if isinstance(answer, dict) and "Credentials" in answer:
        answer["Credentials"].pop("SecurityToken")
    assert "the Security Token Service gave no usable answer" in refusal(home, **ROLE)
    assert (caplog.text, capfd.readouterr().err) == ("", "")  # the library would log the answer


@pytest.mark.parametrize("bad", [{"AccessKeySecret": None}, {"SecurityToken": "RoleToken-1\n"}])
def test_half_an_answer_is_an_error(home, service, bad) -> None:
    service.answer = {"Credentials": {**ANSWER["Credentials"], **bad}}
    assert f"the session of {ARN}" in refusal(home, **ROLE)


def test_a_connection_that_breaks_tells_neither_signature_nor_token(home, service) -> None:
    url = "/?Action=AssumeRole&Signature=abc%3D&SecurityToken=TaskToken%2F1%3D"
    service.error = OSError(
        f"HTTPSConnectionPool(host='sts', port=443): Max retries exceeded with url: {url} (Caused by x)"
    )
    message = refusal(home, **ROLE, security_token="TaskToken/1=")
    assert "Max retries exceeded with url: /?... (Caused by x)" in message


def test_the_library_is_needed_for_a_role_only(home, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    assert resolve(home, **KEYS, region="cn-shanghai").access_key_id == "TaskId"
    with pytest.raises(
        MissingLibraryError, match="for role_arn; install it with: pip install alibabacloud_credentials"
    ):
        resolve(home, **ROLE)


@pytest.mark.parametrize(
    "bad",
    [
        "recorder",
        f"{ARN}\r\nHost: b",
        f"{ARN}&Action=x",
        "acs:ram::1:user/a",
        "acs:ram::1:role/",
        f" {ARN}",
        "{{ arn }}",
    ],
)
def test_what_is_no_role_is_refused_before_any_request(home, service, bad) -> None:
    with pytest.raises(InputError) as caught:
        locate(ConnectionOptions(**{**ROLE, "role_arn": bad}), home.environment)
    assert caught.value.message.startswith(f"role_arn: {bad!r} is no ARN of a role.")


@pytest.mark.parametrize("bad", ["a", "a b", "a\nb", "a&b=c", "x" * 65])
def test_what_is_no_session_name_is_refused(home, bad) -> None:
    with pytest.raises(InputError, match="role_session_name: "):
        locate(ConnectionOptions(**ROLE, role_session_name=bad), home.environment)
