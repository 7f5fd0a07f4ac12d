# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Look all pinned packages up among known vulnerabilities, with pip-audit.

Behind a mirror of the package index, or without a network, the service that knows them cannot be asked. pip-audit takes
that for a success; here it is a skip, which is named and counted. Runs in the environment of the gates; arguments are
handed to pip-audit, such as ``--ignore-vuln ID`` for one that does not matter here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_NO_PINS_OF_PIP = "report-formats.txt"  # single files of packages of several registries


@dataclass
class Findings:
    """What is known of packages.

    :ivar looked_up: names and versions that the service knows
    :ivar vulnerable: a line for each vulnerability
    :ivar skipped: why packages could not be looked up, by their names
    """

    looked_up: set[tuple[str, str]] = field(default_factory=set)
    vulnerable: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    def add(self, file: str, report: Mapping[str, Any]) -> None:
        """Take what pip-audit says of a file of pins."""
        for each in report["dependencies"]:
            if "skip_reason" in each:
                self.skipped[each["name"]] = each["skip_reason"]
                continue
            self.looked_up.add((each["name"], each["version"]))
            for found in each["vulns"]:
                fixed = ", ".join(found["fix_versions"]) or "none yet"
                self.vulnerable.append(f"{file}: {each['name']} {each['version']}: {found['id']} (mended in {fixed})")

    def lines(self) -> list[str]:
        """What the gate prints. Its last line says how many packages it is about."""
        lines = sorted(set(self.vulnerable))
        known = len(self.looked_up)
        if self.skipped:
            names = "the service of known vulnerabilities cannot be reached, so none was looked up"
            if known:
                names = f"not known to the service of known vulnerabilities: {', '.join(sorted(self.skipped))}"
            lines.append(f"SKIPPED [{len(self.skipped)}] pip-audit: {names}")
        everything = known + len(self.skipped)
        found = len(set(self.vulnerable))
        lines.append(f"pip-audit: {known} of {everything} pinned packages looked up: {found} vulnerabilities")
        return lines

    @property
    def code(self) -> int:
        """0 unless a package is vulnerable, or there was none at all."""
        return 1 if self.vulnerable or not (self.looked_up or self.skipped) else 0


def audit(file: Path, more: Sequence[str]) -> Mapping[str, Any]:
    """What pip-audit says of a file of pins; if its service refuses it, that all of them are skipped."""
    command = [str(Path(sys.executable).with_name("pip-audit")), "--no-deps", "--disable-pip", "--format", "json"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--requirement", str(file), *more],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        report: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        if "ConnectionError" not in done.stderr and "ServiceError" not in done.stderr:
            sys.exit(f"pip-audit failed for {file.name}:\n{done.stderr}")
        reason = done.stderr.strip().rpartition("\n")[2]
        return {"dependencies": [{"name": name, "skip_reason": reason} for name in pinned(file)]}
    return report


def pinned(file: Path) -> list[str]:
    """The names of the packages that a file pins."""
    lines = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line.partition("==")[0] for line in lines if "==" in line]


def main() -> int:
    """Run the gate."""
    findings = Findings()
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        if file.name != _NO_PINS_OF_PIP:
            findings.add(file.name, audit(file, sys.argv[1:]))
    print(*findings.lines(), sep="\n")
    return findings.code


if __name__ == "__main__":
    sys.exit(main())
