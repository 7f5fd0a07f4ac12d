# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes of a comparison, for a report and for the audit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Drift, Location


MISSING, UNEXPECTED = "drift-missing", "drift-unexpected"
DIFFERENT, DUPLICATED = "drift-different", "drift-duplicated"


@dataclass(frozen=True)
class DriftFinding:
    """A rule of the audit that fires for a recording.

    :ivar rule: the rule's id
    :ivar job: the job that it is about; of what is missing the fields of a job that identify it
    :ivar message: a sentence
    """

    rule: str
    account: str
    region: str
    job: dict[str, Any]
    message: str
    location: Location | None


@dataclass(frozen=True)
class Undecided:
    """A rule that cannot be decided. :ivar recordings: for how many; None if that is not known"""

    rule: str
    account: str
    region: str
    reason: str
    recordings: int | None = 1


@dataclass(frozen=True)
class Comparison:
    """How what runs differs from what is declared. Nothing in it is masked: that is for whoever lets it out."""

    drift: Drift = field(repr=False)
    findings: list[DriftFinding] = field(repr=False)
    undecided: list[Undecided]
