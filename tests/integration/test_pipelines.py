# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pipelines of the guide: they can be parsed, and what they use is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import report_of_everything

CHECKOUT = Path(__file__).parents[2]
GUIDE = (CHECKOUT / "docs/docsite/rst/guide_audits_in_pipelines.rst").read_text(encoding="utf-8")
PLAYBOOK = (CHECKOUT / "playbooks/audit.yml").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^\.\. code-block:: yaml\+jinja\n\n((?:    .*\n|\n)+)", GUIDE, re.MULTILINE)
GITHUB, GITLAB = (yaml.safe_load(block) for block in _BLOCKS)


def test_pipelines_use_variables_and_files_of_the_playbook() -> None:
    said = json.dumps([GITHUB, GITLAB])
    variables = set(re.findall(r"-e (audit_\w+)=", said))
    assert variables == {"audit_folder", "audit_fail_on", "audit_fail_on_new_only"}
    for variable in variables:
        assert re.search(rf"\b{variable}\b", PLAYBOOK)
    files = set(re.findall(r"reports/(audit\.\w+)", said))
    assert files == {"audit.json", "audit.md", "audit.sarif", "audit.xml"}
    for file in files:
        assert f"/{file}" in PLAYBOOK
    assert GITLAB["audit"]["artifacts"]["reports"]["junit"] == "reports/audit.xml"


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_what_github_gets_has_open_findings_only(tmp_path: Path) -> None:
    steps = GITHUB["jobs"]["audit"]["steps"]
    (program,) = re.findall(r"jq '([^']+)'", " ".join(step.get("run", "") for step in steps))
    file = tmp_path / "audit.sarif"
    file.write_text(FORMATS["sarif"](report_of_everything()), encoding="utf-8")
    done = subprocess.run(["jq", program, file], capture_output=True, text=True, check=True)
    jobs = [result["properties"]["jobId"] for result in json.loads(done.stdout)["runs"][0]["results"]]
    assert len(jobs) == 7  # six findings, and one that could not be decided again
    assert not {"job-000002", "job-000007", "job-000008"} & set(jobs)  # suppressed, and two that were fixed
