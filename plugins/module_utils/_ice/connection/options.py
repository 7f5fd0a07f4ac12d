# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection as the user describes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import InputError


@dataclass(frozen=True)
class ConnectionOptions:
    """The names and defaults are those of the collection's options, and are written nowhere else in the code.

    ``timeout`` and ``deadline`` are in seconds: for one request, and for the whole task with its retries.
    """

    access_key_id: str | None = None
    access_key_secret: str | None = field(default=None, repr=False)
    security_token: str | None = field(default=None, repr=False)
    profile: str | None = None
    role_arn: str | None = None
    role_session_name: str | None = None
    region: str | None = None
    endpoint: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    timeout: float = 30
    deadline: float = 300
    max_retries: int = 5
    max_concurrency: int = 16

    def check_numbers(self) -> None:
        """Check the numbers. :raises InputError: naming the option that is invalid"""
        for name, value, least in (
            ("max_retries", self.max_retries, 0),
            ("max_concurrency", self.max_concurrency, 1),
        ):
            if value < least:
                raise InputError(f"{name} is {value}; it must be at least {least}.")
        for name, seconds in (("timeout", self.timeout), ("deadline", self.deadline)):
            if not 0 < seconds < float("inf"):
                raise InputError(f"{name} is {seconds:g}; it must be a number of seconds above 0.")
