# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one page to a whole list."""

from __future__ import annotations

from .collector import OnRow
from .concurrently import run_concurrently
from .listing import Listing
from .options import FileListingOptions, JobListingOptions, ListingOptions, TemplateListingOptions, check_ids
from .plan import Plan, make_plan
from .progress import OnPage, Progress
from .read import Outcome, Request, read_list, read_lists, read_lists_async, read_rows
from .result import ListingResult
from .rows import Row, row_id

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
