# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of permissions names everything that users run, and every page says what the table says."""

from __future__ import annotations

import ast
import json
import re

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import operations
from ansible_collections.mediaops.alicloud.tests.permissions import pages
from ansible_collections.mediaops.alicloud.tests.permissions.table import ENTRIES, entry, policy

FOLDERS = {
    "module": "plugins/modules",
    "lookup": "plugins/lookup",
    "inventory": "plugins/inventory",
    "event_source": "extensions/eda/plugins/event_source",
}
ALL_OF = {kind: {file.stem for file in (pages.CHECKOUT / folder).glob("*.py")} for kind, folder in FOLDERS.items()}
ALL_OF["role"] = {folder.name for folder in (pages.CHECKOUT / "roles").iterdir()}


def page_of(each):
    """What Ansible shows of it, as it is written."""
    if each.kind == "role":
        return (pages.CHECKOUT / "roles" / each.name / "meta" / "argument_specs.yml").read_text(encoding="utf-8")
    tree = ast.parse((pages.CHECKOUT / FOLDERS[each.kind] / f"{each.name}.py").read_text(encoding="utf-8"))
    return next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOCUMENTATION"
    )


def test_everything_that_users_run_is_in_the_table_once():
    named = [(each.kind, each.name) for each in ENTRIES]
    assert len(named) == len(set(named))
    assert set(named) == {(kind, name) for kind, names in ALL_OF.items() for name in names}


def test_every_operation_of_the_engine_is_in_the_table():
    known = {each.ram_action for each in vars(operations).values() if isinstance(each, operations.Operation)}
    assert {action for each in ENTRIES for action in each.actions} == known


@pytest.mark.parametrize("each", ENTRIES, ids=lambda each: f"{each.kind}-{each.name}")
def test_its_own_page_names_the_actions_and_the_guide(each):
    text = page_of(each)
    assert set(re.findall(r"\bice:\w+", text)) == set(each.actions)
    assert ("docsite.guide_permissions" in text) == bool(each.needs)


def test_the_guide_is_what_is_written():
    assert pages.GUIDE.read_text(encoding="utf-8") == pages.guide(), "run: make permission-pages"


@pytest.mark.parametrize(("each", "file"), [pytest.param(*both, id=both[0].name) for both in pages.readmes()])
def test_the_policies_of_roles_are_what_is_written(each, file):
    text = file.read_text(encoding="utf-8")
    assert text == pages.readme(each, text), "run: make permission-pages"


def test_a_readme_without_a_place_for_it_is_refused():
    with pytest.raises(ValueError, match="live_record_facts: the README needs one part"):
        pages.readme(entry("role", "live_record_facts"), "# A role\n")


def test_every_policy_of_the_guide_is_one_of_the_table():
    blocks = re.findall(r"code-block:: json\n\n((?:    .*\n)+)", pages.GUIDE.read_text(encoding="utf-8"))
    shown = [json.loads(block) for block in blocks]
    assert all(each["Version"] == "1" and each["Statement"][0]["Effect"] == "Allow" for each in shown)
    wanted = [json.loads(policy(each.actions)) for each in ENTRIES if each.needs]
    assert all(each in shown for each in wanted)
    assert len(shown) == len(wanted) + 2  # that of everything, and that of a key that assumes a role
