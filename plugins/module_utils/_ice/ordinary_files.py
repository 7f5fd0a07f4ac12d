# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that users name, read as a whole.

To open a named pipe waits until somebody writes to it, which may be never, and no deadline would end that.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_ordinary(path: Path | str) -> bytes:
    """The content of a file.

    :raises OSError: if it cannot be read, or is no ordinary file; ``strerror`` says which
    :raises ValueError: if no system takes the path
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "It is no ordinary file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)
