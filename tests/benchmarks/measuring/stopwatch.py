# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a program, waits for it, and prints what it took as one more line of its output.

A script of its own, on the standard library alone, because a process inherits its starter's peak memory: Linux counts
what was in memory before exec into ru_maxrss. Started from here, that is less than any Python program with libraries
takes. Linux gives ru_maxrss in KiB.
"""

from __future__ import annotations

import os
import sys
import time

if __name__ == "__main__":
    started_at, began = time.time(), time.monotonic()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
    _child, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - began
    print(started_at, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
