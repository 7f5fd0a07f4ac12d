# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as hosts: the inventory plugin beside a static inventory with the same hosts, variables and groups."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.contender import Contender, Starter
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.goals import at_most
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.measured_run import Run, WrongResultError
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.rounds import median_ratio, take_turns
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.scale import Scale
from ansible_collections.mediaops.alicloud.tests.benchmarks.measuring.section import Section
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

KEPT, READ = "the plugin, list in the cache", "the plugin, list read"
STATIC, AS_JSON = "static YAML", "the same file as JSON"
_PLUGIN = {
    "plugin": "mediaops.alicloud.ice_live_record_jobs",
    "keyed_groups": [{"prefix": "status", "key": "ice_status"}],
}


def measure(scale: Scale, python: Path) -> Section:
    jobs = scale.jobs
    with Emulator(jobs=jobs) as emulator, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "kept")}
        _write(folder / "read.ice_live_record_jobs.yml", _PLUGIN)
        _write(folder / "kept.ice_live_record_jobs.yml", {**_PLUGIN, **kept})
        lister = _Lister(Starter(emulator, python), folder, jobs)
        lister.contender("static", "kept.ice_live_record_jobs.yml", "static.yml", "--yaml").take_turn()
        static = yaml.load((folder / "static.yml").read_bytes(), Loader=yaml.CSafeLoader)
        (folder / "static.json").write_text(json.dumps(static), encoding="utf-8")
        contenders = [
            lister.contender(KEPT, "kept.ice_live_record_jobs.yml", check=lister.check_hit),
            lister.contender(READ, "read.ice_live_record_jobs.yml", check=lister.check),
            lister.contender(STATIC, "static.yml", check=lister.check),
            lister.contender(AS_JSON, "static.json", check=lister.check),
        ]
        runs = take_turns(contenders, 1, warm_up=False)
    without_listing = median_ratio(runs[KEPT], runs[STATIC])
    whole, as_json = median_ratio(runs[READ], runs[STATIC]), median_ratio(runs[KEPT], runs[AS_JSON])
    memory = median_ratio(runs[KEPT], runs[STATIC], lambda run: run.peak_mb)
    return Section(
        name="inventories",
        title=f"ansible-inventory --list: {jobs:,} jobs as hosts, groups by status, no latency, one run each",
        runs=runs,
        goals=[at_most(1.3, "times a static YAML inventory, the listing's time apart", without_listing)],
        notes=[
            "The listing's time is apart where the list is in the cache: that run makes no request.",
            f"With the listing: {whole:.2f} times.",
            f"A static inventory is read sooner as JSON: the plugin takes {as_json:.2f} times as long as that.",
            f"The plugin takes {memory:.2f} times the memory of the static YAML inventory.",
            "The four outputs have been compared: same hosts, same variables, same groups.",
        ],
    )


class _Lister:
    """``ansible-inventory --list``, with its output in a file, as printing it would measure the reader."""

    def __init__(self, starter: Starter, folder: Path, jobs: int) -> None:
        self._starter = starter
        self._folder = folder
        self._jobs = jobs
        self._first: Any = None

    def contender(
        self,
        name: str,
        source: str,
        output: str = "listed.json",
        *arguments: str,
        check: Callable[[Run], None] | None = None,
    ) -> Contender:
        files = ["-i", str(self._folder / source), "--output", str(self._folder / output)]
        return self._starter.ansible(name, "ansible-inventory", "--list", *files, *arguments, check=check)

    def check(self, run: Run) -> None:
        """All outputs say the same."""
        text = (self._folder / "listed.json").read_text(encoding="utf-8")
        listed = json.loads(text, object_hook=_without_marks)
        hosts = len(listed["_meta"]["hostvars"])
        if hosts != self._jobs:
            raise WrongResultError(f"ansible-inventory listed {hosts} hosts where there are {self._jobs} jobs")
        listed = {name: _sorted(group) for name, group in listed.items()}
        if self._first is None:
            self._first = listed
        if listed != self._first:
            raise WrongResultError("ansible-inventory listed other hosts, variables or groups")

    def check_hit(self, run: Run) -> None:
        """Beside that, that the list came from the cache."""
        self.check(run)
        if run.requests:
            raise WrongResultError(f"the inventory made {run.requests} requests where the list is in the cache")


def _without_marks(value: dict[str, Any]) -> Any:
    """ansible-inventory marks what must not be templated, and does not for a static file."""
    return value.get("__ansible_unsafe", value)


def _sorted(group: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sorted(members) if isinstance(members, list) else members for name, members in group.items()}


def _write(file: Path, content: Mapping[str, Any]) -> None:
    file.write_text(yaml.safe_dump(dict(content), sort_keys=False), encoding="utf-8")
