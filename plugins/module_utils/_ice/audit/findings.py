# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collects findings and what could not be decided, from all regions and all kinds of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..drift import recording_for_report
from ..recordings import recording_of
from ..reports import SEVERITIES, Finding, Inconclusive, Location
from .earlier import Earlier
from .fingerprints import fingerprint
from .rule import Rule
from .suppressions import Suppressions

NOWHERE = ""  # the account and the region of what is about no region


class Findings:
    """Those of one audit.

    :param audited_at: the time of the audit, as the API writes times
    :ivar used: how many findings each suppression suppresses, by its number
    :ivar undecided: how many recordings a rule could not decide, by rule, account, region and reason; None if it is not
        known how many
    """

    def __init__(self, suppressions: Suppressions, earlier: Earlier, audited_at: str) -> None:
        self._suppressions, self._earlier, self._audited_at = suppressions, earlier, audited_at
        self.all: list[Finding] = []
        self.used: Counter[int] = Counter()
        self.undecided: dict[tuple[str, str, str, str], int | None] = {}
        self._fingerprints: Counter[str] = Counter()

    def add(
        self,
        rule: Rule,
        message: str,
        *,
        account: str = NOWHERE,
        region: str = NOWHERE,
        job: Mapping[str, Any] | None = None,
        identity: Any = None,
        suppressed_by: Sequence[int] = (),
        location: Location | None = None,
    ) -> None:
        """Add one.

        :param job: that it is about; its recording is what identifies the finding, unless ``identity`` is given
        :param suppressed_by: the numbers of suppressions
        """
        self.used.update(suppressed_by)
        first = self._suppressions.entries[suppressed_by[0]] if suppressed_by else None
        own = list(recording_of(job)) if job is not None and identity is None else identity
        job_id, status = (None, None) if job is None else (job.get("job_id"), job.get("status"))
        self.all.append(
            {
                "rule": rule.id,
                "severity": rule.severity,
                "title": rule.title,
                "message": message,
                "remediation": rule.remediation,
                "account": account,
                "region": region,
                "recording": None if job is None else recording_for_report(job),
                "job_id": job_id,
                "status": status,
                "create_time": None if job is None else job.get("create_time"),
                "first_seen": self._audited_at,
                "status_since": (
                    None if job is None else self._earlier.status_since(account, job_id, status) or self._audited_at
                ),
                "fingerprint": self._own_fingerprint(fingerprint(rule.id, account, region, own), region),
                "state": "new",
                "suppressed": first is not None,
                "reason": first.reason if first else None,
                "owner": first.owner if first else None,
                "expires": first.expires if first else None,
                "location": location or rule.location,
            }
        )

    def cannot_decide(self, rule: Rule, account: str, region: str, reason: str, recordings: int | None = None) -> None:
        """Note that a rule could not be decided. :param recordings: for how many; None if that is not known"""
        key = (rule.id, account, region, reason)
        before = self.undecided.get(key, 0)
        self.undecided[key] = None if recordings is None or before is None else before + recordings

    def inconclusive(self) -> list[Inconclusive]:
        """What a report says of it, in a fixed order."""
        return [
            {"rule": rule, "account": account, "region": region, "reason": reason, "recordings": count}
            for (rule, account, region, reason), count in sorted(self.undecided.items(), key=lambda item: item[0])
        ]

    def in_order(self) -> list[Finding]:
        """The gravest first, and always in the same order."""
        return sorted(
            self.all,
            key=lambda each: (
                -SEVERITIES.index(each["severity"]),
                each["rule"],
                each["account"],
                each["region"],
                str(each["recording"] and each["recording"]["name"]),
                each["fingerprint"],
            ),
        )

    def _own_fingerprint(self, print_: str, region: str) -> str:
        """Recordings that the API does not tell apart have a number."""
        self._fingerprints[print_] += 1
        number = self._fingerprints[print_]
        return print_ if number == 1 else fingerprint(print_, "", region, number)
