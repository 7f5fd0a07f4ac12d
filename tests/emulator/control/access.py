# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use the control API: programs that have its token, and never a page in a browser.

The keys of the emulator's accounts are public, but whoever controls the emulator decides what playbooks believe. So a
request needs the token. Three more checks hold even if the token leaked:

* the peer is this machine, unless the emulator was started for others too,
* the request comes from no web page: browsers send ``Origin`` with what a page sends elsewhere,
* ``Host`` is an address or a name that was allowed. A page whose own name was made to lead here (DNS rebinding) sends
  that name.
"""

from __future__ import annotations

import hmac
import ipaddress
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_SCHEME = "bearer"


@dataclass(frozen=True)
class Access:
    """What a request needs. ``host_names`` are names of this machine, beside its addresses and ``localhost``."""

    token: str = field(repr=False)
    host_names: frozenset[str] = frozenset()
    allow_remote: bool = False

    def refusal(self, request: Request, *, needs_token: bool = True) -> Response | None:
        """The answer to a request that may not be served; None if it may."""
        if not self.allow_remote and not (request.client and _is_loopback(request.client.host)):
            return _refused(403, "the control API answers this machine only")
        if "origin" in request.headers:
            return _refused(403, "the control API does not answer web pages")
        if not self._knows(request.headers.get("host", "")):
            return _refused(403, "the control API does not answer to this host name; see --control-host")
        if needs_token and not self._has_token(request.headers.get("authorization", "")):
            return _refused(401, "the control API needs its token: Authorization: Bearer TOKEN")
        return None

    def _knows(self, host: str) -> bool:
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        return name.lower() in self.host_names | {"localhost"} or _is_address(name)

    def _has_token(self, authorization: str) -> bool:
        scheme, _space, token = authorization.partition(" ")
        # Takes as long for a token that is almost right as for any other.
        return scheme.lower() == _SCHEME and hmac.compare_digest(token.strip().encode(), self.token.encode())


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    address = ipaddress.ip_address(host)
    # A socket for both families shows IPv4 peers as IPv6 addresses.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def _refused(status: int, message: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse({"error": message}, status_code=status, headers=headers)
