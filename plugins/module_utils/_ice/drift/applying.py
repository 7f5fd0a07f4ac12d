# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan asks to submit, with the options that the declaration has.

A plan is part of a report, and the URLs in it are masked. So it says which entries are to be submitted, and the options
are taken from the declaration itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError
from ..located_yaml import read_entries
from ..masking import masked_text
from .declaration import Declaration, DeclarationOptions
from .declared import DeclaredRecording

Step = Mapping[str, Any]


def submissions_of_plan(plan: Sequence[Step], files: Sequence[str]) -> list[dict[str, Any]]:
    """The options of ice_live_record_job for each step of a plan that submits.

    :param plan: that of a drift, of all entries
    :param files: those that the audit was given
    :raises InputError: if a step is of no entry of the files, because they were changed since
    """
    steps = [step for step in plan if step.get("action") == "submit"]
    if not steps:
        return []
    declaration = Declaration.from_options(
        DeclarationOptions(declared_files=files), regions=_regions(plan, files), now=0
    )
    entries = declaration.entries if declaration is not None else ()
    return [_entry_of(step, entries).options(_template_id(step)) for step in steps]


def _regions(plan: Sequence[Step], files: Sequence[str]) -> list[str]:
    """All that the audit may have read: an entry of any of them may be here."""
    named = [str(step.get("region")) for step in plan]
    written = [entry.value for path in files for entry in read_entries(path, option="declared_files", key="declared")]
    named += [str(each["region"]) for each in written if isinstance(each, dict) and each.get("region")]
    return list(dict.fromkeys(named))


def _entry_of(step: Step, entries: Sequence[DeclaredRecording]) -> DeclaredRecording:
    location = step.get("location")
    name = (step.get("recording") or {}).get("name")
    for entry in entries:
        if (
            location is not None
            and entry.location is not None
            and entry.location["line"] == location["line"]
            and os.path.realpath(entry.location["file"]) == os.path.realpath(location["file"])
            and entry.region == step.get("region")
            and masked_text(entry.name) == masked_text(str(name))
        ):
            return entry
    place = "of the task itself" if location is None else f"of {location['file']}, line {location['line']},"
    raise InputError(
        f"The plan submits the recording {name!r} {place} and the declaration has none there. Only entries of files "
        "can be submitted, each on lines of its own. If a file was changed since, audit again."
    )


def _template_id(step: Step) -> str | None:
    found = (step.get("options") or {}).get("template_id")
    return None if found is None else str(found)
