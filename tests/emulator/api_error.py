# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals, with the codes and HTTP statuses of the real API."""

from __future__ import annotations

from collections.abc import Mapping


class ApiError(Exception):
    """One refusal as the API words it: HTTP status, code, message, and further headers and fields."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        retry_after_ms: int | None = None,
        headers: Mapping[str, object] | None = None,
        fields: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.headers = dict(headers or {})
        self.fields = dict(fields or {})
        self.status = status
        self.code = code
        self.message = message
        self.retry_after_ms = retry_after_ms


def invalid_parameter(name: str, reason: str) -> ApiError:
    """A parameter with a value that the operation refuses."""
    message = f'The specified parameter "{name}" is not valid. {reason}'
    return ApiError(400, "InvalidParameter", message)


def unknown_parameter(name: str) -> ApiError:
    """A parameter that the operation does not have."""
    return ApiError(400, "InvalidParameter.Unknown", f'The specified parameter "{name}" is not known.')


def missing_parameter(name: str) -> ApiError:
    """A mandatory parameter that was not sent."""
    return ApiError(400, "MissingParameter", f'The parameter "{name}" is mandatory.')


def incomplete_signature(reason: str) -> ApiError:
    """An Authorization header, or a list of signed headers, that breaks the scheme's rules."""
    message = f"The request signature does not conform to Aliyun standards. {reason}"
    return ApiError(400, "IncompleteSignature", message)
