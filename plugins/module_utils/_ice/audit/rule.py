# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rule: what it asks of each recording, and what it says if that is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..query import Query, Subject
from ..reports import Location
from ..shapes import AUDITED_ACCOUNT, AUDITED_JOB
from .message import Message

RECORDING = "recording"  # asked for each recording
ACCOUNT = "account"  # asked once, about all that was audited
COMPUTED = "computed"  # asked by the engine itself, such as those about drift and suppressions

JOB_SUBJECT = Subject(AUDITED_JOB, "job")
JOBS_SUBJECT = Subject(AUDITED_JOB, "job", is_list=True)
ACCOUNT_SUBJECT = Subject(AUDITED_ACCOUNT, "account")

BUILT_IN, FROM_FILE, FROM_TASK = "builtin", "file", "task"


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule that was checked. Each is equal to itself only.

    :ivar origin: ``builtin``, ``file`` or ``task``
    :ivar place: where it is written, for messages
    :ivar about: RECORDING, ACCOUNT or COMPUTED
    :ivar where: asked for each recording; None if ``query`` is asked for all of them together, or nothing is asked
    :ivar parameters: each with its value, which may be None: not given
    """

    id: str
    title: str
    description: str
    severity: str
    remediation: str
    message: Message
    origin: str
    location: Location | None
    place: str
    about: str = RECORDING
    where: Query | None = None
    query: Query | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    fires: Sequence[Mapping[str, Any]] = ()
    passes: Sequence[Mapping[str, Any]] = ()

    @property
    def not_given(self) -> list[str]:
        """Parameters without which it cannot be asked."""
        return [name for name, value in self.parameters.items() if value is None]

    @property
    def names(self) -> frozenset[str]:
        """The fields that have to be there so that it can be asked and say something."""
        asked = self.where or self.query
        return (asked.names if asked else frozenset()) | self.message.names
