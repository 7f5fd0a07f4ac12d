# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way a request to the API can end badly, as one small family of exceptions.

An error says what was wrong, where, and what to do. Errors the server answered with keep its own words:
``error_code``, ``request_id`` and ``http_status`` are attributes, so that no caller parses a message.
"""

from __future__ import annotations

from typing import Any


class IceError(Exception):
    """Base of all errors of the engine.

    ``retryable`` tells the client whether the same request, signed anew, may succeed a moment later;
    ``maybe_processed`` whether the server may have done what was asked in spite of the error, so that a request that
    changes something must not simply be sent again.

    :ivar done: what had been done before the error, as part of the caller's result
    """

    retryable = False
    maybe_processed = False

    def __init__(
        self,
        message: str,
        *,
        error_code: str | None = None,
        request_id: str | None = None,
        http_status: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.error_code = error_code
        self.request_id = request_id
        self.http_status = http_status
        self.done: dict[str, Any] = {}

    def add(self, remark: str) -> None:
        """Say more, now that more is known."""
        self.message = f"{self.message} {remark}"
        self.args = (self.message,)

    def details(self) -> dict[str, Any]:
        """The machine-readable part, without what is not known."""
        known = {
            "error_code": self.error_code,
            "request_id": self.request_id,
            "http_status": self.http_status,
        }
        return {**{name: value for name, value in known.items() if value is not None}, **self.done}


class InputError(IceError):
    """What the user asked for cannot be meant; found before any request."""


class CredentialsError(InputError):
    """No usable credentials, or half of a pair."""


class MissingLibraryError(IceError):
    """A Python library that the work needs is not installed where it runs."""

    def __init__(self, library: str, purpose: str, cause: str = "") -> None:
        super().__init__(f"The Python library {library} is needed {purpose}; install it with: pip install {library}")
        self.library = library
        self.cause = cause


class TransportError(IceError):
    """No usable answer: the connection failed, timed out or broke, or the body was no JSON."""

    retryable = True
    maybe_processed = True


class NotReachedError(TransportError):
    """No connection came about, so the server knows nothing of the request."""

    maybe_processed = False


class CertificateError(NotReachedError):
    """The server's certificate was refused; asking again gives the same certificate."""

    retryable = False


class DeadlineError(IceError):
    """The task's deadline was reached before the work was done."""


class IncompleteError(IceError):
    """The list was read, but that nothing is missing could not be shown."""


class ApiError(IceError):
    """The server understood the request and answered with an error of its own."""


class ServerError(ApiError):
    """A passing trouble on the server's side."""

    retryable = True
    maybe_processed = True


class NonceUsedError(ApiError):
    """The nonce was seen before (a proxy sent the request twice, say); a new one helps."""

    retryable = True
    maybe_processed = True  # as the first copy


class ThrottlingError(ApiError):
    """Too many requests. ``retry_after`` is in seconds where the server named a time."""

    retryable = True

    def __init__(
        self,
        message: str,
        *,
        error_code: str | None = None,
        request_id: str | None = None,
        http_status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, error_code=error_code, request_id=request_id, http_status=http_status)
        self.retry_after = retry_after


class ClockError(ApiError):
    """The request's date is too far from the server's clock."""


class CredentialsRefusedError(ApiError):
    """The server does not accept the key, the signature or the security token."""


class PermissionDeniedError(ApiError):
    """The key is good, but is not allowed to do this."""


class ParameterRefusedError(ApiError):
    """The server does not accept a parameter."""
