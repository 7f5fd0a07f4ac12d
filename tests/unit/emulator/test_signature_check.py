# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker's own arithmetic, against the published example."""

from __future__ import annotations

import hashlib

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError
from ansible_collections.mediaops.alicloud.tests.emulator.faults.throttle import Throttle
from ansible_collections.mediaops.alicloud.tests.emulator.gateway.incoming import IncomingRequest
from ansible_collections.mediaops.alicloud.tests.emulator.gateway.signature_check import (
    canonical_query,
    check_signature,
    read_claim,
)
from ansible_collections.mediaops.alicloud.tests.emulator.region.nonces import NonceMemory

SIGNATURE = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"


def published_example(signature: str) -> IncomingRequest:
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    headers["authorization"] = (
        f"ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders={';'.join(headers)},Signature={signature}"
    )
    return IncomingRequest(
        method="POST",
        path="/",
        query="RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        headers={name: [value] for name, value in headers.items()},
        body=b"",
    )


def test_published_example_is_accepted():
    request = published_example(SIGNATURE)
    claim = read_claim(request)
    assert claim.access_key_id == "YourAccessKeyId"
    check_signature(request, claim, "YourAccessKeySecret")


@pytest.mark.parametrize(
    ("signature", "secret"), [("0" + SIGNATURE[1:-1] + "1", "YourAccessKeySecret"), (SIGNATURE, "Another")]
)
def test_wrong_signature_or_secret_is_refused(signature, secret):
    request = published_example(signature)
    with pytest.raises(ApiError, match="SignatureDoesNotMatch"):
        check_signature(request, read_claim(request), secret)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("", ""),
        ("b=2&a=1", "a=1&b=2"),
        ("k", "k="),
        ("k=&j=", "j=&k="),
        ("k=a+b%20c", "k=a%20b%20c"),
        ("k=%7e%2A%c3%a9/", "k=~%2A%C3%A9%2F"),
        ("JobIds.2=b&JobIds.1=a", "JobIds.1=a&JobIds.2=b"),
    ],
)
def test_canonical_query(raw, canonical):
    assert canonical_query(raw) == canonical


def test_nonces_are_forgotten_when_their_window_has_passed():
    nonces = NonceMemory(window_s=10)
    assert nonces.use("key", "n", now=0)
    assert not nonces.use("key", "n", now=9)
    assert nonces.use("other key", "n", now=9)
    assert nonces.use("key", "n", now=11)
    assert len(nonces) == 2


def test_token_bucket_lets_the_rate_through_and_refusals_cost_nothing():
    now = 0.0
    throttle = Throttle(20, timer=lambda: now)
    passed = 0
    while now < 10:
        passed += throttle.wait_s("owner") == 0
        now += 0.003
    assert 200 <= passed <= 202
    assert throttle.wait_s("another owner") == 0
