# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is said of gates when they have run: a line for each, what failed, how to run just that, and what was skipped.

A gate says what it ran in its last line, with a number in it: how many tests passed, or files were looked at. One that
does not has shown nothing, and fails. What a gate could not do it says as pytest does: ``SKIPPED [2] what: why``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

SUITES = ("unit", "conformance", "integration", "smoke-tests")  # of pytest
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_SKIPPED = re.compile(r"SKIPPED \[(\d+)\] (.+)")
_FAILED_TEST = re.compile(r"(?:FAILED|ERROR) (tests/.+)")
_SHOWN = 12  # failed tests of a gate
_WIDTH = 110


class Result(NamedTuple):
    """How a gate ended. :ivar lines: everything that it printed :ivar log: the file that has the same"""

    gate: str
    code: int
    seconds: float
    lines: Sequence[str]
    log: Path

    @property
    def passed(self) -> bool:
        """Whether it succeeded, and said what it ran."""
        return self.code == 0 and self.says_what_it_ran

    @property
    def last_line(self) -> str:
        """What the gate said at its end. What make itself prints is left out."""
        of_make = (f"{os.environ.get('VENV', '.venv')}/", "PATH=", "make")
        said = (_COLOURS.sub("", line).strip(" =\n") for line in self.lines if not line.startswith(of_make))
        return next(filter(None, reversed(list(said))), "")

    @property
    def says_what_it_ran(self) -> bool:
        """Whether a number is in its last line that is not 0."""
        return re.search(r"(?<![\d.])[1-9]\d*", self.last_line) is not None


def again(gate: str) -> str:
    """The arguments with which a gate runs only what failed; empty if it has no such thing."""
    return "--last-failed" if gate in SUITES else ""


def summary(results: Sequence[Result], seconds: float) -> Iterator[str]:
    """The lines of the summary. :param seconds: of all gates together"""
    yield "==> summary"
    for result in results:
        verdict = "ok" if result.passed else "FAILED"
        yield f"{result.gate:12} {verdict:6} {result.seconds:5.0f} s  {result.last_line[:_WIDTH]}".rstrip()
    yield from _skipped(results)
    failed = [result for result in results if not result.passed]
    for result in failed:
        yield from _about(result)
    names = ", ".join(result.gate for result in failed)
    rest = ". To run again what failed: make failed" if failed else ""
    verdict = f"{len(failed)} of {len(results)} gates FAILED: {names}" if failed else f"all {len(results)} gates passed"
    yield f"{verdict} in {seconds:.0f} s{rest}"


def _about(result: Result) -> Iterator[str]:
    yield f"==> {result.gate} FAILED"
    if result.code == 0:
        yield "  It does not say that it ran anything, so it has shown nothing."
    tests = [found[1].strip() for line in result.lines if (found := _FAILED_TEST.match(_COLOURS.sub("", line)))]
    for test in tests[:_SHOWN]:
        yield f"  {test[:_WIDTH]}"
    if len(tests) > _SHOWN:
        yield f"  and {len(tests) - _SHOWN} more"
    arguments = again(result.gate)
    yield f"  just that: make {result.gate}{f' ARGS={arguments}' if arguments else ''}; what it said: {result.log}"


def _skipped(results: Sequence[Result]) -> Iterator[str]:
    found = [
        (result.gate, int(match[1]), match[2].strip())
        for result in results
        for line in result.lines
        if (match := _SKIPPED.match(_COLOURS.sub("", line)))
    ]
    yield f"skipped: {sum(number for _gate, number, _what in found)}"
    for gate, number, what in found:
        yield f"  {gate}: [{number}] {what}"
