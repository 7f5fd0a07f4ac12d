# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The earlier report that an audit is compared with: what is new, what is as it was, and what was mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..reports import Finding, read_report


class Earlier:
    """An earlier report.

    :param report: as its JSON has it
    """

    def __init__(self, report: Mapping[str, Any]) -> None:
        self.audited_at: str | None = report.get("audited_at")
        findings: list[Finding] = [*report.get("findings", ()), *report.get("undecided", ())]
        self._findings = {each["fingerprint"]: each for each in findings}
        self._states = {
            (each["account"], each["job_id"]): (each["status"], each.get("status_since") or self.audited_at)
            for each in findings
            if each.get("job_id")
        }

    def status_since(self, account: str, job_id: Any, status: Any) -> str | None:
        """Since when reports have known a job in this state; None if they do not."""
        known, since = self._states.get((account, job_id), (None, None))
        return since if known == status else None

    def compare(
        self, findings: Sequence[Finding], is_decided: Callable[[Finding], bool | None]
    ) -> tuple[list[Finding], list[Finding]]:
        """Say of each finding whether it is new, and since when it is known.

        :param is_decided: whether this audit knows that a finding of the earlier report is not there any more; None if
            the audit was not about it at all
        :returns: those of the earlier report that were mended, and those that could not be decided
        """
        now = {each["fingerprint"] for each in findings}
        for each in findings:
            before = self._findings.get(each["fingerprint"])
            if before is not None:
                each["state"] = "unchanged"
                each["first_seen"] = before["first_seen"]
        gone = [(each, is_decided(each)) for print_, each in self._findings.items() if print_ not in now]
        return [each for each, decided in gone if decided], [each for each, decided in gone if decided is False]


NOTHING = Earlier({})


def read_earlier(path: str) -> Earlier | None:
    """An earlier report in the JSON format.

    :returns: None if there is no file: the first audit has nothing to compare with
    :raises InputError: if it is no such report
    """
    if not path.strip():
        raise InputError("compare_with is empty. Leave it out, or name a report.")
    try:
        if not Path(path).exists():
            return None
    except (OSError, ValueError) as error:  # a path that no system takes
        raise InputError(f"compare_with: {path[:60]!r} is no path: {error}.") from None
    try:
        return Earlier(read_report(path))
    except InputError as error:
        raise InputError(f"compare_with: {error.message}") from None
