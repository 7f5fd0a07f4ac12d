# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gate that looked at nothing fails, whatever its tool says about that."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.gates import counted

CHECKOUT = Path(__file__).parents[3]
TOOLS = Path(sys.executable).parent
GATES = counted.gates(TOOLS, Path("isolated"))
# What each tool prints after it has looked at something; those that are asked afterwards answer with the second text.
SOME = {
    "ruff": ("", "a.py\nb.py\n", 2),
    "yamllint": ("", "a.yml\n", 1),
    "ansible-lint": ("Passed: 0 failure(s), 0 warning(s) in 806 files processed of 864 encountered.\n", "", 806),
    "types": ("Success: no issues found in 709 source files\n", "", 709),
    "reuse": ("", '{"summary": {"files_total": 9, "files_with_licensing_info": 8}}\n', 8),
    "nox": ("nox > python /x/antsibull_nox/data/action-groups.py --data x\n" * 2, "", 1),
    "molecule": ("INFO [a > verify] Executed\nINFO [b > verify] Executed\nINFO [b > destroy] Executed\n", "", 2),
}
OF_FILES = {"changelog", "docs-lint"}


def run(name, printed="", asked="", code=0):
    def check(command):
        return counted.Done(code, printed)

    return counted.run_gate(name, GATES[name], check=check, ask=lambda _command: counted.Done(0, asked))


def test_every_gate_is_here():
    assert set(GATES) == set(SOME) | OF_FILES
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"counted\.py ([\w-]+)", makefile)) == set(GATES)


@pytest.mark.parametrize("name", SOME)
def test_it_says_how_much_it_looked_at(capsys, name):
    printed, asked, number = SOME[name]
    assert run(name, printed, asked) == 0
    assert capsys.readouterr().out == f"{name}: {number} {GATES[name].noun}\n"
    assert run(name, printed, asked, code=3) == 3
    assert capsys.readouterr().out.endswith(": FAILED\n")


@pytest.mark.parametrize("name", GATES)
def test_nothing_to_look_at_is_a_failure(capsys, monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)  # where there are no files either
    assert run(name) == 1
    assert capsys.readouterr().out == f"{name}: FAILED: it looked at nothing (0 {GATES[name].noun})\n"


@pytest.mark.parametrize("name", ["ruff", "yamllint", *sorted(OF_FILES - {"docs-lint"})])
def test_the_real_tools_in_an_empty_folder(capfd, monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    assert counted.run_gate(name, GATES[name]) == 1
    assert f"{name}: FAILED: it looked at nothing" in capfd.readouterr().out


def test_files_are_counted(monkeypatch):
    monkeypatch.chdir(CHECKOUT)
    for name in OF_FILES:
        assert GATES[name].count("", lambda _command: counted.Done(0, "")) > 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("def test_it(): pass", 0),
        ("import pytest\ndef test_it(): pytest.skip('why')", 5),
        ("import pytest\n@pytest.mark.skip(reason='why')\ndef test_it(): pass", 5),
    ],
)
def test_a_suite_in_which_no_test_passed_has_shown_nothing(tmp_path, content, code):
    (tmp_path / "test_it.py").write_text(content)
    plugin = ("-p", "ansible_collections.mediaops.alicloud.tests.gates.ran_something")
    command = [sys.executable, "-m", "pytest", *plugin, "-p", "no:cacheprovider", "-c", "/dev/null", "test_it.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert ("this run has shown nothing" in done.stdout) == (code == 5)
