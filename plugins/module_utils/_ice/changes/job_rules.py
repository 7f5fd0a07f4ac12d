# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording as users describe it, and the rules of the API for it. They are checked before any request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from ..errors import InputError
from ..listing import Row, check_ids
from ..names import api_json
from ..shapes import OUTPUT_TYPES, STREAM_TYPES

_STREAM_SCHEMES = ("rtmp", "rtmps")
_CALLBACK_SCHEMES = ("http", "https")


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
        _check_text("name", self.name)
        output = {name: value for name, value in self.record_output.items() if value}
        _check_choice("stream_input.type", self.stream_input.get("type"), STREAM_TYPES)
        _check_url("stream_input.url", self.stream_input.get("url"), _STREAM_SCHEMES)
        _check_choice("record_output.type", output.get("type"), OUTPUT_TYPES)
        for name in ("bucket", "endpoint"):
            if name in output:
                _check_no_blanks(f"record_output.{name}", output[name])
        if "/" in output.get("bucket", ""):
            raise InputError(f"record_output.bucket: {output['bucket']!r} is no name of a bucket; it has a slash.")
        check_ids("template_id", [self.template_id])
        if self.notify_url:
            _check_url("notify_url", self.notify_url, _CALLBACK_SCHEMES)
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


def _check_text(option: str, text: str) -> None:
    if not text.strip():
        raise InputError(f"{option} is empty.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{option}: {text!r} is not valid Unicode.") from error


def _check_choice(option: str, value: str | None, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise InputError(f"{option}: {value!r} is none of {', '.join(choices)}.")


def _check_no_blanks(option: str, text: str) -> None:
    if not text.isprintable() or " " in text:
        raise InputError(f"{option}: {text!r} holds blanks, or characters that cannot be printed.")


def _check_url(option: str, url: str | None, schemes: tuple[str, ...]) -> None:
    if not url:
        raise InputError(f"{option} is empty.")
    _check_text(option, url)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in schemes:
        raise InputError(
            f"{option}: {url!r} is no URL of the form {' or '.join(f'{each}://host/...' for each in schemes)}."
        )
