# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of a job that are not known, which is not the same as fields that are not there.

An expression of JMESPath takes what is missing for null, so that a rule would pass because of what nobody knows. A job
with unknown fields refuses to answer for them: whoever evaluates an expression gets an error, if and only if the
expression really looks there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOOK_UP = "It was not looked up."  # the reason, if a request of its own can tell the field

# What the API gives with each job, so that it is unknown if it is missing; and what inside of it.
_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "job_id": (),
    "status": (),
    "create_time": (),
    "template_id": (),
    "stream_input": ("url",),
    "record_output": ("type",),
}


class UnknownFieldError(Exception):
    """An expression looked at a field that is not known.

    :ivar name: the field
    :ivar reason: a sentence
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason

    @property
    def can_be_looked_up(self) -> bool:
        """Whether a request of its own can tell the field."""
        return self.reason == LOOK_UP


class PartlyKnown(dict[str, Any]):
    """A dictionary that knows what it does not know.

    :ivar unknown: the names of such fields, each with a sentence that says why
    """

    def __init__(self, known: Mapping[str, Any], unknown: Mapping[str, str]) -> None:
        super().__init__(known)
        self.unknown = dict(unknown)

    def get(self, name: str, default: Any = None) -> Any:
        """The field. :raises UnknownFieldError: if it is not known"""
        if name in self.unknown:
            raise UnknownFieldError(name, self.unknown[name])
        return super().get(name, default)

    def learn(self, name: str, value: Any) -> None:
        """Set a field that was not known."""
        self.unknown.pop(name, None)
        self[name] = value


def with_gaps(job: dict[str, Any]) -> dict[str, Any]:
    """The job; if it lacks what the API always gives, one that says so when it is asked."""
    output, stream = job.get("record_output"), job.get("stream_input")
    if (
        job.get("job_id")
        and job.get("status")
        and job.get("create_time")
        and job.get("template_id")
        and isinstance(stream, dict)
        and stream.get("url")
        and isinstance(output, dict)
        and output.get("type")
    ):
        return job
    gaps = PartlyKnown(job, job.unknown if isinstance(job, PartlyKnown) else {})
    for name, below in _ALWAYS.items():
        value = job.get(name)
        if not value or (below and not isinstance(value, dict)):
            gaps.unknown[name] = _missing(name)
            continue
        missing = {part: _missing(f"{name}.{part}") for part in below if not value.get(part)}
        if missing:
            gaps[name] = PartlyKnown(value, missing)
    return gaps


def _missing(name: str) -> str:
    return f"The job has no {name}, which the API gives with every job."
