# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of the control API, on the standard library alone."""

from __future__ import annotations

import http.client
import json
from typing import Any, cast
from urllib.parse import quote, urlsplit

from .request_log import RequestRecord

# Seeding a million jobs happens within one request.
_TIMEOUT_S = 120.0


class ControlRefusedError(Exception):
    """The emulator did not accept a control request; the message is its reason."""


class ControlClient:
    """Speaks to the control API of the emulator at `endpoint`; proxies are never used."""

    def __init__(self, endpoint: str) -> None:
        parts = urlsplit(endpoint)
        self._host = parts.hostname or ""
        self._port = parts.port or 80

    def health(self) -> dict[str, Any]:
        """Status, region and number of jobs."""
        return self._call("GET", "/health")

    def reset(self) -> None:
        """Remove all jobs, faults, nonces and request records."""
        self._call("POST", "/reset")

    def seed(self, count: int, **options: object) -> int:
        """Add seeded jobs; returns how many jobs there are now.

        Options: days, start, end, same_second, paused_share, initial_share, name_prefix, owner.
        """
        return int(self._call("POST", "/seed", {"count": count, **options})["jobs"])

    def add_job(self, **fields: str | None) -> dict[str, Any]:
        """Add one job; every field has a default. Returns it as the API shows it.

        Fields: name, stream_url, output_type, output_bucket, output_endpoint, notify_url, status,
        create_time, job_id, template_id, owner.
        """
        return self._call("POST", "/jobs", fields)

    def set_status(self, job_id: str, status: str) -> dict[str, Any]:
        """Give a job another status. Returns it as the API shows it."""
        return self._call("PATCH", f"/jobs/{quote(job_id, safe='')}", {"status": status})

    def jobs(self) -> list[dict[str, Any]]:
        """All jobs of the store, oldest first, with Owner, Region and StatusChanges added."""
        return cast("list[dict[str, Any]]", self._call("GET", "/jobs")["jobs"])

    def set_faults(self, **faults: object) -> dict[str, Any]:
        """Put these faults in force and no others. Returns what `faults` returns."""
        return self._call("PUT", "/faults", faults)

    def clear_faults(self) -> None:
        """Back to perfect health."""
        self._call("DELETE", "/faults")

    def faults(self) -> dict[str, Any]:
        """The faults in force (`faults`), and how often each has struck (`struck`)."""
        return self._call("GET", "/faults")

    def requests(self) -> list[RequestRecord]:
        """The API requests since the start or the last clearing, oldest first."""
        return [RequestRecord(**entry) for entry in self._call("GET", "/requests")["requests"]]

    def clear_requests(self) -> None:
        """Empty the log of API requests."""
        self._call("DELETE", "/requests")

    def _call(self, method: str, path: str, document: object = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        try:
            body = None if document is None else json.dumps(document)
            connection.request(method, f"/_emulator{path}", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise ControlRefusedError(_reason(answer) or f"HTTP {response.status}")
        return cast("dict[str, Any]", json.loads(answer))


def _reason(answer: bytes) -> str | None:
    try:
        return str(json.loads(answer)["error"])
    except (ValueError, KeyError, TypeError):
        return None
