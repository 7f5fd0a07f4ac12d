# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JMESPath as all of the collection understands it: the standard language, and functions for times and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy_face import loaded_when_asked_for

if TYPE_CHECKING:
    from .check import Subject
    from .doubts import Doubts
    from .functions import SlowSearchError
    from .query import Condition, Query

__all__ = ["Condition", "Doubts", "Query", "SlowSearchError", "Subject"]

_FILES = {
    "Condition": "query",
    "Doubts": "doubts",
    "Query": "query",
    "SlowSearchError": "functions",
    "Subject": "check",
}

# The filter checks no names, and most lists are read without an expression.
__getattr__ = loaded_when_asked_for(__name__, _FILES)
