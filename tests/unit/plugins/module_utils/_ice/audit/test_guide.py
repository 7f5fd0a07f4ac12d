# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide of audits: each rule that is built in is described as it is, and its files of rules can be used."""

from __future__ import annotations

import re
import textwrap

import pytest
import yaml

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import TOOL
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import audited, job, states
from ansible_collections.mediaops.alicloud.tests.unit.support.builtin_rules_page import GUIDE, with_list

TEXT = GUIDE.read_text(encoding="utf-8")
FILES = [textwrap.dedent(block) for block in re.findall(r"code-block:: yaml\+jinja\n\n((?:    .*\n|\n)+)", TEXT)]
ROOT = GUIDE.parents[3]


def test_the_list_of_rules_is_made_of_the_rules() -> None:
    assert with_list(TEXT) == TEXT, "run python -m ...tests.unit.support.builtin_rules_page"


def test_files_of_rules_and_suppressions_are_as_the_module_takes_them(tmp_path) -> None:
    kinds: dict[str, list[str]] = {"rules": [], "suppressions": []}
    for number, content in enumerate(FILES):
        path = tmp_path / f"{number}.yml"
        path.write_text(content)
        kinds["suppressions" if "suppressions:" in content else "rules"].append(str(path))
    assert [len(each) for each in kinds.values()] == [2, 1]
    jobs = [job(1, name="studio-test", notify_url=None), job(2, name="news-1", status="paused")]
    result = audited(jobs, rules_files=kinds["rules"], suppressions_files=kinds["suppressions"])
    assert states(result)["paused"] == "failed"
    assert states(result)["news-output"] == "passed"
    assert [each["state"] for each in result.report["suppressions"]] == ["active", "unused"]


@pytest.mark.parametrize("field", ["params", "at_once", "own_template", "first_seen", "suppression-unused"])
def test_nothing_that_users_need_is_left_out(field) -> None:
    assert field in TEXT


def test_the_version_is_that_of_the_collection() -> None:
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    assert (TOOL["name"], TOOL["version"]) == (f"{galaxy['namespace']}.{galaxy['name']}", galaxy["version"])
