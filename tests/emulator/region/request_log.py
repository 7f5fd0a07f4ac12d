# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A record of every API request, for tests that ask what a client really sent."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass, field

LONGEST_LOG = 100_000


@dataclass(slots=True)
class RequestRecord:
    """One API request and how it was answered."""

    action: str
    method: str
    parameters: dict[str, str]
    received_at: float
    """Epoch seconds by the machine's clock, whatever the emulator's clock pretends."""
    client_port: int
    """The peer's port: requests that share it shared a connection."""
    in_flight: int
    """Requests being served when this one arrived, itself included."""
    access_key_id: str = ""
    signed_headers: list[str] = field(default_factory=list)
    status: int = 0
    """HTTP status; 0 where the connection was cut without an answer."""
    error_code: str = ""
    request_id: str = ""
    fault: str = ""
    """The fault that spoiled the answer, if one did."""
    region: str = ""
    """The region whose port the request came in at."""


class RequestLog:
    """The latest requests, oldest first."""

    def __init__(self) -> None:
        self._records: deque[RequestRecord] = deque(maxlen=LONGEST_LOG)

    def add(self, record: RequestRecord) -> None:
        """Append one record; the oldest gives way when the log is full."""
        self._records.append(record)

    def clear(self) -> None:
        """Drop all records."""
        self._records.clear()

    def as_documents(self) -> list[dict[str, object]]:
        """All records, ready for JSON."""
        return [asdict(record) for record in self._records]
