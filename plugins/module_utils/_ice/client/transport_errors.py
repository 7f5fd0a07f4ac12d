# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the HTTP library reports when there is no usable answer, as errors that say what to do."""

from __future__ import annotations

import os
import socket
import ssl

from ..connection import Connection
from ..errors import CertificateError, NotReachedError, TransportError, as_clause
from ..redaction import Redactor, without_requests
from .libraries import httpx

CHECK_THE_WAY = "Check region, endpoint and network, and the proxy if there is one; or raise deadline."
_NOT_TLS = (
    "WRONG_VERSION_NUMBER",
    "HTTP_REQUEST",
    "RECORD_LAYER_FAILURE",
    "PACKET_LENGTH_TOO_LONG",
    "UNKNOWN_PROTOCOL",
)


def from_transport(
    error: httpx.HTTPError | ssl.SSLError, connection: Connection, proxy: Redactor, *, is_connecting: bool
) -> TransportError:
    """The error for a request that the HTTP library could not complete.

    :param proxy: masks the secrets of the proxy, which may repeat them
    :param is_connecting: whether the request itself was not sent yet
    """
    within = f"within {connection.options.timeout:g} seconds"
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateError(
                no_answer(connection, f"its certificate was refused: {cause.verify_message}")
                + " If the server's authority is your own, name it in ca_path."
            )
    if isinstance(error, ssl.SSLError) and is_connecting:
        return _no_tls(error, connection)
    # The library's message names hosts and reasons; a header or the URL of a proxy in it may hold a secret.
    words = proxy.text(connection.credentials.redact(without_requests(str(error))))
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        for cause in causes:
            if isinstance(cause, ssl.SSLError):
                return _no_tls(cause, connection)
        said = next((_words(cause) for cause in causes if isinstance(cause, OSError) and cause.errno), words)
        failed = not_reached(connection, said or f"no connection {within}")
        if connection.endpoint.is_loopback:
            failed.add("If this is an emulator, it does not run, or has another port.")
        return failed
    if isinstance(error, httpx.ProxyError):
        return NotReachedError(
            no_answer(connection, f"the proxy refused to connect to it: {words}") + " Check the proxy (HTTPS_PROXY)."
        )
    if isinstance(error, httpx.TimeoutException):
        return TransportError(no_answer(connection, f"no answer {within}"))
    if isinstance(error, ssl.SSLError) or (not words and isinstance(error, (httpx.ReadError, httpx.WriteError))):
        words = _why_broken(causes)
    elif "Receive buffer too long" in words:
        words = "its headers are larger than 100 KiB"
    return TransportError(no_answer(connection, words or type(error).__name__))


def not_reached(connection: Connection, reason: str) -> NotReachedError:
    """The error if no connection was established."""
    return NotReachedError(
        f"{connection.endpoint.url} could not be reached: {as_clause(reason)}. "
        "Check region, endpoint and network, and the proxy if there is one."
    )


def _no_tls(error: ssl.SSLError, connection: Connection) -> NotReachedError:
    """OpenSSL has its own names for what went wrong, and as a number of the system its errors mean something else."""
    if error.reason in _NOT_TLS:
        failed = not_reached(connection, "what answers there does not speak TLS (https) on this port")
        endpoint = connection.endpoint
        failed.add(
            f"An emulator is reached with http://: write http://{endpoint.host_header}."
            if endpoint.is_loopback
            else "A proxy, or a service on another port, may be meant."
        )
        return failed
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)) or error.reason == "UNEXPECTED_EOF_WHILE_READING":
        return not_reached(connection, "the server closed the connection during the TLS handshake")
    return not_reached(connection, f"the TLS handshake failed ({_reason(error)})")


def _reason(error: ssl.SSLError) -> str:
    return (error.reason or "unknown reason").replace("_", " ").lower()


def no_answer(connection: Connection, reason: str) -> str:
    """The message of an error about an answer that did not come."""
    return f"{connection.endpoint.url} gave no usable answer: {as_clause(reason)}."


def _why_broken(causes: list[BaseException]) -> str:
    """The library says nothing of a connection that breaks while it is in use."""
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return f"the encrypted connection broke ({_reason(cause)})"
        if isinstance(cause, OSError) and cause.errno:
            return f"the connection broke ({_words(cause)})"
    return "the connection broke"


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and what led to it, outermost first."""
    causes: list[BaseException] = []
    while error is not None and error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__
    return causes


def _words(error: OSError) -> str:
    """The system's text for the error. asyncio replaces it by its own, except for errors of resolvers."""
    if isinstance(error, socket.gaierror):
        return error.strerror or "the name cannot be resolved"
    return os.strerror(error.errno or 0)
