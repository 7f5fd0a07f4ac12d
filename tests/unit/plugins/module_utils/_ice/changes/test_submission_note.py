# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is remembered of a submission: a help, on which nothing depends."""

from __future__ import annotations

import stat

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.submission_note import SubmissionNote


@pytest.fixture
def path(tmp_path):
    return tmp_path / "note"


def test_it_is_kept_until_it_is_forgotten(path) -> None:
    note = SubmissionNote(path)
    assert note.read() is None
    note.write()
    assert (SubmissionNote(path).read().job_id, stat.S_IMODE(path.stat().st_mode)) == (None, 0o600)
    note.write("j1")
    earlier = SubmissionNote(path).read()
    assert earlier.job_id == "j1"
    assert 0 <= earlier.age < 60
    note.forget()
    note.forget()
    assert note.read() is None


@pytest.mark.parametrize(
    "content", ["", "nonsense", "[]", "{}", '{"at": "soon", "job_id": null}', "\x00\xff", '{"at": 1}']
)
def test_what_is_broken_is_none(path, content) -> None:
    path.write_text(content, encoding="utf-8")
    assert SubmissionNote(path).read() is None


def test_a_clock_that_was_turned_back(path) -> None:
    path.write_text('{"at": 9999999999, "job_id": null}', encoding="utf-8")
    assert SubmissionNote(path).read().age == 0


def test_a_link_is_not_followed(path, tmp_path) -> None:
    target = tmp_path / "target"
    path.symlink_to(target)
    SubmissionNote(path).write("j1")
    assert not target.exists()
    assert SubmissionNote(path).read() is None


def test_without_a_folder_there_is_none() -> None:
    note = SubmissionNote(None)
    note.write("j1")
    note.forget()
    assert note.read() is None
