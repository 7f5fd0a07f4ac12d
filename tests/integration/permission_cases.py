# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that together call every operation of the table of permissions, each with and without every action.

Each run has an account of its own, with a key whose policy is that of the run, and with jobs, templates and files that
no other run can see or change. So all of them share one emulator, and can run side by side.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.emulator.region.accounts import Account
from ansible_collections.mediaops.alicloud.tests.permissions.table import Entry, entry

_HOUR = 3600
_DAY = 24 * _HOUR
_STREAM = {"url": "rtmp://push.example.com/live/new"}
_OUTPUT = {"bucket": "archive", "endpoint": "oss-cn-shanghai.aliyuncs.com"}


@dataclass(frozen=True, eq=False)
class Case:
    """One way to use a module or a role.

    :ivar calls: the operations that it calls, without the prefix ``ice:``
    :ivar options: ``OWNER`` in a text is the account's id
    :ivar without: the operations to take away, one by one; by default all that are called
    """

    of: Entry
    calls: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    check: bool = False
    without: tuple[str, ...] | None = None

    def runs(self) -> Iterator[Run]:
        """The case with the whole policy of its module or role, and with each action taken away."""
        yield Run(self, None)
        for operation in self.calls if self.without is None else self.without:
            yield Run(self, f"ice:{operation}")


@dataclass(frozen=True)
class Run:
    """A case with a policy. :ivar missing: the action that it lacks"""

    case: Case
    missing: str | None

    @property
    def owner(self) -> str:
        """The account's id: another for each run."""
        number = CASES.index(self.case)
        calls = self.case.of.actions
        return f"{100 + number}{0 if self.missing is None else 1 + calls.index(self.missing)}"

    @property
    def account(self) -> Account:
        """The key of this run."""
        allowed = tuple(action for action in self.case.of.actions if action != self.missing)
        return Account(f"LTAI5tOf{self.owner}", f"EmulatorOnlySecretOf{self.owner}", None, allowed, self.owner)

    @property
    def options(self) -> dict[str, Any]:
        """The options of the task."""
        filled: dict[str, Any] = json.loads(json.dumps(self.case.options).replace("OWNER", self.owner))
        return filled

    def __str__(self) -> str:
        case = self.case
        without = f" without {self.missing}" if self.missing else ""
        return f"{case.of.kind} {case.of.name} {'+'.join(case.calls)}{' check' if case.check else ''}{without}"


def _module(
    module: str, *calls: str, check: bool = False, without: tuple[str, ...] | None = None, **options: Any
) -> Case:
    return Case(entry("module", module), calls, options, check, without)


def _role(role: str, *calls: str, **options: Any) -> Case:
    return Case(entry("role", role), calls, {f"{role}_{key}": value for key, value in options.items()})


_JOBS, _FILES, _TEMPLATES = "ListLiveRecordJobs", "ListLiveRecordFiles", "ListLiveRecordTemplates"
_SUBMIT, _JOB, _TEMPLATE = "SubmitLiveRecordJob", "GetLiveRecordJob", "GetLiveRecordTemplate"
_DELETE = "DeleteLiveRecordFiles"
_NEW = {"name": "new-OWNER", "stream_input": _STREAM, "record_output": _OUTPUT, "template_id": "template-OWNER"}
_FORMAT = [
    {
        "format": "mp4",
        "cycle_duration": 3600,
        "oss_object_prefix": "{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}",
    }
]
_RETENTION = {"keep_days": 10, "max_share": 1, "log": "LOGS/OWNER.jsonl"}
_RULES = [{"name": "resting", "where": "starts_with(name, 'resting')", "actions": ["submit_again"]}]

CASES = (
    _module("ice_live_record_job_info", _JOBS),
    _module("ice_live_record_job", _JOBS, _SUBMIT, _JOB, **_NEW, wait=True, wait_timeout=30),
    _module("ice_live_record_job", _JOBS, _SUBMIT, _JOB, **_NEW, without=(_JOB,)),
    _module("ice_live_record_job", _JOBS, _TEMPLATE, **_NEW, check=True),
    _module("ice_live_record_template_info", _TEMPLATES),
    _module("ice_live_record_template_info", _TEMPLATE, template_ids=["template-OWNER"], job_id="running-OWNER"),
    _module("ice_live_record_template", _TEMPLATES, "CreateLiveRecordTemplate", name="new", record_format=_FORMAT),
    _module(
        "ice_live_record_template", _TEMPLATES, "UpdateLiveRecordTemplate", name="own-OWNER", record_format=_FORMAT
    ),
    _module("ice_live_record_template", _TEMPLATES, "DeleteLiveRecordTemplate", name="own-OWNER", state="absent"),
    _module("ice_live_record_file_info", _FILES),
    _module("ice_live_record_file", _FILES, _DELETE, record_ids=["file-29-OWNER"]),
    _module(
        "ice_live_record_coverage_info",
        *(_JOBS, _FILES, _TEMPLATE, "DescribeMeterImsSummary"),
        start_time="-1d",
        reconcile=True,
    ),
    _module(
        "ice_live_record_coverage_info",
        *(_JOBS, _FILES, _TEMPLATE, "DescribeMeterImsSummary"),
        without=("DescribeMeterImsSummary",),
        start_time="-1d",
        reconcile=True,
        on_incomplete="warn",
    ),
    _module("ice_live_record_retention", _JOBS, _FILES, _DELETE, **_RETENTION),
    _module("ice_live_record_audit", _JOBS, _TEMPLATES, _TEMPLATE, _FILES),
    _module("ice_live_record_audit", _JOBS, _FILES, _TEMPLATE, coverage={"start_time": "-1d"}, builtin_rules=["gap"]),
    _role("live_record_facts", _JOBS),
    _role("live_record_remediate", _JOBS, _SUBMIT, _JOB, rules=_RULES, wait=True, wait_timeout=30, state_dir=""),
    _role("live_record_retention", _JOBS, _FILES, _DELETE, **_RETENTION),
    _role("live_record_audit", _JOBS, _TEMPLATES, _TEMPLATE, _FILES, reports={"json": "LOGS/audit.json"}),
)


def runs_of(*kinds: str) -> list[Run]:
    """All runs of modules, of roles, or of both."""
    return [run for case in CASES if case.of.kind in kinds for run in case.runs()]


def write_accounts(file: Path, accounts: Iterable[Account]) -> None:
    """A file for the emulator's option ``--accounts``."""
    known = [{name: value for name, value in asdict(each).items() if value is not None} for each in accounts]
    file.write_text(json.dumps(known), encoding="utf-8")


def furnish(emulator: Emulator, owner: str) -> None:
    """Give an account what every case needs: two recordings, a template that was changed since, and old files."""
    template = f"template-{owner}"
    emulator.add_template(template_id=template, name=f"own-{owner}", create_time=_ago(_HOUR), owner=owner)
    job = {"template_id": template, "owner": owner}
    running = {"create_time": _ago(8 * _HOUR), "status": "started", **job}
    emulator.add_job(job_id=f"running-{owner}", name=f"running-{owner}", stream_url="rtmp://a.example/b", **running)
    resting = {"create_time": _ago(40 * _DAY), "status": "paused", **job}
    emulator.add_job(job_id=f"resting-{owner}", name=f"resting-{owner}", stream_url="rtmp://a.example/c", **resting)
    for days in (28, 29, 30):
        emulator.add_file(
            job_id=f"resting-{owner}",
            record_id=f"file-{days}-{owner}",
            format="mp4",
            start_time=_ago(days * _DAY + 600),
            end_time=_ago(days * _DAY),
            owner=owner,
        )


def _ago(seconds: int) -> str:
    return datetime.fromtimestamp(time.time() - seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
