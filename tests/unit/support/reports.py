# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of audits for tests: one of everything, large ones, and any that Hypothesis can think of.

Counts agree with what they count, as in the reports of real audits.
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.gate import (
    FAIL_ON,
    ON_INCONCLUSIVE,
    gate_of,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.report import (
    SCHEMA_VERSION,
    SEVERITIES,
    Coverage,
    Drift,
    Evidence,
    Finding,
    Location,
    Recorded,
    Recording,
    Report,
    Rule,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports.summary import summary_of
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time

# Names that the API would take, and what they try in one format or another
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><!--<svg onload=alert(1)>",
    "{{ lookup('pipe', 'id') }}",
    "```\n# heading | [x](javascript:alert(1)) ![x](https://evil.example/x.png) @everyone #1 <b>\n| a | b |",
    "](https://evil.example) <https://evil.example> www.evil.example https://evil.example",
    "&lt;&amp;&#x41;&quot; ]]> <!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "\x1b[31mred\x1b[0m \x00 \x07 \x08 \x7f \x85 \x9b",
    "half \ud800 of a \udfff character",
    "\u2028line\u2029paragraph\u202eright-to-left\u2066isolate\u2069\u200bzero\ufeffmark\ufffe\uffff",
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    'quote " backslash \\ newline \n tab \t return \r end',
    'a="b"} 1\n# HELP x y\n# EOF\n',
    "%3Cscript%3E%2e%2e/../../etc/passwd?x#y",
    "\U0001f3a5 \u5f55\u5236 \u0627\u0644\u062a\u0633\u062c\u064a\u0644",
    " ",
    "",
)
ACCOUNTS = ("5f70bf18a0860070", "9b871512327c09ce")
REGIONS = ("cn-shanghai", "ap-southeast-1")
AUDITED_AT = "2026-11-26T03:00:00Z"
_STATUSES = ("paused", "initial", "started")


def recording(name: str | None = "studio-1", stream: str = "rtmp://live.example.com/app/studio-1") -> Recording:
    return {
        "name": name,
        "stream_input": {"type": "rtmp", "url": stream},
        "record_output": {"type": "oss", "bucket": "news", "endpoint": "oss-cn-shanghai.aliyuncs.com"},
    }


def rule(rule_id: str = "paused-for-long", severity: str = "high", **changes: Any) -> Rule:
    return {
        "id": rule_id,
        "title": f"Rule {rule_id}",
        "description": "A job that is paused records nothing.",
        "severity": severity,
        "remediation": "Submit the job again.",
        "origin": "file",
        "location": {"file": "rules/paused.yml", "line": 3},
        "parameters": {"age": "12h"},
        "seen": 3,
        "fired": 0,
        "suppressed": 0,
        "state": "passed",
        **changes,
    }


def finding(number: int = 0, rule_id: str = "paused-for-long", severity: str = "high", **changes: Any) -> Finding:
    return {
        "rule": rule_id,
        "severity": severity,
        "title": f"Rule {rule_id}",
        "message": f"studio-{number} is paused since 2026-11-20T00:00:00Z.",
        "remediation": "Submit the job again.",
        "account": ACCOUNTS[0],
        "region": REGIONS[0],
        "recording": recording(f"studio-{number}", f"rtmp://live.example.com/app/studio-{number}"),
        "job_id": f"job-{number:06}",
        "status": "paused",
        "create_time": "2026-11-20T00:00:00Z",
        "first_seen": "2026-11-21T03:00:00Z",
        "status_since": "2026-11-21T03:00:00Z",
        "fingerprint": hashlib.sha256(f"{rule_id} {number}".encode()).hexdigest(),
        "state": "unchanged" if number % 3 else "new",
        "suppressed": False,
        "reason": None,
        "owner": None,
        "expires": None,
        "location": {"file": "rules/paused.yml", "line": 3},
        **changes,
    }


def evidence(account: str = ACCOUNTS[0], region: str = REGIONS[0], **changes: Any) -> Evidence:
    return {
        "account": account,
        "region": region,
        "endpoint": f"https://ice.{region}.aliyuncs.com",
        "source": "api",
        "complete": True,
        "doubts": [],
        "error": None,
        "began_at": "2026-11-26T02:59:58Z",
        "ended_at": "2026-11-26T03:00:01Z",
        "jobs": 5,
        "recordings": 3,
        "superseded": 2,
        "jobs_by_state": {"paused": 3, "initial": 0, "started": 2},
        "oldest_paused": "2026-11-20T00:00:00Z",
        "requests": 2,
        "request_ids": ["6F1B2F9C-0E1B-5D6A-8C1D-1D6C0B0E7A11", "7F1B2F9C-0E1B-5D6A-8C1D-1D6C0B0E7A12"],
        **changes,
    }


def unread(account: str = ACCOUNTS[0], region: str = REGIONS[1], **changes: Any) -> Evidence:
    """A region that could not be read."""
    nothing = {"jobs": 0, "recordings": 0, "superseded": 0, "jobs_by_state": {}, "oldest_paused": None}
    error = {
        "message": "The key is not allowed to do this: ice:ListLiveRecordJobs.",
        "error_code": "NoPermission",
        "request_id": "8F1B2F9C-0E1B-5D6A-8C1D-1D6C0B0E7A13",
        "http_status": 403,
    }
    more = {"complete": False, "error": error, "requests": 1, "request_ids": [error["request_id"]], **nothing}
    return evidence(account, region, **{**more, **changes})


def drift() -> Drift:
    place: dict[str, Any] = {"account": ACCOUNTS[0], "region": REGIONS[0]}
    line: Location = {"file": "declared.yml", "line": 7}
    job = recording("declared-1")
    return {
        "declared": 4,
        "missing": [
            {**place, "recording": recording("gone"), "reason": "No job is active.", "location": line},
        ],
        "unexpected": [
            {
                **place, "recording": recording("guest"), "job_id": "job-900001", "status": "started",
                "reason": "It is not declared.", "location": None,
            },
        ],
        "different": [
            {
                **place, "recording": job, "job_id": "job-900002", "field": "notify_url",
                "declared": "https://hooks.example.com/a", "actual": None, "location": line,
            },
        ],
        "duplicated": [
            {**place, "recording": recording("twice"), "job_ids": ["job-900003", "job-900004"], "location": line},
        ],
        "coverage": 0.25,
        "plan": [
            {
                **place, "action": "submit", "recording": recording("gone"), "reason": "No job is active.",
                "options": {"name": "gone", "state": "recording", "template_id": "t-1"}, "location": line,
            },
            {
                **place, "action": "cannot", "recording": recording("twice"), "reason": "The API stops no job.",
                "options": {}, "location": line,
            },
        ],
    }  # fmt: skip


def span(start: str, end: str, seconds: int, **more: Any) -> Any:
    """A time of 25 November; its clock is given."""
    return {"start": f"2026-11-25T{start}:00Z", "end": f"2026-11-25T{end}:00Z", "seconds": seconds, **more}


def recorded(name: str | None = "studio-1", **changes: Any) -> Recorded:
    """A recording with a gap of each state."""
    return {
        "account": ACCOUNTS[0],
        "region": REGIONS[0],
        "recording": recording(name),
        "job_id": f"job-of-{name}",
        "status": "started",
        "intervals": [span("06:00", "09:00", 10_800), span("10:00", "12:00", 7_200)],
        "expected": [span("06:00", "15:00", 32_400)],
        "gaps": [
            span("09:00", "10:00", 3_600, state="missing"),
            span("12:00", "14:00", 7_200, state="unknown"),
            span("14:00", "15:00", 3_600, state="pending"),
        ],
        "seconds": 18_000,
        "expected_seconds": 28_800,
        "coverage": 0.625,
        "files": 5,
        **changes,
    }


def whole(name: str = "studio-2", **changes: Any) -> Recorded:
    """A recording that lacks nothing."""
    day = [span("06:00", "15:00", 32_400)]
    return recorded(name, **{
        "intervals": day, "expected": day, "gaps": [], "seconds": 32_400, "expected_seconds": 32_400, "coverage": 1.0,
        **changes,
    })  # fmt: skip


def coverage(*recordings: Recorded, **changes: Any) -> Coverage:
    return {
        "start": "2026-11-25T00:00:00Z",
        "end": "2026-11-26T00:00:00Z",
        "tolerance": 5,
        "format": None,
        "windows": [{"window": "every day 06:00 to 15:00 UTC", "recordings": len(recordings)}],
        "complete": True,
        "doubts": [],
        "recordings": list(recordings),
        **changes,
    }


def completed(report: Report) -> Report:
    """The report with its counts, its verdict and its gate as its other parts say."""
    findings, gate = report["findings"], report["gate"]
    for each in report["rules"]:
        mine = [found for found in findings if found["rule"] == each["id"]]
        each["fired"] = len(mine)
        each["suppressed"] = sum(found["suppressed"] for found in mine)
        if each["fired"] > each["suppressed"]:
            each["state"] = "failed"
        elif any(other["rule"] == each["id"] for other in report["inconclusive"]):
            each["state"] = "inconclusive"
    report["complete"] = all(each["complete"] for each in report["evidence"])
    failed = any(not found["suppressed"] for found in findings)
    report["compliant"] = False if failed else True if report["complete"] and not report["inconclusive"] else None
    report["summary"] = summary_of(report["evidence"], report["rules"], findings, report["fixed"])
    report["gate"] = gate_of(
        findings,
        report["inconclusive"],
        report["evidence"],
        fail_on=gate["fail_on"],
        fail_on_new_only=gate["fail_on_new_only"],
        on_inconclusive=gate["on_inconclusive"],
    )
    return report


def report(**changes: Any) -> Report:
    """A clean report of one region; what is changed is counted."""
    clean: Any = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "mediaops.alicloud", "version": "1.0.0"},
        "audited_at": AUDITED_AT,
        "compared_with": None,
        "compliant": True,
        "complete": True,
        "gate": {"fail_on": "high", "fail_on_new_only": False, "on_inconclusive": "fail"},
        "summary": {},
        "evidence": [evidence()],
        "rules": [rule()],
        "findings": [],
        "fixed": [],
        "undecided": [],
        "drift": None,
        "suppressions": [],
        "inconclusive": [],
        "coverage": None,
        "jobs_by_day": [
            {"day": "2026-11-20", "jobs_by_state": {"paused": 3, "initial": 0, "started": 1}},
            {"day": "2026-11-25", "jobs_by_state": {"paused": 0, "initial": 0, "started": 1}},
        ],
    }
    return completed(copy.deepcopy({**clean, **changes}))


def report_of_everything() -> Report:
    """One of each: severity, state of a rule, finding, suppression and drift. One of its two regions was not read."""
    secret = "rtmp://live.example.com/app/studio-5?auth_key=********"
    return report(
        compared_with="2026-11-25T03:00:00Z",
        evidence=[evidence(), unread()],
        rules=[
            rule(),
            rule("no-notify-url", "low", origin="builtin", location=None, parameters={}, remediation=""),
            rule("credentials-in-url", "critical", origin="builtin", location=None, parameters={}),
            rule("output-in-other-region", "medium", origin="task", location=None),
            rule("unnamed", "info"),
            rule("only-oss", "medium"),
            rule("template-deleted", "medium", seen=0),
            rule("nothing-to-judge", "low", seen=0, state="unused"),
        ],
        findings=[
            finding(5, "credentials-in-url", "critical", recording=recording("studio-5", secret), location=None),
            finding(0),
            finding(1),
            finding(2, suppressed=True, reason="It is a test channel.", owner="ops", expires="2027-01-31"),
            finding(3, "output-in-other-region", "medium", state="new"),
            finding(4, "no-notify-url", "low", location=None),
            finding(
                6, "unnamed", "info",
                recording=None, job_id=None, status=None, create_time=None, message="95 of 100 jobs are active.",
            ),
        ],
        fixed=[finding(7), finding(8, "no-notify-url", "low", location=None)],
        undecided=[finding(9, "template-deleted", "medium", location=None)],
        drift=drift(),
        coverage=coverage(
            recorded(),
            whole(),
            recorded("studio-3", intervals=[], expected=[], gaps=[], expected_seconds=0, coverage=None, files=0,
                     job_id=None, status=None),
            complete=False,
            doubts=[{"account": ACCOUNTS[0], "region": REGIONS[1], "reasons": ["The region could not be read."]}],
        ),
        suppressions=[
            {
                "rule": "paused-for-long", "name": "studio-2", "where": None, "reason": "It is a test channel.",
                "owner": "ops", "expires": "2027-01-31", "used": 1, "state": "active",
                "location": {"file": "suppressions.yml", "line": 2},
            },
            {
                "rule": "unnamed", "name": None, "where": "name == null", "reason": "Old.", "owner": "ops",
                "expires": "2026-01-31", "used": 0, "state": "expired",
                "location": {"file": "suppressions.yml", "line": 9},
            },
            {
                "rule": "only-oss", "name": "nobody", "where": None, "reason": "Never seen.", "owner": "ops",
                "expires": None, "used": 0, "state": "unused", "location": None,
            },
        ],
        inconclusive=[
            {
                "rule": "template-deleted", "account": ACCOUNTS[0], "region": REGIONS[0],
                "reason": "The key is not allowed to read templates.", "recordings": 3,
            },
            {
                "rule": "paused-for-long", "account": ACCOUNTS[0], "region": REGIONS[1],
                "reason": "The region could not be read.", "recordings": None,
            },
        ],
    )  # fmt: skip


def large_report(findings: int) -> Report:
    """Many findings, of five rules with a severity each."""
    rules = [rule(f"rule-{severity}", severity) for severity in SEVERITIES]
    return report(
        compared_with="2026-11-25T03:00:00Z",
        evidence=[evidence(jobs=findings, recordings=findings, superseded=0)],
        rules=rules,
        findings=[
            finding(number, rules[number % 5]["id"], rules[number % 5]["severity"], suppressed=number % 11 == 10,
                    reason="Known." if number % 11 == 10 else None, owner="ops" if number % 11 == 10 else None)
            for number in range(findings)
        ],
    )  # fmt: skip


def hostile_report(text: str) -> Report:
    """The report of everything, with this text wherever a text comes from the API or from users."""
    hostile = copy.deepcopy(report_of_everything())
    for each in hostile["rules"]:
        each.update(title=text, description=text, remediation=text, parameters={text: text})
    for found in (*hostile["findings"], *hostile["fixed"], *hostile["undecided"]):
        found.update(title=text, message=text, remediation=text, job_id=text, status=text)
        if found["recording"]:
            found["recording"] = recording(text, text)
        if found["suppressed"]:
            found.update(reason=text, owner=text)
    for place in hostile["evidence"]:
        place.update(region=text, endpoint=text, doubts=[text], request_ids=[text])
        if place["error"]:
            place["error"].update(message=text, error_code=text, request_id=text)
    for decision in hostile["suppressions"]:
        decision.update(name=text, where=text, reason=text, owner=text)
    for open_one in hostile["inconclusive"]:
        open_one.update(reason=text, region=text)
    assert hostile["coverage"] is not None
    for each in hostile["coverage"]["recordings"]:
        each.update(recording=recording(text, text), region=text, account=text, job_id=text, status=text)
    for window in hostile["coverage"]["windows"]:
        window.update(window=text)
    for doubt in hostile["coverage"]["doubts"]:
        doubt.update(region=text, reasons=[text])
    found_drift = hostile["drift"]
    assert found_drift is not None
    for part in ("missing", "unexpected", "different", "duplicated", "plan"):
        for item in found_drift[part]:
            item.update(recording=recording(text, text), region=text)
    for difference in found_drift["different"]:
        difference.update(declared=text, actual={"a": [text]}, field=text)
    for step in found_drift["plan"]:
        step.update(reason=text, options={"name": text})
    return hostile


# A report has many parts, so that few of them try much
few_examples = settings(max_examples=max(1, settings().max_examples // 3))

# What Hypothesis draws. A text of a report may be any that Python has; times, ids and words are as documented.
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec=None), max_size=12))
_ids = st.from_regex(r"[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
_times = st.integers(0, 4_000_000_000).map(format_time)
_days = st.dates(dt.date(1970, 1, 1)).map(str)
_counts = st.integers(0, 10**6)
_places = st.sampled_from([(account, region) for account in ACCOUNTS for region in REGIONS])
_files = st.one_of(
    st.sampled_from(["rules/a.yml", "../rules.yml", "/etc/rules.yml", "my rules/\u5f55#1%.yml", "C:\\rules.yml", ""]),
    texts,
)
_locations = st.none() | st.fixed_dictionaries({"file": _files, "line": st.integers(1, 10**5)})
_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=3,
)
_recordings = st.builds(
    lambda name, url, bucket: {
        "name": name,
        "stream_input": {"type": "rtmp", "url": url},
        "record_output": {"type": "oss", "bucket": bucket},
    },
    st.none() | texts, texts, texts,
)  # fmt: skip
_by_status = st.fixed_dictionaries(dict.fromkeys(_STATUSES, _counts))


@st.composite
def _rules(draw: st.DrawFn) -> Rule:
    return rule(
        draw(_ids),
        draw(st.sampled_from(SEVERITIES)),
        title=draw(texts),
        description=draw(texts),
        remediation=draw(texts),
        origin=draw(st.sampled_from(["builtin", "file", "task"])),
        location=draw(_locations),
        parameters=draw(st.dictionaries(texts, _values, max_size=2)),
        seen=draw(_counts),
        state=draw(st.sampled_from(["passed", "unused"])),
    )


@st.composite
def _findings(draw: st.DrawFn, rules: list[Rule]) -> Finding:
    of = draw(st.sampled_from(rules))
    account, region = draw(_places)
    is_of_a_job, is_suppressed = draw(st.booleans()), draw(st.booleans())
    of_a_job = {
        "recording": draw(_recordings),
        "job_id": draw(texts),
        "status": draw(st.sampled_from(_STATUSES)),
        "create_time": draw(_times),
        "status_since": draw(st.none() | _times),
    }
    return finding(
        draw(st.integers(0, 10**6)),
        of["id"],
        of["severity"],
        title=of["title"],
        message=draw(texts),
        remediation=of["remediation"],
        account=account,
        region=region,
        first_seen=draw(_times),
        state=draw(st.sampled_from(["new", "unchanged"])),
        suppressed=is_suppressed,
        reason=draw(texts) if is_suppressed else None,
        owner=draw(texts) if is_suppressed else None,
        expires=draw(st.none() | _days) if is_suppressed else None,
        location=of["location"],
        **(of_a_job if is_of_a_job else dict.fromkeys(of_a_job)),
    )


@st.composite
def _evidences(draw: st.DrawFn, place: tuple[str, str]) -> Evidence:
    if draw(st.booleans()):
        return unread(*place, error={
            "message": draw(texts), "error_code": draw(st.none() | texts), "request_id": draw(st.none() | texts),
            "http_status": draw(st.none() | st.integers(100, 599)),
        })  # fmt: skip
    doubts = draw(st.lists(texts, max_size=2))
    return evidence(
        *place,
        endpoint=draw(st.none() | texts),
        source=draw(st.sampled_from(["api", "jobs"])),
        complete=not doubts,
        doubts=doubts,
        jobs=draw(_counts),
        recordings=draw(_counts),
        superseded=draw(_counts),
        jobs_by_state=draw(_by_status),
        oldest_paused=draw(st.none() | _times),
        request_ids=draw(st.lists(texts, max_size=3)),
    )


def _drifts() -> st.SearchStrategy[Drift]:
    place = {"account": st.sampled_from(ACCOUNTS), "region": st.sampled_from(REGIONS), "recording": _recordings,
             "location": _locations}  # fmt: skip

    def some(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
        return st.lists(st.fixed_dictionaries({**place, **more}), max_size=1)

    return st.fixed_dictionaries({
        "declared": _counts,
        "missing": some(reason=texts),
        "unexpected": some(job_id=texts, status=st.sampled_from(_STATUSES), reason=texts),
        "different": some(job_id=texts, field=texts, declared=_values, actual=_values),
        "duplicated": some(job_ids=st.lists(texts, max_size=3)),
        "coverage": st.none() | st.floats(0, 1),
        "plan": some(
            action=st.sampled_from(["none", "submit", "replace", "cannot"]), reason=texts,
            options=st.dictionaries(texts, _values, max_size=2),
        ),
    })  # fmt: skip


_moments = st.integers(1_795_500_000, 1_795_700_000)


def _spans(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    of_two = st.tuples(_moments, st.integers(0, 90_000))
    one = st.builds(
        lambda start_and_seconds, others: {
            "start": format_time(start_and_seconds[0]),
            "end": format_time(sum(start_and_seconds)),
            "seconds": start_and_seconds[1],
            **others,
        },
        of_two,
        st.fixed_dictionaries(more),
    )
    return st.lists(one, max_size=3).map(lambda found: sorted(found, key=lambda each: each["start"]))


def _coverages() -> st.SearchStrategy[Coverage]:
    one = st.fixed_dictionaries({
        "account": st.sampled_from(ACCOUNTS), "region": texts, "recording": _recordings, "job_id": st.none() | texts,
        "status": st.none() | texts, "intervals": _spans(), "expected": _spans(),
        "gaps": _spans(state=st.sampled_from(["missing", "pending", "unknown"])), "seconds": _counts,
        "expected_seconds": _counts, "coverage": st.none() | st.floats(0, 1), "files": _counts,
    })  # fmt: skip
    doubt = st.fixed_dictionaries(
        {"account": st.sampled_from(ACCOUNTS), "region": texts, "reasons": st.lists(texts, max_size=2)}
    )
    return st.builds(
        lambda recordings, start, length, windows, doubts: coverage(
            *recordings,
            start=None if start is None else format_time(start),
            end=format_time((start or 1_795_500_000) + length),
            windows=[{"window": text, "recordings": 1} for text in windows],
            doubts=doubts,
            complete=not doubts,
        ),
        st.lists(one, max_size=2),
        st.none() | _moments,
        st.integers(0, 40 * 86_400),
        st.lists(texts, max_size=2),
        st.lists(doubt, max_size=1),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report; its counts agree with its parts."""
    rules = draw(st.lists(_rules(), max_size=2, unique_by=lambda each: each["id"]))
    places = draw(st.lists(_places, max_size=2, unique=True))
    found = st.lists(_findings(rules), max_size=2) if rules else st.just([])
    decisions = st.fixed_dictionaries({
        "rule": _ids, "name": st.none() | texts, "where": st.none() | texts, "reason": texts, "owner": texts,
        "expires": st.none() | _days, "used": _counts, "state": st.sampled_from(["active", "expired", "unused"]),
        "location": _locations,
    })  # fmt: skip
    undecided = st.fixed_dictionaries({
        "rule": st.sampled_from([each["id"] for each in rules] or ["gone"]),
        "account": st.sampled_from(ACCOUNTS), "region": st.sampled_from(REGIONS), "reason": texts,
        "recordings": st.none() | _counts,
    })  # fmt: skip
    return report(
        audited_at=draw(_times),
        compared_with=draw(st.none() | _times),
        evidence=[draw(_evidences(place)) for place in places],
        rules=rules,
        findings=draw(found),
        fixed=draw(found),
        undecided=draw(found),
        drift=draw(st.none() | _drifts()),
        coverage=draw(st.none() | _coverages()),
        suppressions=draw(st.lists(decisions, max_size=2)),
        inconclusive=draw(st.lists(undecided, max_size=2)),
        jobs_by_day=[
            {"day": day, "jobs_by_state": draw(_by_status)}
            for day in sorted(draw(st.lists(_days, max_size=2, unique=True)))
        ],
        gate={
            "fail_on": draw(st.sampled_from(FAIL_ON)),
            "fail_on_new_only": draw(st.booleans()),
            "on_inconclusive": draw(st.sampled_from(ON_INCONCLUSIVE)),
        },
    )
