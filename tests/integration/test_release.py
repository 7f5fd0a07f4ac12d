# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release, rehearsed in a copy of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
NEXT = "99.0.0"
# Whom users meet by name. Action plugins belong to the modules of the same names.
KINDS = {"modules": "modules", "lookup": "lookup", "inventory": "inventory", "filter": "filter"}


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A copy in which antsibull-changelog has made a release after the one that galaxy.yml names."""
    outside = tmp_path_factory.mktemp("release")
    copy = outside / "ansible_collections" / "mediaops" / "alicloud"
    for name in ("galaxy.yml", "changelogs", "plugins", "roles", "meta", "CHANGELOG.md"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", ".plugin-cache.yaml"))
        else:
            copy.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy / name)
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(outside),
        "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
    }
    (copy / "changelogs" / "fragments" / "rehearsal.yml").write_text("minor_changes: [lookup - a change]\n")
    done = subprocess.run(
        [TOOLS / "antsibull-changelog", "release", "--version", NEXT],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in copy.parent.iterdir()) == ["alicloud"], "something was written outside"
    return copy


def test_a_release_writes_its_changelog_inside_the_collection(released):
    assert f"v{NEXT}".replace(".", "\\.") in (released / "CHANGELOG.md").read_text()
    assert list((released / "changelogs" / "fragments").glob("*.yml")) == []


def test_every_module_plugin_and_role_is_in_the_changelog_of_a_release(released):
    changelog = yaml.safe_load((released / "changelogs" / "changelog.yaml").read_text())
    listed: dict[str, set[str]] = {}
    for release in changelog["releases"].values():
        new = {**release.get("plugins", {}), "modules": release.get("modules", []), **release.get("objects", {})}
        for kind, entries in new.items():
            listed.setdefault(kind, set()).update(entry["name"] for entry in entries)

    for kind, folder in KINDS.items():
        assert listed[kind] == {file.stem for file in (ROOT / "plugins" / folder).glob("*.py")}, kind
    assert listed["role"] == {path.name for path in (ROOT / "roles").iterdir()}
