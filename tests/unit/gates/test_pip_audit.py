# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of pins among known vulnerabilities: that none could be looked up is a skip, with its number."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.gates.pip_audit import ROOT, Findings, pinned

KNOWN = {"name": "httpx", "version": "0.28.1", "vulns": []}
BAD = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1", "3.0"]}]}
UNKNOWN = {"name": "uv", "skip_reason": "Dependency not found on PyPI"}


def findings(*dependencies):
    found = Findings()
    found.add("dev.txt", {"dependencies": list(dependencies)})
    return found


def test_all_is_well():
    assert findings(KNOWN).code == 0
    assert findings(KNOWN).lines() == ["pip-audit: 1 of 1 pinned packages looked up: 0 vulnerabilities"]


def test_a_vulnerability_fails_once():
    found = findings(KNOWN, BAD)
    found.add("dev.txt", {"dependencies": [BAD]})
    assert found.code == 1
    assert found.lines() == [
        "dev.txt: jinja2 2.0: PYSEC-1 (mended in 2.1, 3.0)",
        "pip-audit: 2 of 2 pinned packages looked up: 1 vulnerabilities",
    ]


def test_a_service_that_cannot_be_reached_is_a_skip():
    found = findings(UNKNOWN, {**UNKNOWN, "name": "rich"})
    assert found.code == 0
    assert found.lines() == [
        "SKIPPED [2] pip-audit: the service of known vulnerabilities cannot be reached, so none was looked up",
        "pip-audit: 0 of 2 pinned packages looked up: 0 vulnerabilities",
    ]


def test_packages_that_the_service_does_not_know_are_named():
    skipped, _last = findings(KNOWN, UNKNOWN).lines()
    assert skipped == "SKIPPED [1] pip-audit: not known to the service of known vulnerabilities: uv"


def test_no_package_at_all_is_a_failure():
    assert Findings().code == 1


def test_pins_are_read():
    names = pinned(ROOT / "requirements" / "gates.txt")
    assert {"reuse", "pip-audit"} <= set(names)
    assert all(name.strip() == name and "#" not in name for name in names)
