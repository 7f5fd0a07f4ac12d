# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documentation, page by page, as users copy them.

A page is a file: a plugin with EXAMPLES, a guide, or a README. Its examples are

* each task of YAML, by its name; a play's roles count as tasks with the name ``role ...``,
* each inventory of YAML, by the file name in its first line, which is a comment,
* each command of a console, by its text,
* each JSON document, by its number, as in ``json 1``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import documentation

CHECKOUT = Path(__file__).parents[3]
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r"^( *)\.\. code-block:: (\w+)\n\n((?:\1   .*\n|\n)+)", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*?)(?:\s{2,}# .*)?$", re.MULTILINE)
_FILE_NAME = re.compile(r"# (\S+\.ya?ml)\b")
_INLINE = re.compile(r"`((?:make|ansible-doc) [^`]+)`")
_NO_EXAMPLES = {"text"}  # drawings
COOKBOOK = "docs/docsite/rst/guide_cookbook.rst"
# Guides that are a session at a terminal: what they say to write down and to type is done in the order of the page.
SESSIONS = tuple(f"docs/docsite/rst/guide_{name}.rst" for name in ("inventory", "remediation", "scaling", "start"))
# test_guide_ci, test_cookbook, test_guides
_PAGES_WITH_OTHER_TESTS = {"docs/docsite/rst/guide_ci.rst", COOKBOOK, *SESSIONS}


@dataclass(frozen=True)
class Block:
    """A block of code on a page."""

    page: str
    language: str
    text: str

    def names(self) -> list[str]:
        """The names of its examples."""
        if self.language == "console":
            return [command.strip() for command in _COMMAND.findall(self.text)]
        if self.language == "yaml":
            content = yaml.safe_load(self.text)
            return (
                [self.file_name] if isinstance(content, dict) else [name for each in content for name in _names(each)]
            )
        return [] if self.language in _NO_EXAMPLES or self.is_policy else [self.language]

    @property
    def is_policy(self) -> bool:
        """Whether it is a RAM policy; test_permissions runs them all."""
        return self.language == "json" and "Statement" in json.loads(self.text)

    @property
    def file_name(self) -> str:
        """What the first line says the file is to be called."""
        found = _FILE_NAME.match(self.text.lstrip())
        return found[1] if found else ""

    @property
    def plays(self) -> list[dict[str, Any]]:
        """The plays that it is, or that its tasks make up; none if it is something else."""
        content = yaml.safe_load(self.text) if self.language == "yaml" else None
        if not isinstance(content, list):
            return []
        return content if "hosts" in content[0] else [{"tasks": content}]


def _names(task_or_play: dict[str, Any]) -> Iterator[str]:
    within = [name for key in ("tasks", "block") for task in task_or_play.get(key, ()) for name in _names(task)]
    roles = [f"role {role['role']}" for role in task_or_play.get("roles", ())]
    if within or roles:
        yield from (*roles, *within)
    else:
        yield task_or_play["name"] if "name" in task_or_play else list(task_or_play)[0]  # noqa: RUF015


def blocks_of(page: str, text: str) -> list[Block]:
    """The blocks of code in Markdown or reStructuredText."""
    if page.endswith(".md"):
        return [Block(page, language, code) for language, code in _FENCED.findall(text)]
    return [
        Block(page, language, re.sub(rf"^{indent}    ?", "", code, flags=re.MULTILINE))
        for indent, language, code in _DIRECTIVE.findall(text)
    ]


def all_blocks() -> list[Block]:
    """The blocks of code of every page."""
    found = [block for name in _texts() for block in blocks_of(name, (CHECKOUT / name).read_text(encoding="utf-8"))]
    for folder in ("modules", "lookup", "inventory", "filter"):
        for file in sorted((CHECKOUT / "plugins" / folder).glob("[!_]*.py")):
            examples = documentation(folder, file.stem, "EXAMPLES")
            found += [Block(f"{folder}/{file.stem}", "yaml", text) for text in examples.split("---\n")]
    return found


def inline_commands() -> list[tuple[str, str]]:
    """The commands of make and ansible-doc in the middle of a text, with their pages."""
    found = [(name, (CHECKOUT / name).read_text(encoding="utf-8")) for name in _texts()]
    return [(name, command) for name, text in found for command in _INLINE.findall(text)]


def examples_in(blocks: list[Block]) -> list[tuple[str, str]]:
    """Page and name of each example."""
    return [(block.page, name) for block in blocks for name in block.names()]


def _texts() -> list[str]:
    patterns = ("README.md", "docs/docsite/rst/*.rst", "roles/*/README.md", "tests/emulator/README.md")
    found = [file.relative_to(CHECKOUT).as_posix() for pattern in patterns for file in sorted(CHECKOUT.glob(pattern))]
    return [page for page in found if page not in _PAGES_WITH_OTHER_TESTS]
