# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the unit, conformance and integration tests; fail if they reach less than 95 % of lines or of branches.

All Python files of plugins/ and extensions/ count, also those that no test imports. Arguments name the suites to run,
to look at one; the limits are for all of them, since much is reached by real runs only.

Much of plugins/ runs only in processes that the tests start: ansible-playbook, its workers, and the modules, which
Ansible runs out of a zip file. So coverage is not started by pytest, but by the .pth file that the package coverage
installs: it measures every Python process whose environment has COVERAGE_PROCESS_START. Only this script sets that.

Python 3.11 loses track when an event loop ends, so what runs in a module or a plugin after that counts as missed.
Python 3.12 does not: make PYTHON=python3.12 coverage.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "pyproject.toml"
DATA = ROOT / ".cache" / "coverage-data" / "data"
SUITES = ("unit", "conformance", "integration")
MEASURED = ("plugins", "extensions")
LEAST = 95.0  # percent
REPORT = DATA.with_name("report.json")
# Ansible puts empty files of these names into its zip files; the settings leave them out
OMITTED = {f"plugins/{folder}__init__.py" for folder in ("", "module_utils/", "modules/")}
# The tests' processes run in folders of their own: COVERAGE_CHECKOUT tells them, in SETTINGS, where this checkout is.
ENVIRONMENT = {**os.environ, "COVERAGE_CHECKOUT": str(ROOT)}


def run_suites(suites: Sequence[str]) -> int:
    """Run the suites, measured; 0 only if all passed."""
    measured = {**ENVIRONMENT, "COVERAGE_PROCESS_START": str(SETTINGS)}
    measured.pop("ARGS", None)  # of this gate, and not of the suites
    command = [sys.executable, str(ROOT / "tests" / "gates" / "run.py"), *suites]
    return subprocess.run(command, env=measured, check=False).returncode


def add_every_file() -> None:
    """Name every file in the data: one that no process imported counts as 0 %, and is not left out."""
    everything = Coverage(
        data_file=DATA,
        data_suffix="every-file",
        branch=True,
        source=[str(ROOT / name) for name in MEASURED],
        config_file=False,
    )
    everything.set_option("report:include_namespace_packages", True)  # the folders of plugins have no __init__.py
    everything.set_option("run:disable_warnings", ["no-data-collected"])
    with everything.collect():
        pass
    everything.save()


def every_file() -> set[str]:
    """All files that are to be measured, relative to the checkout."""
    found = {file.relative_to(ROOT).as_posix() for name in MEASURED for file in (ROOT / name).rglob("*.py")}
    return found - OMITTED


def faults(report: Mapping[str, Any], wanted: set[str]) -> list[str]:
    """Why the gate does not pass; empty if it does.

    :param report: as ``coverage json`` writes it
    :param wanted: the files that have to be in it
    """
    totals, found = report["totals"], []
    for what, covered, number in (
        ("lines", totals["covered_lines"], totals["num_statements"]),
        ("branches", totals["covered_branches"], totals["num_branches"]),
    ):
        if not number:
            found.append(f"no {what} were measured")
        elif 100 * covered < LEAST * number:
            found.append(f"{100 * covered / number:.2f} % of {what} are reached, at least {LEAST:g} % have to be")
    if missing := sorted(wanted - set(report["files"])):
        found.append(f"{len(missing)} files were not measured: {', '.join(missing[:5])}")
    return found


def coverage(*arguments: str) -> int:
    """Run a command of coverage on what was measured."""
    command = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=False).returncode


def main() -> int:
    """Measure and report; 0 only if all tests passed, and reach enough of everything."""
    suites = sys.argv[1:] or list(SUITES)
    shutil.rmtree(DATA.parent, ignore_errors=True)
    DATA.parent.mkdir(parents=True)
    failed = run_suites(suites)
    add_every_file()
    if code := coverage("combine", "--quiet"):
        return code
    for torn in DATA.parent.glob("data.*"):  # by processes that were killed while they wrote
        torn.unlink()
    # A module's zip file is gone by now: what it held beside files of plugins/ cannot be read, and is ignored.
    code = coverage("report", "--ignore-errors") or coverage("json", "--quiet", "--ignore-errors", "-o", str(REPORT))
    if code:
        return code
    if sys.version_info < (3, 12):
        print("Python 3.11 misses what runs after an event loop. For exact figures: make PYTHON=python3.12 coverage")
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    found = faults(report, every_file())
    print(*(f"coverage: {fault}" for fault in found), sep="\n" if found else "")
    totals = report["totals"]
    print(
        f"coverage of {len(report['files'])} files by {'+'.join(suites)}: "
        f"{totals['covered_lines']} of {totals['num_statements']} lines, "
        f"{totals['covered_branches']} of {totals['num_branches']} branches"
    )
    return failed or (1 if found else 0)


if __name__ == "__main__":
    sys.exit(main())
