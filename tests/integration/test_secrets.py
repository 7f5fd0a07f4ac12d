# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret, token or signature in anything that is shown, written or logged.

Every run of these tests is searched (see ``ansible_runs.py``); here it is done where most is shown.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import STS
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import (
    MODULE,
    WRONG_SECRET,
    assert_no_secrets,
)
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

# Stands in for systemd's library, which AnsibleModule logs to where there is one.
JOURNAL = """
import os

def send(**fields):
    with open(os.environ["JOURNAL_FILE"], "a") as journal:
        print(fields, file=journal)

sendv = send
"""


@pytest.fixture
def journal(tmp_path):
    """A file that gets what the module logs, and the environment that makes it so."""
    (tmp_path / "systemd").mkdir()
    (tmp_path / "systemd" / "__init__.py").write_text("")
    (tmp_path / "systemd" / "journal.py").write_text(JOURNAL)
    (tmp_path / "systemd" / "daemon.py").write_text("def booted(): return True\n")
    file = tmp_path / "journal"
    return file, {"PYTHONPATH": str(tmp_path), "JOURNAL_FILE": str(file)}


@pytest.fixture
def home(tmp_path):
    """A home directory with a profile that has temporary credentials."""
    home = tmp_path / "home"
    (home / ".aliyun").mkdir(parents=True)
    profile = {
        "name": "session",
        "mode": "StsToken",
        "access_key_id": STS.access_key_id,
        "access_key_secret": STS.access_key_secret,
        "sts_token": STS.security_token,
        "region_id": "cn-shanghai",
    }
    (home / ".aliyun" / "config.json").write_text(json.dumps({"current": "session", "profiles": [profile]}))
    return home


def tasks(**options):
    """Runs that succeed, are refused, are answered with nonsense, and do not even begin."""
    kinds = {
        "ok": {},
        "refused": {"access_key_id": STS.access_key_id, "access_key_secret": "{{ wrong_secret }}"},
        "spoiled": {"max_retries": 0},
        "told in a header": {"max_retries": 0},
        "told in success": {},
        "not begun": {"where": "nonsense(("},
        "no network": {"endpoint": "https://no-such-host.invalid", "max_retries": 0},
        "broken secret": {"access_key_id": "LTAI5tHalf", "access_key_secret": "{{ wrong_secret }}\n"},
    }
    return [
        {
            "name": name,
            MODULE: {**options, **own},
            "register": "result",
            "ignore_errors": True,
        }
        for name, own in kinds.items()
    ] + [{"name": "show", "ansible.builtin.debug": {"var": "result"}}]


BOTH = f"{STS.access_key_secret} and {quote(STS.security_token or '', safe='')}"
# A server that repeats what it should not know, wherever it can.
INDISCREET = {
    "code": "Nonsense",
    "status": 400,
    "message": f"The secret {STS.access_key_secret} and {STS.security_token} are bad.",
    "fields": {
        "Code": f"Nonsense.{STS.access_key_secret}",
        "RequestId": BOTH,
        "HostId": BOTH,
        "Recommend": BOTH,
        "AccessDeniedDetail": {"AuthAction": BOTH, "PolicyType": BOTH},
    },
    "headers": {"x-acs-request-id": BOTH},
}
SPOILED = state(errors=[INDISCREET])
HEADER = state(other_body={"status": 502, "content_type": BOTH, "body": BOTH})
SUCCESS = state(other_body={"body": json.dumps({"RequestId": BOTH, "LiveRecordJobs": [], "TotalCount": 0})})
SETUPS = {
    "told in a header": HEADER,
    "told in success": SUCCESS,
    "ok": state(jobs=5),
    "spoiled": SPOILED,
}


def assert_all_ran(run):
    assert run.rc == 0, run.output
    failed = {outcome.task: outcome.failed for outcome in run.outcomes}
    assert failed == {
        "ok": False,
        "refused": True,
        "spoiled": True,
        "told in a header": True,
        "told in success": False,
        "not begun": True,
        "no network": True,
        "broken secret": True,
        "show": False,
    }
    assert "********" in run.of("spoiled")[0].msg
    assert run.of("spoiled")[0].result["request_id"] == "******** and ********"
    assert "********" in run.of("told in a header")[0].msg
    assert run.of("told in success")[0].result["request_ids"][0] == "******** and ********"


def assert_logged_without_secrets(journal):
    logged = journal.read_text()
    assert logged.count("Invoked with") >= 6
    assert_no_secrets([logged])


@pytest.mark.parametrize("verbosity", ["-v", "-vvvv"])
def test_credentials_of_the_task(ansible, journal, verbosity):
    file, environment = journal
    sts = {"id": STS.access_key_id, "secret": STS.access_key_secret, "token": STS.security_token}
    run = ansible.playbook(
        [
            {
                "tasks": tasks(
                    access_key_id="{{ sts.id }}",
                    access_key_secret="{{ sts.secret }}",
                    security_token="{{ sts.token }}",
                )
            }
        ],
        verbosity,
        setups=SETUPS,
        env=environment,
        variables={"sts": sts},
    )
    assert_all_ran(run)
    assert run.log
    assert_logged_without_secrets(file)


def test_credentials_of_the_environment(ansible, journal):
    file, environment = journal
    keys = {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": STS.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": STS.access_key_secret,
        "ALIBABA_CLOUD_SECURITY_TOKEN": STS.security_token,
    }
    run = ansible.playbook([{"tasks": tasks()}], "-vvvv", setups=SETUPS, env={**environment, **keys})
    assert_all_ran(run)
    assert_logged_without_secrets(file)


def test_credentials_of_a_profile(ansible, journal, home):
    file, environment = journal
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": None, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": None, "HOME": str(home)}
    run = ansible.playbook([{"tasks": tasks()}], "-vvvv", setups=SETUPS, env={**environment, **keys})
    assert_all_ran(run)
    assert_logged_without_secrets(file)


def test_a_role_of_a_profile_without_a_network(ansible, tmp_path):
    """The library quotes the whole signed request, and so do tracebacks."""
    (tmp_path / "home" / ".aliyun").mkdir(parents=True)
    role = {
        "name": "role",
        "mode": "RamRoleArn",
        "access_key_id": STS.access_key_id,
        "access_key_secret": STS.access_key_secret,
        "ram_role_arn": "acs:ram::1:role/r",
        "ram_session_name": "session",
    }
    (tmp_path / "home" / ".aliyun" / "config.json").write_text(json.dumps({"current": "role", "profiles": [role]}))
    lookup = "{{ query('mediaops.alicloud.ice_live_record_jobs', profile='role') }}"
    run = ansible.playbook(
        [
            {
                "tasks": [
                    {"name": "module", MODULE: {"profile": "role"}, "ignore_errors": True},
                    {"name": "lookup", "ansible.builtin.debug": {"msg": lookup}, "ignore_errors": True},
                ]
            }
        ],
        "-vvvv",
        env={
            "HOME": str(tmp_path / "home"),
            "HTTPS_PROXY": "http://127.0.0.1:9",  # where nobody listens
            "ANSIBLE_DISPLAY_TRACEBACK": "always",
        },
    )
    for task in ("module", "lookup"):
        (outcome,) = run.of(task)
        assert outcome.failed
        assert "profile 'role' (mode RamRoleArn)" in outcome.msg
        assert "gave no credentials" in outcome.msg
    for part in ("Signature=", "SignatureNonce", "AccessKeyId="):
        assert part not in run.output + run.log


def test_a_search_that_finds_secrets(ansible):
    """The search itself works: what is not kept back is found."""
    with pytest.raises(AssertionError, match="a secret is shown"):
        ansible.playbook([{"tasks": [{"ansible.builtin.debug": {"msg": f"It is {WRONG_SECRET}."}}]}])
    with pytest.raises(AssertionError, match="a signature is shown"):
        assert_no_secrets([f"Signature={'0' * 64}"])
