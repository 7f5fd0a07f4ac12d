# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API under `/_emulator/`: jobs, faults and the request log, for tests and the curious."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions

from .access import Access
from .fields import MISTAKES, ControlError
from .files import add_file, every_file, seed_files_of_jobs, seed_recordings_with_files
from .jobs import add_job, change_status, every_job, seed_jobs
from .scenario import load_scenario
from .settings import change_streams, set_faults
from .templates import add_template, every_template

_Handler = Callable[[Request], Awaitable[Response]]


class Control:
    """Handlers of the control API."""

    def __init__(self, regions: Regions, access: Access) -> None:
        self._regions = regions
        self._access = access

    def routes(self) -> list[Route]:
        """The routes, relative to the prefix."""
        table: list[tuple[str, str, _Handler]] = [
            ("/health", "GET", self._health),
            ("/reset", "POST", self._reset),
            ("/scenario", "POST", self._load_scenario),
            ("/seed", "POST", self._seed),
            ("/jobs", "GET", self._jobs),
            ("/jobs", "POST", self._add_job),
            ("/jobs/{job_id}", "PATCH", self._change_job),
            ("/files", "GET", self._files),
            ("/files", "POST", self._add_file),
            ("/files/seed", "POST", self._seed_files),
            ("/recordings/seed", "POST", self._seed_recordings),
            ("/templates", "GET", self._templates),
            ("/templates", "POST", self._add_template),
            ("/streams", "GET", self._streams),
            ("/streams", "PATCH", self._change_streams),
            ("/faults", "GET", self._faults),
            ("/faults", "PUT", self._set_faults),
            ("/faults", "DELETE", self._clear_faults),
            ("/requests", "GET", self._requests),
            ("/requests", "DELETE", self._clear_requests),
        ]
        return [
            Route("/alive", self._guarded(self._alive, needs_token=False), methods=["GET"]),
            *(Route(path, self._guarded(handler), methods=[verb]) for path, verb, handler in table),
        ]

    async def _alive(self, _request: Request) -> Response:
        """For health checks, which have no token: that it answers, and nothing else."""
        return JSONResponse({"status": "ok"})

    async def _health(self, _request: Request) -> Response:
        regions = self._regions
        return JSONResponse(
            {
                "status": "ok",
                "pid": os.getpid(),
                "region": regions.first.region,
                "regions": regions.names(),
                "jobs": regions.first.store.count(),
            }
        )

    async def _reset(self, _request: Request) -> Response:
        self._regions.reset()
        return JSONResponse({"jobs": 0})

    async def _load_scenario(self, request: Request) -> Response:
        scenario = await _document(request)
        self._regions.reset()
        load_scenario(self._regions, scenario)
        return JSONResponse({"jobs": self._regions.first.store.count()})

    async def _seed(self, request: Request) -> Response:
        return JSONResponse({"jobs": seed_jobs(self._regions, await _document(request))})

    async def _jobs(self, _request: Request) -> Response:
        return _list("jobs", every_job(self._regions))

    async def _add_job(self, request: Request) -> Response:
        return _json(add_job(self._regions, await _document(request)))

    async def _change_job(self, request: Request) -> Response:
        document = await _document(request)
        return _json(change_status(self._regions, request.path_params["job_id"], document))

    async def _files(self, _request: Request) -> Response:
        return _list("files", every_file(self._regions))

    async def _add_file(self, request: Request) -> Response:
        return _json(add_file(self._regions, await _document(request)))

    async def _seed_files(self, request: Request) -> Response:
        return JSONResponse({"files": seed_files_of_jobs(self._regions, await _document(request))})

    async def _seed_recordings(self, request: Request) -> Response:
        return JSONResponse({"files": seed_recordings_with_files(self._regions, await _document(request))})

    async def _templates(self, _request: Request) -> Response:
        return _list("templates", every_template(self._regions))

    async def _add_template(self, request: Request) -> Response:
        return _json(add_template(self._regions, await _document(request)))

    async def _streams(self, _request: Request) -> Response:
        return JSONResponse(asdict(self._regions.first.streams.options))

    async def _change_streams(self, request: Request) -> Response:
        change_streams(self._regions, await _document(request))
        return await self._streams(request)

    async def _faults(self, request: Request) -> Response:
        plan = self._regions.named(request.query_params.get("region")).plan
        faults = {name: getattr(plan.faults, name) for name in Faults.__dataclass_fields__}
        return _json(json.dumps({"faults": faults, "struck": plan.struck()}, default=_plain))

    async def _set_faults(self, request: Request) -> Response:
        set_faults(self._regions, await _document(request), request.query_params.get("region"))
        return await self._faults(request)

    async def _clear_faults(self, request: Request) -> Response:
        self._regions.set_faults(Faults(), request.query_params.get("region"))
        return await self._faults(request)

    async def _requests(self, _request: Request) -> Response:
        return JSONResponse({"requests": self._regions.first.log.as_documents()})

    async def _clear_requests(self, _request: Request) -> Response:
        self._regions.first.log.clear()
        return JSONResponse({"requests": []})

    def _guarded(self, handler: _Handler, *, needs_token: bool = True) -> _Handler:
        """Let in whom the access allows, and answer mistakes in one line of JSON."""

        async def guarded(request: Request) -> Response:
            refusal = self._access.refusal(request, needs_token=needs_token)
            if refusal is not None:
                return refusal
            try:
                return await handler(request)
            except MISTAKES as error:
                return _error(400, str(error))

        return guarded


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


def _list(name: str, entries: Iterable[str]) -> Response:
    return _json(f'{{"{name}":[{",".join(entries)}]}}')


def _plain(value: object) -> object:
    """Faults hold dataclasses and read-only mappings, which JSON does not know."""
    return dict(value) if isinstance(value, Mapping) else asdict(value)  # type: ignore[call-overload]


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": message}, status_code=status)


async def _document(request: Request) -> Mapping[str, object]:
    try:
        document = json.loads(await request.body())
    except ValueError as error:
        raise ControlError(f"the body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise ControlError("the body must be a JSON object")
    return document
