# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as JSON, its schema, and the check of what others wrote."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.shape import faults_in
from ansible_collections.mediaops.alicloud.tests.unit.support.report_schema import FILE, text
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    few_examples,
    report,
    report_of_everything,
    reports,
)

render = FORMATS["json"]
SCHEMA = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))


def test_the_published_schema_is_that_of_the_classes() -> None:
    """Renew it: .venv/bin/python -m ansible_collections.mediaops.alicloud.tests.unit.support.report_schema."""
    Draft202012Validator.check_schema(SCHEMA.schema)
    assert FILE.read_text(encoding="utf-8") == text()


@few_examples
@given(reports())
def test_reports_are_valid_by_schema_and_by_check(drawn) -> None:
    value = json.loads(render(drawn))
    assert [error.message for error in SCHEMA.iter_errors(value)] == []
    assert list(faults_in(value)) == []


def test_it_holds_all_that_the_report_has() -> None:
    assert json.loads(render(report_of_everything())) == report_of_everything()


def test_each_finding_has_a_line() -> None:
    lines = render(report_of_everything()).splitlines()
    assert sum('"fingerprint":' in line for line in lines) == 7 + 2 + 1


def test_the_order_of_names_makes_no_difference() -> None:
    def turned(value):
        if isinstance(value, dict):
            return {name: turned(value[name]) for name in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert render(turned(report_of_everything())) == render(report_of_everything())


def test_parameters_may_be_what_yaml_has() -> None:
    odd = report()
    odd["rules"][0]["parameters"] = {
        1: dt.date(2026, 1, 2), "b": float("inf"), "c": float("nan"), None: {"x": [float("-inf")]},
    }  # fmt: skip
    parameters = json.loads(render(odd))["rules"][0]["parameters"]
    assert parameters == {"1": "2026-01-02", "b": "inf", "c": "nan", "None": {"x": ["-inf"]}}


DELETED = object()


def changed(path: str, value):
    """A report as JSON values with one of them changed."""
    whole = copy.deepcopy(json.loads(render(report_of_everything())))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner = whole
    for part in parents:
        inner = inner[part]
    if value is DELETED:
        del inner[last]
    else:
        inner[last] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("findings.1.severity", "hgih", "findings[1].severity is 'hgih'; it must be one of info, low"),
        ("findings.1.message", None, "findings[1].message must be a text, not None"),
        ("findings.0.recording", 7, "findings[0].recording must be an object, not 7"),
        ("findings.0.recording.stream_input", [], "findings[0].recording.stream_input must be an object, not []"),
        ("findings.0.fingerprint", "abc", "findings[0].fingerprint is 'abc', which is not as"),
        ("evidence.0.jobs", True, "evidence[0].jobs must be a whole number, not True"),
        ("evidence.0.jobs_by_state.paused", "3", "evidence[0].jobs_by_state.paused must be a whole number, not '3'"),
        ("evidence", {}, "evidence must be a list, not {}"),
        ("gate.passed", DELETED, "gate has no passed"),
        ("drift.missing.0.reason", DELETED, "drift.missing[0] has no reason"),
        ("more", 1, "it has a field 'more', which is none of this version"),
        ("compliant", "yes", "compliant must be true or false, not 'yes'"),
        ("audited_at", "yesterday", "audited_at is 'yesterday', which is not as"),
    ],
)
def test_a_fault_is_found_with_its_place_and_by_the_schema_too(path: str, value, said: str) -> None:
    faulty = changed(path, value)
    (fault,) = faults_in(faulty)
    assert fault.startswith(said)
    assert list(SCHEMA.iter_errors(faulty))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    )
)
def test_what_is_no_report_has_faults(value) -> None:
    assert next(faults_in(value), None)
