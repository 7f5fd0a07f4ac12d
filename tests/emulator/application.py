# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: the control API beside the gateway."""

from __future__ import annotations

import sys
import traceback

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount

from .connections import ConnectionCutter
from .control import Control
from .delivery import Delivery
from .gateway import Gateway
from .services import Services

CONTROL_PREFIX = "/_emulator"


def make_application(services: Services, cutter: ConnectionCutter) -> Starlette:
    """Everything that one emulator serves. Whatever is not control is the API's to judge."""
    gateway = Gateway(services, Delivery(services.clock, cutter))
    application = Starlette(
        routes=[Mount(CONTROL_PREFIX, routes=Control(services).routes())],
        exception_handlers={Exception: _report},
    )
    application.router.default = gateway
    return application


async def _report(_request: Request, error: Exception) -> Response:
    """A mistake of the emulator's own: shown where it runs, and answered as the API would."""
    traceback.print_exception(error, file=sys.stderr)
    body = {"Code": "InternalError", "Message": f"The emulator failed: {type(error).__name__}: {error}"}
    return JSONResponse(body, status_code=500)
