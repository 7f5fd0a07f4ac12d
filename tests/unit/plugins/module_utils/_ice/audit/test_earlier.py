# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is new, what is as it was, and what was mended; and fingerprints, which decide that."""

from __future__ import annotations

import json
import os

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import AuditOptions, audit
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import NOW, REGION, audited, fired, job, rule

DAY = 86_400


@pytest.fixture
def keep(tmp_path):
    """Keeps a report, as the JSON format does."""

    def write(result) -> str:
        path = tmp_path / "earlier.json"
        path.write_text(json.dumps(result.report))
        return str(path)

    return write


def later(jobs, *rules, days=1, **options):
    given = {"jobs": jobs, "jobs_complete": True, "builtin_rules": ("none",), "rules": list(rules), **options}
    return audit(AuditOptions(**given), [], region=REGION, now=NOW + days * DAY)


def known(findings):
    return [(each["job_id"], each["state"], each["first_seen"][:10]) for each in findings]


def test_new_unchanged_and_fixed(keep) -> None:
    earlier = keep(audited([job(1, status="paused"), job(2, status="paused"), job(3)], rule()))
    now = [job(1, status="paused"), job(2), job(3, status="paused")]
    report = later(now, rule(), compare_with=earlier).report
    assert sorted(known(report["findings"])) == [
        ("job-1", "unchanged", "2026-11-26"),
        ("job-3", "new", "2026-11-27"),
    ]
    assert known(report["fixed"]) == [("job-2", "new", "2026-11-26")]
    assert report["summary"]["by_state"] == {"new": 1, "unchanged": 1, "fixed": 1, "suppressed": 0}
    assert report["compared_with"] == "2026-11-26T00:00:00Z"


def test_a_job_that_was_submitted_again_is_the_same_finding(keep) -> None:
    earlier = keep(audited([job(1, status="paused")], rule()))
    again = job(1, job_id="another", status="paused", create_time="2026-11-26T12:00:00Z")
    (found,) = later([again], rule(), compare_with=earlier).report["findings"]
    assert (found["state"], found["job_id"]) == ("unchanged", "another")
    assert found["status_since"] == "2026-11-27T00:00:00Z"  # the job is another one


def test_only_new_findings_fail_if_that_is_asked_for(keep) -> None:
    earlier = keep(audited([job(1, status="paused")], rule()))
    gate = {"compare_with": earlier, "fail_on": "low", "fail_on_new_only": True}
    assert later([job(1, status="paused")], rule(), **gate).report["gate"]["passed"]
    failed = later([job(1, status="paused"), job(2, status="paused")], rule(), **gate).report["gate"]
    assert failed["reasons"] == ["1 new finding of severity medium."]


def test_what_could_not_be_decided_is_neither_fixed_nor_new_the_next_time(keep) -> None:
    first = keep(audited([job(1, status="paused")], rule()))
    blind = later([], rule(), compare_with=first, jobs_complete=False)
    assert (blind.report["findings"], blind.report["fixed"]) == ([], [])
    assert known(blind.report["undecided"]) == [("job-1", "new", "2026-11-26")]
    (found,) = later([job(1, status="paused")], rule(), days=2, compare_with=keep(blind)).report["findings"]
    assert (found["state"], found["first_seen"][:10]) == ("unchanged", "2026-11-26")


def test_a_narrower_audit_fixes_nothing(keep) -> None:
    earlier = keep(audited([job(1, status="paused"), job(2, status="paused")], rule()))
    narrow = later([job(1, status="paused")], rule(), compare_with=earlier, keyword="studio-1")
    assert narrow.report["fixed"] == []
    assert len(narrow.report["undecided"]) == 1


@pytest.mark.parametrize("change", [{"account": "other"}, {"region": "cn-beijing"}, {"rule": "other"}])
def test_what_an_audit_is_not_about_is_not_fixed(keep, change) -> None:
    earlier = keep(audited([job(1, status="paused")], rule(change.get("rule", "mine")), account=change.get("account")))
    report = later([job(1, region=change.get("region", REGION))], rule(), compare_with=earlier).report
    assert (report["fixed"], report["undecided"]) == ([], [])


def test_since_when_a_state_is_known_can_be_asked(keep) -> None:
    """A rule that always fires for paused jobs keeps the time for one that asks how long ago that was."""
    rules = (rule("paused"), rule("for-long", "status == 'paused' && age(first_seen) > duration('2d')"))
    first = audited([job(1, status="paused")], *rules)
    assert fired(first) == [("paused", "job-1")]
    second = later([job(1, status="paused")], *rules, days=2, compare_with=keep(first))
    assert fired(second) == [("paused", "job-1")]
    third = later([job(1, status="paused")], *rules, days=3, compare_with=keep(second))
    assert sorted(fired(third)) == [("for-long", "job-1"), ("paused", "job-1")]
    moved = later([job(1, status="initial")], *rules, days=3, compare_with=keep(second))
    assert fired(moved) == []


def test_no_file_makes_all_new_and_says_so(tmp_path) -> None:
    result = later([job(status="paused")], rule(), compare_with=str(tmp_path / "none.json"))
    assert result.report["findings"][0]["state"] == "new"
    assert result.report["compared_with"] is None
    assert "there is no file" in result.warnings[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "no JSON"), ("[]", "no report of an audit"), ("{}", "no report"), ('{"schema_version": "7.0"}', "'7.0'")],
)
def test_what_is_no_report_is_refused(tmp_path, content, said) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content)
    with pytest.raises(InputError, match=r"^compare_with: ") as error:
        later([], rule(), compare_with=str(file))
    assert said in error.value.message


def test_a_pipe_and_an_empty_path_are_refused(tmp_path) -> None:
    """To read a pipe that nobody writes to would never end."""
    os.mkfifo(tmp_path / "pipe")
    for path, said in ((str(tmp_path / "pipe"), "is no ordinary file"), ("", "compare_with is empty")):
        with pytest.raises(InputError, match=r"^compare_with") as error:
            later([], rule(), compare_with=path)
        assert said in error.value.message


def test_fingerprints_tell_rules_accounts_regions_and_recordings_apart() -> None:
    def prints(*, account=None, **fields):
        jobs = [job(1, status="paused", **fields)]
        report = audited(jobs, rule("a"), rule("b"), account=account).report
        return {each["fingerprint"] for each in report["findings"]}

    usual = prints()
    others = [
        prints(account="other"),
        prints(region="cn-beijing"),
        prints(name="other"),
        prints(stream_input={"url": "rtmp://other"}),
        prints(record_output={"type": "vod"}),
    ]
    assert len(usual) == 2
    assert len(usual.union(*others)) == 2 + 2 * len(others)
    for same in ({"job_id": "x"}, {"create_time": "2026-11-20T00:00:00Z"}, {"notify_url": "x"}, {"template_id": "x"}):
        assert prints(**same) == usual
