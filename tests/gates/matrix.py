# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run gates with each supported version of ansible-core, each in an environment of its own.

Arguments: the gates to run (by default sanity, unit, conformance and integration), and ``--but CORE`` to leave out a
version, such as the one that ``make test`` itself runs with. Names what could not be run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from ansible_collections.mediaops.alicloud.tests.gates.pythons import find_python

ROOT = Path(__file__).resolve().parents[2]
GATES = ("sanity", "unit", "conformance", "integration")


class Core(NamedTuple):
    """A version of ansible-core, and the Python that runs it here.

    :ivar sanity: options for ansible-test
    """

    version: str
    python: str
    sanity: str = ""


CORES = (
    Core("2.19.14", "3.11"),  # the oldest that is supported
    Core("2.21.5", "3.13"),  # the newest release
    # The next one. Its pylint test wants a package from a git host, which not every machine reaches.
    Core("2.22.0rc1", "3.13", sanity="--skip-test pylint"),
)


def run(core: Core, python: Path, gates: list[str]) -> int:
    """Run the gates with a version of ansible-core."""
    print(f"==> ansible-core {core.version} on Python {core.python}", flush=True)
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES")},
        "CORE": core.version,
        "PYTHON": str(python),
        "VENV": f".cache/matrix/{core.version}",
        "SANITY": core.sanity,
    }
    environment.pop("ANSIBLE_COLLECTIONS_PATH", None)  # the one of this environment
    command = [sys.executable, str(ROOT / "tests" / "gates" / "run.py"), *gates]
    return subprocess.run(command, env=environment, check=False).returncode


def main() -> int:
    """Run the matrix; 0 only if every gate passed with every version that could be run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gates", nargs="*", default=list(GATES))
    parser.add_argument("--but", metavar="CORE", action="append", default=[], help="leave out this version")
    arguments = parser.parse_args()
    lines, failed = [], False
    for core in CORES:
        python = find_python(core.python)
        if core.version.startswith(tuple(arguments.but)):
            continue
        if python is None:
            print(f"SKIPPED [1] ansible-core {core.version}: no Python {core.python} on this machine", flush=True)
            continue
        code = run(core, python, arguments.gates)
        failed = failed or code != 0
        lines.append(f"{core.version:10} {'FAILED' if code else 'ok'}: {', '.join(arguments.gates)}")
    print("==> ansible-core", *(lines or ["none could be run, so nothing is shown"]), sep="\n")
    return 1 if failed or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
