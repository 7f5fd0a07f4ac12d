# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers in a shape that the reference does not promise: fields missing, null, new, numbers as text."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults

from .row_shape import change_rows

_IDS = frozenset(("JobId", "RecordId", "TemplateId"))
_NUMBERS = ("TotalCount", "PageNo", "PageSize")


def reshape(text: str, faults: Faults) -> str:
    """Apply the faults of shape to an answer's JSON text; untouched where there are none.

    A field name applies to the answer and to each job, file or template in it; `StreamInput.Url` reaches into a
    nested object.
    """
    of_fields = faults.omit_fields or faults.null_fields or faults.extra_fields or faults.format_fields
    of_rows = faults.status_case or faults.time_format or faults.id_format
    if not (faults.numbers_as_strings or of_fields or of_rows):
        return text
    answer = json.loads(text)
    if of_rows:
        change_rows(answer, faults)
    for target in _targets(answer):
        target.update(faults.extra_fields)
        formats = target.get("RecordFormatList")
        for entry in formats if isinstance(formats, list) else ():
            entry.update(faults.format_fields)
        for name in faults.null_fields:
            _change(target, name, remove=False)
        for name in faults.omit_fields:
            _change(target, name, remove=True)
    if faults.numbers_as_strings:
        for name in _NUMBERS:
            if isinstance(answer.get(name), int):
                answer[name] = str(answer[name])
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _targets(answer: dict[str, object]) -> Iterable[dict[str, object]]:
    yield answer
    for value in list(answer.values()):
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict) and not _IDS.isdisjoint(entry):
                yield entry


def _change(target: dict[str, object], path: str, *, remove: bool) -> None:
    name, _dot, rest = path.partition(".")
    if name not in target:
        return
    inner = target[name]
    if rest:
        if isinstance(inner, dict):
            _change(inner, rest, remove=remove)
    elif remove:
        del target[name]
    else:
        target[name] = None
