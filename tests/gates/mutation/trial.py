# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run tests with a mutant in place of a module. No file changes: a child process imports the mutant, and ends.

The child is a fork, so that pytest and the libraries are loaded once for all mutants.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

from .areas import ROOT
from .mutants import Mutant

# Loaded before the forks. Nothing of the engine: what is loaded cannot be another text.
_PRELOADED = ("hypothesis", "hypothesis.strategies", "httpx", "jmespath", "yaml")
_COLLECTION = "ansible_collections.mediaops.alicloud."
_LOGS = ROOT / ".cache" / "mutants"
_MEMORY = 6 << 30  # bytes of address space: a mutant may fill a list for ever
KILLED, SURVIVED, TOO_SLOW = "killed", "survived", "too slow"


@dataclass
class Trial:
    """One run of tests. :ivar mutant: None for the code as it is"""

    mutant: Mutant | None
    tests: Sequence[str]
    seconds_at_most: float
    outcome: str = ""
    seconds: float = 0.0
    log: Path = _LOGS

    def begin(self, number: int) -> int:
        """Start the run. :returns: the id of its process"""
        self.log = _LOGS / f"{number}.log"
        child = os.fork()
        if child == 0:
            _run(self, number)
        return child


class _Loader(SourceFileLoader):
    """Loads a module from a text that is not in its file."""

    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._name = _COLLECTION + mutant.file.removesuffix(".py").replace("/", ".")
        self._path, self._source = str(ROOT / mutant.file), mutant.source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._path, loader=_Loader(fullname, self._path, self._source))


def run_all(trials: Iterable[Trial], *, side_by_side: int, report: Callable[[Trial], None], until: float) -> None:
    """Run the trials until all are done, or the time (of the monotonic clock) has come."""
    _LOGS.mkdir(parents=True, exist_ok=True)
    _folder_of(os.getpid()).mkdir()
    for name in _PRELOADED:
        import_module(name)
    waiting: Iterator[tuple[int, Trial]] = iter(enumerate(trials))
    running: dict[int, tuple[Trial, float]] = {}
    try:
        while True:
            while len(running) < side_by_side and time.monotonic() < until:
                number, trial = next(waiting, (0, None))
                if trial is None:
                    break
                running[trial.begin(number)] = trial, time.monotonic()
            if not running:
                return
            time.sleep(0.02)
            for child, (trial, began) in list(running.items()):
                trial.seconds = time.monotonic() - began
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    trial.outcome = SURVIVED if os.waitstatus_to_exitcode(status) == 0 else KILLED
                elif trial.seconds > trial.seconds_at_most:
                    _end(child)
                    trial.outcome = TOO_SLOW
                else:
                    continue
                del running[child]
                report(trial)
    finally:
        for child in running:
            _end(child)
        shutil.rmtree(_folder_of(os.getpid()), ignore_errors=True)


def _run(trial: Trial, number: int) -> None:
    """In the child: run the tests, and end with their exit code."""
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        log = os.open(trial.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if trial.mutant is not None:
            # What is loaded already, as by a test that runs this, would stay as it is.
            for name in [name for name in sys.modules if name.startswith(f"{_COLLECTION}plugins")]:
                del sys.modules[name]
            sys.meta_path.insert(0, _Finder(trial.mutant))
        own = ("-x", "-q", "-p", "no:cacheprovider", f"--basetemp={_folder_of(os.getppid()) / str(number)}")
        code = int(pytest.main([*own, *trial.tests]))
    finally:
        os._exit(code)


def _folder_of(process: int) -> Path:
    """Where tests may write: not below the checkout, since messages show paths below the current folder shortened."""
    return Path(tempfile.gettempdir()) / f"mutants-of-{process}"


def _end(child: int) -> None:
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
        break
    os.waitpid(child, 0)
