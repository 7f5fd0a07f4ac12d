# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API under `/_emulator/`: jobs, faults and the request log, for tests and the curious."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .control_jobs import ControlError, add_job, change_status, every_job
from .faults import FaultError, Faults, faults_from
from .seeding import SeedError, seed_options_from
from .services import Services

_Handler = Callable[[Request], Awaitable[Response]]


class Control:
    """Handlers of the control API."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[Route]:
        """The routes, relative to the prefix."""
        table: list[tuple[str, str, _Handler]] = [
            ("/health", "GET", self._health),
            ("/reset", "POST", self._reset),
            ("/seed", "POST", self._seed),
            ("/jobs", "GET", self._jobs),
            ("/jobs", "POST", self._add_job),
            ("/jobs/{job_id}", "PATCH", self._change_job),
            ("/faults", "GET", self._faults),
            ("/faults", "PUT", self._set_faults),
            ("/faults", "DELETE", self._clear_faults),
            ("/requests", "GET", self._requests),
            ("/requests", "DELETE", self._clear_requests),
        ]
        return [Route(path, _guarded(handler), methods=[verb]) for path, verb, handler in table]

    async def _health(self, _request: Request) -> Response:
        services = self._services
        return JSONResponse({"status": "ok", "region": services.region, "jobs": services.store.count()})

    async def _reset(self, _request: Request) -> Response:
        self._services.reset()
        return JSONResponse({"jobs": 0})

    async def _seed(self, request: Request) -> Response:
        document = dict(await _document(request))
        count = document.pop("count", None)
        owner = document.pop("owner", None)
        if isinstance(count, bool) or not isinstance(count, int):
            raise ControlError("count must be a whole number")
        if owner is not None and not isinstance(owner, str):
            raise ControlError("owner must be a text")
        self._services.seed(count, seed_options_from(document), owner)
        return JSONResponse({"jobs": self._services.store.count()})

    async def _jobs(self, _request: Request) -> Response:
        jobs = ",".join(every_job(self._services))
        return Response(f'{{"jobs":[{jobs}]}}', media_type="application/json")

    async def _add_job(self, request: Request) -> Response:
        job = add_job(self._services, await _document(request))
        return Response(job, media_type="application/json")

    async def _change_job(self, request: Request) -> Response:
        document = await _document(request)
        job = change_status(self._services, request.path_params["job_id"], document)
        return Response(job, media_type="application/json")

    async def _faults(self, _request: Request) -> Response:
        plan = self._services.plan
        faults = {name: getattr(plan.faults, name) for name in Faults.__dataclass_fields__}
        text = json.dumps({"faults": faults, "struck": plan.struck()}, default=_plain)
        return Response(text, media_type="application/json")

    async def _set_faults(self, request: Request) -> Response:
        self._services.set_faults(faults_from(await _document(request)))
        return await self._faults(request)

    async def _clear_faults(self, request: Request) -> Response:
        self._services.set_faults(Faults())
        return await self._faults(request)

    async def _requests(self, _request: Request) -> Response:
        return JSONResponse({"requests": self._services.log.as_documents()})

    async def _clear_requests(self, _request: Request) -> Response:
        self._services.log.clear()
        return JSONResponse({"requests": []})


def _plain(value: object) -> object:
    """Faults hold dataclasses and read-only mappings, which JSON does not know."""
    return dict(value) if isinstance(value, Mapping) else asdict(value)  # type: ignore[call-overload]


def _guarded(handler: _Handler) -> _Handler:
    """Let only this machine's own programs in, and answer mistakes in one line of JSON."""

    async def guarded(request: Request) -> Response:
        if request.client is None or not _is_loopback(request.client.host):
            return _error(403, "the control API answers this machine only")
        # A browser names the origin of a page's requests; no page has any business here.
        if "origin" in request.headers:
            return _error(403, "the control API does not answer web pages")
        try:
            return await handler(request)
        except (ControlError, FaultError, SeedError) as error:
            return _error(400, str(error))

    return guarded


def _is_loopback(host: str) -> bool:
    address = ipaddress.ip_address(host)
    # A socket for both families shows IPv4 peers as IPv6 addresses.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


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
