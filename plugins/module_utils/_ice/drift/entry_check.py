# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what users wrote to a declared recording. Each mistake is an error that names the entry, its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..entry_fields import EntryFields, nearest
from ..errors import InputError
from ..located_yaml import Entry
from ..masking import masked, masked_text
from ..recording_rules import CALLBACK_SCHEMES, STREAM_SCHEMES, check_choice, check_no_blanks, check_place, check_url
from ..shapes import OUTPUT_TYPES, STREAM_TYPES
from .declared import ABSENT, FIELDS, IGNORABLE, RECORDING, STATES, DeclaredRecording

if TYPE_CHECKING:  # its formats take long to load
    from ..reports import Location


def check_entry(entry: Entry, *, regions: list[str], location: Location | None) -> DeclaredRecording:
    """Check one entry.

    :param regions: that are audited; if it is one, entries need not name it
    :param location: of the task, for its own list
    :raises InputError: naming the entry and the field, without the secrets in its URLs
    """
    try:
        return _Checked(EntryFields(entry, "declared recording", FIELDS, "name"), regions).entry(location)
    except InputError as error:
        raise InputError(masked_text(error.message)) from None


class _Checked:
    def __init__(self, fields: EntryFields, regions: list[str]) -> None:
        self._fields, self._regions = fields, regions

    def entry(self, location: Location | None) -> DeclaredRecording:
        fields, written = self._fields, self._fields.entry
        state = fields.choice("state", STATES) if fields.get("state") is not None else RECORDING
        if written.file is not None and written.line is not None:
            location = {"file": written.file, "line": written.line}
        return DeclaredRecording(
            name=self._text("name", needed=True) or "",
            region=self._region(),
            stream_input=self._stream(),
            record_output=self._output(),
            template=self._template(state),
            notify_url=self._notify_url(),
            state=state,
            ignore=frozenset(self._ignore()),
            location=location,
            place=masked_text(fields.place()),
        )

    def _text(self, name: str, *, needed: bool = False) -> str | None:
        """As it is written: names of jobs may begin or end with a blank."""
        value = self._fields.get(name)
        if value is None and not needed:
            return None
        self._fields.text(name)
        return str(value)

    def _region(self) -> str:
        region = self._fields.get("region")
        if region is None and len(self._regions) == 1:
            return self._regions[0]
        if region is None:
            several = f"the audit reads {', '.join(self._regions)}, so that each entry has to name its own"
            raise self._fields.error(None, f"region is missing: {several}")
        region = self._fields.text("region")
        if region not in self._regions:
            hint = nearest(region, self._regions) or "Add it to regions, or leave the entry out."
            raise self._fields.error("region", f"the audit does not read the region {region!r}. {hint}")
        return region

    def _stream(self) -> dict[str, str]:
        stream = {"type": "rtmp", **self._texts("stream_input", ("type", "url"), needed=True)}
        option = self._option("stream_input")
        check_choice(f"{option}.type", stream["type"], STREAM_TYPES)
        check_url(f"{option}.url", stream.get("url"), STREAM_SCHEMES)
        return stream

    def _output(self) -> dict[str, str]:
        written = self._texts("record_output", ("type", "bucket", "endpoint"))
        if not written:
            return {"type": "oss"} if self._fields.get("state") != ABSENT else {}
        output = {"type": "oss", **written}
        option = self._option("record_output")
        check_choice(f"{option}.type", output["type"], OUTPUT_TYPES)
        check_place(option, output)
        return output

    def _texts(self, name: str, known: tuple[str, ...], *, needed: bool = False) -> dict[str, str]:
        """A dictionary of texts, without what is empty."""
        value = self._fields.get(name)
        if value is None and not needed:
            return {}
        if value is None:
            raise self._fields.error(None, f"{name} is missing")
        if not isinstance(value, dict):
            raise self._fields.error(name, f"{name} must be a dictionary with {', '.join(known)}")
        found = {}
        for key, text in value.items():
            if key not in known:
                hint = nearest(str(key), known) or f"It has {', '.join(known)}."
                raise self._fields.error(name, f"{key!r} is no field of {name}. {hint}")
            if text is not None and not isinstance(text, str):
                raise self._fields.error(name, f"{name}.{key} must be text, and is {masked(text)!r}")
            if text:
                found[key] = text
        return found

    def _template(self, state: str) -> str | None:
        template = self._text("template")
        if template is None and state == RECORDING:
            raise self._fields.error(None, "template is missing: the id or the name of a recording template")
        return template

    def _notify_url(self) -> str | None:
        value = self._fields.get("notify_url")
        if value is None or value == "":
            return None if value is None else ""
        url = self._text("notify_url") or ""
        check_url(self._option("notify_url"), url, CALLBACK_SCHEMES)
        check_no_blanks(self._option("notify_url"), url)
        return url

    def _ignore(self) -> list[str]:
        value: Any = self._fields.get("ignore")
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self._fields.error("ignore", "ignore must be a list of fields")
        for each in value:
            if each not in IGNORABLE:
                hint = nearest(each, IGNORABLE) or f"These can be: {', '.join(IGNORABLE)}."
                raise self._fields.error("ignore", f"{each!r} cannot be ignored. {hint}")
        return value

    def _option(self, name: str) -> str:
        return f"{self._fields.place(name)}: {name}"
