# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics, as Prometheus' own parsers read them."""

from __future__ import annotations

import math

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_openmetrics
from prometheus_client.parser import text_string_to_metric_families as read_prometheus

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    evidence,
    finding,
    report,
    report_of_everything,
    rule,
    unread,
)


def metrics(of, read=read_openmetrics):
    """Metric -> labels in the order of their names -> value."""
    families = read(FORMATS["openmetrics"](of))
    return {
        family.name.removeprefix("live_record_audit_"): {
            tuple(value for _name, value in sorted(sample.labels.items())): sample.value for sample in family.samples
        }
        for family in families
    }


@pytest.mark.parametrize("read", [read_openmetrics, read_prometheus])
def test_both_parsers_read_the_same(read) -> None:
    found = metrics(report_of_everything(), read)
    account = "5f70bf18a0860070"
    assert found["jobs"] == {
        (account, "cn-shanghai", "paused"): 3, (account, "cn-shanghai", "initial"): 0,
        (account, "cn-shanghai", "started"): 2,
    }  # fmt: skip
    assert found["findings"][("only-oss", "medium")] == 0  # it passed
    assert found["findings"][("paused-for-long", "high")] == 2  # without the suppressed one
    assert found["oldest_paused_age_seconds"] == {(account, "cn-shanghai"): 6 * 86_400 + 3 * 3600}
    assert found["regions_incomplete"] == {(account, "cn-shanghai"): 0, (account, "ap-southeast-1"): 1}
    assert found["rule_inconclusive"][("template-deleted",)] == 1
    assert found["timestamp_seconds"] == {(): 1_795_662_000}
    assert found["compliant"] == {(): 0}
    assert found["complete"] == {(): 0}
    assert found["findings_by_state"] == {
        ("new",): 3, ("unchanged",): 3, ("fixed",): 2, ("suppressed",): 1, ("undecided",): 1,
    }  # fmt: skip
    assert found["coverage_ratio"] == {(): 0.25}


@pytest.mark.parametrize(("compliant", "value"), [(True, 1), (False, 0), (None, math.nan)])
def test_what_is_not_known_equals_nothing(compliant, value: float) -> None:
    (found,) = metrics({**report(), "compliant": compliant})["compliant"].values()
    assert found == value or (math.isnan(found) and math.isnan(value))


def test_a_region_that_was_not_read_has_no_jobs_not_even_zero() -> None:
    found = metrics(report(evidence=[unread()]))
    assert "jobs" not in found
    assert "oldest_paused_age_seconds" not in found


def test_labels_keep_their_quotes_and_backslashes() -> None:
    name = 'a"b\\c'
    found = metrics(report(rules=[rule(name)], findings=[finding(1, name)]))
    assert found["findings"] == {(name, "high"): 1}


def test_places_that_look_the_same_are_added() -> None:
    long = "x" * 300
    found = metrics(report(evidence=[evidence("a", f"{long}1"), evidence("a", f"{long}2")]))
    assert sum(found["recordings"].values()) == 6
    assert len(found["recordings"]) == 1
