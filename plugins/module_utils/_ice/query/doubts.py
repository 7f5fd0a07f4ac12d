# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in expressions that the API's reference does not have: new fields of the API, or mistakes. Rows decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .query import Query


class Doubts:
    """The doubts about some expressions over the same rows, until a row dispels them."""

    def __init__(self, queries: Iterable[Query | None]) -> None:
        self._open = [(query, doubt) for query in queries if query is not None for doubt in query.doubts]
        self._rows = 0

    def see(self, rows: Iterable[Any]) -> None:
        """Look at rows."""
        for row in rows:
            self._rows += 1
            if self._open:
                self._open = [(query, doubt) for query, doubt in self._open if not doubt.is_in(row)]

    def check(self) -> list[str]:
        """To be called when all rows were seen.

        :returns: what could not be checked, since there was no row; sentences
        :raises InputError: if a name or a word is in none of the rows
        """
        errors = [query.error_of(doubt) for query, doubt in self._open]
        if errors and self._rows:
            raise errors[0]
        return [f"There is no row to check it with: {error.message}" for error in errors]
