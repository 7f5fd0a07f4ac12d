# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ``ansible-test sanity`` on a copy of this checkout, and prove that it ran.

ansible-test wants to sit in ``ansible_collections/<namespace>/<name>`` and follows symlinks, so it
gets a copy; with a git repository of its own, else it would ask the one around it, find only ignored
files and pass without testing anything. Arguments are handed to ``ansible-test sanity``.

SANITY_PYTHONS in the environment names the versions of Python to import and compile on, instead of all of them.
"""

from __future__ import annotations

import ast
import configparser
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from xml.etree import ElementTree as ET

import yaml

from ansible_collections.mediaops.alicloud.tests.gates.pythons import find_python

ROOT = Path(__file__).resolve().parents[2]
VENV_BIN = Path(sys.executable).parent
CACHE = ROOT / ".cache" / "ansible-test" / os.environ.get("CORE", "")
HOME = CACHE / "home"
COPY = CACHE / "ansible_collections" / "mediaops" / "alicloud"

# ansible-core 2.19 knows these; the collection supports targets from 3.9 on
TARGET_PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13")
WANTED_PYTHONS = tuple(os.environ.get("SANITY_PYTHONS", "").split()) or TARGET_PYTHONS
# Without one of these the run proves nothing
NEEDED_TESTS = {"ansible-doc", "compile", "import", "pep8", "pylint", "validate-modules", "yamllint"}

PIP_SCRIPT = "https://ci-files.testing.ansible.com/ansible-test/get-pip-{}.py"
PIP_STAND_IN = """\
import glob, os, runpy, sys

sys.path.insert(0, glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pip-*.whl"))[0])
skipped = ("--no-setuptools", "--no-wheel")
sys.argv[1:] = ["install", "--upgrade", "--force-reinstall"] + [arg for arg in sys.argv[1:] if arg not in skipped]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""


def copy_checkout() -> None:
    """Make COPY equal to the files of the checkout that git knows or would add, and that the archive has.

    What only tests use has ruff and mypy. pylint would look at it for longer than at all else.
    """
    COPY.mkdir(parents=True, exist_ok=True)
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    left_out = yaml.safe_load((ROOT / "galaxy.yml").read_text())["build_ignore"]
    files = {
        name
        for name in listing.stdout.split("\0")
        if name and (ROOT / name).is_file() and not any(f"{name}/".startswith(f"{each}/") for each in left_out)
    }
    for name in files:
        source, target = ROOT / name, COPY / name
        if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    shutil.rmtree(COPY / "tests" / "output", ignore_errors=True)
    for path in COPY.rglob("*"):
        relative = path.relative_to(COPY)
        if relative.parts[0] != ".git" and not path.is_dir() and relative.as_posix() not in files:
            path.unlink()
    subprocess.run(["git", "init", "--quiet", COPY], check=True)


def wanted_pythons() -> dict[str, Path]:
    """The wanted interpreters that this machine has, by version."""
    found = {version: find_python(version) for version in WANTED_PYTHONS}
    return {version: python for version, python in found.items() if python}


def version_of_pip() -> str:
    """Tell which pip this ansible-test puts into its environments."""
    (source,) = VENV_BIN.parent.glob("lib/python3.*/site-packages/ansible_test/_internal/python_requirements.py")
    match = re.search(r"pip='([\d.]+)'", source.read_text())
    assert match is not None
    return match[1]


def provide_pip() -> None:
    """Where the host of ansible-test's get-pip script cannot be reached, put a stand-in into its cache."""
    version = version_of_pip()
    script = HOME / ".ansible" / "test" / "cache" / f"get_pip_{version.replace('.', '_')}.py"
    if script.exists():
        return
    try:
        with urllib.request.urlopen(PIP_SCRIPT.format(version), timeout=5):
            return
    except (urllib.error.URLError, OSError) as error:
        print(f"{PIP_SCRIPT.format(version)} cannot be had ({error}): pip {version} comes from the package index")
    script.parent.mkdir(parents=True, exist_ok=True)
    download = (VENV_BIN / "python", "-m", "pip", "download", "--quiet", "--no-deps", f"pip=={version}")
    subprocess.run([*map(str, download), "--dest", str(script.parent)], check=True)
    script.write_text(PIP_STAND_IN)


def keep_pip_settings() -> None:
    """Write pip's settings below HOME: ansible-test hands neither the user's own nor the environment's on."""
    command = [str(VENV_BIN / "python"), "-m", "pip", "config", "list"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settings = configparser.RawConfigParser()
    settings["global"] = {"quiet": "2"}
    if proxy := os.environ.get("HTTPS_PROXY", os.environ.get("https_proxy")):
        settings.set("global", "proxy", proxy)
    for name, value in re.findall(r"^(\S+?)=(.*)$", listing, re.MULTILINE):
        section, _dot, option = name.removeprefix(":env:").rpartition(".")
        if option != "config-file":
            settings.setdefault(section or "global", {})
            settings.set(section or "global", option, str(ast.literal_eval(value)))
    file = HOME / ".config" / "pip" / "pip.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as stream:
        settings.write(stream)


def run_sanity(arguments: list[str]) -> int:
    """Run ansible-test in the copy and return its exit code."""
    pythons = wanted_pythons()
    folders = dict.fromkeys(str(python.parent) for python in pythons.values())
    targets = [f"--target-python={version}" for version in pythons]
    shims_free = [folder for folder in os.get_exec_path() if Path(folder).name != "shims"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")},
        "HOME": str(HOME),
        "PATH": os.pathsep.join([str(VENV_BIN), *folders, *shims_free]),
    }
    command = [str(VENV_BIN / "python"), str(VENV_BIN / "ansible-test"), "sanity", "--junit", *targets, *arguments]
    return subprocess.run(command, cwd=COPY, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def tests_that_ran() -> dict[str, set[str]]:
    """Read from the JUnit files which tests had something to do, and on which Pythons."""
    ran: dict[str, set[str]] = {}
    for report in (COPY / "tests" / "output" / "junit").glob("ansible-test-sanity-*.xml"):
        suite = ET.parse(report).getroot()
        if suite.find(".//skipped") is None:
            match = re.fullmatch(r"ansible-test-sanity-(.+?)(?:-python-([\d.]+))?\.xml", report.name)
            assert match is not None
            ran.setdefault(match[1], set()).update({match[2]} - {None})
    return ran


def main() -> int:
    """Run the gate; 0 only if everything passed and everything needed did run."""
    copy_checkout()
    HOME.mkdir(parents=True, exist_ok=True)
    provide_pip()
    keep_pip_settings()
    if code := run_sanity(sys.argv[1:]):
        return code
    ran = tests_that_ran()
    needed = NEEDED_TESTS - set(sys.argv[2:]) if sys.argv[1:2] in ([], ["--skip-test"]) else set()
    if missing := needed - set(ran):
        print(f"sanity passed without running: {', '.join(sorted(missing))}")
        return 1
    tried = [version for version in TARGET_PYTHONS if version in ran.get("import", set())]
    skipped = [version for version in WANTED_PYTHONS if version not in tried]
    if skipped:
        print(f"SKIPPED [{len(skipped)}] compile and import: not found here: Python {', '.join(skipped)}")
    later = "" if WANTED_PYTHONS == TARGET_PYTHONS else " (make sanity: on all)"
    print(f"{len(ran)} sanity tests ran; compile and import on Python {', '.join(tried) or 'none'}{later}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
