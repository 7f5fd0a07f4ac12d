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
# Whom users meet by name. Action plugins belong to the modules of the same names.
KINDS = {"modules": "modules", "lookup": "lookup", "inventory": "inventory", "filter": "filter"}


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A copy in which antsibull-changelog has made the release that galaxy.yml names."""
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
    done = subprocess.run(
        [TOOLS / "antsibull-changelog", "release"],
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
    version = yaml.safe_load((released / "galaxy.yml").read_text())["version"]

    assert f"v{version}".replace(".", "\\.") in (released / "CHANGELOG.md").read_text()
    assert list((released / "changelogs" / "fragments").glob("*.yml")) == []


def test_a_release_names_every_module_plugin_and_role(released):
    changelog = yaml.safe_load((released / "changelogs" / "changelog.yaml").read_text())
    (release,) = changelog["releases"].values()
    listed = {
        **{kind: {plugin["name"] for plugin in plugins} for kind, plugins in release.get("plugins", {}).items()},
        "modules": {module["name"] for module in release.get("modules", [])},
    }

    for kind, folder in KINDS.items():
        names = {file.stem for file in (ROOT / "plugins" / folder).glob("*.py")}
        assert listed.get(kind, set()) == names, kind
    assert {role["name"] for role in release["objects"]["role"]} == {path.name for path in (ROOT / "roles").iterdir()}
