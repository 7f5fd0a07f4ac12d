# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When jobs were submitted, to a fraction of a second."""

from __future__ import annotations


class Submissions:
    """The submissions since the start. Jobs that were seeded or added by hand are not among them."""

    def __init__(self) -> None:
        self._moments: dict[int, dict[int, float]] = {}

    def note(self, tenant: int, key: int, now: float) -> None:
        """A job was submitted just now."""
        self._moments.setdefault(tenant, {})[key] = now

    def after(self, tenant: int, moment: float) -> list[int]:
        """The keys of a tenant's jobs that were submitted after a moment."""
        return [key for key, submitted in self._moments.get(tenant, {}).items() if submitted > moment]

    def clear(self) -> None:
        """Forget all submissions."""
        self._moments.clear()
