# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages that users get: what was wrong, where, and what to do; bad input before any request."""

from __future__ import annotations

import socket
import venv

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import INACTIVE, NOBODY, STS
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ice, scenario


@pytest.fixture(scope="module")
def variables(variables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("errors")
    venv.create(folder / "bare", symlinks=True)
    (folder / "without-jmespath").mkdir()
    (folder / "without-jmespath" / "jmespath.py").write_text("raise ImportError(\"No module named 'jmespath'\")\n")
    (folder / "no-certificate.pem").write_text("This is no certificate.\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed_port = taken.getsockname()[1]
    return {
        **variables,
        "bare_python": str(folder / "bare" / "bin" / "python"),
        "without_jmespath": str(folder / "without-jmespath"),
        "no_certificate": str(folder / "no-certificate.pem"),
        "closed_endpoint": f"http://127.0.0.1:{closed_port}",
    }


def account(name, token=None):
    """Options that sign as an account of the emulator."""
    keys = {"access_key_id": f"{{{{ accounts.{name}.id }}}}", "access_key_secret": f"{{{{ accounts.{name}.secret }}}}"}
    return keys if token is None else {**keys, "security_token": token}


# What the server refuses


@scenario(ice(**account("nobody")), jobs=10)
def test_an_account_that_may_not_list(outcome):
    assert outcome.failed
    assert "Allow the RAM action ice:ListLiveRecordJobs for the owner of key" in outcome.msg
    assert NOBODY.access_key_id in outcome.msg
    assert outcome.result["error_code"] == "Forbidden.RAM"
    assert outcome.result["http_status"] == 403
    assert outcome.result["request_id"] == outcome.requests[0].request_id
    assert len(outcome.requests) == 1
    assert outcome.result["changed"] is False


@scenario(ice(**account("reader")), jobs=10)
def test_an_account_that_may_only_read(outcome):
    assert len(outcome.found) == 10


REFUSED = {
    "wrong secret": (
        {**account("reader"), "access_key_secret": "{{ wrong_secret }}"},
        "SignatureDoesNotMatch",
        "Check the secret of key LTAI5tEmulatorReader0001",
    ),
    "unknown key": (
        {"access_key_id": "LTAI5tNoSuchKey", "access_key_secret": "{{ wrong_secret }}"},
        "InvalidAccessKeyId.NotFound",
        "LTAI5tNoSuchKey",
    ),
    "inactive key": (account("inactive"), "InvalidAccessKeyId.Inactive", INACTIVE.access_key_id),
    "token of another key": (
        account("sts", "{{ accounts.sts_expired.token }}"),
        "InvalidSecurityToken.MismatchWithAccessKey",
        "security token",
    ),
    "token that is none": (account("sts", "not-a-token"), "InvalidSecurityToken.Malformed", "security token"),
    "token that is missing": (account("sts"), "MissingSecurityToken", STS.access_key_id),
    "token that is over": (
        account("sts_expired", "{{ accounts.sts_expired.token }}"),
        "InvalidSecurityToken.Expired",
        "expired",
    ),
}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(code, words, marks=scenario(ice(**options), jobs=10), id=kind)
        for kind, (options, code, words) in REFUSED.items()
    ],
)
def test_credentials_that_are_refused(code, words, outcome):
    assert outcome.failed
    assert outcome.result["error_code"] == code
    assert f"({code})" in outcome.msg
    assert words in outcome.msg
    assert outcome.result["http_status"] in (400, 403, 404)
    assert outcome.result["request_id"] == outcome.requests[0].request_id
    assert len(outcome.requests) == 1


@scenario(
    ice(),
    jobs=10,
    errors=[{"code": "InvalidParameter.Keyword", "status": 400, "count": 9, "message": "The keyword is too long."}],
)
def test_a_parameter_that_the_server_refuses(outcome):
    assert "The keyword is too long (InvalidParameter.Keyword)." in outcome.msg
    assert outcome.result["error_code"] == "InvalidParameter.Keyword"
    assert len(outcome.requests) == 1


# Options that are invalid

NO_CREDENTIALS = dict.fromkeys(("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"), "")
# So that nothing asks the network for an instance's role.
NO_METADATA = {**NO_CREDENTIALS, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}
BAD_INPUT = {
    "time": (ice(start_time="yesterday"), ["start_time: 'yesterday' is not a time", "now-36h"]),
    "month": (ice(end_time="2026-13-01"), ["end_time: '2026-13-01' is not a time", "month"]),
    "unit": (ice(start_time="now-3y"), ["start_time", "'3y' is not a duration"]),
    "reversed times": (
        ice(start_time="2026-03-02T00:00:00Z", end_time="2026-03-01T00:00:00Z"),
        ["start_time (2026-03-02T00:00:00Z) is after end_time (2026-03-01T00:00:00Z)"],
    ),
    "reversed offsets": (
        ice(start_time="2026-03-01T00:00:00-08:00", end_time="2026-03-01T00:00:00+08:00"),
        ["start_time (2026-03-01T08:00:00Z) is after end_time (2026-02-28T16:00:00Z)", "offsets"],
    ),
    "future": (ice(start_time="now+2h"), ["start_time", "in the future"]),
    "status": (ice(status="stopped"), ["value of status must be one of: paused, initial, started, got: stopped"]),
    "sort_by": (ice(sort_by="up"), ["value of sort_by must be one of: asc, desc, got: up"]),
    "on_incomplete": (ice(on_incomplete="ignore"), ["on_incomplete must be one of: fail, warn, got: ignore"]),
    "page_no": (ice(page_no=0), ["page_no is 0; it must be at least 1."]),
    "page_no of a long range": (
        ice(page_no=1, start_time="2026-01-01", end_time="2026-03-01"),
        ["page_no", "at most 30 days"],
    ),
    "page_size": (ice(page_size=0), ["page_size is 0; it must be at least 1."]),
    "limit": (ice(limit=-1), ["limit is -1; it must be at least 1."]),
    "where": (
        ice(where="status == 'paused' && && name"),
        [
            "where is not a JMESPath expression: at character 23: ",
            "\n  status == 'paused' && && name\n",
            "\n" + 24 * " " + "^",
        ],
    ),
    "where of many lines": (ice(where="status == 'paused'\n  && (name"), ["where", "at line 2, character", "^"]),
    "empty where": (ice(where=""), ["where is empty"]),
    "query": (ice(query="[].{id: job_id"), ["query is not a JMESPath expression: at character 15", "ends too early"]),
    "function": (ice(where="older(create_time)"), ["at character 1: there is no function older()"]),
    "arguments": (ice(query="length(@) + age()"), ["query is not a JMESPath expression"]),
    "number of arguments": (ice(where="age()"), ["age() takes 1 argument(s) and was given 0"]),
    "id without secret": (
        ice(access_key_id="LTAI5tHalf"),
        ["Credentials are incomplete: access_key_id without access_key_secret in the task's options", "set both"],
    ),
    "secret without id": (
        ice(access_key_secret="{{ wrong_secret }}"),
        ["Credentials are incomplete: access_key_secret without access_key_id in the task's options"],
    ),
    "token alone": (
        ice(security_token="{{ wrong_secret }}"),
        ["Credentials are incomplete: security_token without access_key_id and access_key_secret"],
    ),
    "id without secret in the environment": (
        ice(environment={"ALIBABA_CLOUD_ACCESS_KEY_SECRET": ""}),
        ["Credentials are incomplete", "the environment", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    ),
    "secret with a line break": (
        ice(access_key_id="LTAI5tHalf", access_key_secret="{{ wrong_secret }}\n"),
        ["access_key_secret", "a line break", "stray newline"],
    ),
    "no credentials": (
        ice(environment=NO_METADATA),
        ["No credentials were found. Set access_key_id and access_key_secret, or ALIBABA_CLOUD_ACCESS_KEY_ID"],
    ),
    "no region": (
        ice(environment={"ALIBABA_CLOUD_REGION_ID": ""}),
        ["No region is known. Set the option region (as in cn-shanghai), ALIBABA_CLOUD_REGION_ID"],
    ),
    "region": (ice(region="Shanghai!"), ["region: 'Shanghai!' is not a region id"]),
    "plain HTTP": (
        ice(endpoint="http://ice.cn-shanghai.aliyuncs.com"),
        ["plain http:// to ice.cn-shanghai.aliyuncs.com is refused", "loopback", "Use https://"],
    ),
    "plain HTTP in the environment": (
        ice(environment={"ALIBABA_CLOUD_ICE_ENDPOINT": "http://192.0.2.1:8787"}),
        ["plain http:// to 192.0.2.1 is refused"],
    ),
    "endpoint of another region": (
        ice(endpoint="ice.cn-beijing.aliyuncs.com"),
        ["ice.cn-beijing.aliyuncs.com is the API of cn-beijing, and the region is cn-shanghai", "Write {region} where"],
    ),
    "endpoint of another region in the environment": (
        ice(environment={"ALIBABA_CLOUD_ICE_ENDPOINT": "ice-vpc.cn-beijing.aliyuncs.com"}),
        ["ice-vpc.cn-beijing.aliyuncs.com is the API of cn-beijing", "ALIBABA_CLOUD_ICE_ENDPOINT"],
    ),
    "endpoint with a path": (ice(endpoint="https://ice.aliyuncs.com/v1"), ["endpoint", "has a path or query"]),
    "endpoint with a password": (
        ice(endpoint="https://me:password@ice.aliyuncs.com"),
        ["endpoint: a user name or password in the URL is not supported"],
    ),
    "endpoint of another kind": (ice(endpoint="ftp://ice.aliyuncs.com"), ["begins with ftp://"]),
    "ca_path that is not there": (
        ice(endpoint="https://localhost:9", ca_path="/no/such/file.pem"),
        ["ca_path: /no/such/file.pem cannot be used", "No such file"],
    ),
    "ca_path that is none": (
        ice(endpoint="https://localhost:9", ca_path="{{ no_certificate }}"),
        ["ca_path: ", "no-certificate.pem cannot be used"],
    ),
    "max_concurrency": (ice(max_concurrency=0), ["max_concurrency is 0; it must be at least 1."]),
    "max_retries": (ice(max_retries=-1), ["max_retries is -1; it must be at least 0."]),
    "timeout": (ice(timeout=0), ["timeout is 0; it must be a number of seconds above 0."]),
    "deadline": (ice(deadline="soon"), ["deadline", "float"]),
    "unknown option": (ice(state="present"), ["Unsupported parameters", "state"]),
}


@pytest.mark.parametrize(
    "words",
    [pytest.param(words, marks=scenario(task, jobs=1), id=kind) for kind, (task, words) in BAD_INPUT.items()],
)
def test_bad_input_is_refused_before_any_request(words, outcome):
    assert outcome.failed
    for part in words:
        assert part in outcome.msg
    assert outcome.requests == []
    assert "Traceback" not in str(outcome.result)


@scenario(ice(where="age(name) > `1`"), ice(where="matches('a(', name)"), ice(query="sum([].name)"), jobs=10)
def test_expressions_that_do_not_fit_the_jobs(outcomes):
    time, regex, total = outcomes
    assert "where: '" in time.msg
    assert "is not a time" in time.msg
    assert "The expression is: age(name) > `1`" in time.msg
    assert "where is invalid: at character 9: 'a(' is not a regular expression: missing )" in regex.msg
    assert regex.requests == []
    assert "query: " in total.msg
    assert "sum()" in total.msg


# What is not installed


@scenario(
    ice(keywords={"vars": {"ansible_python_interpreter": "{{ bare_python }}"}}),
    ice(where="status", keywords={"vars": {"ansible_python_interpreter": "{{ bare_python }}"}}),
    ice(where="status", environment={"PYTHONPATH": "{{ without_jmespath }}"}),
    ice(query="[0]", environment={"PYTHONPATH": "{{ without_jmespath }}"}),
    jobs=10,
)
def test_a_library_that_is_missing(outcomes):
    libraries = ["httpx", "jmespath", "jmespath", "jmespath"]
    for outcome, library in zip(outcomes, libraries, strict=True):
        assert outcome.failed
        assert f"Failed to import the required Python library ({library}) on" in outcome.msg
        assert "Python" in outcome.msg
        assert outcome.requests == []


@scenario(ice(environment={"PYTHONPATH": "{{ without_jmespath }}"}), jobs=10)
def test_jmespath_is_not_needed_without_expressions(outcome):
    assert len(outcome.found) == 10


# What is not there


@scenario(ice(endpoint="{{ closed_endpoint }}", max_retries=1))
def test_nothing_listens(outcome):
    assert outcome.failed
    assert "http://127.0.0.1:" in outcome.msg
    assert "could not be reached: Connection refused. Check region, endpoint and network" in outcome.msg
    assert "(Tried 2 times.)" in outcome.msg
    assert "error_code" not in outcome.result


@scenario(ice(endpoint="https://no-such-host.invalid", max_retries=0))
def test_a_host_that_does_not_exist(outcome):
    assert outcome.failed
    assert "https://no-such-host.invalid could not be reached: " in outcome.msg


@pytest.mark.usefixtures("outcomes")
@scenario(ice(where="nonsense(("))
def test_what_the_user_sees_is_a_message_and_no_traceback(scenario_run):
    output = scenario_run.run.output
    assert "nonsense((" in output
    assert "Traceback" not in output
