# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the list of recorded files can be asked for, with the names of the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ..names import numbered
from ..operations import LIST_LIVE_RECORD_FILES, ListOperation
from ..shapes import RECORD_FORMATS
from .options import TimedListingOptions, check_ids, one_of, without_empty


@dataclass(frozen=True)
class FileListingOptions(TimedListingOptions):
    """What the list of recorded files can be asked for. It is sorted as the API does by default."""

    operation: ClassVar[ListOperation] = LIST_LIVE_RECORD_FILES

    sort_by: str = field(default="asc", metadata=one_of("asc", "desc"))
    page_size: int = 30
    job_ids: Sequence[str] | None = None
    record_format: str | None = field(default=None, metadata=one_of(*RECORD_FORMATS))

    def filters(self) -> dict[str, str]:
        """See :meth:`ListingOptions.filters`."""
        return {
            **numbered("JobIds", check_ids("job_ids", self.job_ids)),
            **without_empty({"RecordFormat": self.record_format}),
        }
