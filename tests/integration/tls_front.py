# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS in front of the emulator, and a proxy that leads there: for what plain HTTP over loopback cannot show."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAMES = (
    "localhost",
    *(
        f"{service}.{region}.aliyuncs.com"
        for service in ("ice", "ice-vpc")
        for region in ("cn-shanghai", "cn-beijing", "cn-hangzhou")
    ),
)


@dataclass
class TlsFront:
    """Where the front and the proxy listen, and what was asked of the proxy."""

    certificate: Path
    endpoint: str
    proxy: str
    tunnels: list[str] = field(default_factory=list)


@contextmanager
def tls_front(emulator: str, folder: Path) -> Iterator[TlsFront]:
    """Serve the emulator over TLS as ``localhost``, and through a proxy as the API's own hosts."""
    parts = urlsplit(emulator)
    assert parts.hostname
    assert parts.port
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _listener() as front, _listener() as proxy:
        state = TlsFront(
            certificate, f"https://localhost:{front.getsockname()[1]}", f"http://127.0.0.1:{proxy.getsockname()[1]}"
        )

        def serve_tls(client: socket.socket) -> None:
            with context.wrap_socket(client, server_side=True) as plain:
                _pass_on(plain, (str(parts.hostname), int(parts.port or 0)))

        def serve_proxy(client: socket.socket) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096)
            state.tunnels.append(head.split(b" ")[1].decode())
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _pass_on(client, front.getsockname())

        _accept(front, serve_tls)
        _accept(proxy, serve_proxy)
        yield state


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests of the collection")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in NAMES]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def _listener() -> closing[socket.socket]:
    return closing(socket.create_server(("127.0.0.1", 0)))


def _accept(listener, serve) -> None:
    def guarded(client: socket.socket) -> None:
        # A client that refuses the certificate just goes away.
        with suppress(OSError), client:
            serve(client)

    def loop() -> None:
        with suppress(OSError):
            while True:
                client, _address = listener.accept()
                threading.Thread(target=guarded, args=(client,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()


def _pass_on(client: socket.socket, address: tuple[str, int]) -> None:
    """Everything from one side to the other until either ends."""
    with socket.create_connection(address) as server:
        back = threading.Thread(target=_copy, args=(server, client), daemon=True)
        back.start()
        _copy(client, server)
        back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
