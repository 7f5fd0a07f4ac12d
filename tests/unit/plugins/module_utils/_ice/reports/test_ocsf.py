# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""OCSF: events of the class Compliance Finding."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.ocsf import VERSION
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import few_examples, report_of_everything, reports


@pytest.fixture(scope="module")
def schema():
    whole = OcsfJsonSchemaEmbedded(get_ocsf_schema(version=VERSION))
    return Draft202012Validator(whole.get_class_schema(class_name="compliance_finding", profiles=["cloud"]))


@few_examples
@given(drawn=reports())
def test_events_are_valid(schema, drawn) -> None:
    for event in json.loads(FORMATS["ocsf"](drawn)):
        assert [error.message for error in schema.iter_errors(event)] == []


def test_one_event_for_each_finding_undecided_case_and_rule_that_passed(schema) -> None:
    events = json.loads(FORMATS["ocsf"](report_of_everything()))
    assert [error.message for event in events for error in schema.iter_errors(event)] == []
    assert Counter((event["status"], event["compliance"]["status"]) for event in events) == {
        ("New", "Fail"): 3,
        ("In Progress", "Fail"): 3,
        ("Suppressed", "Fail"): 1,
        ("In Progress", "Unknown"): 1,
        ("Resolved", "Pass"): 2 + 1,  # fixed, and a rule that passed
        ("New", "Unknown"): 2,
    }
    ids = [event["finding_info"]["uid"] for event in events]
    assert len(set(ids)) == len(ids)


def test_an_event_says_where_and_how_to_mend_it() -> None:
    event = json.loads(FORMATS["ocsf"](report_of_everything()))[0]
    assert event["cloud"] == {
        "provider": "Alibaba Cloud", "account": {"uid": "5f70bf18a0860070"}, "region": "cn-shanghai",
    }  # fmt: skip
    assert event["severity"] == "Critical"
    assert event["time"] == 1_795_662_000_000
    assert event["resources"][0]["name"] == "studio-5"
    assert event["remediation"] == {"desc": "Submit the job again."}
