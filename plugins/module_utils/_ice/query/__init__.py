# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JMESPath as all of the collection understands it: the standard language, and functions for times and text."""

from __future__ import annotations

from .check import Subject
from .doubts import Doubts
from .query import Condition, Query

__all__ = ["Condition", "Doubts", "Query", "Subject"]
