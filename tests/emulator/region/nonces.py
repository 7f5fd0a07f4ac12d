# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of nonces that were used, no longer than it is needed."""

from __future__ import annotations

from collections import deque


class NonceMemory:
    """Remembers each nonce for `window_s` seconds.

    Older requests are refused for their date, so an older nonce cannot be replayed and may be forgotten.
    """

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._seen: set[tuple[str, str]] = set()
        self._order: deque[tuple[float, tuple[str, str]]] = deque()

    def use(self, access_key_id: str, nonce: str, now: float) -> bool:
        """Note a nonce; False if the key has used it before."""
        while self._order and self._order[0][0] < now - self._window_s:
            self._seen.discard(self._order.popleft()[1])
        entry = (access_key_id, nonce)
        if entry in self._seen:
            return False
        self._seen.add(entry)
        self._order.append((now, entry))
        return True

    def __len__(self) -> int:
        return len(self._seen)

    def clear(self) -> None:
        """Forget all."""
        self._seen.clear()
        self._order.clear()
