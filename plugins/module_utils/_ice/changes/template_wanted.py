# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A template as users describe it, applied to the one that there is; and what of a template users decide about."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import InputError
from ..listing import Row, check_ids
from .template_rules import as_kept, checked_formats, merged


@dataclass(frozen=True)
class WantedTemplate:
    """A template as the user describes it: found by ``template_id``, or else by ``name``."""

    template_id: str | None = None
    name: str | None = None
    record_format: Sequence[Row] | None = None

    def checked(self) -> WantedTemplate:
        """The same with the formats as the API keeps them. :raises InputError: naming the rule that is broken"""
        if self.template_id is None and self.name is None:
            raise InputError("Say which template is meant: set name or template_id.")
        if self.template_id is not None:
            check_ids("template_id", [self.template_id])
        if self.name is not None and not _is_name(self.name):
            raise InputError(f"name: {self.name!r} is empty, or holds control characters or halves of characters.")
        formats = None if self.record_format is None else checked_formats(self.record_format)
        return WantedTemplate(self.template_id, self.name, formats)

    def applied_to(self, template: Row) -> Row:
        """The template as it would be: the very same object if nothing differs."""
        kept = as_kept(template.get("record_format_list"))
        formats = kept if self.record_format is None else merged(self.record_format, kept)
        name = template.get("name") if self.name is None else self.name
        if name == template.get("name") and formats == kept:
            return template
        return {**template, "name": name, "record_format_list": formats}


def decided(template: Row | None) -> Row:
    """Name and formats, in an order that always is the same."""
    if template is None:
        return {}
    formats = sorted(as_kept(template.get("record_format_list")), key=lambda entry: str(entry["format"]))
    return {"name": template.get("name"), "record_format": formats}


def _is_name(name: str) -> bool:
    return bool(name.strip()) and not any(unicodedata.category(each) in ("Cc", "Cs") for each in name)
