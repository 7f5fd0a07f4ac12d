# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signature, against the published vector and against the official SDK's own code."""

from __future__ import annotations

import hashlib
import re
import string

import pytest
from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.signature import (
    canonical_query,
    canonical_request,
    percent_encode,
    signature,
    signed_headers,
)

PUBLISHED_QUERY = {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
PUBLISHED_SIGNATURE = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
PUBLISHED_HEADERS = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"

# Characters of real keys and tokens, of header values, and whatever a user may type as a keyword.
keys = st.text(string.ascii_letters + string.digits, min_size=1, max_size=40)
tokens = st.text(string.ascii_letters + string.digits + "+/=.-_", min_size=1, max_size=200)
names = st.text(string.ascii_letters + string.digits + ".", min_size=1, max_size=12)
values = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
header_words = st.text(string.ascii_letters + string.digits + "-:.[]", min_size=1, max_size=30)


def published(**changes: str | None) -> dict[str, str]:
    arguments: dict[str, object] = {
        "access_key_id": "YourAccessKeyId",
        "access_key_secret": "YourAccessKeySecret",
        "security_token": None,
        "method": "POST",
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "query": canonical_query(PUBLISHED_QUERY),
        "body": b"",
        "action": "RunInstances",
        "version": "2014-05-26",
        "date": "2023-10-26T10:22:32Z",
        "nonce": "3156853299f313e23d1673dc12e1703d",
    }
    return signed_headers(**(arguments | changes))  # type: ignore[arg-type]


def test_published_vector() -> None:
    headers = published()
    assert headers["authorization"] == (
        f"ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders={PUBLISHED_HEADERS},Signature={PUBLISHED_SIGNATURE}"
    )
    assert headers["x-acs-content-sha256"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_published_vector_step_by_step() -> None:
    headers = {name: value for name, value in published().items() if name != "authorization"}
    canonical = canonical_request("POST", canonical_query(PUBLISHED_QUERY), headers, headers["x-acs-content-sha256"])
    assert canonical.splitlines()[:5] == [
        "POST",
        "/",
        "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
        "host:ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action:RunInstances",
    ]
    assert canonical.splitlines()[-3:] == ["", PUBLISHED_HEADERS, headers["x-acs-content-sha256"]]
    assert signature("YourAccessKeySecret", canonical) == PUBLISHED_SIGNATURE


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("access_key_secret", "YourAccessKeySecreT"),
        ("method", "GET"),
        ("host", "ecs.cn-shanghai.aliyuncs.com:8443"),
        ("query", "RegionId=cn-shanghai"),
        ("body", b" "),
        ("action", "RunInstance"),
        ("version", "2020-11-09"),
        ("date", "2023-10-26T10:22:33Z"),
        ("nonce", "3156853299f313e23d1673dc12e1703e"),
        ("security_token", "token"),
    ],
)
def test_every_part_of_a_request_is_signed(name, other) -> None:
    assert f"Signature={PUBLISHED_SIGNATURE}" not in published(**{name: other})["authorization"]


def test_security_token_is_sent_and_signed() -> None:
    headers = published(security_token="a token")
    assert (headers["x-acs-security-token"], headers["x-acs-accesskey-id"]) == ("a token", "YourAccessKeyId")
    assert re.search("SignedHeaders=([^,]*)", headers["authorization"]).group(1).split(";") == [  # type: ignore[union-attr]
        "host",
        "x-acs-accesskey-id",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-security-token",
        "x-acs-signature-nonce",
        "x-acs-version",
    ]


@pytest.mark.parametrize("token", [None, ""])
def test_no_security_token_header_without_a_token(token) -> None:
    assert not {"x-acs-security-token", "x-acs-accesskey-id"} & published(security_token=token).keys()


def test_headers_are_canonical_whatever_their_case_and_order() -> None:
    messy = canonical_request("GET", "", {"X-Acs-Version": " 1 ", "Host": "h\t", "x-acs-action": "A b"}, "hash")
    assert messy == "GET\n/\n\nhost:h\nx-acs-action:A b\nx-acs-version:1\n\nhost;x-acs-action;x-acs-version\nhash"


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        (" ", "%20"),
        ("+", "%2B"),
        ("*", "%2A"),
        ("~", "~"),
        ("/", "%2F"),
        ("%7E", "%257E"),
        ("录", "%E5%BD%95"),
        ("2022-07-15T08:00:00Z", "2022-07-15T08%3A00%3A00Z"),
        ("Az09-_.~", "Az09-_.~"),
    ],
)
def test_percent_encoding_is_that_of_rfc_3986(text, encoded) -> None:
    assert percent_encode(text) == encoded


def test_query_is_sorted_by_bytes_and_keeps_empty_values() -> None:
    parameters = {"b": "", "a": "2", "JobIds.2": "y", "JobIds.10": "x", "B": "1"}
    assert canonical_query(parameters) == "B=1&JobIds.10=x&JobIds.2=y&a=2&b="
    assert canonical_query({}) == ""


@given(
    key_id=keys,
    secret=keys,
    token=st.none() | tokens,
    parameters=st.dictionaries(names, values, max_size=8),
    body=st.binary(max_size=30),
    method=st.sampled_from(["GET", "POST"]),
    host=header_words,
    nonce=header_words,
)
def test_same_signature_as_the_official_sdk(key_id, secret, token, parameters, body, method, host, nonce) -> None:
    ours = signed_headers(
        access_key_id=key_id,
        access_key_secret=secret,
        security_token=token,
        method=method,
        host=host,
        query=canonical_query(parameters),
        body=body,
        action="ListLiveRecordJobs",
        version="2020-11-09",
        date="2026-01-31T23:59:59Z",
        nonce=nonce,
    )
    request = DaraRequest()
    request.method, request.pathname, request.query = method, "/", parameters
    request.headers = {name: value for name, value in ours.items() if name != "authorization"}
    payload = hashlib.sha256(body).hexdigest()
    assert ours["authorization"] == Utils.get_authorization(request, "ACS3-HMAC-SHA256", payload, key_id, secret)
