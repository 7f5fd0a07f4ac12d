# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording templates, gathered and managed by real playbooks."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.family import (
    IMPATIENT,
    assert_documented,
    assert_planned_done_and_left,
)
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import documentation
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import scenario, task_of

info = task_of("ice_live_record_template_info")
template = task_of("ice_live_record_template")

FILE = "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
SLICE = "record/{JobId}/{UnixTimestamp}_{Sequence}"
HLS = {"format": "m3u8", "oss_object_prefix": FILE, "slice_oss_object_prefix": SLICE}
MP4 = {"format": "mp4", "oss_object_prefix": FILE, "cycle_duration": 3600}
API_HLS = {"Format": "m3u8", "OssObjectPrefix": FILE, "SliceOssObjectPrefix": SLICE}
API_MP4 = {"Format": "mp4", "OssObjectPrefix": FILE, "CycleDuration": 3600}
BOTH = {"name": "both", "record_format": [HLS, MP4]}
KEPT = {"name": "both", "template_id": "t-both", "record_formats": [API_MP4, API_HLS]}
MANY = [{"name": f"bulk-{number}", "template_id": f"t{number:03}"} for number in range(230)]


def named(outcome, name):
    return [each for each in outcome.templates if each["Name"] == name]


def thrice(**options):
    return template(check=True, **options), template(**options), template(**options)


# Gathering


@scenario(
    info(),
    info(sort_by="asc", query="[].name"),
    info(type="system", limit=1),
    info(keyword="test"),
    info(template_ids=["t-both", "no-such-id"]),
    info(where="length(record_format_list) > `1`", check=True),
    templates=[KEPT],
)
def test_gathering(outcomes):
    everything, oldest_first, one, keyword, by_id, where = (outcome.result for outcome in outcomes)
    assert [each["name"] for each in everything["record_template_list"]] == oldest_first["query_result"][::-1]
    assert oldest_first["query_result"] == [each["Name"] for each in outcomes[0].templates]
    assert (everything["total_count"], everything["complete"], everything["changed"]) == (5, True, False)
    assert [each["type"] for each in one["record_template_list"]] == ["system"]
    assert (one["complete"], one["total_count"]) == (False, 2)
    assert [each["name"] for each in keyword["record_template_list"]] == ["test template"]
    assert by_id["record_template_list"] == [
        {
            "template_id": "t-both",
            "name": "both",
            "type": "custom",
            "create_time": named(outcomes[0], "both")[0]["CreateTime"],
            "last_modified": named(outcomes[0], "both")[0]["LastModified"],
            "record_format_list": [
                {"format": "mp4", "oss_object_prefix": FILE, "cycle_duration": 3600},
                {**HLS, "cycle_duration": 21600, "slice_duration": 30},
            ],
        }
    ]
    assert [each["name"] for each in where["record_template_list"]] == ["both", "test template"]
    assert_documented("ice_live_record_template_info", everything)
    documented = yaml.safe_load(documentation("modules", "ice_live_record_template_info", "RETURN"))
    fields = documented["record_template_list"]["contains"]
    assert set(by_id["record_template_list"][0]) == set(fields)
    assert set(by_id["record_template_list"][0]["record_format_list"][1]) == set(
        fields["record_format_list"]["contains"]
    )


@scenario(
    info(keyword="bulk-"),
    info(keyword="bulk-", page_no=2, page_size=50),
    templates=MANY,
    numbers_as_strings=True,
    order_within_second="stable",
)
def test_a_list_of_several_pages(outcomes):
    everything, page = outcomes
    assert {each["template_id"] for each in everything.result["record_template_list"]} == {
        each["template_id"] for each in MANY
    }
    assert (everything.result["total_count"], everything.result["complete"]) == (230, True)
    assert len(everything.requests) == 6  # three pages, read until two readings agree
    assert len(page.requests) == 1
    assert page.result["record_template_list"] == everything.result["record_template_list"][50:100]


@scenario(info(page_size=101), info(where="name =="))
def test_gathering_what_cannot_be_meant(outcomes):
    assert "page_size is 101; ListLiveRecordTemplates takes 1 to 100." in outcomes[0].msg
    assert "where is not a JMESPath expression" in outcomes[1].msg
    assert all(outcome.failed and not outcome.requests for outcome in outcomes)


@scenario(
    info(template_ids=["t-used"], job_id="user", query="[0].name"),
    info(job_id="user"),
    info(job_id="user", template_ids=["t-used", "another"]),
    info(job_id="user", template_ids=["t-used"], where="name"),
    info(job_id=" ", template_ids=["t-used"]),
    info(job_id="nobody", template_ids=["t-used"]),
    templates=[{"template_id": "t-used", "name": "used"}],
    added=[{"job_id": "user", "template_id": "t-used"}],
)
def test_a_template_as_a_job_uses_it(outcomes):
    found, *wrong, refused = outcomes
    assert [each["template_id"] for each in found.result["record_template_list"]] == ["t-used"]
    assert (found.result["query_result"], found.result["complete"], found.result["total_count"]) == ("used", True, 1)
    assert_documented("ice_live_record_template_info", found.result)
    assert [each.msg for each in wrong] == [
        *(
            f"job_id needs the one template that the job uses in template_ids, which has {number}. The job's "
            "template_id tells which."
            for number in (0, 2)
        ),
        "job_id and where exclude each other: one template is asked for, by its id.",
        "job_id: ' ' (number 1) is no id.",
    ]
    assert all(not outcome.requests for outcome in wrong)
    assert (refused.result["error_code"], refused.actions) == ("JobNotFound", ["GetLiveRecordTemplate"])


# Managing


@scenario(*thrice(**BOTH))
@pytest.mark.smoke
def test_create(outcomes):
    assert_planned_done_and_left(outcomes)
    planned, done, again = outcomes
    assert named(planned, "both") == []
    (kept,) = named(again, "both")
    assert done.result["record_template"]["template_id"] == kept["TemplateId"]
    assert "template_id" not in planned.result["record_template"]
    assert again.result["record_template"] == done.result["record_template"]
    assert done.result["diff"]["before"] == {}
    assert done.result["diff"]["after"]["name"] == "both"
    assert_documented("ice_live_record_template", done.result)


@scenario(*thrice(name="both", record_format=[{**HLS, "slice_duration": 10}, MP4]), templates=[KEPT])
def test_update(outcomes):
    assert_planned_done_and_left(outcomes)
    _planned, done, again = outcomes
    assert [each for each in done.actions if each.startswith("Update")] == ["UpdateLiveRecordTemplate"]
    (kept,) = named(again, "both")
    assert kept["TemplateId"] == "t-both"
    assert {each["Format"]: each.get("SliceDuration") for each in kept["RecordFormatList"]} == {"m3u8": 10, "mp4": None}
    changed = [
        (before, after)
        for before, after in zip(
            *(done.result["diff"][side]["record_format"] for side in ("before", "after")), strict=True
        )
        if before != after
    ]
    assert [(before["slice_duration"], after["slice_duration"]) for before, after in changed] == [(30, 10)]


@scenario(*thrice(template_id="t-both", name="renamed"), templates=[KEPT])
def test_rename(outcomes):
    assert_planned_done_and_left(outcomes)
    assert named(outcomes[2], "renamed")[0]["RecordFormatList"] == named(outcomes[0], "both")[0]["RecordFormatList"]


@scenario(*thrice(name="both", state="absent"), template(template_id="t-both", state="absent"), templates=[KEPT])
def test_delete(outcomes):
    assert_planned_done_and_left(outcomes[:3])
    assert [len(named(outcome, "both")) for outcome in outcomes] == [1, 0, 0, 0]
    assert outcomes[3].changed is False
    assert outcomes[1].result["diff"]["after"] == {}
    assert "record_template" not in outcomes[1].result


@scenario(
    template(**BOTH), template(name="both", record_format=[MP4, {**HLS, "cycle_duration": 21600}]), templates=[KEPT]
)
def test_defaults_and_order_are_no_difference(outcomes):
    assert [outcome.changed for outcome in outcomes] == [False, False]


TWO = [KEPT, {**KEPT, "template_id": "t-other"}]


@scenario(template(**BOTH), template(name="both", state="absent", check=True), templates=TWO)
def test_two_of_a_name(outcomes):
    for outcome in outcomes:
        assert outcome.failed
        assert sorted(outcome.result["template_ids"]) == ["t-both", "t-other"]
        assert "t-both" in outcome.msg
        assert "t-other" in outcome.msg
        assert outcome.actions == ["ListLiveRecordTemplates"]


@scenario(
    template(name="hls-archive", record_format=[MP4]),
    template(name="hls-archive", state="absent"),
    template(name="hls-archive"),
)
def test_system_templates(outcomes):
    for outcome in outcomes[:2]:
        assert outcome.failed
        assert "one of the service's own (type system)" in outcome.msg
        assert outcome.actions == ["ListLiveRecordTemplates"]
    assert outcomes[2].changed is False


BROKEN = {
    "variables": ([HLS, {**MP4, "oss_object_prefix": "{StartTime}"}], "record_format[1].oss_object_prefix"),
    "length": ([{**MP4, "oss_object_prefix": "x" * 300}], "300 bytes long; it must be less than 256"),
    "duration": ([{**HLS, "slice_duration": 31}], "record_format[0].slice_duration is 31; it must be 5 to 30 seconds"),
    "slices": ([{**HLS, "slice_oss_object_prefix": None}], "format m3u8 needs it"),
    "format": ([{**MP4, "format": "avi"}], "m3u8, flv, mp4"),
    "twice": ([MP4, MP4], "record_format has mp4 2 times"),
    "no number": (
        [{**MP4, "cycle_duration": "long"}],
        "cycle_duration is 'long'; it must be a whole number of seconds",
    ),
    "too long": ([{**MP4, "cycle_duration": 2**31}], "cycle_duration is 2147483648; it must be at least 1 second"),
    "name": ([], "record_format is empty"),
}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=scenario(template(name="x", record_format=formats)), id=kind)
        for kind, (formats, words) in BROKEN.items()
    ],
)
def test_rules_are_checked_before_any_request(words, outcome):
    assert outcome.failed
    assert words in outcome.msg
    assert outcome.requests == []


@scenario(
    template(name="x", record_format=[{"format": "mp4"}]),
    template(name="x", record_format=[{"format": "mp4"}], check=True),
    template(name="x" * 200, record_format=[MP4]),
    template(template_id="no-such-id", name="x"),
    template(name="x"),
    template(),
)
def test_other_refusals(outcomes):
    without_prefix, the_same_in_check_mode, long, unknown, without_formats, without_name = outcomes
    assert all(outcome.failed for outcome in outcomes)
    for outcome in (without_prefix, the_same_in_check_mode):
        assert "record_format[0].oss_object_prefix is missing; a new template needs it." in outcome.msg
        assert set(outcome.actions) == {"ListLiveRecordTemplates"}
    assert long.result["error_code"] == "InvalidParameter"
    assert long.result["request_id"] == long.requests[-1].request_id
    assert unknown.result["template_ids"] == ["no-such-id"]
    assert "to create it, set record_format" in without_formats.msg
    assert "one of the following is required: template_id, name" in without_name.msg


@scenario(
    template(**BOTH, access_key_id="{{ accounts.reader.id }}", access_key_secret="{{ accounts.reader.secret }}"),
    template(**BOTH, access_key_id="{{ accounts.nobody.id }}", access_key_secret="{{ accounts.nobody.secret }}"),
)
def test_permissions(outcomes):
    for outcome, action in zip(outcomes, ("CreateLiveRecordTemplate", "ListLiveRecordTemplates"), strict=True):
        assert outcome.failed
        assert f"Allow the RAM action ice:{action}" in outcome.msg
        assert outcome.result["http_status"] == 403


# What the info module returns can be given back


def given_back(**faults):
    looked = info(keyword="both", query="[0]", keywords={"register": "looked"})
    back = "{{ looked.query_result.record_format_list }}"
    again = template(name="both", record_format=back), template(name="copy", record_format=back)
    return scenario(looked, *again, again[1], templates=[KEPT], **faults)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape, marks=given_back(**faults), id=shape)
        for shape, faults in {
            "as documented": {},
            "numbers as strings": {"format_fields": {"CycleDuration": "3600", "SliceDuration": "30"}},
            "nulls": {"format_fields": {"New": None, "CycleDuration": None, "SliceDuration": None}},
            "more fields": {"format_fields": {"ReadOnly": "x", "SliceOssObjectPrefix": SLICE}},
        }.items()
    ],
)
def test_what_was_returned_can_be_given_back(shape, outcomes):
    looked, same, copied, again = outcomes
    assert [outcome.changed for outcome in (same, copied, again)] == [False, True, False]
    assert looked.result["query_result"]["name"] == "both"


# Answers that are lost

CHANGES = {
    "CreateLiveRecordTemplate": {**BOTH, "name": "new"},
    "UpdateLiveRecordTemplate": {"name": "both", "record_format": [MP4]},
    "DeleteLiveRecordTemplate": {"name": "both", "state": "absent"},
}


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(
            action,
            marks=scenario(
                template(**options, **IMPATIENT),
                template(**options),
                templates=[KEPT],
                stall={"count": 1, "action": action, "processed": True, "seconds": 5},
            ),
        )
        for action, options in CHANGES.items()
    ],
)
def test_done_without_an_answer(action, outcomes):
    lost, again = outcomes
    assert lost.changed is True
    assert again.changed is False
    assert [*lost.actions, *again.actions].count(action) == 1


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(
            action,
            marks=scenario(
                template(**options), template(**options), templates=[KEPT], reset={"count": 1, "action": action}
            ),
        )
        for action, options in CHANGES.items()
    ],
)
def test_lost_before_it_was_done(action, outcomes):
    lost, again = outcomes
    assert lost.failed
    assert "Run the task again: it looks first." in lost.msg
    assert lost.actions.count(action) == 1
    assert again.changed is True


@scenario(template(**BOTH), errors=[{"code": "Throttling.User", "status": 429, "count": 3, "retry_after_ms": 20}])
def test_throttling_is_waited_for(outcome):
    assert outcome.changed
    assert len(named(outcome, "both")) == 1
