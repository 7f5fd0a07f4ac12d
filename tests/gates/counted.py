# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run the tool of a gate, say how much it looked at, and fail if that was nothing.

Most tools are content with no file at all: a wrong folder or a wrong pattern would look like a success. The argument is
the name of a gate, as in the Makefile; what follows is handed to its last command.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = [f"ansible_collections.mediaops.alicloud.{name}" for name in ("plugins", "extensions", "tests")]
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Done:
    """How a command ended. :ivar output: what it printed"""

    code: int
    output: str


Run = Callable[[Sequence[str]], Done]


@dataclass(frozen=True)
class Gate:
    """A gate that is one tool.

    :ivar commands: the check; each runs, whatever the one before found
    :ivar noun: what is counted
    :ivar count: the number, from what the commands printed, and from what further commands say
    """

    commands: Sequence[Sequence[str]]
    noun: str
    count: Callable[[str, Run], int]


def _lines_of(*command: str) -> Callable[[str, Run], int]:
    return lambda _output, run: len(run(command).output.split("\n")) - 1


def _told(pattern: str) -> Callable[[str, Run], int]:
    """The number that the tool itself tells; the last one if it does so more than once."""
    return lambda output, _run: int(next(reversed(re.findall(pattern, output)), "0"))


def _said(pattern: str) -> Callable[[str, Run], int]:
    """How many different things the tool says it has done."""
    return lambda output, _run: len(set(re.findall(pattern, output, re.MULTILINE)))


def _files(*patterns: str) -> Callable[[str, Run], int]:
    return lambda _output, _run: sum(1 for pattern in patterns for file in Path().glob(pattern) if file.is_file())


def gates(tools: Path, isolated: Path) -> dict[str, Gate]:
    """The gates. :param tools: the folder of the development environment's programs :param isolated: of the gates'"""
    mypy = [word for name in _PACKAGES for word in ("-p", name)]
    plugins = [f"plugins/{kind}/[!_]*.py" for kind in ("modules", "lookup", "inventory", "filter")]
    docs = ("docs/docsite/rst/*.rst", *plugins, "roles/*/meta/argument_specs.yml")
    return {
        "ruff": Gate(
            (
                (f"{tools}/ruff", "check", "--quiet", "."),
                (f"{tools}/ruff", "format", "--check", "."),
            ),
            "Python files",
            _lines_of(f"{tools}/ruff", "check", "--show-files", "."),
        ),
        "yamllint": Gate(
            ((f"{tools}/yamllint", "--strict", "."),), "YAML files", _lines_of(f"{tools}/yamllint", "--list-files", ".")
        ),
        "ansible-lint": Gate(
            ((f"{tools}/ansible-lint", "--profile", "production", "--offline", "--strict"),),
            "files",
            _told(r"in (\d+) files processed"),
        ),
        "changelog": Gate(
            ((f"{tools}/antsibull-changelog", "lint"),),
            "fragments and changelogs",
            _files("changelogs/fragments/*.y*ml", "changelogs/changelog.yaml"),
        ),
        "types": Gate(((f"{tools}/mypy", *mypy),), "source files", _told(r"(?:in|checked) (\d+) source files?")),
        "docs-lint": Gate(
            (
                (
                    f"{tools}/antsibull-docs",
                    *("lint-collection-docs", "--plugin-docs", "--validate-collection-refs=self", "."),
                ),
            ),
            "pages",
            _files(*docs),
        ),
        "reuse": Gate(
            ((f"{isolated}/reuse", "lint", "--lines"),),
            "files with a licence",
            lambda _output, run: _told(r'"files_with_licensing_info": (\d+)')(
                run((f"{isolated}/reuse", "lint", "--json")).output, run
            ),
        ),
        "nox": Gate(
            (("nox", "--force-venv-backend", "none", "--sessions", "extra-checks"),),
            "checks",
            _said(r"antsibull_nox/data/([\w-]+)\.py"),
        ),
        "molecule": Gate((("molecule", "test", "--all"),), "scenarios", _said(r"(\w+) (?:>|➜) verify\b")),
    }


def run_command(command: Sequence[str]) -> Done:
    """Run a command here, and print nothing of it. Its warnings are not counted."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return Done(done.returncode, _COLOURS.sub("", done.stdout))


def run_and_print(command: Sequence[str]) -> Done:
    """Run a command here, and print what it prints as it comes."""
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return Done(process.returncode, _COLOURS.sub("", "".join(lines)))


def run_gate(
    name: str, gate: Gate, more: Sequence[str] = (), *, check: Run = run_and_print, ask: Run = run_command
) -> int:
    """Run the gate; 0 only if each command passed and there was something to look at."""
    *first, last = gate.commands
    done = [check(command) for command in (*first, (*last, *more))]
    failed = [each.code for each in done if each.code]
    number = gate.count("".join(each.output for each in done), ask)
    if not number:
        print(f"{name}: FAILED: it looked at nothing (0 {gate.noun})")
        return 1
    print(f"{name}: {number} {gate.noun}{': FAILED' if failed else ''}")
    return failed[0] if failed else 0


def main() -> int:
    """Run the gate that the first argument names."""
    name, *more = sys.argv[1:]
    tools = Path(sys.executable).parent
    isolated = ROOT / ".cache" / "environments"
    folder = isolated / "nox" / "bin" if name == "nox" else tools
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    os.chdir(ROOT / "extensions" if name == "molecule" else ROOT)
    return run_gate(name, gates(tools, isolated / "gates" / "bin")[name], more)


if __name__ == "__main__":
    sys.exit(main())
