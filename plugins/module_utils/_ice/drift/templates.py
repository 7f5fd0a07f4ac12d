# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates that declarations name by their ids or names, and what jobs tell of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .declared import DeclaredRecording
from .region_jobs import Templates


@dataclass(frozen=True)
class DeclaredTemplate:
    """The template of an entry in its region.

    :ivar template_id: None if it is not known
    :ivar problem: why it is not known; a sentence
    :ivar is_missing: whether it is known that there is no such template
    """

    template_id: str | None
    problem: str | None = None
    is_missing: bool = False

    def differs_from(self, job: Mapping[str, Any], entry: DeclaredRecording) -> bool | None:
        """Whether a job uses another one; None if that cannot be known."""
        told = job.get("template_id")
        if told is None:
            return None
        if self.template_id is not None:
            return bool(told != self.template_id)
        if told == entry.template:
            return False
        return True if self.is_missing else None


def resolve(entry: DeclaredRecording, templates: Templates) -> DeclaredTemplate:
    """Find the template that an entry means: an id first, then a name."""
    wanted = entry.template
    if wanted is None:
        return DeclaredTemplate(None, "The entry names no template.")
    if not entry.needs_templates:
        return DeclaredTemplate(wanted)
    if templates is None or isinstance(templates, str):
        why = templates or "The templates were not listed."
        return DeclaredTemplate(None, f"Which template {wanted!r} is cannot be known: {why}")
    if wanted in templates:
        return DeclaredTemplate(wanted)
    ids = sorted(each for each, template in templates.items() if template.get("name") == wanted)
    if len(ids) == 1:
        return DeclaredTemplate(ids[0])
    if not ids:
        return DeclaredTemplate(None, f"There is no template with the id or the name {wanted!r}.", is_missing=True)
    return DeclaredTemplate(None, f"{len(ids)} templates have the name {wanted!r}: {', '.join(ids)}. Declare the id.")
