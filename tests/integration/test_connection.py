# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the module reaches the API: credentials, region, endpoint, TLS, proxies and limits."""

from __future__ import annotations

import json
import socket

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, NOBODY, READER, STS
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario
from ansible_collections.mediaops.alicloud.tests.integration.tls_front import tls_front

KEYS = "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"
# An empty variable is the same as none.
NO_KEYS = dict.fromkeys(KEYS, "")
BARE = {**NO_KEYS, "ALIBABA_CLOUD_REGION_ID": "", "ALIBABA_CLOUD_ICE_ENDPOINT": ""}
NOBODY_IN_ENVIRONMENT = {KEYS[0]: NOBODY.access_key_id, KEYS[1]: "{{ accounts.nobody.secret }}"}


@pytest.fixture(scope="module")
def front(emulator, tmp_path_factory):
    with tls_front(emulator.endpoint, tmp_path_factory.mktemp("tls")) as running:
        yield running


@pytest.fixture(scope="module")
def variables(variables, front, tmp_path_factory):
    home = tmp_path_factory.mktemp("home-with-profiles")
    (home / ".aliyun").mkdir()
    profiles = [
        profile("nobody", NOBODY, region_id="cn-beijing"),
        profile("reader", READER, region_id="cn-shanghai"),
        profile("session", STS, region_id="cn-shanghai", mode="StsToken", sts_token=STS.security_token),
        profile("stale", READER, region_id="cn-shanghai", sts_token="LeftOverToken0123456789"),
        {"name": "empty", "mode": "AK"},
    ]
    (home / ".aliyun" / "config.json").write_text(json.dumps({"current": "reader", "profiles": profiles}))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed_port = taken.getsockname()[1]
    return {
        **variables,
        "home": str(home),
        "tls_endpoint": front.endpoint,
        "certificate": str(front.certificate),
        "proxy": front.proxy,
        "closed_endpoint": f"http://127.0.0.1:{closed_port}",
        "admin": {"id": ADMIN.access_key_id, "secret": ADMIN.access_key_secret},
    }


def profile(name, account, mode="AK", **more):
    keys = {"access_key_id": account.access_key_id, "access_key_secret": account.access_key_secret}
    return {"name": name, "mode": mode, **keys, **more}


def keys_used(outcome):
    return {request.access_key_id for request in outcome.requests}


# Options, aliases and the environment


@scenario(
    ice(
        access_key_id="{{ admin.id }}",
        access_key_secret="{{ admin.secret }}",
        region="cn-shanghai",
        endpoint="{{ emulator_endpoint }}",
        environment=BARE,
    ),
    ice(
        alicloud_access_key="{{ admin.id }}",
        alicloud_secret_key="{{ admin.secret }}",
        region_id="cn-shanghai",
        environment={**BARE, "ALIBABA_CLOUD_ICE_ENDPOINT": "{{ emulator_endpoint }}"},
    ),
    ice(
        access_key="{{ admin.id }}",
        secret_key="{{ admin.secret }}",
        alicloud_region="cn-shanghai",
        environment={**BARE, "ALIBABA_CLOUD_ICE_ENDPOINT": "{{ emulator_endpoint }}"},
    ),
    ice(),
    jobs=30,
)
def test_options_aliases_and_environment(outcomes):
    for outcome in outcomes:
        assert outcome.found == outcome.newest_first
        assert keys_used(outcome) == {ADMIN.access_key_id}


@scenario(
    ice(
        access_key_id="{{ admin.id }}",
        access_key_secret="{{ admin.secret }}",
        endpoint="{{ emulator_endpoint }}",
        environment={
            **NOBODY_IN_ENVIRONMENT,
            KEYS[2]: "TokenThatGoesWithAnotherKey",
            "ALIBABA_CLOUD_ICE_ENDPOINT": "{{ closed_endpoint }}",
        },
    ),
    jobs=10,
)
def test_an_explicit_option_beats_the_environment(outcome):
    assert len(outcome.found) == 10
    assert keys_used(outcome) == {ADMIN.access_key_id}


@scenario(
    ice(region="eu-central-1", environment=NOBODY_IN_ENVIRONMENT),
    ice(environment={**NOBODY_IN_ENVIRONMENT, "ALIBABA_CLOUD_REGION_ID": "ap-southeast-1"}),
)
def test_region_of_the_option_or_of_the_environment(outcomes):
    option, environment = outcomes
    assert "ListLiveRecordJobs in eu-central-1 was refused" in option.msg
    assert "ListLiveRecordJobs in ap-southeast-1 was refused" in environment.msg


@scenario(
    ice(
        access_key_id="{{ accounts.sts.id }}",
        access_key_secret="{{ accounts.sts.secret }}",
        security_token="{{ accounts.sts.token }}",
    ),
    ice(
        access_key_id="{{ accounts.sts.id }}",
        access_key_secret="{{ accounts.sts.secret }}",
        alicloud_security_token="{{ accounts.sts.token }}",
    ),
    ice(
        environment={
            KEYS[0]: "{{ accounts.sts.id }}",
            KEYS[1]: "{{ accounts.sts.secret }}",
            KEYS[2]: "{{ accounts.sts.token }}",
        }
    ),
    jobs=10,
)
def test_temporary_credentials(outcomes):
    for outcome in outcomes:
        assert len(outcome.found) == 10
        assert keys_used(outcome) == {STS.access_key_id}
        assert {"x-acs-security-token", "x-acs-accesskey-id"} <= set(outcome.requests[0].signed_headers)


# Profiles of the Alibaba Cloud CLI

AT_HOME = {**BARE, "HOME": "{{ home }}", "ALIBABA_CLOUD_ICE_ENDPOINT": "{{ emulator_endpoint }}"}


@scenario(ice(environment=AT_HOME), jobs=10)
def test_the_current_profile_gives_credentials_and_region(outcome):
    assert len(outcome.found) == 10
    assert keys_used(outcome) == {READER.access_key_id}


@scenario(
    ice(profile="session", environment=AT_HOME),
    ice(environment={**AT_HOME, "ALIBABA_CLOUD_PROFILE": "session"}),
    ice(profile="session", environment={**AT_HOME, **NOBODY_IN_ENVIRONMENT, "ALIBABA_CLOUD_PROFILE": "nobody"}),
    jobs=10,
)
def test_a_profile_named_by_the_task_or_the_environment(outcomes):
    for outcome in outcomes:
        assert len(outcome.found) == 10
        assert keys_used(outcome) == {STS.access_key_id}


@scenario(ice(profile="stale", environment=AT_HOME), jobs=10)
def test_a_token_left_over_in_a_profile_with_plain_keys_is_not_sent(outcome):
    assert len(outcome.found) == 10


@scenario(
    ice(environment={**AT_HOME, **NOBODY_IN_ENVIRONMENT}),
    ice(
        access_key_id="{{ admin.id }}",
        access_key_secret="{{ admin.secret }}",
        environment={**AT_HOME, "ALIBABA_CLOUD_PROFILE": "nobody"},
    ),
    jobs=10,
)
def test_keys_of_environment_and_task_go_before_a_profile_nobody_chose_in_the_task(outcomes):
    environment, task = outcomes
    assert environment.result["error_code"] == "Forbidden.RAM"
    assert keys_used(task) == {ADMIN.access_key_id}


@scenario(ice(profile="nobody", environment=AT_HOME))
def test_region_of_the_profile(outcome):
    assert "ListLiveRecordJobs in cn-beijing was refused" in outcome.msg


@scenario(
    ice(profile="no-such-profile", environment=AT_HOME),
    ice(profile="any"),
    ice(profile="empty", region="cn-shanghai", environment=AT_HOME),
)
def test_a_profile_that_is_no_help(outcomes):
    unknown, no_file, empty = outcomes
    assert "There is no profile 'no-such-profile'" in unknown.msg
    assert "It has: empty, nobody, reader, session, stale." in unknown.msg
    assert "Profile 'any' was asked for, but there is no" in no_file.msg
    assert "config.json" in no_file.msg
    assert "has no access_key_id. Run: aliyun configure" in empty.msg
    assert all(outcome.requests == [] for outcome in outcomes)


# TLS and proxies


@scenario(
    ice(endpoint="{{ tls_endpoint }}", ca_path="{{ certificate }}"),
    ice(endpoint="{{ tls_endpoint | replace('https://', '') }}", ca_path="{{ certificate }}"),
    ice(endpoint="{{ tls_endpoint }}", validate_certs=False),
    jobs=150,
)
def test_tls(outcomes):
    for outcome in outcomes:
        assert outcome.found == outcome.newest_first
        assert len(outcome.found) == 150


@scenario(ice(endpoint="{{ tls_endpoint }}"))
def test_a_certificate_nobody_vouches_for(outcome):
    assert outcome.failed
    assert "its certificate was refused: self-signed certificate" in outcome.msg
    assert "ca_path" in outcome.msg
    assert outcome.requests == []


@scenario(
    ice(
        region="cn-shanghai",
        ca_path="{{ certificate }}",
        environment={"ALIBABA_CLOUD_ICE_ENDPOINT": "", "HTTPS_PROXY": "{{ proxy }}"},
    ),
    ice(
        region="cn-hangzhou",
        ca_path="{{ certificate }}",
        environment={"ALIBABA_CLOUD_ICE_ENDPOINT": "", "https_proxy": "{{ proxy }}"},
    ),
    jobs=30,
)
def test_endpoint_of_the_region_through_the_proxy_of_the_environment(outcomes, front):
    for outcome in outcomes:
        assert len(outcome.found) == 30
    assert list(dict.fromkeys(front.tunnels)) == [
        "ice.cn-shanghai.aliyuncs.com:443",
        "ice.cn-hangzhou.aliyuncs.com:443",
    ]


@scenario(ice(environment={"HTTP_PROXY": "{{ closed_endpoint }}", "ALL_PROXY": "{{ closed_endpoint }}"}), jobs=10)
def test_loopback_needs_no_proxy(outcome):
    assert len(outcome.found) == 10


# Limits


@scenario(ice(max_concurrency=1), ice(max_concurrency=3), ice(), jobs=1500, latency_ms=60)
def test_max_concurrency(outcomes):
    for outcome, most in zip(outcomes, (1, 3, 16), strict=True):
        assert len(outcome.found) == 1500
        widest = max(request.in_flight for request in outcome.requests)
        assert min(most, 2) <= widest <= most
        assert len({request.client_port for request in outcome.requests}) <= most


@scenario(ice(timeout=1), jobs=10, slow_body_s=4, slow_count=1)
def test_timeout_ends_one_request_and_a_retry_follows(outcome):
    assert len(outcome.found) == 10
    assert outcome.result["stats"]["retries"] >= 1


@scenario(ice(timeout=0.5, max_retries=0), jobs=10, slow_body_s=3)
def test_timeout_without_retries(outcome):
    assert outcome.failed
    assert "gave no usable answer: no answer within 0.5 seconds" in outcome.msg
    assert len(outcome.requests) == 1


@scenario(ice(deadline=1.5), jobs=10, slow_body_s=4)
def test_deadline_while_an_answer_is_awaited(outcome):
    assert outcome.failed
    assert "deadline" in outcome.msg
    assert "1.5 seconds" in outcome.msg


@scenario(
    ice(deadline=3),
    jobs=10,
    errors=[{"code": "Throttling.User", "status": 429, "retry_after_ms": 60000, "count": 100}],
)
def test_deadline_that_a_wait_would_pass(outcome):
    assert outcome.failed
    assert "deadline" in outcome.msg
    assert len(outcome.requests) == 1


@scenario(ice(max_retries=2), jobs=10, errors=[{"code": "ServiceUnavailable", "status": 503, "count": 100}])
def test_max_retries(outcome):
    assert outcome.failed
    assert len(outcome.requests) == 3
    assert "(Tried 3 times.)" in outcome.msg
    assert outcome.result["error_code"] == "ServiceUnavailable"
    assert outcome.result["http_status"] == 503
    assert outcome.result["request_id"] == outcome.requests[-1].request_id
