# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry of a declaration: a recording that shall run, or shall not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..recordings import Recording, recording_of

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Location

FIELDS = ("name", "region", "stream_input", "record_output", "template", "notify_url", "state", "ignore")
RECORDING, ABSENT = "recording", "absent"
STATES = (RECORDING, ABSENT)

OUTPUT_FIELDS = ("record_output.type", "record_output.bucket", "record_output.endpoint")
# What can be ignored; record_output stands for all of its fields.
IGNORABLE = ("template", "notify_url", "stream_input.type", "record_output", *OUTPUT_FIELDS)

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class DeclaredRecording:
    """A recording as its owner wants it. What was not written is not compared.

    :ivar template: a template's id or name; None if it was not written
    :ivar notify_url: empty if there shall be none; None if it was not written
    :ivar ignore: the fields that are not compared
    :ivar place: where it is written, for messages
    """

    name: str
    region: str
    stream_input: Mapping[str, str]
    record_output: Mapping[str, str]
    template: str | None
    notify_url: str | None
    state: str
    ignore: frozenset[str]
    location: Location | None
    place: str

    @property
    def identity(self) -> Recording:
        """What its jobs have in common; None may be anything."""
        found = recording_of(self.as_job())
        ignored = {
            "output_type": "record_output.type",
            "bucket": "record_output.bucket",
            "endpoint": "record_output.endpoint",
        }
        return found._replace(**{name: None for name, field in ignored.items() if self.ignores(field)})

    @property
    def needs_templates(self) -> bool:
        """Whether the list of templates has to tell what its template is: it is named, or may be."""
        return self.template is not None and not _ID.fullmatch(self.template)

    def ignores(self, field: str) -> bool:
        """Whether a field is not compared."""
        return field in self.ignore or field.partition(".")[0] in self.ignore

    def as_job(self) -> dict[str, Any]:
        """The fields of a job that identify it."""
        return {
            "name": self.name,
            "stream_input": dict(self.stream_input),
            "record_output": dict(self.record_output),
            "region": self.region,
        }

    def compared_fields(self) -> Iterator[tuple[str, Any]]:
        """What a job has to have, apart from its template: fields with their values."""
        yield "stream_input.type", self.stream_input.get("type")
        for field in OUTPUT_FIELDS:
            yield field, self.record_output.get(field.partition(".")[2])
        yield "notify_url", self.notify_url

    def options(self, template_id: str | None) -> dict[str, Any]:
        """The options of ice_live_record_job that submit it."""
        options = {
            "name": self.name,
            "region": self.region,
            "stream_input": dict(self.stream_input),
            "record_output": dict(self.record_output),
            "template_id": template_id,
            "state": RECORDING,
        }
        return {**options, "notify_url": self.notify_url} if self.notify_url else options
