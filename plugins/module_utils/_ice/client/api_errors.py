# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which error an answer of the server means."""

from __future__ import annotations

from typing import Any

from ..connection import Connection
from ..errors import (
    AccountRefusedError,
    AnswerTooLargeError,
    ApiError,
    ClockError,
    CredentialsRefusedError,
    IceError,
    NonceUsedError,
    ParameterRefusedError,
    PermissionDeniedError,
    ServerError,
    ThrottlingError,
    TransportError,
    as_clause,
)
from ..operations import Operation
from .advice import advice
from .answers import Answer, short_text
from .retry_after import retry_after

# By the beginning of the error code; the first that fits.
_ERRORS_BY_CODE: tuple[tuple[str, type[ApiError]], ...] = (
    ("Throttling", ThrottlingError),
    ("ServiceUnavailable", ServerError),
    ("InternalError", ServerError),
    ("InternalFailure", ServerError),
    ("SignatureNonceUsed", NonceUsedError),
    ("InvalidTimeStamp", ClockError),
    ("IllegalTimestamp", ClockError),
    ("SignatureDoesNotMatch", CredentialsRefusedError),
    ("IncompleteSignature", CredentialsRefusedError),
    ("InvalidAccessKeyId", CredentialsRefusedError),
    ("InvalidSecurityToken", CredentialsRefusedError),
    ("MissingSecurityToken", CredentialsRefusedError),
    ("Forbidden.RAM", PermissionDeniedError),
    ("Forbidden.NoPermission", PermissionDeniedError),
    ("Forbidden.AccessDenied", PermissionDeniedError),
    ("Forbidden.NotAuthorized", PermissionDeniedError),
    ("Forbidden.Unauthorized", PermissionDeniedError),
    ("Forbidden.SubUser", PermissionDeniedError),
    ("Forbidden.", AccountRefusedError),  # RiskControl, UserVerification, AccountOverdue, and more to come
    ("Forbidden", PermissionDeniedError),
    ("NoPermission", PermissionDeniedError),
    ("InvalidParameter", ParameterRefusedError),
    ("MissingParameter", ParameterRefusedError),
)
_LONGEST_CODE = 100  # characters
_LONGEST_MESSAGE = 500  # characters of a server's message; some repeat all of the request
# What RAM says about a refusal. The rest of it is an encoded message, for another operation to decode.
_FIELDS_OF_DENIAL = (
    "auth_action",
    "auth_principal_display_name",
    "auth_principal_type",
    "no_permission_type",
    "policy_type",
)


def from_answer(operation: Operation, connection: Connection, answer: Answer) -> IceError:
    """The error for an answer that reports no success."""
    error = _refusal(operation, connection, answer) or _not_from_the_api(operation, connection, answer)
    error.retry_after = retry_after(answer.headers)
    return error


def _refusal(operation: Operation, connection: Connection, answer: Answer) -> ApiError | None:
    body = answer.body if isinstance(answer.body, dict) else {}
    code = short_text(body.get("code"), _LONGEST_CODE)
    if answer.status == 200 or not code:
        return None
    denied = _access_denied_detail(body.get("access_denied_detail"))
    kind = _kind(code, answer, denied)
    words = as_clause(short_text(body.get("message") or None, _LONGEST_MESSAGE) or "no message")
    key = connection.credentials.access_key_id
    message = f"{operation.name} in {connection.region} was refused: {words} ({code})."
    return kind(
        f"{message} {advice(kind, code, operation, key, answer.headers, denied)}".rstrip(),
        error_code=code,
        request_id=answer.request_id,
        http_status=answer.status,
        facts={"access_denied_detail": denied} if denied else None,
    )


def _kind(code: str, answer: Answer, denied: dict[str, str]) -> type[ApiError]:
    found = next((kind for prefix, kind in _ERRORS_BY_CODE if code.lower().startswith(prefix.lower())), None)
    if denied and found in (None, AccountRefusedError):
        return PermissionDeniedError
    if found:
        return found
    if answer.status >= 500:
        return ServerError
    # Whoever says when to come back refuses for now only, as the official SDK has it.
    return ThrottlingError if answer.status == 429 or retry_after(answer.headers) else ApiError


def _access_denied_detail(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    found = {name: short_text(value.get(name), _LONGEST_MESSAGE) for name in _FIELDS_OF_DENIAL}
    return {name: text for name, text in found.items() if text}


def _not_from_the_api(operation: Operation, connection: Connection, answer: Answer) -> TransportError:
    """The error for an answer that is no JSON object of the API: it was cut short, or comes from a proxy."""
    status = answer.status
    kind = short_text(answer.headers.get("content-type"), _LONGEST_CODE) or "nothing it names"
    flaw = answer.flaw or "is cut short or is not the API's JSON"
    message = (
        f"{connection.endpoint.url} gave no usable answer to {operation.name}: HTTP status {status} with a body "
        f"({kind}) that {flaw}."
    )
    if status == 200 and answer.is_too_large:
        return AnswerTooLargeError(
            f"{message} No answer of the API is so large. Check that the endpoint is the API's.", http_status=status
        )
    error = TransportError(
        f"{message} If it stays so, look for a proxy in between, or a wrong endpoint.",
        http_status=status,
        request_id=answer.request_id,
    )
    # 4xx without a code of the API is the refusal of a proxy or another service, which will refuse it again.
    error.retryable = not 300 <= status < 500 or status == 429
    return error
