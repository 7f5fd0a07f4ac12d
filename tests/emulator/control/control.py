# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API under `/_emulator/`: jobs, faults and the request log, for tests and the curious."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults, faults_from
from ansible_collections.mediaops.alicloud.tests.emulator.faults.readers import FaultError
from ansible_collections.mediaops.alicloud.tests.emulator.operations import LISTS
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions, UnknownRegionError
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding import SeedError, seed_options_from
from ansible_collections.mediaops.alicloud.tests.emulator.region.seeding_files import file_seed_options_from, seed_files
from ansible_collections.mediaops.alicloud.tests.emulator.store.stream_options import StreamOptionError

from .fields import ControlError, take_text
from .files import add_file, every_file
from .jobs import add_job, change_status, every_job
from .templates import add_template, every_template

_Handler = Callable[[Request], Awaitable[Response]]


class Control:
    """Handlers of the control API."""

    def __init__(self, regions: Regions) -> None:
        self._regions = regions

    def routes(self) -> list[Route]:
        """The routes, relative to the prefix."""
        table: list[tuple[str, str, _Handler]] = [
            ("/health", "GET", self._health),
            ("/reset", "POST", self._reset),
            ("/seed", "POST", self._seed),
            ("/jobs", "GET", self._jobs),
            ("/jobs", "POST", self._add_job),
            ("/jobs/{job_id}", "PATCH", self._change_job),
            ("/files", "GET", self._files),
            ("/files", "POST", self._add_file),
            ("/files/seed", "POST", self._seed_files),
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
        return [Route(path, _guarded(handler), methods=[verb]) for path, verb, handler in table]

    async def _health(self, _request: Request) -> Response:
        regions = self._regions
        jobs = regions.first.store.count()
        return JSONResponse({"status": "ok", "region": regions.first.region, "regions": regions.names(), "jobs": jobs})

    async def _reset(self, _request: Request) -> Response:
        self._regions.reset()
        return JSONResponse({"jobs": 0})

    async def _seed(self, request: Request) -> Response:
        document = dict(await _document(request))
        count = document.pop("count", None)
        owner, region = take_text(document, "owner"), take_text(document, "region")
        if isinstance(count, bool) or not isinstance(count, int):
            raise ControlError("count must be a whole number")
        services = self._regions.named(region)
        services.seed(count, seed_options_from(document), owner)
        return JSONResponse({"jobs": services.store.count()})

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
        document = dict(await _document(request))
        owner, region = take_text(document, "owner"), take_text(document, "region")
        services = self._regions.named(region)
        self._regions.settle()
        seed_files(services, services.tenant_of(owner), file_seed_options_from(document))
        return JSONResponse({"files": services.files.count()})

    async def _templates(self, _request: Request) -> Response:
        return _list("templates", every_template(self._regions))

    async def _add_template(self, request: Request) -> Response:
        return _json(add_template(self._regions, await _document(request)))

    async def _streams(self, _request: Request) -> Response:
        return JSONResponse(asdict(self._regions.first.streams.options))

    async def _change_streams(self, request: Request) -> Response:
        document = await _document(request)
        # What is due by the options of before has happened.
        self._regions.settle()
        streams = self._regions.first.streams
        streams.set_options(streams.options.changed(document))
        return await self._streams(request)

    async def _faults(self, request: Request) -> Response:
        plan = self._regions.named(request.query_params.get("region")).plan
        faults = {name: getattr(plan.faults, name) for name in Faults.__dataclass_fields__}
        return _json(json.dumps({"faults": faults, "struck": plan.struck()}, default=_plain))

    async def _set_faults(self, request: Request) -> Response:
        faults = faults_from(await _document(request))
        _check_ignored(faults)
        self._regions.set_faults(faults, request.query_params.get("region"))
        return await self._faults(request)

    async def _clear_faults(self, request: Request) -> Response:
        self._regions.set_faults(Faults(), request.query_params.get("region"))
        return await self._faults(request)

    async def _requests(self, _request: Request) -> Response:
        return JSONResponse({"requests": self._regions.first.log.as_documents()})

    async def _clear_requests(self, _request: Request) -> Response:
        self._regions.first.log.clear()
        return JSONResponse({"requests": []})


def _check_ignored(faults: Faults) -> None:
    known = sorted({name for operation in LISTS for name in (*operation.parameters, *operation.list_parameters)})
    for name in faults.ignore_parameters:
        if name not in known:
            raise FaultError(f"fault ignore_parameters: no list has {name!r}; known: {', '.join(known)}")


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


def _list(name: str, entries: Iterable[str]) -> Response:
    return _json(f'{{"{name}":[{",".join(entries)}]}}')


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
        except (ControlError, FaultError, SeedError, StreamOptionError, UnknownRegionError) as error:
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
