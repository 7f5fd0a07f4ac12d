# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that are read from files."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.reports import FORMATS, read_report
from ansible_collections.mediaops.alicloud.tests.unit.support.reports import report, report_of_everything


def test_what_was_written_is_read(tmp_path) -> None:
    file = tmp_path / "report.json"
    file.write_text(FORMATS["json"](report_of_everything()), encoding="utf-8")
    assert read_report(file) == report_of_everything()


def test_a_mark_at_the_beginning_is_no_fault(tmp_path) -> None:
    file = tmp_path / "report.json"
    file.write_text(FORMATS["json"](report()), encoding="utf-8-sig")
    assert read_report(file) == report()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"[]", "is no report of an audit: it must be an object, not []"),
        (b'{"schema_version": 1}', "is no report of an audit"),
        (b'{"a": NaN}', "it has the number NaN"),
        (
            json.dumps({"schema_version": "2.0"}).encode(),
            "has the schema version '2.0'; this version of the collection",
        ),
    ],
)
def test_what_is_no_report_is_an_error_that_names_the_file(tmp_path, content: bytes, said: str) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(content)
    with pytest.raises(InputError) as raised:
        read_report(file)
    assert str(file) in raised.value.message
    assert said in raised.value.message


def test_a_file_that_is_not_there_is_an_error(tmp_path) -> None:
    with pytest.raises(InputError, match=r"none\.json cannot be read: No such file"):
        read_report(tmp_path / "none.json")
