# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One process at a time works on a recording or a template: the API has neither locks nor unique names.

The lock is a file of this user on this machine. It is named by the region and by what identifies the thing, not by the
key: temporary keys of the same account differ, and two accounts that wait for each other lose a moment only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ..connection import ConnectionOptions, locate
from ..deadline import Deadline
from ..errors import DeadlineError, IceError
from ..private_files import folder_of_user, locked_async, private_directory


class Locks:
    """The locks that one task takes.

    :param deadline: how long to wait for a lock
    :ivar warnings: why there is no lock
    """

    def __init__(self, options: ConnectionOptions, deadline: Deadline) -> None:
        self.warnings: list[str] = []
        self._options = options
        self._deadline = deadline

    def file(self, suffix: str, *identity: str | None) -> Path | None:
        """Where a file for a thing would be; None if the user has no home. Nothing is made.

        :param identity: what identifies the thing within its region
        :raises InputError: if the region is not known
        """
        location = locate(self._options)
        try:
            folder = folder_of_user("locks")
        except RuntimeError:
            return None
        name = json.dumps([location.region, location.endpoint.url, *identity])
        return folder / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.{suffix}"

    @asynccontextmanager
    async def holding(self, what: str, *identity: str | None) -> AsyncIterator[None]:
        """Hold the lock of a thing. Where there can be none, it is a warning.

        :param what: the thing, as users call it
        :raises DeadlineError: if another process holds it for too long
        """
        path = self.file("lock", *identity)
        async with AsyncExitStack() as stack:
            if path is None:
                self._warn("There is no home folder.")
            else:
                try:
                    private_directory(path.parent)
                    await stack.enter_async_context(locked_async(path, self._deadline, what))
                except DeadlineError as error:
                    raise DeadlineError(
                        f"Another process of this user has been working on {what} for too long: it still holds {path} "
                        f"after the deadline of {self._options.deadline:g} seconds. Nothing was changed. Run the task "
                        "again once the other has ended, or raise deadline."
                    ) from error
                except (IceError, OSError) as error:
                    self._warn(str(error))
            yield

    def _warn(self, reason: str) -> None:
        warning = (
            f"There is no lock against other processes of this user ({reason}) If two of them do the same at the same "
            "moment, both may do it. Give the user a home folder that can be written to."
        )
        if warning not in self.warnings:
            self.warnings.append(warning)
