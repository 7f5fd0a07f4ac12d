# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the address and the headers of a webhook can be used. What is wrong is said without showing either."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

# Metadata services of clouds, whose answers are credentials. That of Alibaba Cloud is not link-local.
_METADATA = (
    ipaddress.ip_network("169.254.0.0/16"),
    ipaddress.ip_network("fe80::/10"),
    ipaddress.ip_network("fd00:ec2::254/128"),
    ipaddress.ip_network("100.100.100.200/32"),
)
_NOT_IN_ADDRESS = re.compile(r"[^!-~]")  # blanks, line breaks, and what is not ASCII
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


def faults_in_address(address: Any) -> Iterator[str]:
    """What is wrong with the address of a webhook, as the ends of sentences that begin with its name."""
    if not isinstance(address, str) or not re.match(r"https?://", address, re.IGNORECASE):
        yield "must begin with http:// or https://"
        return
    if _NOT_IN_ADDRESS.search(address):
        yield "has a blank, a line break or another character that an address cannot have; write it as %20 and the like"
        return
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        yield "has a host or a port that is not valid"
        return
    if not host:
        yield "has no host"
    elif "@" in parts.netloc:
        yield "has a user or a password before the @; send them in webhook_headers as Authorization"
    elif _is_metadata(host):
        yield "is that of a metadata service (a link-local address), which is never a webhook"


def _is_metadata(host: str) -> bool:
    if host.rstrip(".").lower() == "metadata.google.internal":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:  # the resolver also takes 2852039166, 0xa9fea9fe and 169.254.43518
            address = ipaddress.ip_address(socket.inet_aton(host.rstrip(".")))
        except (OSError, UnicodeError):
            return False  # a name
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in _METADATA)


def faults_in_headers(headers: Any) -> Iterator[str]:
    """The same of its headers."""
    if not isinstance(headers, dict):
        yield "must be a dictionary of names and values"
        return
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            yield "has a name that HTTP does not allow: only letters, digits and hyphens are safe"
        elif isinstance(value, bool) or not isinstance(value, (str, int, float)):
            yield f"has a value that is neither text nor a number, for {name}"
        elif not _HEADER_VALUE.fullmatch(str(value)):
            yield f"has a value with a line break or another character that HTTP does not allow, for {name}"
