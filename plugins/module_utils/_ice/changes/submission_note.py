# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is remembered of a submission until its job is listed, so that no other run submits a twin meanwhile.

A process may end before it has the answer, and a list may show a job late. The note lies beside the lock of the
recording and holds no more than a time and the id of the job.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..private_files import open_private

_LARGEST = 4096


@dataclass(frozen=True)
class Submission:
    """A submission whose job had not been listed yet.

    :ivar at: seconds since the epoch
    :ivar job_id: None if there was no answer
    """

    at: float
    job_id: str | None

    @property
    def age(self) -> float:
        """Seconds since then; 0 if the clock was turned back."""
        return max(0.0, time.time() - self.at)


class SubmissionNote:
    """The note of one recording. It helps, and nothing depends on it: if it cannot be used, there is none.

    :param path: in a private folder; None if there is no such folder
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def read(self) -> Submission | None:
        """The last submission; None if there is none that matters."""
        if self._path is None:
            return None
        try:
            descriptor = open_private(self._path, os.O_RDONLY)
            with os.fdopen(descriptor, "rb") as file:
                kept = json.loads(file.read(_LARGEST))
            job_id = kept["job_id"]
            return Submission(float(kept["at"]), None if job_id is None else str(job_id))
        except (InputError, OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, job_id: str | None = None) -> None:
        """Remember a submission: before it is sent, and again once the id is known."""
        if self._path is None:
            return
        text = json.dumps({"at": time.time(), "job_id": job_id})
        with contextlib.suppress(InputError, OSError):
            descriptor = open_private(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())

    def forget(self) -> None:
        """There is nothing to remember any more."""
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
