# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client of the control API, on the standard library alone."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote, urlsplit

from ansible_collections.mediaops.alicloud.tests.emulator.region.request_log import RequestRecord

from .control_token import TOKEN_VARIABLE

# Seeding a million jobs happens within one request.
_TIMEOUT_S = 120.0


class ControlRefusedError(Exception):
    """The emulator did not accept a control request; the message is its reason."""


class ControlClient:
    """Speaks to the control API of the emulator at `endpoint`; proxies are never used.

    The token is what the emulator was started with, by default that of the environment: ICE_EMULATOR_CONTROL_TOKEN.
    """

    def __init__(self, endpoint: str, token: str | None = None, *, timeout_s: float = _TIMEOUT_S) -> None:
        parts = urlsplit(endpoint)
        self._timeout_s = timeout_s
        self._token = os.environ.get(TOKEN_VARIABLE, "") if token is None else token
        self._host = parts.hostname or ""
        self._port = parts.port or 80

    def health(self) -> dict[str, Any]:
        """Status, process id, region, all regions and number of jobs."""
        return self._call("GET", "/health")

    def reset(self) -> None:
        """Remove all jobs, files, faults, nonces and request records; templates and stream options of the start."""
        self._call("POST", "/reset")

    def load(self, scenario: Mapping[str, object]) -> int:
        """Reset, and bring a scenario about; returns how many jobs there are now.

        A scenario has any of streams, templates, seeds, jobs, file_seeds, files and faults; see `scenario.py`.
        """
        return int(self._call("POST", "/scenario", dict(scenario))["jobs"])

    def seed(self, count: int, **options: object) -> int:
        """Add seeded jobs; returns how many jobs there are now.

        Options: days, start, end, same_second, paused_share, initial_share, name_prefix, owner, region.
        """
        return int(self._call("POST", "/seed", {"count": count, **options})["jobs"])

    def add_job(self, **fields: str | None) -> dict[str, Any]:
        """Add one job; every field has a default. Returns it as the API shows it.

        Fields: name, stream_url, output_type, output_bucket, output_endpoint, notify_url, status,
        create_time, job_id, template_id, owner, region.
        """
        return self._call("POST", "/jobs", fields)

    def set_status(self, job_id: str, status: str) -> dict[str, Any]:
        """Give a job another status, which it keeps. Returns it as the API shows it."""
        return self._call("PATCH", f"/jobs/{quote(job_id, safe='')}", {"status": status})

    def jobs(self) -> list[dict[str, Any]]:
        """All jobs of the store, oldest first, with Owner, Region and StatusChanges added."""
        return cast("list[dict[str, Any]]", self._call("GET", "/jobs")["jobs"])

    def seed_files(self, per_job: int = 2, **options: object) -> int:
        """Add files to the jobs that there are; returns how many files there are now.

        Options: cycle_s, formats, job_ids, status, owner, region.
        """
        return int(self._call("POST", "/files/seed", {"per_job": per_job, **options})["files"])

    def seed_recordings(self, count: int, **options: object) -> int:
        """Add channels with their templates, jobs and files; returns how many files there are now.

        Options: those of `RecordingSeedOptions`, owner, region.
        """
        return int(self._call("POST", "/recordings/seed", {"count": count, **options})["files"])

    def add_file(self, **fields: str | int | None) -> dict[str, Any]:
        """Add one file to a job, the newest by default; every field has a default. Returns it as the API shows it.

        Fields: job_id, record_id, format, start_time, end_time, create_time, record_url, width, height, owner,
        region.
        """
        return self._call("POST", "/files", fields)

    def files(self) -> list[dict[str, Any]]:
        """All files of the store, oldest first, with Owner and Region added."""
        return cast("list[dict[str, Any]]", self._call("GET", "/files")["files"])

    def add_template(self, **fields: object) -> dict[str, Any]:
        """Add one template; every field has a default. Returns it as the API shows it.

        Fields: name, record_formats (a list as the API's RecordFormat), type, template_id, create_time, owner,
        region.
        """
        return self._call("POST", "/templates", fields)

    def templates(self) -> list[dict[str, Any]]:
        """All templates of the store, oldest first, with Owner and Region added."""
        return cast("list[dict[str, Any]]", self._call("GET", "/templates")["templates"])

    def set_streams(self, **options: object) -> dict[str, Any]:
        """Change when streams arrive, also for jobs that await theirs; returns what `streams` returns.

        Options: stream_timeout_s, stream_arrives_after_s, dead_streams, live_streams, stream_breaks_after_s,
        stream_returns_after_s; others stay as they are.
        """
        return self._call("PATCH", "/streams", options)

    def streams(self) -> dict[str, Any]:
        """The stream options in force."""
        return self._call("GET", "/streams")

    def set_faults(self, *, region: str | None = None, **faults: object) -> dict[str, Any]:
        """Put these faults in force and no others, in all regions or in one. Returns what `faults` returns."""
        return self._call("PUT", _faults_path(region), faults)

    def clear_faults(self, *, region: str | None = None) -> None:
        """Back to perfect health, in all regions or in one."""
        self._call("DELETE", _faults_path(region))

    def faults(self, *, region: str | None = None) -> dict[str, Any]:
        """The faults in force in a region (`faults`), the first by default, and how often each struck (`struck`)."""
        return self._call("GET", _faults_path(region))

    def requests(self) -> list[RequestRecord]:
        """The API requests since the start or the last clearing, oldest first."""
        return [RequestRecord(**entry) for entry in self._call("GET", "/requests")["requests"]]

    def clear_requests(self) -> None:
        """Empty the log of API requests."""
        self._call("DELETE", "/requests")

    def _call(self, method: str, path: str, document: object = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        try:
            body = None if document is None else json.dumps(document)
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
            connection.request(method, f"/_emulator{path}", body, headers)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise ControlRefusedError(_reason(answer) or f"HTTP {response.status}")
        return cast("dict[str, Any]", json.loads(answer))


def _faults_path(region: str | None) -> str:
    return "/faults" if region is None else f"/faults?region={quote(region, safe='')}"


def _reason(answer: bytes) -> str | None:
    try:
        return str(json.loads(answer)["error"])
    except (ValueError, KeyError, TypeError):
        return None
