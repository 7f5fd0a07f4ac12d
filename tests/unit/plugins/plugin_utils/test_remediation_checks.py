# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a remediation refuses before it does anything, and that what it says shows no secret."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_checks import faults_in

RULE = {"name": "r", "where": "status == 'paused'", "actions": ["submit_again"]}
NOTIFY = {**RULE, "actions": ["notify"], "webhook_url": "https://hooks.example.com/x"}
GOOD = {
    "rules": [RULE],
    "regions": [],
    "endpoints": {},
    "max_changes": 10,
    "grace_period": "5m",
    "webhook_timeout": 30,
    "report_mode": "0600",
}


def faults(folder="/nowhere", **changed):
    return faults_in({**GOOD, **changed}, str(folder))


def of_rule(**changed):
    return faults(rules=[{**NOTIFY, **changed}])


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"max_changes": 0},
        {"max_changes": "7", "webhook_timeout": "5"},
        {"grace_period": "0s"},
        {"grace_period": 0},
        {"grace_period": "1h30m"},
        {"regions": ["cn-shanghai"], "endpoints": {"cn-shanghai": "http://127.0.0.1:1"}},
        {"report": "/tmp/report.json", "report_mode": 0o640},
        {"wait_timeout": "2.5"},
        {"rules": [RULE, {**RULE, "name": "other", "max_changes": 0, "webhook_url": "", "webhook_headers": None}]},
        {"rules": [{**NOTIFY, "webhook_headers": {"Authorization": "Bearer x", "X-Number": 1}}]},
    ],
)
def test_what_is_allowed(changed):
    assert faults(**changed) == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("max_changes", [None, -1, "-1", "many", True, 1.5, [], ""]),
        ("webhook_timeout", [None, 0, -1, "soon", True]),
        ("wait_timeout", [0, -1, "soon", True, [], "inf", "nan"]),
        ("grace_period", [None, "", -5, 300, "300", "5 m", "-5m", [], {}, True]),
        ("regions", ["cn-shanghai", {"cn-shanghai": 1}, [1], [""], None]),
        ("endpoints", ["a=b", [], None]),
        ("report", ["", "  "]),
        ("report_mode", [None, "", "0999", "u=rw", True, 0o10000, -1]),
        ("rules", [None, [], {}, {"name": "x"}, "[]", [None], [[]]]),
    ],
)
def test_what_is_refused_names_the_variable(name, values):
    for value in values:
        found = faults(**{name: value})
        assert len(found) == 1, value
        assert found[0].startswith(f"live_record_remediate_{name}"), value


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": None}, "needs a name"),
        ({"name": " "}, "needs a name"),
        ({"where": None}, "needs a condition"),
        ({"where": "status == "}, "rule 'r' is not a JMESPath expression"),
        ({"actions": "submit_again"}, "needs actions, a list of submit_again, run_tasks, notify"),
        ({"actions": []}, "needs actions"),
        ({"actions": ["delete"]}, "needs actions"),
        ({"actions": [["notify"]]}, "needs actions"),
        ({"max_changes": -1}, "max_changes must be a whole number"),
        ({"wehre": "x"}, "unknown keys: wehre"),
        ({"actions": ["run_tasks"]}, "needs a tasks_file"),
        ({"actions": ["run_tasks"], "tasks_file": "gone.yml"}, "no tasks_file gone.yml"),
        ({"webhook_url": None}, "needs a webhook_url"),
    ],
)
def test_what_a_rule_lacks(changed, said):
    assert [said in fault and "live_record_remediate_rules" in fault for fault in of_rule(**changed)] == [True]


def test_everything_wrong_is_said_at_once(tmp_path):
    (tmp_path / "mine.yml").touch()
    mine = {**RULE, "actions": ["run_tasks"], "tasks_file": "mine.yml"}
    assert faults(tmp_path, rules=[mine]) == []
    found = faults(tmp_path, rules=[{**mine, "where": ""}, mine], max_changes=-1, report="")
    assert len(found) == 4
    assert "More than one is called r" in found[-1]


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example.com/x?key=1", "http://10.0.0.7:8080/", "http://192.168.1.1/", "http://localhost:1/",
        "http://[::1]:8080/x", "HTTPS://hooks.example.com", "http://169.253.0.1/", "http://100.100.100.201/",
    ],
)  # fmt: skip
def test_addresses_that_are_allowed(address):
    assert of_rule(webhook_url=address) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///kept-secret", "must begin with http"),
        ("hooks.example.com/kept-secret", "must begin with http"),
        (["https://hooks.example.com/kept-secret"], "must begin with http"),
        ("https://hooks.example.com/a kept-secret", "a blank"),
        ("https://hooks.example.com/kept-secret\n", "a line break"),
        ("https://hooks.example.com/\r\nHost: kept-secret", "a line break"),
        ("https://hooks.example.com/ké-kept-secret", "another character"),
        ("https://user:kept-secret@hooks.example.com/", "a user or a password"),
        ("https://kept-secret@hooks.example.com/", "a user or a password"),
        ("https:///kept-secret", "has no host"),
        ("https://:443/kept-secret", "has no host"),
        ("https://hooks.example.com:kept-secret/", "not valid"),
        ("https://hooks.example.com:99999/kept-secret", "not valid"),
        ("https://[kept-secret/", "not valid"),
        ("http://169.254.169.254/kept-secret", "metadata"),
        ("http://169.254.169.254./kept-secret", "metadata"),
        ("http://2852039166/kept-secret", "metadata"),
        ("http://0xa9fea9fe/kept-secret", "metadata"),
        ("http://0251.0376.0251.0376/kept-secret", "metadata"),
        ("http://169.254.43518/kept-secret", "metadata"),
        ("http://[::ffff:169.254.169.254]/kept-secret", "metadata"),
        ("http://[fe80::1%25eth0]/kept-secret", "metadata"),
        ("http://[fd00:ec2::254]/kept-secret", "metadata"),
        ("http://100.100.100.200/kept-secret", "metadata"),
        ("http://Metadata.Google.Internal./kept-secret", "metadata"),
    ],
)
def test_addresses_that_are_refused(address, said):
    (found,) = of_rule(webhook_url=address)
    assert "webhook_url" in found
    assert said in found
    assert "kept-secret" not in found


@pytest.mark.parametrize(
    "headers",
    [
        ["Authorization: kept-secret"], "kept-secret", {"X": "kept-secret\r\nHost: other"}, {"X": "kept-secret\n"},
        {"X": "kept-secret \u20ac"}, {"kept-secret: x": "1"}, {"kept-secret\n": "1"}, {"": "kept-secret"},
        {"X": ["kept-secret"]}, {"X": None}, {"X": {"kept-secret": 1}}, {"X": "kept-secret\0"}, {1: "kept-secret"},
    ],
)  # fmt: skip
def test_headers_that_are_refused(headers):
    (found,) = of_rule(webhook_headers=headers)
    assert "webhook_headers" in found
    assert "kept-secret" not in found


def test_what_points_at_a_character_ends_with_the_pointer():
    (fault,) = of_rule(where="status == paused")
    assert fault.endswith("\n  status == paused\n            ^")
