# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: the control API beside the gateway."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send

from .control.access import Access
from .control.control import Control
from .gateway.connections import ConnectionCutter
from .gateway.delivery import Delivery
from .gateway.gateway import Gateway
from .region.regions import Regions

CONTROL_PREFIX = "/_emulator"


def make_application(
    regions: Regions, cutter: ConnectionCutter, access: Access, ports: Sequence[int] = ()
) -> Starlette:
    """Everything that one emulator serves. Whatever is not control is the API's to judge.

    `access` says who may use the control API.
    `ports` are the regions' ports, in their order; any other port is the first region's.
    """
    gateways = [Gateway(services, Delivery(services.clock, cutter)) for services in regions]
    by_port = dict(zip(ports, gateways, strict=False))

    async def gateway(scope: Scope, receive: Receive, send: Send) -> None:
        port = (scope.get("server") or ("", 0))[1]
        await by_port.get(port, gateways[0])(scope, receive, send)

    application = Starlette(
        routes=[Mount(CONTROL_PREFIX, routes=Control(regions, access).routes())],
        exception_handlers={Exception: _report},
    )
    application.router.default = gateway
    return application


async def _report(_request: Request, error: Exception) -> Response:
    """A mistake of the emulator's own: shown where it runs, and answered as the API would."""
    traceback.print_exception(error, file=sys.stderr)
    body = {"Code": "InternalError", "Message": f"The emulator failed: {type(error).__name__}: {error}"}
    return JSONResponse(body, status_code=500)
