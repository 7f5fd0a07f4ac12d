# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as files."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import (
    FORMATS,
    check_paths,
    files,
    write_reports,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import report, report_of_everything

is_root = os.geteuid() == 0


def names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def fault(reports) -> str:
    with pytest.raises(InputError) as raised:
        check_paths(reports)
    return raised.value.message


def test_an_unknown_format_is_named_with_what_was_meant(tmp_path: Path) -> None:
    assert fault({"sarfi": str(tmp_path / "a")}) == "reports.sarfi: there is no format 'sarfi'. Did you mean sarif?"
    assert "Formats are: json, markdown" in fault({"pdf": str(tmp_path / "a")})
    assert "reports.7" in fault({7: str(tmp_path / "a")})


@pytest.mark.parametrize("value", ["", "  ", None, 7, ["a"], "a\0b"])
def test_a_path_is_a_text(value) -> None:
    assert fault({"json": value}).startswith("reports.json must be the path of a file")


def test_two_formats_cannot_have_one_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    said = fault({"json": str(tmp_path / "a"), "sarif": str(tmp_path / "link" / ".." / tmp_path.name / "a")})
    assert said.startswith("reports.sarif and reports.json are the same file")


def test_a_folder_must_be_there_and_a_file_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    missing = tmp_path / "none"
    assert fault({"json": f"{missing}/a"}) == f"reports.json: the folder {missing} does not exist; make it first."
    assert "is no folder" in fault({"json": str(tmp_path / "file" / "a")})
    assert "is a folder. Name a file in it." in fault({"json": str(tmp_path)})
    assert "is no ordinary file" in fault({"json": str(tmp_path / "pipe")})


@pytest.mark.skipif(is_root, reason="root may write to every folder")
def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert fault({"json": str(tmp_path / "a")}) == f"reports.json: you must not write to the folder {tmp_path}."
    finally:
        tmp_path.chmod(0o700)


def test_a_name_that_is_too_long_names_the_entry(tmp_path: Path) -> None:
    said = fault({"json": str(tmp_path / ("x" * 300))})
    assert said.startswith("reports.json must be the path of a file: File name too long: ")


def test_a_file_that_is_read_is_not_overwritten(tmp_path: Path) -> None:
    rules, earlier = tmp_path / "rules.yml", str(tmp_path / "audit.json")
    (tmp_path / "link.yml").symlink_to(rules)
    reads = {"rules_files": [str(tmp_path / "link.yml")], "compare_with": [earlier]}
    with pytest.raises(InputError) as raised:
        check_paths({"json": str(rules)}, reads)
    assert raised.value.message == (
        f"reports.json: {rules} is read by rules_files, and would be overwritten. Name another file."
    )
    with pytest.raises(InputError, match="is read by compare_with"):
        check_paths({"markdown": earlier}, reads)
    assert check_paths({"json": earlier}, reads)  # the next one is compared with this one


def test_a_link_is_replaced_and_not_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to("target")
    assert write_reports(report(), {"json": str(tmp_path / "link")})
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text(encoding="utf-8") == "kept"


def test_home_and_environment_are_replaced_as_in_paths_of_ansible(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NAME", "x")
    assert check_paths({"json": "~/$NAME.json"}) == {"json": tmp_path / "x.json"}


def test_all_formats_are_written_and_a_second_time_none(tmp_path: Path) -> None:
    reports = {name: str(tmp_path / name) for name in FORMATS}
    assert write_reports(report_of_everything(), reports)
    for name, render in FORMATS.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == render(report_of_everything())
    before = {name: (tmp_path / name).stat().st_ino for name in FORMATS}
    assert not write_reports(report_of_everything(), reports)
    assert {name: (tmp_path / name).stat().st_ino for name in FORMATS} == before
    assert names_in(tmp_path) == sorted(FORMATS)  # nothing else is left


def test_check_mode_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    reports = {"json": str(tmp_path / "a")}
    assert write_reports(report(), reports, check_mode=True)
    assert names_in(tmp_path) == []
    write_reports(report(), reports)
    assert not write_reports(report(), reports, check_mode=True)
    assert write_reports(report_of_everything(), reports, check_mode=True)


def test_a_new_file_has_the_permissions_of_the_user_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("", encoding="utf-8")
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        write_reports(report(), {"json": str(tmp_path / "new"), "junit": str(old)})
    finally:
        os.umask(umask)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "old")] == [0o640, 0o640]


def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path: Path) -> None:
    """Else whoever can make a link in a shared folder chooses what is overwritten."""
    (tmp_path / "other").write_text("precious", encoding="utf-8")
    (tmp_path / "a").symlink_to(tmp_path / "other")
    write_reports(report(), {"json": str(tmp_path / "a")})
    assert (tmp_path / "other").read_text(encoding="utf-8") == "precious"
    assert not (tmp_path / "a").is_symlink()


def test_a_full_disk_leaves_the_old_file_and_the_other_reports_are_written(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    real = os.fsync
    written = []

    def full_at_first(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", full_at_first)
    with pytest.raises(IceError) as raised:
        write_reports(report(), {"json": str(tmp_path / "a.json"), "junit": str(tmp_path / "b.xml")})
    path = tmp_path / "a.json"
    assert raised.value.message == (
        f"The json report cannot be written to {path}: No space left on device. The old file is kept."
    )
    assert path.read_text(encoding="utf-8") == "old"
    assert names_in(tmp_path) == ["a.json", "b.xml"]
