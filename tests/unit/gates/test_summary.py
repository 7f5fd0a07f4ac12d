# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of gates: a line for each, what was skipped, what failed, and how to run just that."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.gates.summary import Result, summary

RUFF = Result("ruff", 0, 1.2, ["ruff: 700 Python files\n"], Path("logs/ruff.log"))
UNIT = Result(
    "unit",
    2,
    45.0,
    [
        ".venv/bin/python -m pytest tests/unit\n",
        "SKIPPED [2] tests/unit/test_a.py:3: no Chromium\n",
        "\x1b[31mFAILED\x1b[0m tests/unit/test_a.py::test_b[c d] - AssertionError\n",
        "ERROR tests/unit/test_c.py\n",
        "\x1b[31m======= 1 failed, 30 passed, 2 skipped, 1 error in 44.00s =======\x1b[0m\n",
        "make: *** [Makefile:80: unit] Error 1\n",
    ],
    Path("logs/unit.log"),
)


def test_a_line_for_each_gate_then_skips_and_what_failed():
    assert list(summary([RUFF, UNIT], 46.4)) == [
        "==> summary",
        "ruff         ok         1 s  ruff: 700 Python files",
        "unit         FAILED    45 s  1 failed, 30 passed, 2 skipped, 1 error in 44.00s",
        "skipped: 2",
        "  unit: [2] tests/unit/test_a.py:3: no Chromium",
        "==> unit FAILED",
        "  tests/unit/test_a.py::test_b[c d] - AssertionError",
        "  tests/unit/test_c.py",
        "  just that: make unit ARGS=--last-failed; what it said: logs/unit.log",
        "1 of 2 gates FAILED: unit in 46 s. To run again what failed: make failed",
    ]


def test_if_all_passed_it_says_so():
    assert list(summary([RUFF], 1.2))[-2:] == ["skipped: 0", "all 1 gates passed in 1 s"]


def test_a_gate_that_does_not_say_what_it_ran_fails():
    for lines in ([], ["\n"], ["make: Nothing to be done.\n"], ["all is well\n"], ["lint: 0 files\n"]):
        silent = Result("lint", 0, 0.0, lines, Path("logs/lint.log"))
        assert not silent.passed
        said = list(summary([silent], 0.0))
        assert "  It does not say that it ran anything, so it has shown nothing." in said
        assert "  just that: make lint; what it said: logs/lint.log" in said


def test_many_failures_are_not_all_shown():
    lines = [f"FAILED tests/unit/test_a.py::test_{number}\n" for number in range(20)]
    many = Result("unit", 1, 1.0, [*lines, "20 failed\n"], Path("logs/unit.log"))
    said = list(summary([many], 1.0))
    assert sum("test_a.py" in line for line in said) == 12
    assert "  and 8 more" in said
