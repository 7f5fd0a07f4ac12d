# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the examples: tasks and plays of all pages in one playbook, inventories together, and commands one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, READER
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, Run

from .expected import Expected, with_times
from .pages import Block

PROFILES = {"production": READER, "operations": ADMIN}
_FASTER = {"ANSIBLE_PIPELINING": "true"}  # each task costs a process less; what it results in is the same


@dataclass(frozen=True)
class PlaybookOfExamples:
    """Every task and play of the documentation, in one run.

    The tasks of a page run on a host with the name of the page, so that no page can use a variable that another one has
    registered. Plays are as their page has them.
    """

    run: Run

    def outcome_of(self, page: str, name: str) -> Any:
        """What came of an example: the outcome of a task, the run for a role."""
        if name.startswith("role "):
            return self.run
        (outcome,) = [each for each in self.run.of(name) if each.host in (_host(page), "localhost")]
        return outcome


def write_profiles(ansible: Ansible) -> None:
    """The profiles that pages name, where the Alibaba Cloud CLI keeps them."""
    profiles = [
        {"name": name, "mode": "AK", "access_key_id": key.access_key_id, "access_key_secret": key.access_key_secret}
        for name, key in PROFILES.items()
    ]
    file = ansible.home / ".aliyun" / "config.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"current": "default", "profiles": profiles}), encoding="utf-8")
    file.chmod(0o600)


def run_playbook(
    ansible: Ansible,
    blocks: list[Block],
    expected: Mapping[str, Expected],
    variables: Mapping[str, Any],
    env: Mapping[str, str],
) -> PlaybookOfExamples:
    """Run the tasks and plays of these blocks. ``variables`` hold what replaces a text of a page."""
    plays: list[dict[str, Any]] = []
    setups: dict[str, Any] = {}
    files: dict[str, str] = {}
    pages_before: set[str] = set()
    for block in blocks:
        if not block.plays:
            continue
        wanted = expected.get(block.page) or Expected({})
        if block.page not in pages_before:
            pages_before.add(block.page)
            prepare = f"Prepare {block.page}"
            plays.append({"tasks": [{"name": prepare, "ansible.builtin.debug": {}}]})
            setups[prepare] = with_times(wanted.before)
        if block.file_name:  # a file that a playbook of its page uses
            files[block.file_name] = _as_here(block, wanted.instead_of).text
        setups.update(dict.fromkeys(block.names()))
        setups.update({name: with_times(wanted.before_example[name]) for name in wanted.before_example})
        plays += list(_plays_of(block, wanted))
    hosts = ",".join(sorted({_host(page) for page in pages_before}))
    run = ansible.playbook(
        plays, "-i", f"{hosts},", setups=setups, variables=variables, files=files, env={**_FASTER, **env}
    )
    return PlaybookOfExamples(run)


def run_inventory(
    ansible: Ansible, block: Block, folder: Path, env: Mapping[str, str | None], instead_of: Mapping[str, str]
) -> dict[str, Any]:
    """What ansible-inventory --list prints for an inventory of a page."""
    file = write_inventory_of(_as_here(block, instead_of), folder)
    run = ansible.command("ansible-inventory", "-i", str(file), "--list", env=env)
    assert run.rc == 0, run.output
    assert "[WARNING]" not in run.stderr, run.stderr
    inventory: dict[str, Any] = json.loads(run.stdout, object_hook=_without_marks)
    return inventory


def write_inventory_of(block: Block, folder: Path) -> Path:
    """The inventory as a file with the name that the page tells. Its cache stays in the folder."""
    file = folder / block.file_name
    file.write_text(block.text.replace("/tmp/", f"{folder}/"), encoding="utf-8")
    return file


def _plays_of(block: Block, wanted: Expected) -> Iterator[dict[str, Any]]:
    for play in _as_here(block, wanted.instead_of).plays:
        # A failure is the test's to report, and should not hide the examples after it.
        yield {
            "hosts": _host(block.page),
            "ignore_errors": True,
            **play,
            "vars": {**play.get("vars", {}), **wanted.variables},
        }


def _as_here(block: Block, instead_of: Mapping[str, str]) -> Block:
    """The block with what can be used here instead of its own addresses and paths."""
    text = block.text
    for documented, here in instead_of.items():
        text = text.replace(documented, here)
    return replace(block, text=text)


def _host(page: str) -> str:
    return page.replace("/", "-")


def _without_marks(value: dict[str, Any]) -> Any:
    """ansible-inventory marks each string that is never to be evaluated."""
    return value["__ansible_unsafe"] if set(value) == {"__ansible_unsafe"} else value
