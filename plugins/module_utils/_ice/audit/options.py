# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit can be asked for, with the names of the collection. Defaults and choices are written here only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..reports import FAIL_ON, ON_INCONCLUSIVE, chosen_on_inconclusive
from ..shapes import JOB_STATUSES

# Of the options of coverage, those that an audit has. It lists the jobs by itself, reports times in UTC, and says of
# each region what is not known.
COVERAGE_OPTIONS = ("start_time", "end_time", "tolerance", "expected", "format")


@dataclass(frozen=True)
class AuditOptions:
    """What decides the verdict. Reports are written by whoever has the result.

    ``keyword`` and ``start_time`` limit what is read. ``status`` and ``end_time`` limit what is judged: a list that the
    API has filtered by them does not show which job of a recording counts.
    ``jobs`` are audited instead of those of the API; ``jobs_complete`` says that they are all there are. ``account`` is
    what to call the account, so that findings keep their fingerprints if the key changes. ``source`` is the file and
    line of the task, as in ``site.yml:12``. In reports, files are relative to ``source_root``, if they are in it.
    ``on_inconclusive`` is ``fail`` by default if ``fail_on`` is set. ``coverage`` asks for what was recorded, by the
    options of coverage that :data:`COVERAGE_OPTIONS` names; None asks for nothing, and costs nothing.
    """

    keyword: str | None = None
    status: str | None = field(default=None, metadata={"choices": JOB_STATUSES})
    start_time: str | None = None
    end_time: str | None = None
    jobs: Sequence[Any] | None = None
    jobs_complete: bool = False
    rules: Sequence[Any] = ()
    rules_files: Sequence[str] = ()
    builtin_rules: Sequence[str] = ("all",)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    declared: Sequence[Any] | None = None
    declared_files: Sequence[str] = ()
    declared_scope: Mapping[str, Any] | None = None
    suppressions: Sequence[Any] = ()
    suppressions_files: Sequence[str] = ()
    compare_with: str | None = None
    fail_on: str = field(default="none", metadata={"choices": FAIL_ON})
    fail_on_new_only: bool = False
    on_inconclusive: str | None = field(default=None, metadata={"choices": ON_INCONCLUSIVE})
    coverage: Mapping[str, Any] | None = None
    account: str | None = None
    source: str | None = None
    source_root: str | None = None

    @property
    def decided_on_inconclusive(self) -> str:
        """What was chosen, or follows from ``fail_on``."""
        return chosen_on_inconclusive(self.on_inconclusive, self.fail_on)

    @property
    def partial(self) -> str | None:
        """Why jobs that are not in the list may be active; None if all are in it."""
        for name in ("keyword", "start_time"):
            if getattr(self, name) is not None:
                return f"The audit is limited by {name}, so that other active jobs are not known."
        return None
