# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether and when the stream of a submitted job arrives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite

LONGEST_S = 1e9


class StreamOptionError(ValueError):
    """A stream option that does not exist, or a value that it cannot have."""


@dataclass(frozen=True)
class StreamOptions:
    """Streams arrive `stream_arrives_after_s` after their job was submitted, except dead ones.

    A stream is dead if its URL begins with one of `dead_streams` and with none of `live_streams`. A job whose stream
    has not arrived within `stream_timeout_s` is paused.

    A stream that has arrived breaks once, `stream_breaks_after_s` later, and its job is paused then. The stream of a
    paused job returns once, `stream_returns_after_s` later, and the job is started then. None: it never does.
    """

    stream_timeout_s: float = 180.0
    stream_arrives_after_s: float = 1.0
    dead_streams: tuple[str, ...] = ()
    live_streams: tuple[str, ...] = ()
    stream_breaks_after_s: float | None = None
    stream_returns_after_s: float | None = None

    def next_change(self, url: str, status: str, *, arrived_late: bool = False) -> tuple[float, str] | None:
        """Seconds that a job with this stream stays in a status, and what it becomes then; None: it stays so for ever.

        :param arrived_late: whether the job was paused before; then its stream does not break again
        """
        if status == "initial":
            return self.outcome(url)
        if status == "paused":
            return None if self.stream_returns_after_s is None else (self.stream_returns_after_s, "started")
        if arrived_late or self.stream_breaks_after_s is None:
            return None
        return self.stream_breaks_after_s, "paused"

    def outcome(self, url: str) -> tuple[float, str]:
        """Seconds after which the status of a job with this stream changes, and what it becomes."""
        dead = url.startswith(self.dead_streams) and not url.startswith(self.live_streams)
        if dead or self.stream_arrives_after_s > self.stream_timeout_s:
            return self.stream_timeout_s, "paused"
        return self.stream_arrives_after_s, "started"

    def changed(self, document: Mapping[str, object]) -> StreamOptions:
        """These options with those of a JSON document in their place; StreamOptionError names what is wrong."""
        unknown = sorted(set(document) - {field.name for field in fields(StreamOptions)})
        if unknown:
            raise StreamOptionError(f"unknown stream option {unknown[0]!r}")
        values = {name: _READERS[name](name, value) for name, value in document.items()}
        change: Callable[..., StreamOptions] = replace
        return change(self, **values)


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise StreamOptionError(f"{name} must be a number")
    if not 0 <= value <= LONGEST_S:
        raise StreamOptionError(f"{name} must be from 0 to {LONGEST_S:.0f} seconds")
    return float(value)


def _seconds_or_never(name: str, value: object) -> float | None:
    return None if value is None else _seconds(name, value)


def _urls(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(url, str) and url for url in value):
        raise StreamOptionError(f"{name} must be a list of URLs, or of their beginnings")
    return tuple(value)


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "stream_timeout_s": _seconds,
    "stream_arrives_after_s": _seconds,
    "dead_streams": _urls,
    "live_streams": _urls,
    "stream_breaks_after_s": _seconds_or_never,
    "stream_returns_after_s": _seconds_or_never,
}
