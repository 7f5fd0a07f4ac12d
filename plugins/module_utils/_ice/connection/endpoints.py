# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where requests go: the endpoint of a region, or the one the user names."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from ..errors import InputError

_REGION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_LIKE_AN_ADDRESS = re.compile(r".*:.*|[0-9]+(?:\.[0-9]+){3}")
_HOST_OF_REGION = re.compile(r"ice(?:-[a-z]+)?\.([a-z0-9-]+)\.aliyuncs\.com")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Endpoint(NamedTuple):
    """A server."""

    scheme: str
    host: str
    port: int

    @property
    def host_header(self) -> str:
        """The ``Host`` header, which is signed. It has the port, unless that is the default of the scheme."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Scheme and host, with no path."""
        return f"{self.scheme}://{self.host_header}"

    @property
    def server(self) -> tuple[str, int]:
        """The same for two endpoints that are written differently but are one server."""
        host = "127.0.0.1" if self.host == "localhost" else self.host
        with suppress(ValueError):  # a name
            host = ipaddress.ip_address(host).compressed
        return host, self.port

    @property
    def is_loopback(self) -> bool:
        """Whether requests stay on this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def check_region(region: str) -> str:
    """The region, unchanged. :raises InputError: if it is no region id (it becomes part of a host name)"""
    if not _REGION.fullmatch(region):
        meant = region.strip().lower()
        hint = f"Did you mean {meant}?" if _REGION.fullmatch(meant) else "Write it as in cn-shanghai."
        raise InputError(f"region: {region!r} is not a region id. {hint}")
    return region


def endpoint_of_region(region: str) -> Endpoint:
    """The public endpoint of a region.

    Each region has its own, also those that the official SDK sends to ``ice.aliyuncs.com``: a request says nowhere but
    in the name of its host which region it is about, so a host that regions share cannot tell them apart.
    """
    return Endpoint("https", f"ice.{region}.aliyuncs.com", 443)


def check_endpoint_of_region(endpoint: Endpoint, region: str) -> Endpoint:
    """The endpoint, unchanged. :raises InputError: if its name says that it is the API of another region"""
    named = _HOST_OF_REGION.fullmatch(endpoint.host)
    if named and named[1] != region:
        raise InputError(
            f"endpoint: {endpoint.host} is the API of {named[1]}, and the region is {region}: what is in the one would "
            "be shown as if it were in the other. Write {region} where the name has the region, or set the same region "
            "in both (ALIBABA_CLOUD_ICE_ENDPOINT and ALIBABA_CLOUD_REGION_ID count, too)."
        )
    return endpoint


def parse_endpoint(text: str) -> Endpoint:
    """An endpoint as users write it: a host, a host and port, or an URL without a path.

    :raises InputError: if it is none of these, or would send signed requests unencrypted over a network
    """
    if "@" in text:  # before any message that would repeat the text
        raise InputError("endpoint: a user name or password in the URL is not supported; requests are signed.")
    if not text.isprintable() or " " in text:  # urlsplit would silently drop line breaks and tabs
        raise InputError(f"endpoint: {text!r} is not a host or URL; it holds a space, a line break or the like.")
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port, host = parts.port, (parts.hostname or "").lower()
    except ValueError as error:
        raise InputError(f"endpoint: {text!r} is not a host or URL: {error}.") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise InputError(f"endpoint: {text!r} begins with {parts.scheme}://; write https:// or just the host.")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise InputError(f"endpoint: {text!r} has a path or query; the API is at the root of its host.")
    if not _is_host(host):
        raise InputError(f"endpoint: {text!r} is not a host or URL. Write it as in ice.cn-shanghai.aliyuncs.com.")
    if port == 0:
        raise InputError(f"endpoint: {text!r} has port 0, on which no server listens.")
    endpoint = Endpoint(parts.scheme, host, port or _DEFAULT_PORTS[parts.scheme])
    if endpoint.scheme == "http" and not endpoint.is_loopback:
        raise InputError(
            f"endpoint: plain http:// to {host} is refused, since it is not this machine's loopback address: "
            "anyone on the way could read and change the answers. Use https://."
        )
    return endpoint


def _is_host(text: str) -> bool:
    """Whether this is a name or an address. The HTTP library takes no address that is none, and says so later."""
    if not _LIKE_AN_ADDRESS.fullmatch(text):
        return bool(_HOST.fullmatch(text))
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
