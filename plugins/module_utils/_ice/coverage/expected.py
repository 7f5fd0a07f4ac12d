# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a recording is expected: what the option ``expected`` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..errors import InputError
from ..query import Doubts
from .expected_window import ExpectedWindow, window_from
from .spans import Span, Spans, joined

ALWAYS = "always"


class Expected:
    """The option, checked.

    :param value: ``always``, a list of windows, or None: from the first file of a recording to its last one
    :param now: seconds since the epoch
    :raises InputError: naming the entry that is invalid
    """

    def __init__(self, value: Any, now: int) -> None:
        if value is not None and value != ALWAYS and not isinstance(value, (list, tuple)):
            raise InputError(f"expected: {value!r} is neither {ALWAYS} nor a list of windows.")
        self._value = value
        self._windows = [
            window_from(entry, f"expected, entry {number}", now)
            for number, entry in enumerate(value if isinstance(value, (list, tuple)) else (), 1)
        ]
        if isinstance(value, (list, tuple)) and not self._windows:
            raise InputError("expected is empty. Name a window, write always, or leave it out.")
        self._names = Doubts([window.where for window in self._windows])
        self._used: Counter[int] = Counter()

    def spans(self, recording: Mapping[str, Any], span: Span, covered: Spans) -> list[Span]:
        """When a recording is expected, within a span.

        :param recording: what it is known by
        :param covered: what its files cover within the span
        """
        if self._value is None:
            return [(covered[0][0], covered[-1][1])] if covered else []
        if self._value == ALWAYS:
            return joined([span])
        self._names.see([recording])
        windows = self._matching(recording)
        self._used.update(number for number, window in enumerate(self._windows) if window in windows)
        return joined(each for window in windows for each in window.within(span))

    @property
    def is_given(self) -> bool:
        """Whether somebody has said when recordings are expected."""
        return self._value is not None

    def windows(self, recording: Mapping[str, Any], span: Span) -> list[Span]:
        """Each window in which a recording is expected, and that lies in a span at least in part; whole.

        ``always`` is a single one, the span itself. Without the option there is none.
        """
        if self._value is None:
            return []
        if self._value == ALWAYS:
            return [span]
        found = {each for window in self._matching(recording) for each in window.occurrences(span)}
        return sorted(found)

    def used(self) -> list[tuple[str, int]]:
        """For each entry what it is called, and how many recordings it is about; when all were seen."""
        return [(window.text, self._used[number]) for number, window in enumerate(self._windows)]

    def check(self) -> list[str]:
        """To be called when all recordings were seen.

        :returns: what has no effect; sentences
        :raises InputError: if an expression names a field that no recording has
        """
        unused = [number for number in range(len(self._windows)) if not self._used[number]]
        return [
            *self._names.check(),
            *(f"expected, entry {number + 1}: it is about none of the recordings." for number in unused),
        ]

    def _matching(self, recording: Mapping[str, Any]) -> list[ExpectedWindow]:
        return [window for window in self._windows if window.where is None or window.where.is_true_for(recording)]
