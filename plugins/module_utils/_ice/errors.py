# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which a request to the API can fail, as one small family of exceptions.

An error says what was wrong, where, and what to do. What the server answered is kept in the attributes ``error_code``,
``request_id`` and ``http_status``, so that no caller has to parse a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_clause(words: str) -> str:
    """What somebody else said, to be part of a sentence: without a full stop of its own."""
    return words.rstrip(". \n")


class IceError(Exception):
    """Base of all errors of the engine.

    ``retryable`` tells the client whether the same request, with a new signature, may succeed a moment later.
    ``maybe_processed`` tells whether the server may have done what was asked in spite of the error. If so, a request
    that changes something must not be sent again.

    :ivar retry_after: how many seconds the server asks to wait before the request is sent again; None if it does not

    :param facts: more that a program may want to know, as part of the caller's result: the ids that the error is
        about, or what had been done before it
    """

    retryable = False
    maybe_processed = False
    retry_after: float | None = None

    def __init__(
        self,
        message: str,
        *,
        error_code: str | None = None,
        request_id: str | None = None,
        http_status: int | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.error_code = error_code
        self.request_id = request_id
        self.http_status = http_status
        self.facts: dict[str, Any] = dict(facts or {})

    def add(self, remark: str) -> None:
        """Append a sentence to the message."""
        self.message = f"{self.message} {remark}"
        self.args = (self.message,)

    def details(self) -> dict[str, Any]:
        """The machine-readable part; what is not known is left out."""
        known = {
            "error_code": self.error_code,
            "request_id": self.request_id,
            "http_status": self.http_status,
        }
        return {**{name: value for name, value in known.items() if value is not None}, **self.facts}


class InputError(IceError):
    """An option is invalid. This is found before any request."""


class CredentialsError(InputError):
    """No usable credentials, or half of a pair."""


class MissingLibraryError(IceError):
    """A Python library that is needed is not installed on the host that runs the task."""

    def __init__(self, library: str, purpose: str, cause: str = "") -> None:
        super().__init__(f"The Python library {library} is needed {purpose}; install it with: pip install {library}")
        self.library = library
        self.cause = cause


class TransportError(IceError):
    """No usable answer: the connection failed, timed out or broke, or the body was not JSON."""

    retryable = True
    maybe_processed = True


class NotReachedError(TransportError):
    """No connection was established, so the server knows nothing of the request."""

    maybe_processed = False


class CertificateError(NotReachedError):
    """The server's certificate was refused. Another try would get the same certificate."""

    retryable = False


class AnswerTooLargeError(TransportError):
    """The answer is larger than any that the API gives. Another try would get the same."""

    retryable = False


class DeadlineError(IceError):
    """The deadline of the task was reached before the work was done."""


class IncompleteError(IceError):
    """The list was read, but it could not be shown that nothing is missing."""


class ApiError(IceError):
    """The server understood the request and answered with an error code."""


class ServerError(ApiError):
    """A temporary problem of the server."""

    retryable = True
    maybe_processed = True


class NonceUsedError(ApiError):
    """The nonce was used before, for example because a proxy sent the request twice; a new one helps."""

    retryable = True
    maybe_processed = True  # by the first copy


class ThrottlingError(ApiError):
    """Too many requests."""

    retryable = True


class ClockError(ApiError):
    """The request's date is too far from the server's clock."""


class CredentialsRefusedError(ApiError):
    """The server does not accept the key, the signature or the security token."""


class PermissionDeniedError(ApiError):
    """The key is valid, but is not allowed to do this."""


class AccountRefusedError(ApiError):
    """The account itself is held back, whatever its policies allow: unpaid, unverified, or under suspicion."""


class ParameterRefusedError(ApiError):
    """The server does not accept a parameter."""


class ConflictError(IceError):
    """What exists does not allow what was asked for; ``facts`` holds the ids it is about."""


class PartlyDoneError(IceError):
    """Only a part of what was asked for could be done; ``facts`` tells which."""
