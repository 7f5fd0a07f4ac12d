# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Import the archive as Ansible Galaxy does, and take each of its warnings for an error.

Runs in the environment of the gates, after ``make build``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".cache" / "build"


def main() -> int:
    """Run the importer; 0 only if it loaded every module and role, and had nothing to say."""
    archive = max(BUILD.glob("mediaops-alicloud-*.tar.gz"), key=lambda file: file.stat().st_mtime)
    tools = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("ANSIBLE_COLLECTIONS_PATH", None)
    with tempfile.TemporaryDirectory() as folder:  # where it writes its result
        done = subprocess.run(
            [sys.executable, "-m", "galaxy_importer.main", str(archive)],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
    wanted = {f"module {file.stem}" for file in (ROOT / "plugins" / "modules").glob("*.py")}
    wanted |= {f"role {folder.name}" for folder in (ROOT / "roles").iterdir()}
    missing = wanted - set(re.findall(r"Loading (\w+ \w+)$", done.stdout, re.MULTILINE))
    complaints = [line for line in done.stdout.splitlines() if re.match(r"(WARNING|ERROR)\b", line)]
    if done.returncode or missing or complaints or "completed successfully" not in done.stdout:
        print(done.stdout, *(f"not loaded: {name}" for name in sorted(missing)), sep="\n")
        return 1
    print(f"galaxy-importer: {len(wanted)} modules and roles loaded, no warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
