# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guide as a session at a terminal: files that it says to write, and commands that it says to type, in its order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from .pages import CHECKOUT, Block, blocks_of

_FILE_NAME = re.compile(r"# (\S+\.yml)\n")
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_MARK = "=== command "


@dataclass(frozen=True)
class Typed:
    """A command, and all that it printed."""

    command: str
    output: str


class Session:
    """What a guide says to do.

    :ivar files: by their names
    :ivar commands: in their order
    :ivar shown: what the guide says that a command prints, by the number of the command
    :ivar rest: blocks that are neither, such as an example of a configuration file
    """

    def __init__(self, page: str) -> None:
        self.files: dict[str, str] = {}
        self.commands: list[str] = []
        self.shown: dict[int, str] = {}
        self.rest: list[Block] = []
        before: Block | None = None
        for block in blocks_of(page, (CHECKOUT / page).read_text(encoding="utf-8")):
            name = _FILE_NAME.match(block.text)
            if block.language == "console":
                self.commands += _COMMAND.findall(block.text)
            elif name:
                self.files[name[1]] = block.text
            elif block.language == "text" and before and before.language == "console":
                self.shown[len(self.commands) - 1] = block.text
            else:
                self.rest.append(block)
            before = block

    def take_place(self, folder: Path, environment: Mapping[str, str], *, but: Collection[str] = ()) -> list[Typed]:
        """Write the files, and type the commands into one shell; none may fail.

        :param but: commands that no test can run
        """
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        typed = [command for command in self.commands if command not in but]
        script = "\n".join(f"echo; echo '{_MARK}{number}'\n{command}" for number, command in enumerate(typed))
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=folder,
            env={
                "ANSIBLE_PIPELINING": "true",
                **environment,
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        outputs = re.split(rf"^{_MARK}\d+\n", done.stdout, flags=re.MULTILINE)[1:]
        return [Typed(command, output) for command, output in zip(typed, outputs, strict=True)]
