# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists in YAML files, with the line of each entry."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import located_yaml
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError, MissingLibraryError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.located_yaml import (
    Entry,
    entries_of_option,
    read_entries,
)


@pytest.fixture(autouse=True)
def _in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str | bytes) -> list[Entry]:
    Path("rules.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_entries("rules.yml", option="rules_files", key="rules")


TEXT = """\
# what a studio wants
- id: one
  since: 2026-12-31
  at: 2022-07-20T03:26:36Z

- {id: two, where: "status == 'paused'"}
"""


@pytest.mark.parametrize("before", ["", "---\n", "rules:\n"])
def test_each_entry_has_its_line_and_plain_values(before: str) -> None:
    first, second = read(before + TEXT)
    shift = bool(before)
    assert first.value == {"id": "one", "since": "2026-12-31", "at": "2022-07-20T03:26:36Z"}
    assert (first.file, first.line, first.lines["at"]) == ("rules.yml", 2 + shift, 4 + shift)
    assert second.value == {"id": "two", "where": "status == 'paused'"}
    assert second.place() == second.place("where") == f"rules.yml, line {6 + shift}"
    assert (first.place("since"), first.place("not there")) == (
        f"rules.yml, line {3 + shift}",
        f"rules.yml, line {2 + shift}",
    )


def test_anchors_and_merges_work() -> None:
    entries = read("- &base {region: cn-shanghai, name: a}\n- <<: *base\n  name: b\n")
    assert [entry.value["name"] for entry in entries] == ["a", "b"]
    assert entries[1].value["region"] == "cn-shanghai"


def test_a_list_of_the_task_has_numbers() -> None:
    first, second = entries_of_option("rules", [{"id": "one"}, {"id": "two"}])
    assert (first.place(), second.place("id"), second.line) == ("rules, entry 1", "rules, entry 2", None)


def test_a_file_is_named_relative_to_the_working_directory(tmp_path: Path) -> None:
    (tmp_path / "audit").mkdir()
    for path in (tmp_path / "audit" / "a.yml", tmp_path.parent / f"{tmp_path.name}.yml"):
        path.write_text("- {}\n", encoding="utf-8")
    inside, outside = (
        read_entries(str(path), option="rules_files", key="rules")[0].file
        for path in (tmp_path / "audit" / "a.yml", tmp_path.parent / f"{tmp_path.name}.yml")
    )
    assert (inside, outside) == ("audit/a.yml", str(tmp_path.parent / f"{tmp_path.name}.yml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rules_files: rules.yml is empty. If no entry is what you mean, write []."),
        ("# nothing\n", "rules_files: rules.yml is empty. If no entry is what you mean, write []."),
        ("{}", "rules_files: rules.yml is an empty dictionary. If no entry is what you mean, write []."),
        ("text", "rules_files: rules.yml, line 1: this must be a list of entries."),
        ("rules:\n  id: one\n", "rules_files: rules.yml, line 2: this must be a list of entries."),
        (
            "rulez:\n- id: one\n",
            (
                "rules_files: rules.yml, line 1: 'rulez' does not belong here. The file must be a list of entries, or "
                "a dictionary with the key rules only."
            ),
        ),
        ("- id: a\n  id: b\n", "rules_files: rules.yml, line 2, column 3: 'id' is already given in line 1."),
        (
            "- on: a\n",
            (
                "rules_files: rules.yml, line 1, column 3: 'on' is no text here, as the name of a field must be; put "
                "it in quotes."
            ),
        ),
        (
            "- id: !vault |\n    abc\n",
            (
                "rules_files: rules.yml, line 1, column 7: !vault cannot be used here; only plain values can. Put "
                "quotes around text that begins with !."
            ),
        ),
        (
            "- where: !name\n",
            (
                "rules_files: rules.yml, line 1, column 10: !name cannot be used here; only plain values can. Put "
                "quotes around text that begins with !."
            ),
        ),
        (
            "- message: {name} is paused\n",
            (
                "rules_files: rules.yml, line 1, column 19: did not find expected key. Put quotes around text that "
                "begins with { or [."
            ),
        ),
        (
            "rules:\n\t- id: a\n",
            (
                "rules_files: rules.yml, line 2, column 1: found character that cannot start any token. Indent with "
                "spaces, not with tabs, and put quotes around text that begins with a special character."
            ),
        ),
        (
            "- title: a: b\n",
            (
                "rules_files: rules.yml, line 1, column 11: mapping values are not allowed in this context. Put "
                "quotes around text that has a colon and a space in it."
            ),
        ),
        (
            "$ANSIBLE_VAULT;1.1;AES256\n6162\n",
            (
                "rules_files: rules.yml is encrypted by Ansible Vault, which only Ansible opens. Load it with "
                "vars_files, and give the list to the option rules."
            ),
        ),
        ("- .inf\n", "rules_files: rules.yml, line 1, column 3: .inf cannot be used here; only plain values can."),
        (
            "- a\n---\n- b\n",
            (
                "rules_files: rules.yml, line 2, column 1: but found another document. A file has one document: remove "
                "the line ---."
            ),
        ),
        (b"\xff\xfe\x00\x00", "rules_files: 'rules.yml' is no file with text in UTF-8."),
    ],
)
def test_a_file_that_is_something_else(text: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text", ["- a: [b", "- &a [*a]\n", "- *missing\n", "\x07", "- {[a]: b}\n", "- " + "[" * 200_000, "\t- a"]
)
def test_whatever_is_no_yaml_is_an_error_that_names_the_file(text: str) -> None:
    with pytest.raises(InputError, match=r"^rules_files: rules\.yml"):
        read(text)


@pytest.mark.parametrize(
    ("path", "reason"),
    [("nowhere.yml", "No such file or directory"), (".", "Is a directory"), ("pipe", "It is no ordinary file")],
)
def test_a_file_that_cannot_be_read(path: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody writes to is not waited for."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(InputError) as caught:
        read_entries(path, option="rules_files", key="rules")
    assert caught.value.message == f"rules_files: {path} cannot be read: {reason}."


def test_an_empty_path_names_the_option() -> None:
    with pytest.raises(InputError, match=r"^rules_files: a path is empty\. Name a file"):
        read_entries("", option="rules_files", key="rules")


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located_yaml, "MISSING", "No module named 'yaml'")
    with pytest.raises(MissingLibraryError, match="pip install PyYAML"):
        read("- {}\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=4), min_size=1, max_size=5), st.booleans())
def test_what_is_written_as_yaml_is_read_as_it_was(values: list[Any], flow: bool) -> None:
    text = yaml.safe_dump(values, default_flow_style=flow, allow_unicode=False, sort_keys=False)
    entries = read(text)
    assert json.dumps([entry.value for entry in entries]) == json.dumps(values)
    lines = [entry.line or 0 for entry in entries]
    assert lines == sorted(lines)
    assert lines[0] == 1
