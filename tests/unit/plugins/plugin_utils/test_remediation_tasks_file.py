# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a caller's tasks is known before they run."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._remediation_tasks_file import look_at

FINE = """
- meta: flush_handlers
- {ping: , delegate_to: localhost}
- {ping: , delegate_to: far, ignore_unreachable: true}
- block: [{ping: , register: one}]
  delegate_to: far
- local_action: ping
- include_tasks: other.yml
- import_tasks: mine.yml
"""


@pytest.mark.parametrize(
    ("more", "is_known"),
    [
        ("", True),
        ("- include_role: {name: a.b.c}", False),
        ("- include_tasks: '{{ x }}.yml'", False),
        ("- import_tasks: nowhere.yml", False),
    ],
)
def test_what_is_registered_and_whether_that_is_all(tmp_path, more, is_known):
    (tmp_path / "mine.yml").write_text(f"{FINE}{more}\n")
    (tmp_path / "other.yml").write_text("- {ping: , delegate_to: '{{ far }}', register: two}\n")
    found = look_at(tmp_path / "mine.yml")
    assert found.faults == []
    assert found.registered == ["one", "two"]
    assert found.is_known is is_known


@pytest.mark.parametrize(
    ("content", "is_known"), [("", True), ("---\n", True), ("$ANSIBLE_VAULT;1.1;AES256\n12\n", False)]
)
def test_nothing_to_see(tmp_path, content, is_known):
    (tmp_path / "mine.yml").write_text(content)
    found = look_at(tmp_path / "mine.yml")
    assert (found.faults, found.registered, found.is_known) == ([], [], is_known)


def test_faults_name_file_and_task(tmp_path):
    (tmp_path / "mine.yml").write_text("- [\n")
    assert "Ansible cannot load mine.yml" in look_at(tmp_path / "mine.yml").faults[0]
    (tmp_path / "mine.yml").write_text("- block: [{meta: end_host, name: Stop}]\n- {ping: , delegate_to: far}\n")
    stop, far = look_at(tmp_path / "mine.yml").faults
    assert stop.startswith("the task 'Stop' of mine.yml, meta: end_host")
    assert far.startswith("task 2 of mine.yml is delegated")
