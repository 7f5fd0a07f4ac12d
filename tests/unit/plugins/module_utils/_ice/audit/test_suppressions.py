# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings that are accepted: by identity, for a time, by somebody; and suppressions that are not used."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import audited, job, rule, states

JOBS = [job(1, status="paused"), job(2, status="paused"), job(10, status="paused")]


def suppression(**fields):
    return {"rule": "mine", "name": "studio-1", "reason": "A test channel.", "owner": "ops", **fields}


def of(*suppressions, jobs=None, **options):
    builtin = options.pop("builtin_rules", ["suppression-expired", "suppression-unused"])
    return audited(
        JOBS if jobs is None else jobs, rule(), builtin_rules=builtin, suppressions=list(suppressions), **options
    )


def accepted(result):
    return [each["job_id"] for each in result.report["findings"] if each["suppressed"]]


def test_a_name_is_the_whole_name() -> None:
    result = of(suppression(expires="2026-11-26"))
    assert accepted(result) == ["job-1"]  # and not studio-10
    shown = next(each for each in result.report["findings"] if each["suppressed"])
    assert (shown["reason"], shown["owner"], shown["expires"]) == ("A test channel.", "ops", "2026-11-26")
    assert states(result) == {"mine": "failed", "suppression-expired": "passed", "suppression-unused": "passed"}


def test_where_chooses_by_everything_that_rules_see() -> None:
    of_two = suppression(name=None, where="region == 'cn-shanghai' && contains(['studio-1', 'studio-2'], name)")
    assert sorted(accepted(of(of_two))) == ["job-1", "job-2"]


def test_findings_that_are_all_accepted_do_not_count() -> None:
    result = of(suppression(name=None, where="status == 'paused'"), fail_on="info")
    assert states(result)["mine"] == "passed"
    assert result.report["compliant"] is True
    assert result.report["gate"]["passed"]
    assert result.report["summary"]["by_severity"]["medium"] == 0
    assert result.report["summary"]["by_state"]["suppressed"] == 3


def test_a_condition_that_cannot_be_evaluated_accepts_nothing() -> None:
    assert accepted(of(suppression(name=None, where="duration(name) > `1`"))) == []


def test_what_has_expired_suppresses_nothing_and_is_a_finding() -> None:
    result = of(suppression(expires="2026-11-25"))  # the audit is made in the first second of the next day
    assert accepted(result) == []
    (said,) = [each for each in result.report["findings"] if each["rule"] == "suppression-expired"]
    assert said["message"] == "The suppression of mine (name studio-1; owner ops) expired: 2026-11-25."
    assert result.report["suppressions"][0]["state"] == "expired"


def test_what_suppresses_nothing_is_a_finding() -> None:
    result = of(suppression(), suppression(name="studio-3"))
    assert [each["state"] for each in result.report["suppressions"]] == ["active", "unused"]
    (said,) = [each for each in result.report["findings"] if each["rule"] == "suppression-unused"]
    assert "(name studio-3; owner ops) suppresses nothing" in said["message"]


def test_whether_it_is_used_is_not_known_if_the_rule_could_not_be_decided() -> None:
    result = of(suppression(name="studio-3"), jobs_complete=False)
    assert states(result)["suppression-unused"] == "inconclusive"


def test_a_suppression_of_a_job_that_is_superseded_is_not_used() -> None:
    old = job(1, status="paused", create_time="2026-11-20T00:00:00Z")
    result = of(suppression(), jobs=[old, {**old, "job_id": "job-2", "status": "started"}])
    assert result.report["suppressions"][0]["state"] == "unused"


def test_two_for_one_finding_are_both_used() -> None:
    result = of(suppression(), suppression(name=None, where="name == 'studio-1'", owner="second"))
    assert [each["used"] for each in result.report["suppressions"]] == [1, 1]
    assert result.report["findings"][0]["owner"] in ("ops", None)


def test_what_is_about_no_recording_can_be_accepted_too() -> None:
    near = [job(number) for number in range(90)]
    accept = {"rule": "near-job-limit", "where": "`true`", "reason": "r", "owner": "o"}
    report = audited(near, builtin_rules=["near-job-limit"], suppressions=[accept]).report
    assert [each["suppressed"] for each in report["findings"]] == [True]


MISTAKES = {
    "an unknown rule": (suppression(rule="mien"), "there is no rule 'mien'. Did you mean mine?"),
    "a part of an id": (suppression(rule="*"), "It must be the id of one rule, whole."),
    "of a suppression": (suppression(rule="suppression-unused"), "cannot be suppressed"),
    "no reason": (suppression(reason=None), "reason is missing"),
    "no owner": (suppression(owner=None), "owner is missing"),
    "neither name nor where": (suppression(name=None), "name or where is missing"),
    "both": (suppression(where="!name"), "it has both name and where"),
    "a time that moves": (suppression(expires="now+3d"), "'now+3d' is relative to the run"),
    "no date": (suppression(expires="2026-13-01"), "'2026-13-01' is no date"),
    "no condition": (suppression(name=None, where="status == paused"), "Write text in single quotes"),
    "an unknown field": (suppression(until="x"), "'until' is no field of a suppression"),
}


@pytest.mark.parametrize(("mistake", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_before_anything_is_judged(mistake, said) -> None:
    with pytest.raises(InputError, match=r"^suppressions, entry 2: ") as error:
        of(suppression(), mistake)
    assert said in error.value.message


def test_those_of_files_are_named_by_file_and_line(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "accepted.yml").write_text(
        "suppressions:\n- {rule: mine, name: studio-1, reason: r, owner: o, expires: 2026-11-30}\n- rule: mine\n"
    )
    with pytest.raises(InputError, match=r"^accepted\.yml, line 3: suppression mine: name or where is missing"):
        audited(JOBS, rule(), suppressions_files=["accepted.yml"])
    (tmp_path / "accepted.yml").write_text(
        "- {rule: mine, name: studio-1, reason: r, owner: o, expires: 2026-11-30}\n"
        "- {rule: mine, name: studio-7, reason: r, owner: o}\n"
    )
    report = audited(JOBS, rule(), builtin_rules=["suppression-unused"], suppressions_files=["accepted.yml"]).report
    assert report["suppressions"][0]["state"] == "active"
    unused = report["findings"][-1]
    assert unused["location"] == {"file": "accepted.yml", "line": 2}


def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path) -> None:
    file = tmp_path / "accepted.yml"
    file.write_text("suppressions:\n  - name: a\n    reason: r\n    owner: o\n    rule: mien\n")
    with pytest.raises(InputError, match=r"accepted\.yml, line 5: suppression mien: there is no rule 'mien'"):
        audited([job(1)], rule(), suppressions_files=[str(file)])
