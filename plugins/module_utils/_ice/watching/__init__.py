# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From lists that are read again and again to events: what is new, what changed, and what was said already."""

from __future__ import annotations

from .arguments import SECRETS, check_arguments
from .options import WatchOptions
from .reading import OpenList, ReadList
from .watch import watch

__all__ = ["SECRETS", "OpenList", "ReadList", "WatchOptions", "check_arguments", "watch"]
