# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the unit, conformance and integration tests, and report which lines and branches of plugins/ they reach.

Much of plugins/ runs only in processes that the tests start: ansible-playbook, its workers, and the modules, which
Ansible runs out of a zip file. So coverage is not started by pytest, but by the .pth file that the package coverage
installs: it measures every Python process whose environment has COVERAGE_PROCESS_START. Only this script sets that.

Python 3.11 loses track when an event loop ends, so what runs in a module or a plugin after that counts as missed.
Python 3.12 does not: make PYTHON=python3.12 coverage.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "pyproject.toml"
DATA = ROOT / ".cache" / "coverage-data" / "data"
SUITES = ("unit", "conformance", "integration")
# The tests' processes run in folders of their own: COVERAGE_CHECKOUT tells them, in SETTINGS, where this checkout is.
ENVIRONMENT = {**os.environ, "COVERAGE_CHECKOUT": str(ROOT)}


def run_suites() -> int:
    """Run the suites, measured; 0 only if all passed."""
    measured = {**ENVIRONMENT, "COVERAGE_PROCESS_START": str(SETTINGS)}
    command = [sys.executable, str(ROOT / "tests" / "gates" / "run.py"), *SUITES]
    return subprocess.run(command, env=measured, check=False).returncode


def add_every_file() -> None:
    """Name every file of plugins/ in the data: one that no process imported counts as 0 %, and is not left out."""
    everything = Coverage(
        data_file=DATA, data_suffix="every-file", branch=True, source=[str(ROOT / "plugins")], config_file=False
    )
    everything.set_option("report:include_namespace_packages", True)  # the folders of plugins have no __init__.py
    everything.set_option("run:disable_warnings", ["no-data-collected"])
    with everything.collect():
        pass
    everything.save()


def coverage(*arguments: str) -> int:
    """Run a command of coverage on what was measured."""
    command = [sys.executable, "-m", "coverage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=False).returncode


def main() -> int:
    """Measure and report; 0 only if all tests passed and there is a report."""
    shutil.rmtree(DATA.parent, ignore_errors=True)
    DATA.parent.mkdir(parents=True)
    failed = run_suites()
    add_every_file()
    if code := coverage("combine", "--quiet"):
        return code
    for torn in DATA.parent.glob("data.*"):  # by processes that were killed while they wrote
        torn.unlink()
    # A module's zip file is gone by now: what it held beside files of plugins/ cannot be read, and is ignored.
    code = coverage("report", "--ignore-errors")
    if sys.version_info < (3, 12):
        print("Python 3.11 misses what runs after an event loop. For exact figures: make PYTHON=python3.12 coverage")
    return code or failed


if __name__ == "__main__":
    sys.exit(main())
