# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the HTTP library reports when there is no usable answer, as errors that say what to do."""

from __future__ import annotations

import os
import socket
import ssl

from ..connection import Connection
from ..errors import CertificateError, NotReachedError, TransportError
from .libraries import httpx


def from_transport(error: httpx.HTTPError, connection: Connection) -> TransportError:
    """The error for a request that the HTTP library could not complete."""
    within = f"within {connection.options.timeout:g} seconds"
    causes = _causes(error)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateError(
                no_answer(connection, f"its certificate was refused: {cause.verify_message}")
                + " If the server's authority is your own, name it in ca_path."
            )
    # The library's message names hosts and reasons; a header or the URL of a proxy in it may hold a secret.
    words = connection.credentials.redact(str(error))
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        said = next((_words(cause) for cause in causes if isinstance(cause, OSError) and cause.errno), words)
        return NotReachedError(
            f"{connection.endpoint.url} could not be reached: {said or f'no connection {within}'}. "
            "Check region, endpoint and network, and the proxy if there is one."
        )
    if isinstance(error, httpx.TimeoutException):
        return TransportError(no_answer(connection, f"no answer {within}"))
    return TransportError(no_answer(connection, words or type(error).__name__))


def no_answer(connection: Connection, reason: str) -> str:
    """The message of an error about an answer that did not come."""
    return f"{connection.endpoint.url} gave no usable answer: {reason}."


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
