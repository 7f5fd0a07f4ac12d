# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal of remediations, cut off at any byte, damaged, or on a disk that is full."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.journal import Journal, journal_file

ACTIONS = ["submit_again", "run_tasks", "notify"]


def promise(job_id, actions=tuple(ACTIONS), rule="r"):
    about = {
        "job_id": job_id,
        "rule": rule,
        "job": {"job_id": job_id, "name": "\ud800 é"},
        "at": "2026-01-01T00:00:00Z",
    }
    return {**about, "by": "me", "promised": list(actions)}


def settled(job_id, *actions, rule="r", **later):
    return {"job_id": job_id, "rule": rule, "settled": list(actions), **later}


def left(kept):
    return {(entry["job_id"], entry["rule"]): entry["actions"] for entry in kept.owed}


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "state" / "a.jsonl")


def test_what_is_settled_is_not_owed(journal):
    journal.append([promise("1"), promise("1", ["notify"], rule="other"), promise("2")])
    journal.append([settled("1", "submit_again", submitted=True, new_job_id="9"), settled("2", *ACTIONS)])
    journal.append([settled("unknown", "notify")])
    kept = journal.open()
    assert left(kept) == {("1", "r"): ["run_tasks", "notify"], ("1", "other"): ["notify"]}
    assert (kept.owed[0]["submitted"], kept.owed[0]["new_job_id"]) == (True, "9")
    assert journal.look() == journal.open() == kept  # what is rewritten says the same
    journal.append([promise("1", ["notify"])])
    assert left(journal.look()) == {("1", "other"): ["notify"], ("1", "r"): ["notify"]}


def test_it_does_not_grow(journal, tmp_path):
    for number in range(20):
        journal.append([promise(str(number)), settled(str(number), *ACTIONS)])
        journal.open()
    (file,) = (tmp_path / "state").glob("*.jsonl")
    assert file.read_bytes() == b""


def test_looking_makes_nothing(journal, tmp_path):
    assert journal.look().owed == []
    assert list(tmp_path.iterdir()) == []


@given(st.data())
def test_cut_off_anywhere(tmp_path_factory, data):
    """At most what the last line says is not known; what is written afterwards is."""
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    journal = Journal(path)
    journal.append([promise("1"), promise("2"), settled("1", "submit_again"), settled("2", *ACTIONS)])
    content = path.read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    whole = content[:cut].count(b"\n")
    path.write_bytes(content[:cut])
    if data.draw(st.booleans()):
        kept = journal.open()
        assert kept.damaged in ([], [whole + 1])
    journal.append([promise("3")])
    owed = left(journal.look())
    assert ("3", "r") in owed
    assert (("1", "r") in owed) >= (whole >= 1)
    assert (("2", "r") in owed) >= (2 <= whole < 4)


DAMAGED = [
    "x",
    "[]",
    "1",
    "null",
    '{"job_id": "1"}',
    '{"settled": 1, "job_id": 1, "rule": 1}',
    '{"promised": [], "job_id": 1, "rule": 1, "job": 1, "at": "", "by": ""}',
    "[" * 99999,
]


@pytest.mark.parametrize("line", DAMAGED, ids=range(len(DAMAGED)))
def test_damaged_lines_are_moved(journal, tmp_path, line):
    journal.append([promise("1")])
    (file,) = (tmp_path / "state").glob("*.jsonl")
    file.write_text(f"{line}\n{file.read_text()}")
    assert journal.look().damaged == [1]
    kept = journal.open()
    assert (kept.damaged, left(kept)) == ([1], {("1", "r"): ACTIONS})
    assert file.with_suffix(".damaged").read_text() == f"{line}\n"
    assert journal.open().damaged == []


def test_a_full_disk_leaves_no_half_line(journal, monkeypatch, tmp_path):
    journal.append([promise("1")])
    write = os.write

    def full(descriptor, content):
        if len(content) < 50:
            raise OSError(28, "No space left on device")
        return write(descriptor, content[:50])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        journal.append([promise("2")])
    monkeypatch.undo()
    assert left(journal.open()) == {("1", "r"): ACTIONS}
    assert journal.open().damaged == []


def test_links_and_folders_of_others_are_refused(tmp_path):
    (tmp_path / "link.jsonl").symlink_to("/etc/passwd")
    for write in (lambda journal: journal.append([promise("1")]), Journal.open, Journal.look):
        with pytest.raises(InputError, match="is a link"):
            write(Journal(tmp_path / "link.jsonl"))
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(InputError, match="Others may write"):
        Journal(tmp_path / "open" / "a.jsonl").open()


def test_accounts_regions_endpoints_and_hosts_have_their_own():
    def name(owner="h", **changes):
        options = {"access_key_id": "id-one", "access_key_secret": "s", "region": "cn-shanghai", **changes}
        return journal_file(Path("/state"), ConnectionOptions(**options), owner).name

    names = {name(), name("other"), name(access_key_id="id-two"), name(region="cn-beijing"),
             name(endpoint="https://ice.example.com")}  # fmt: skip
    assert len(names) == 5
    assert name(access_key_secret="another") == name()
    assert not [each for each in names if "id-" in each]
