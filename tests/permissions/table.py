# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which operations of the API each module, plugin and role calls, and when: the only place that says it.

Pages are made of it, and ``tests/integration/test_permissions.py`` runs everything that is here: with exactly these
actions, and with each of them taken away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import (
    CREATE_LIVE_RECORD_TEMPLATE,
    DELETE_LIVE_RECORD_FILES,
    DELETE_LIVE_RECORD_TEMPLATE,
    DESCRIBE_METER_IMS_SUMMARY,
    GET_LIVE_RECORD_JOB,
    GET_LIVE_RECORD_TEMPLATE,
    LIST_LIVE_RECORD_FILES,
    LIST_LIVE_RECORD_JOBS,
    LIST_LIVE_RECORD_TEMPLATES,
    SUBMIT_LIVE_RECORD_JOB,
    UPDATE_LIVE_RECORD_TEMPLATE,
    Operation,
)


@dataclass(frozen=True)
class Need:
    """An operation that is called. Words in backticks are options and the like.

    :ivar when: what makes it be called; empty if every run calls it
    :ivar without: what happens if it is not allowed; empty if the run fails
    """

    operation: Operation
    when: str = ""
    without: str = ""

    @property
    def action(self) -> str:
        """The action that a policy has to allow."""
        return self.operation.ram_action


@dataclass(frozen=True)
class Entry:
    """Something that users run.

    :ivar kind: as ``ansible-doc --type`` has it, or ``event_source``
    """

    kind: str
    name: str
    needs: tuple[Need, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """All actions, in the order of the table."""
        return tuple(need.action for need in self.needs)

    def need(self, action: str) -> Need:
        """What is said of an action."""
        return next(need for need in self.needs if need.action == action)


_JOBS = Need(LIST_LIVE_RECORD_JOBS)
_OF_RULES = "the rules that need it are inconclusive, and say so"
_JUDGED = "unless `jobs` are given"
_RULES = (
    Need(
        LIST_LIVE_RECORD_TEMPLATES,
        "rules that look at `template`, `own_template` or `cycle`, and declarations that name a template",
        _OF_RULES,
    ),
    Need(
        GET_LIVE_RECORD_TEMPLATE,
        "rules that look at `own_template` or `cycle`, if the template was changed since the job was submitted; "
        "`coverage`",
        _OF_RULES,
    ),
    Need(LIST_LIVE_RECORD_FILES, "rules that look at `last_file`; `coverage`", _OF_RULES),
)
_RETENTION = (_JOBS, Need(LIST_LIVE_RECORD_FILES), Need(DELETE_LIVE_RECORD_FILES, "a file is due; not in check mode"))

ENTRIES = (
    Entry("module", "ice_live_record_job_info", (_JOBS,)),
    Entry(
        "module",
        "ice_live_record_job",
        (
            _JOBS,
            Need(SUBMIT_LIVE_RECORD_JOB, "a job has to be submitted; not in check mode"),
            Need(
                GET_LIVE_RECORD_JOB,
                "a job was submitted, or is waited for",
                "with `wait`, the task fails once the job is submitted; else the job is returned as it was asked for, "
                "as `initial`",
            ),
            Need(
                GET_LIVE_RECORD_TEMPLATE,
                "check mode, if a job would be submitted",
                "a warning: it was not checked whether the template exists",
            ),
        ),
    ),
    Entry(
        "module",
        "ice_live_record_template_info",
        (Need(LIST_LIVE_RECORD_TEMPLATES, "without `job_id`"), Need(GET_LIVE_RECORD_TEMPLATE, "with `job_id`")),
    ),
    Entry(
        "module",
        "ice_live_record_template",
        (
            Need(LIST_LIVE_RECORD_TEMPLATES),
            Need(CREATE_LIVE_RECORD_TEMPLATE, "`state: present`, and there is no such template; not in check mode"),
            Need(UPDATE_LIVE_RECORD_TEMPLATE, "`state: present`, and the template differs; not in check mode"),
            Need(DELETE_LIVE_RECORD_TEMPLATE, "`state: absent`, and there is such a template; not in check mode"),
        ),
    ),
    Entry("module", "ice_live_record_file_info", (Need(LIST_LIVE_RECORD_FILES),)),
    Entry(
        "module",
        "ice_live_record_file",
        (
            Need(LIST_LIVE_RECORD_FILES),
            Need(DELETE_LIVE_RECORD_FILES, "one of the files is there; not in check mode"),
        ),
    ),
    Entry(
        "module",
        "ice_live_record_coverage_info",
        (
            _JOBS,
            Need(LIST_LIVE_RECORD_FILES),
            Need(GET_LIVE_RECORD_TEMPLATE, "there is a recording"),
            Need(
                DESCRIBE_METER_IMS_SUMMARY,
                "`reconcile: true`",
                "with `on_incomplete: warn` a warning, and no `reconciliation`; else the task fails",
            ),
        ),
    ),
    Entry("module", "ice_live_record_retention", _RETENTION),
    Entry("module", "ice_live_record_audit", (Need(LIST_LIVE_RECORD_JOBS, _JUDGED), *_RULES)),
    Entry("module", "live_record_audit_report"),
    Entry("module", "live_record_remediation_journal"),
    Entry("module", "live_record_webhook"),
    Entry("lookup", "ice_live_record_jobs", (_JOBS,)),
    Entry("inventory", "ice_live_record_jobs", (_JOBS,)),
    Entry("event_source", "ice_live_record_jobs", (_JOBS,)),
    Entry("role", "live_record_facts", (_JOBS,)),
    Entry(
        "role",
        "live_record_audit",
        (
            Need(
                LIST_LIVE_RECORD_JOBS,
                _JUDGED,
                "the report says that the account was not audited; with `live_record_audit_fail_on` the role fails",
            ),
            *_RULES,
        ),
    ),
    Entry(
        "role",
        "live_record_remediate",
        (
            _JOBS,
            Need(SUBMIT_LIVE_RECORD_JOB, "a rule with `submit_again`; not in check mode"),
            Need(
                GET_LIVE_RECORD_JOB,
                "a job was submitted again, or is waited for",
                "with `live_record_remediate_wait`, the job counts as failed once it is submitted; else nothing "
                "changes",
            ),
            Need(
                GET_LIVE_RECORD_TEMPLATE,
                "check mode, if a job would be submitted again",
                "a warning: it was not checked whether the template exists",
            ),
        ),
    ),
    Entry("role", "live_record_retention", _RETENTION),
    Entry("role", "ice_emulator"),
)


def entry(kind: str, name: str) -> Entry:
    """The entry of something that users run. :raises StopIteration: if there is none"""
    return next(each for each in ENTRIES if (each.kind, each.name) == (kind, name))


def policy(actions: Iterable[str]) -> str:
    """A RAM policy that allows these actions, as JSON. The API's actions take no other resource than all."""
    statement = {"Effect": "Allow", "Action": sorted(set(actions)), "Resource": "*"}
    return json.dumps({"Version": "1", "Statement": [statement]}, indent=2)
