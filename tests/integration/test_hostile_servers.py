# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers and sources of credentials that take too long, send too much, or send what nothing can use."""

from __future__ import annotations

import json
import sys

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario

NO_KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}
# What Python puts before the program: a resolver that does not answer.
SLOW_RESOLVER = """
import socket, time

def getaddrinfo(host, *arguments, **named):
    time.sleep(100 if "slow" in str(host) else 0)
    return real(host, *arguments, **named)

real, socket.getaddrinfo = socket.getaddrinfo, getaddrinfo
"""


@pytest.fixture(scope="module")
def variables(variables, emulator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / ".aliyun").mkdir()
    slow = {"name": "slow", "mode": "External", "process_command": "sleep 100"}
    (folder / ".aliyun" / "config.json").write_text(json.dumps({"current": "slow", "profiles": [slow]}))
    (folder / "sitecustomize.py").write_text(SLOW_RESOLVER)
    return {
        **variables,
        "slow_home": str(folder),
        "plain_port": emulator.endpoint.replace("http://", "https://"),
    }


# Time


@scenario(
    ice(deadline=2, environment={"HOME": "{{ slow_home }}", **NO_KEYS}),
    ice(
        endpoint="https://slow.invalid",
        deadline=2,
        max_retries=0,
        environment={"PYTHONPATH": "{{ slow_home }}", "HOME": "{{ slow_home }}"},
    ),
    ice(
        endpoint="https://slow.invalid",
        timeout=1,
        max_retries=0,
        environment={"PYTHONPATH": "{{ slow_home }}", "HOME": "{{ slow_home }}"},
    ),
)
def test_what_cannot_be_interrupted_is_not_waited_for(outcomes):
    """Each of them would take a hundred seconds; the playbook of this file is ended before that."""
    credentials, deadline, timeout = outcomes
    assert "The deadline of 2 seconds does not suffice: profile 'slow' (mode External)" in credentials.msg
    assert "had not given any credentials" in credentials.msg
    assert "https://slow.invalid had not been reached when it passed" in deadline.msg
    assert "https://slow.invalid could not be reached: it took too long" in timeout.msg
    for outcome in outcomes:
        assert outcome.failed
        assert "keyword" not in outcome.msg
        assert "Traceback" not in str(outcome.result)


@pytest.mark.skipif(" " in sys.executable, reason="Ansible starts background tasks with a path that it does not quote")
@scenario(ice(keywords={"async": 30, "poll": 1}), jobs=150)
def test_a_task_in_the_background(outcome):
    assert len(outcome.found) == 150


# Size


@scenario(
    ice(),
    ice(),
    jobs=10,
    other_body={"before": '{"RequestId": "', "body": "a" * 1000, "repeat": 500_000, "gzip": True, "count": 2},
)
def test_an_answer_that_unpacks_to_half_a_gigabyte(outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert "gave no usable answer to ListLiveRecordJobs" in outcome.msg
        assert "larger than 32 MiB" in outcome.msg
        assert len(outcome.requests) == 1


@scenario(
    ice(max_retries=0),
    jobs=10,
    other_body={"body": "oops" * 250, "repeat": 100_000, "status": 500, "content_type": "text/html"},
)
def test_a_large_page_of_an_error(outcome):
    assert "HTTP status 500 with a body (text/html) that is larger than 1 MiB" in outcome.msg


# Shape


def page(**row):
    job = {"JobId": "j1", "Name": "n", "Status": "paused", "CreateTime": "2026-03-01T00:00:00Z", **row}
    return json.dumps({"RequestId": "R", "TotalCount": 1, "PageNo": 1, "PageSize": 100, "LiveRecordJobs": [job]})


@scenario(ice(), other_body={"body": page(Name="half \ud83d of \udc00 a \U0001f600"), "count": 100})
def test_halves_of_characters(outcome):
    assert [job["name"] for job in outcome.found] == ["half \ufffd of \ufffd a \U0001f600"]


UNUSABLE = {
    "NaN": (page(Size=float("nan")), "has the number NaN"),
    "deep": (page(Name="X").replace('"X"', "[" * 900 + "]" * 900), "is nested more than 32 levels deep"),
    "long number": (page(Name="X").replace('"X"', "9" * 5000), "has a number of more than 100 digits"),
    "twice": (page().replace('"Name"', '"JobId": "j2", "Name"'), "has two values for 'JobId'"),
}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=scenario(ice(max_retries=0), other_body={"body": body, "count": 100}), id=kind)
        for kind, (body, words) in UNUSABLE.items()
    ],
)
def test_json_that_cannot_be_used(words, outcome):
    assert outcome.failed
    assert words in outcome.msg
    assert "Traceback" not in str(outcome.result)


# What refusals say

DENIED = {
    "AuthAction": "ice:ListLiveRecordJobs",
    "AuthPrincipalDisplayName": "editor",
    "NoPermissionType": "ExplicitDeny",
    "PolicyType": "ControlPolicy",
}


@scenario(
    ice(),
    look(),
    errors=[
        {"code": "Forbidden", "status": 403, "fields": {"AccessDeniedDetail": DENIED}, "count": 2},
    ],
)
def test_why_access_is_denied(outcomes):
    module, lookup = outcomes
    assert module.result["access_denied_detail"] == {
        "auth_action": "ice:ListLiveRecordJobs",
        "auth_principal_display_name": "editor",
        "no_permission_type": "ExplicitDeny",
        "policy_type": "ControlPolicy",
    }
    for outcome in (module, lookup):
        assert f"A policy denies the RAM action ice:ListLiveRecordJobs to the owner of key {ADMIN.access_key_id}" in (
            outcome.msg
        )


@scenario(ice(), errors=[{"code": "Forbidden.RiskControl", "status": 403}])
def test_an_account_that_is_held_back(outcome):
    assert "risk control" in outcome.msg
    assert "RAM" not in outcome.msg


@scenario(
    ice(),
    jobs=10,
    errors=[
        {"code": "ServiceUnavailable", "status": 503, "retry_after_ms": 1},
        {"code": "InternalError", "status": 500, "headers": {"x-ratelimit-user": "Limit:1,TimeLeft:1"}},
    ],
)
def test_waits_that_a_server_asks_for(outcome):
    assert len(outcome.found) == 10
    assert outcome.result["stats"]["retries"] == 2


@scenario(
    ice(deadline=5),
    jobs=10,
    errors=[{"code": "ServiceUnavailable", "status": 503, "retry_after_ms": 10**9, "count": 100}],
)
def test_a_wait_for_ever(outcome):
    assert "The deadline of 5 seconds does not suffice: no time is left" in outcome.msg
    assert outcome.result["error_code"] == "ServiceUnavailable"
    assert outcome.result["request_id"] in {request.request_id for request in outcome.requests}


@scenario(ice(endpoint="{{ plain_port }}", max_retries=0))
def test_tls_with_a_port_that_does_not_speak_it(outcome):
    assert "what answers there does not speak TLS (https) on this port" in outcome.msg
    assert "Operation not permitted" not in outcome.msg
