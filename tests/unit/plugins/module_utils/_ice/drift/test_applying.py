# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan whose secrets are masked still leads to what has to be submitted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import (
    Declaration,
    DeclarationOptions,
    RegionJobs,
    compare,
    submissions_of_plan,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.masking import masked
from ansible_collections.mediaops.alicloud.tests.unit.support.declarations import TEMPLATE, entry, job

KEY = "a1b2c3d4e5f6g7h8"
STREAM = {"url": f"rtmp://u:{KEY}@example.com/live/x?auth_key={KEY}"}


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*entries: dict[str, Any], file: str = "recordings.yml", flow: bool | None = False) -> str:
    Path(file).write_text(yaml.safe_dump(list(entries), default_flow_style=flow), encoding="utf-8")
    return file


def plan_of(*files: str, templates: Any = None, jobs: Any = (), declared: Any = None) -> Any:
    options = DeclarationOptions(declared=declared, declared_files=files)
    declaration = Declaration.from_options(options, regions=["cn-shanghai"], now=0)
    assert declaration is not None
    plan = compare(declaration, [RegionJobs("x", "cn-shanghai", jobs, None, templates)]).drift["plan"]
    shown = masked(plan)
    assert KEY not in str(shown)
    return shown


def test_the_options_are_those_of_the_declaration() -> None:
    files = [
        write(entry("a"), entry("x", region=None, stream_input=STREAM, template="hls", notify_url="https://h/n")),
        write(entry("b"), file="more.yml"),
    ]
    plan = plan_of(*files, templates={"t1": {"name": "hls"}}, jobs=[job()])
    assert [step["action"] for step in plan] == ["none", "submit", "submit"]
    first, second = submissions_of_plan(plan, [str(Path(each).absolute()) for each in files])
    assert first == {
        "name": "x",
        "region": "cn-shanghai",
        "stream_input": {"type": "rtmp", **STREAM},
        "record_output": {"type": "oss", "bucket": "b", "endpoint": "oss-cn-shanghai.aliyuncs.com"},
        "template_id": "t1",
        "notify_url": "https://h/n",
        "state": "recording",
    }
    assert (second["name"], second["template_id"]) == ("b", TEMPLATE)


def test_entries_in_one_line_are_told_apart_by_their_names() -> None:
    file = write(entry("a"), entry("b"), flow=True)
    assert [each["name"] for each in submissions_of_plan(plan_of(file), [file])] == ["a", "b"]


def test_a_file_that_was_changed_since() -> None:
    file = write(entry("a"))
    plan = plan_of(file)
    write(entry("b"), entry("a"))
    with pytest.raises(
        InputError, match=r"recording 'a' of recordings\.yml, line 1, and the declaration has none there"
    ):
        submissions_of_plan(plan, [file])


def test_entries_of_the_task_itself_have_no_file() -> None:
    file = write(entry("b"))
    plan = plan_of(file, declared=[entry("a")])
    with pytest.raises(InputError, match="of the task itself"):
        submissions_of_plan(plan, [file])


def test_without_anything_to_submit_no_file_is_read() -> None:
    assert submissions_of_plan([{"action": "cannot"}], ["nowhere.yml"]) == []
