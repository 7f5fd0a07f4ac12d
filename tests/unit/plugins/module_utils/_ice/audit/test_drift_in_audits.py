# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drift as part of an audit: each difference is a finding that can be suppressed, compared and failed for."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import audited, fired, job, states

RULES = ["drift-missing", "drift-unexpected", "drift-different", "drift-duplicated", "suppression-unused"]


def declared(number: int, **fields):
    it = job(number)
    return {
        "name": it["name"],
        "stream_input": it["stream_input"],
        "record_output": it["record_output"],
        "template": "template-1",
        "notify_url": it["notify_url"],
        **fields,
    }


def drift_of(jobs, entries, **options):
    return audited(jobs, builtin_rules=RULES, declared=entries, **options)


def test_each_kind_of_drift_is_a_finding() -> None:
    jobs = [job(1), job(2), job(3, notify_url="https://other.example.com"), job(4), {**job(4), "job_id": "job-4b"}]
    result = drift_of([*jobs, job(5, status="paused")], [declared(number) for number in (1, 3, 4, 5)])
    assert sorted(rule for rule, _job in fired(result)) == [
        "drift-different",
        "drift-duplicated",
        "drift-missing",
        "drift-unexpected",
    ]
    assert result.report["drift"]["coverage"] == 0.25
    names = {each["rule"]: each["recording"]["name"] for each in result.report["findings"]}
    assert names == {
        "drift-different": "studio-3",
        "drift-duplicated": "studio-4",
        "drift-missing": "studio-5",
        "drift-unexpected": "studio-2",
    }
    assert result.report["compliant"] is False


def test_what_is_missing_tells_what_became_of_it() -> None:
    """Of what is declared, jobs are kept that do not record any more; the newest of them says why it is missing."""
    ended = [
        job(1, job_id=name, status="paused", create_time=f"2026-11-{day}T00:00:00Z")
        for name, day in (("first", 20), ("last", 22), ("second", 21))
    ]
    (finding,) = drift_of([*ended, job(2, status="paused")], [declared(1)]).report["findings"]
    assert finding["message"].endswith("Its newest job last is paused.")
    assert finding["job_id"] == "last"


def test_what_runs_as_declared_complies_and_superseded_jobs_do_not_count() -> None:
    old = job(1, job_id="old", status="paused", create_time="2026-11-20T00:00:00Z")
    result = drift_of([old, job(1)], [declared(1)])
    assert fired(result) == []
    assert result.report["compliant"] is True
    assert result.report["drift"]["coverage"] == 1


def test_drift_can_be_suppressed_and_fails_a_gate() -> None:
    accept = {"rule": "drift-unexpected", "name": "studio-2", "reason": "A test.", "owner": "ops"}
    entries = [declared(1)]
    accepted = drift_of([job(1), job(2)], entries, suppressions=[accept], fail_on="medium", on_inconclusive="fail")
    assert [each["suppressed"] for each in accepted.report["findings"]] == [True]
    assert accepted.report["gate"]["passed"]
    assert not drift_of([job(1), job(2)], entries, fail_on="medium").report["gate"]["passed"]


def test_what_was_not_read_is_not_missing() -> None:
    result = drift_of([], [declared(1)], jobs_complete=False)
    assert fired(result) == []
    assert states(result)["drift-missing"] == "inconclusive"
    assert result.report["drift"]["coverage"] is None


def test_without_a_declaration_nobody_asks() -> None:
    result = audited([job(1)])
    assert not [rule for rule in states(result) if rule.startswith("drift-")]
    assert result.report["drift"] is None
    with pytest.raises(InputError, match="declared_scope has no effect"):
        audited([], declared_scope={"regions": ["cn-shanghai"]})


def test_secrets_of_declarations_are_masked() -> None:
    stream = {"type": "rtmp", "url": "rtmp://user:password@example-live.com/live/a"}
    report = drift_of([], [declared(1, stream_input=stream)]).report
    assert "password" not in str(report)
    assert report["drift"]["missing"][0]["recording"]["stream_input"]["url"].startswith("rtmp://********@")
