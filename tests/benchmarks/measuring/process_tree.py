# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of a process and all its descendants together.

The sum of proportional set sizes (Pss): memory that processes share is counted once, as forked workers share most of
theirs. It is looked at ten times a second, so a peak that lasts less may be missed.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from pathlib import Path

_INTERVAL_S = 0.1
_PROC = Path("/proc")


class TreeMemory:
    """Watches from when it is made until it is stopped. The root itself, a mere stopwatch, is not counted."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._peak_kib = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """The peak in MB."""
        self._ended.set()
        self._thread.join()
        return self._peak_kib * 1024 / 1e6

    def _watch(self) -> None:
        while not self._ended.wait(_INTERVAL_S):
            self._peak_kib = max(self._peak_kib, sum(_pss_kib(process) for process in _descendants(self._root)))


def _descendants(root: int) -> list[int]:
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it has ended
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children[parent].append(int(folder.name))
    found = list(children[root])
    for process in found:  # grows while it is walked
        found += children[process]
    return found


def _pss_kib(process: int) -> int:
    try:
        rollup = (_PROC / str(process) / "smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
