# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials from another service, in time: the library that asks for them knows no deadline."""

from __future__ import annotations

import logging
import threading

from ..deadline import Deadline
from .assumed_role import AnyCredentials
from .credentials import Credentials


def load_within(credentials: AnyCredentials, deadline: Deadline) -> Credentials:
    """Load them.

    :raises DeadlineError: if the deadline passes before they are there
    """
    if isinstance(credentials, Credentials):
        return credentials
    # The library logs whole answers to standard error, with tracebacks. What it has to say is in its exceptions too.
    logging.getLogger("credentials").disabled = True
    found: list[Credentials] = []
    errors: list[BaseException] = []

    def load() -> None:
        try:
            found.append(credentials.load())
        except BaseException as error:  # noqa: BLE001 - it is raised below
            errors.append(error)

    # A thread cannot be stopped; as a daemon it does not keep the process from ending.
    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline.remaining))
    if errors:
        raise errors[0]
    if not found:
        raise deadline.error(f"no credentials came from {credentials.account}")
    return found[0]
