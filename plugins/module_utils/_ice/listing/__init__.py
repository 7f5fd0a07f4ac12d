# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one page to a whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy_face import loaded_when_asked_for
from .options import JobListingOptions, ListingOptions, check_ids
from .rows import Row, row_id

if TYPE_CHECKING:
    from .collector import OnRow
    from .concurrently import run_concurrently
    from .file_options import FileListingOptions
    from .listing import Listing
    from .plan import Plan, make_plan
    from .progress import OnPage, Progress
    from .read import Outcome, Request, read_list, read_lists, read_lists_async, read_rows
    from .result import ListingResult
    from .template_options import TemplateListingOptions

__all__ = [
    "FileListingOptions",
    "JobListingOptions",
    "Listing",
    "ListingOptions",
    "ListingResult",
    "OnPage",
    "OnRow",
    "Outcome",
    "Plan",
    "Progress",
    "Request",
    "Row",
    "TemplateListingOptions",
    "check_ids",
    "make_plan",
    "read_list",
    "read_lists",
    "read_lists_async",
    "read_rows",
    "row_id",
    "run_concurrently",
]

_FILES = {
    "FileListingOptions": "file_options",
    "Listing": "listing",
    "ListingResult": "result",
    "OnPage": "progress",
    "OnRow": "collector",
    "Plan": "plan",
    "Progress": "progress",
    "TemplateListingOptions": "template_options",
    "make_plan": "plan",
    "run_concurrently": "concurrently",
    **dict.fromkeys(("Outcome", "Request", "read_list", "read_lists", "read_lists_async", "read_rows"), "read"),
}

# What reads lists: whoever finds a list in a cache needs no HTTP library.
__getattr__ = loaded_when_asked_for(__name__, _FILES)
