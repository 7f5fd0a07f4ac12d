# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording as users describe it, and the rules of the API for it. They are checked before any request."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..listing import Row, check_ids
from ..names import api_json
from ..recording_rules import CALLBACK_SCHEMES, STREAM_SCHEMES, check_choice, check_place, check_text, check_url
from ..shapes import OUTPUT_TYPES, STREAM_TYPES


@dataclass(frozen=True)
class WantedRecording:
    """A recording as the user describes it.

    ``stream_input`` has ``type`` and ``url``, ``record_output`` has ``type``, ``bucket`` and ``endpoint``, as the API
    names them in snake case; keys without a value may be left out.
    """

    name: str
    stream_input: dict[str, str]
    record_output: dict[str, str]
    template_id: str
    notify_url: str | None = None

    def checked(self) -> WantedRecording:
        """The same without what is empty. :raises InputError: naming the option and the rule that is broken"""
        check_text("name", self.name)
        output = {name: value for name, value in self.record_output.items() if value}
        check_choice("stream_input.type", self.stream_input.get("type"), STREAM_TYPES)
        check_url("stream_input.url", self.stream_input.get("url"), STREAM_SCHEMES)
        check_choice("record_output.type", output.get("type"), OUTPUT_TYPES)
        check_place("record_output", output)
        check_ids("template_id", [self.template_id])
        if self.notify_url:
            check_url("notify_url", self.notify_url, CALLBACK_SCHEMES)
        return replace(self, record_output=output, notify_url=self.notify_url or None)

    def as_new_job(self) -> Row:
        """The job as it is once submitted, without what only the API knows."""
        job: Row = {
            "name": self.name,
            "stream_input": dict(self.stream_input),
            "record_output": dict(self.record_output),
            "template_id": self.template_id,
            "status": "initial",
        }
        return {**job, "notify_url": self.notify_url} if self.notify_url else job

    def as_parameters(self) -> dict[str, str]:
        """The parameters of SubmitLiveRecordJob; nested ones are JSON."""
        parameters = {
            "Name": self.name,
            "StreamInput": api_json(self.stream_input),
            "RecordOutput": api_json(self.record_output),
            "TemplateId": self.template_id,
        }
        return {**parameters, "NotifyUrl": self.notify_url} if self.notify_url else parameters
