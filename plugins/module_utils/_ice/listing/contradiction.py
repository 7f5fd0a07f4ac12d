# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader raises if the server's answers cannot be right, or cannot be used."""

from __future__ import annotations


class ContradictionError(Exception):
    """An answer contradicts what was asked, another answer, or itself; the text says how, without a full stop."""
