# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults at work: which of them strikes the request at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError

from .kinds import ErrorRule, Faults, NotJsonRule, OtherAnswerRule, OtherBodyRule, ResetRule, Rule, StallRule
from .replicas import Replicas
from .throttle import Throttle

R = TypeVar("R", bound=Rule)


@dataclass(slots=True)
class _Counter:
    """How often a rule has been asked, and how often it has struck."""

    seen: int = 0
    struck: int = 0

    def strikes(self, rule: Rule, action: str) -> bool:
        if rule.action is not None and rule.action != action:
            return False
        self.seen += 1
        if self.seen <= rule.skip or self.struck >= rule.count:
            return False
        self.struck += 1
        return True


@dataclass(slots=True)
class Strike:
    """What is to happen to one request and its answer."""

    error: ErrorRule | None = None
    reset: ResetRule | None = None
    stall: StallRule | None = None
    not_json: NotJsonRule | None = None
    other_body: OtherBodyRule | None = None
    other_answer: OtherAnswerRule | None = None
    cut_json: bool = False
    truncated: bool = False
    slow_body_s: float = 0.0

    def wait_s(self) -> float:
        """How long a client waits in vain before its connection is reset."""
        return self.stall.seconds if self.stall is not None and self.reset is None else 0.0

    def name(self) -> str:
        """The fault that the client notices, for the request log."""
        if self.reset is not None:
            return "reset"
        if self.stall is not None:
            return "stall"
        if self.error is not None:
            return "error"
        if self.not_json is not None:
            return "not_json"
        if self.other_body is not None:
            return "other_body"
        if self.other_answer is not None:
            return "other_answer"
        if self.truncated:
            return "truncated"
        if self.cut_json:
            return "cut_json"
        return "slow_body" if self.slow_body_s else ""


NO_STRIKE = Strike()


@dataclass(slots=True)
class FaultPlan:
    """The faults in force and what they have done so far."""

    faults: Faults = field(default_factory=Faults)
    churned: int = 0
    replicas: Replicas = field(default_factory=Replicas)
    _lists: int = 0
    _counters: dict[str, _Counter] = field(default_factory=dict)
    _throttle: Throttle | None = None
    _strikes: bool = False

    def replace(self, faults: Faults) -> None:
        """Put other faults in force and start counting afresh."""
        self.faults = faults
        self.churned = 0
        self.replicas = Replicas()
        self._lists = 0
        self._counters = {}
        self._throttle = Throttle(faults.qps, faults.qps_burst) if faults.qps else None
        self._strikes = bool(
            faults.errors
            or faults.cut_json
            or faults.truncated
            or faults.reset
            or faults.stall
            or faults.not_json
            or faults.other_body
            or faults.other_answer
            or faults.slow_body_s
        )

    def next_list_request(self) -> int:
        """Count a list request that is about to be answered; the first one is 1."""
        self._lists += 1
        return self._lists

    def check_rate(self, owner: str) -> None:
        """ApiError if the owner, who has a limit of their own in each region, is over the rate limit."""
        if self._throttle is None:
            return
        wait_s = self._throttle.wait_s(owner)
        if wait_s > 0:
            raise ApiError(
                self.faults.throttle_status,
                self.faults.throttle_code,
                "Request was denied due to user flow control.",
                retry_after_ms=(max(1, round(wait_s * 1000)) if self.faults.throttle_retry_after else None),
            )

    def strike(self, action: str) -> Strike:
        """Ask every rule once about a request for `action`."""
        if not self._strikes:
            return NO_STRIKE
        faults = self.faults
        found = Strike(
            reset=self._struck("reset", faults.reset, action),
            stall=self._struck("stall", faults.stall, action),
            not_json=self._struck("not_json", faults.not_json, action),
            other_body=self._struck("other_body", faults.other_body, action),
            other_answer=self._struck("other_answer", faults.other_answer, action),
            cut_json=self._struck("cut_json", faults.cut_json, action) is not None,
            truncated=self._struck("truncated", faults.truncated, action) is not None,
        )
        # The first error that strikes holds the others back: "two 503, then a 429" is then three requests.
        for number, rule in enumerate(faults.errors):
            if self._struck(f"errors[{number}]", rule, action) is not None:
                found.error = rule
                break
        if faults.slow_body_s:
            count = faults.slow_count if faults.slow_count is not None else 1 << 62
            slow = Rule(count=count, skip=faults.slow_skip)
            if self._struck("slow_body_s", slow, action) is not None:
                found.slow_body_s = faults.slow_body_s
        return found

    def _struck(self, name: str, rule: R | None, action: str) -> R | None:
        if rule is None:
            return None
        counter = self._counters.setdefault(name, _Counter())
        return rule if counter.strikes(rule, action) else None

    def struck(self) -> dict[str, int]:
        """How often each rule has struck."""
        counts = {name: counter.struck for name, counter in self._counters.items()}
        return counts | {"churn": self.churned} if self.churned else counts
