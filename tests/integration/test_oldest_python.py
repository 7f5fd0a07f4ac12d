# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules run on the oldest Python, with the oldest libraries, that the collection says it supports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.gates.pythons import find_python
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import MODULE

ROOT = Path(__file__).parents[2]
OLDEST = "3.9"
PREFIX = MODULE.rpartition(".")[0]


@pytest.fixture(scope="module")
def oldest(tmp_path_factory) -> Path:
    python = find_python(OLDEST)
    if python is None:
        pytest.skip(f"no Python {OLDEST} on this machine")
    folder = tmp_path_factory.mktemp("oldest")
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--python", python, folder / "venv"], check=True)
    interpreter = folder / "venv" / "bin" / "python"
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", interpreter, "--resolution", "lowest-direct",
         "-r", ROOT / "requirements.txt"],
        check=True,
    )  # fmt: skip
    return interpreter


@pytest.mark.smoke
def test_modules_gather_and_change(ansible, fresh, oldest):
    fresh.add_job(name="studio", status="paused", create_time="2026-01-01T00:00:00Z")
    output = {"type": "oss", "bucket": "news", "endpoint": "oss-cn-shanghai.aliyuncs.com"}
    formats = [
        {
            "format": "mp4",
            "oss_object_prefix": "a/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}",
            "cycle_duration": 900,
        }
    ]
    new = {"name": "new", "stream_input": {"url": "rtmp://example.com/live/new"}, "record_output": output}
    tasks = [
        {"name": "gather", MODULE: {"where": "age(create_time) > duration('1h')", "query": "[].name"}},
        {"name": "template", f"{PREFIX}.ice_live_record_template": {"name": "short", "record_format": formats}},
        {
            "name": "submit",
            f"{PREFIX}.ice_live_record_job": {**new, "template_id": "{{ template.record_template.template_id }}"},
        },
        {"name": "files", f"{PREFIX}.ice_live_record_file_info": {"start_time": "now-1d"}},
    ]
    tasks[1]["register"] = "template"
    play = {"hosts": "localhost", "vars": {"ansible_python_interpreter": str(oldest)}, "tasks": tasks}

    run = ansible.playbook([play])

    assert run.rc == 0, run.output
    assert run.of("gather")[0].result["query_result"] == ["studio"]
    assert run.of("submit")[0].result["changed"]
