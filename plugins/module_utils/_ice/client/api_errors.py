# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which error an answer of the server means, and what the user can do about it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from ..connection import Connection
from ..errors import (
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
)
from ..operations import Operation

# By the beginning of the error code; the first that fits.
_ERRORS_BY_CODE: tuple[tuple[str, type[ApiError]], ...] = (
    ("Throttling", ThrottlingError),
    ("ServiceUnavailable", ServerError),
    ("InternalError", ServerError),
    ("InternalFailure", ServerError),
    ("SignatureNonceUsed", NonceUsedError),
    ("InvalidTimeStamp", ClockError),
    ("SignatureDoesNotMatch", CredentialsRefusedError),
    ("IncompleteSignature", CredentialsRefusedError),
    ("InvalidAccessKeyId", CredentialsRefusedError),
    ("InvalidSecurityToken", CredentialsRefusedError),
    ("MissingSecurityToken", CredentialsRefusedError),
    ("Forbidden", PermissionDeniedError),
    ("NoPermission", PermissionDeniedError),
    ("InvalidParameter", ParameterRefusedError),
    ("MissingParameter", ParameterRefusedError),
)
# What to do about a key that is not accepted, by the beginning of the error code; the first that fits.
_CREDENTIAL_ADVICE = (
    ("SignatureDoesNotMatch", "Check the secret of key {key}."),
    ("InvalidAccessKeyId.Inactive", "Activate key {key}, or use another."),
    ("InvalidAccessKeyId", "There is no key {key}; check its id."),
    ("InvalidSecurityToken.Expired", "Get new temporary credentials; the token of key {key} has expired."),
    ("InvalidSecurityToken", "Check that the security token is the one that came with key {key}."),
    ("MissingSecurityToken", "Key {key} is temporary; set security_token too."),
    ("", "Check the credentials of key {key}."),
)
_LONGEST_MESSAGE = 500  # characters of a server's message; some repeat all of the request


def from_answer(
    operation: Operation, connection: Connection, *, status: int, headers: Mapping[str, str], body: Any
) -> IceError:
    """The error for an answer that reports no success.

    :param body: the JSON body with keys in snake case; None if it was not JSON
    """
    if not isinstance(body, dict) or (status == 200 or not body.get("code")):
        return _not_from_the_api(connection, status, headers)
    code = str(body["code"])
    kind = _kind(code, status)
    words = connection.credentials.redact(str(body.get("message") or "no message"))[:_LONGEST_MESSAGE].rstrip(". \n")
    message = f"{operation.name} in {connection.region} was refused: {words} ({code})."
    advice = _advice(kind, code, operation, connection, headers)
    error = kind(
        f"{message} {advice}".rstrip(),
        error_code=code,
        request_id=str(body["request_id"]) if body.get("request_id") else None,
        http_status=status,
    )
    if isinstance(error, ThrottlingError):
        error.retry_after = _retry_after(headers)
    return error


def _kind(code: str, status: int) -> type[ApiError]:
    for prefix, kind in _ERRORS_BY_CODE:
        if code.startswith(prefix):
            return kind
    if status == 429:
        return ThrottlingError
    return ServerError if status >= 500 else ApiError


def _advice(
    kind: type[ApiError], code: str, operation: Operation, connection: Connection, headers: Mapping[str, str]
) -> str:
    key = connection.credentials.access_key_id
    if kind is PermissionDeniedError:
        return f"Allow the RAM action {operation.ram_action} for the owner of key {key}."
    if kind is ClockError:
        return _clock_advice(headers)
    if kind is CredentialsRefusedError:
        return next(advice for prefix, advice in _CREDENTIAL_ADVICE if code.startswith(prefix)).format(key=key)
    if kind is ThrottlingError:
        return "Lower max_concurrency or raise max_retries, and see what else uses the account."
    return ""


def _clock_advice(headers: Mapping[str, str]) -> str:
    try:
        off = time.time() - parsedate_to_datetime(headers.get("date", "")).timestamp()
    except (TypeError, ValueError):
        return "The clock of this machine is off; set it (NTP)."
    direction = "ahead of" if off > 0 else "behind"
    return f"The clock of this machine is {abs(off):.0f} seconds {direction} the server's; set it (NTP)."


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds; the header has milliseconds."""
    try:
        return max(0.0, float(headers["x-acs-retry-after"]) / 1000)
    except (KeyError, ValueError):
        return None


def _not_from_the_api(connection: Connection, status: int, headers: Mapping[str, str]) -> TransportError:
    """The error for an answer that is no JSON object of the API: it was cut short, or comes from a proxy."""
    kind = headers.get("content-type", "nothing it names")
    error = TransportError(
        f"{connection.endpoint.url} gave no usable answer: HTTP status {status} with a body ({kind}) that is cut short "
        "or is not the API's JSON. If it stays so, look for a proxy in between, or a wrong endpoint.",
        http_status=status,
    )
    # 4xx without a code of the API is the refusal of a proxy or another service, which will refuse it again.
    error.retryable = not 300 <= status < 500 or status == 429
    return error
