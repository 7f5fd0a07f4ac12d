# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each mistake in a declaration is an error that names the entry, and its file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import Declaration, DeclarationOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.declarations import TEMPLATE, declared, entry

NAMED = "declared, entry 1: declared recording a"


def error_of(*entries: Any, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        declared(*entries, **options)
    return caught.value.message


def test_a_file_is_read_with_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("declared.yml").write_text("declared:\n" + yaml.safe_dump([entry("a"), entry("b")]), encoding="utf-8")
    options = DeclarationOptions(declared=[entry("c")], declared_files=["declared.yml"])
    task = {"file": "site.yml", "line": 7}
    found = Declaration.from_options(options, regions=["cn-shanghai"], now=0, location=task)
    assert found is not None
    assert [(each.name, each.location) for each in found.entries] == [
        ("c", task),
        ("a", {"file": "declared.yml", "line": 2}),
        ("b", {"file": "declared.yml", "line": 10}),
    ]
    assert found.regions_with_names == frozenset()
    Path("declared.yml").write_text("- name: a\n  regoin: x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Declaration.from_options(options, regions=["cn-shanghai"], now=0)
    assert caught.value.message == (
        "declared.yml, line 2: declared recording a: 'regoin' is no field of a declared recording. Did you mean region?"
    )


def test_what_may_be_left_out() -> None:
    (found,) = declared(entry(region=None, record_output=None)).entries
    assert (found.region, dict(found.record_output), found.state) == ("cn-shanghai", {"type": "oss"}, "recording")
    assert dict(found.stream_input)["type"] == "rtmp"
    assert declared({"name": " a ", "state": "absent", "stream_input": {"url": "rtmp://h/a"}}).entries[0].name == " a "


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": None}, "declared, entry 1: this declared recording: name is missing."),
        ({"name": 7}, "declared, entry 1: this declared recording: name must be text, and is 7."),
        ({"stream_input": None}, f"{NAMED}: stream_input is missing."),
        ({"stream_input": "rtmp://a/b"}, f"{NAMED}: stream_input must be a dictionary with type, url."),
        ({"stream_input": {"ulr": "x"}}, f"{NAMED}: 'ulr' is no field of stream_input. Did you mean url?"),
        ({"stream_input": {}}, f"{NAMED}: stream_input.url is empty."),
        ({"stream_input": {"url": 7}}, f"{NAMED}: stream_input.url must be text, and is 7."),
        ({"stream_input": {"url": "rtmp://a/b", "type": "srt"}}, f"{NAMED}: stream_input.type: 'srt' is none of rtmp."),
        (
            {"stream_input": {"url": "http://u:pw@h/a?key=s3cret"}},
            (
                f"{NAMED}: stream_input.url: 'http://********@h/a?key=********' is no URL of the form rtmp://host/... "
                "or rtmps://host/...."
            ),
        ),
        ({"record_output": {"type": "s3"}}, f"{NAMED}: record_output.type: 's3' is none of oss, vod."),
        (
            {"record_output": {"bucket": "a/b"}},
            f"{NAMED}: record_output.bucket: 'a/b' is no name of a bucket; it has a slash.",
        ),
        ({"template": None}, f"{NAMED}: template is missing: the id or the name of a recording template."),
        ({"template": ""}, f"{NAMED}: template is empty."),
        (
            {"notify_url": "ftp://h/a"},
            f"{NAMED}: notify_url: 'ftp://h/a' is no URL of the form http://host/... or https://host/....",
        ),
        ({"state": "recordng"}, f"{NAMED}: state 'recordng' is not known. Did you mean recording?"),
        ({"ignore": "template"}, f"{NAMED}: ignore must be a list of fields."),
        ({"ignore": ["record_output.buckets"]}, f"{NAMED}: 'record_output.buckets' cannot be ignored. Did you mean"),
        (
            {"region": "cn-shangai"},
            f"{NAMED}: the audit does not read the region 'cn-shangai'. Did you mean cn-shanghai?",
        ),
    ],
)
def test_mistakes(changes: dict[str, Any], message: str) -> None:
    assert error_of(entry(**changes)).startswith(message)


def test_an_entry_names_its_region_if_there_are_several() -> None:
    message = error_of(entry(region=None), regions=["cn-shanghai", "cn-beijing"])
    assert message == (
        f"{NAMED}: region is missing: the audit reads cn-shanghai, cn-beijing, so that each entry has to name its own."
    )


@pytest.mark.parametrize(
    "second",
    [
        entry(template="another"),
        entry(state="absent"),
        entry(record_output=None),
        entry(record_output={"bucket": "another"}, ignore=["record_output.bucket"]),
    ],
)
def test_two_entries_for_one_recording(second: dict[str, Any]) -> None:
    for entries in ((entry(), second), (second, entry())):
        assert error_of(*entries) == (
            "declared, entry 2: declared recording a: it is the same recording (region, name, stream and output) as "
            "declared, entry 1: declared recording a. Leave one of them out, or say in both what tells their outputs "
            "apart."
        )


def test_what_is_told_apart_is_no_duplicate() -> None:
    others = [entry("b"), entry(record_output={"bucket": "b2"}), entry(stream_input={"url": "rtmp://h/b"})]
    elsewhere = entry(region="cn-beijing")
    assert len(declared(entry(), *others, elsewhere, regions=["cn-shanghai", "cn-beijing"]).entries) == 5


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ([], "declared_scope must be a dictionary with regions, where, or both."),
        ({"region": []}, "declared_scope: 'region' is no field of it. Did you mean regions?"),
        ({"regions": "cn-shanghai"}, "declared_scope.regions must be a list of regions."),
        ({"regions": ["x"]}, "declared_scope.regions: the audit does not read the region 'x'. It reads cn-shanghai."),
        ({"regions": []}, f"{NAMED}: declared_scope.regions leaves out its region cn-shanghai."),
        (
            {"where": "name == 'b'"},
            f"{NAMED}: declared_scope.where is not true for it. What is declared must be in scope.",
        ),
        ({"where": 7}, "declared_scope.where must be a JMESPath expression."),
        ({"where": "name =="}, "declared_scope.where is not a JMESPath expression"),
        ({"where": "status == 'paused'"}, "declared_scope.where is invalid"),
    ],
)
def test_scopes(scope: Any, message: str) -> None:
    assert error_of(entry(), scope=scope).startswith(message)


def test_without_a_declaration_there_is_none() -> None:
    assert Declaration.from_options(DeclarationOptions(), regions=["r"], now=0) is None
    empty = Declaration.from_options(DeclarationOptions(declared=[]), regions=["r"], now=0)
    assert empty is not None
    assert list(empty.entries) == []
    with pytest.raises(InputError, match="declared_scope has no effect"):
        Declaration.from_options(DeclarationOptions(declared_scope={}), regions=["r"], now=0)


def test_only_names_need_the_list_of_templates() -> None:
    assert declared(entry()).regions_with_names == frozenset()
    assert declared(entry(template="hls")).regions_with_names == {"cn-shanghai"}
    assert declared(entry(template=TEMPLATE.replace("-", ""))).regions_with_names == frozenset()
