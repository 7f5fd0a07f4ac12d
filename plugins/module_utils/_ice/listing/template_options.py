# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of recording templates can be asked for, with the names of the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ..names import numbered
from ..operations import LIST_LIVE_RECORD_TEMPLATES, ListOperation
from ..shapes import TEMPLATE_TYPES
from .options import ListingOptions, check_ids, check_printable, one_of, without_empty


@dataclass(frozen=True)
class TemplateListingOptions(ListingOptions):
    """What the list of recording templates can be asked for."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_TEMPLATES

    template_ids: Sequence[str] | None = None
    keyword: str | None = None
    type: str | None = field(default=None, metadata=one_of(*TEMPLATE_TYPES))

    def filters(self) -> dict[str, str]:
        """See :meth:`ListingOptions.filters`."""
        check_printable("keyword", self.keyword)
        return {
            **numbered("TemplateIds", check_ids("template_ids", self.template_ids)),
            **without_empty({"Keyword": self.keyword, "Type": self.type}),
        }
