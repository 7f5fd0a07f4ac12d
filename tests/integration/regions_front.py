# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's own hosts, a region each, through a proxy: so that regions are reached as they are outside of tests."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from .tls_front import _accept, _certificate, _listener, _pass_on

HOSTS = {region: f"ice.{region}.aliyuncs.com" for region in ("cn-shanghai", "cn-beijing")}
VPC_HOSTS = {region: f"ice-vpc.{region}.aliyuncs.com" for region in HOSTS}


@contextmanager
def regions_front(endpoints: Mapping[str, str], folder: Path) -> Iterator[dict[str, str | None]]:
    """Lead each region's host to its endpoint of the emulator; yields the environment that makes it so."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    with ExitStack() as stack:
        fronts: dict[str, tuple[str, int]] = {}

        def serve_proxy(client: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096)
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _pass_on(client, fronts[head.split(b" ")[1].decode()])

        for region, endpoint in endpoints.items():
            front = stack.enter_context(_listener())
            _accept(front, _tls_server(context, endpoint))
            for host in (HOSTS[region], VPC_HOSTS[region]):
                fronts[f"{host}:443"] = front.getsockname()
        proxy = stack.enter_context(_listener())
        _accept(proxy, serve_proxy)
        yield {
            "ALIBABA_CLOUD_ICE_ENDPOINT": None,
            "HTTPS_PROXY": f"http://127.0.0.1:{proxy.getsockname()[1]}",
            "MEDIAOPS_ALICLOUD_CA_PATH": str(certificate),
        }


def _tls_server(context: ssl.SSLContext, endpoint: str):
    parts = urlsplit(endpoint)

    def serve(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as plain:
            _pass_on(plain, (str(parts.hostname), int(parts.port or 0)))

    return serve
