# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats of templates: what the API would refuse is refused with its rule, and sameness is what users mean by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template_rules import (
    as_kept,
    check_complete,
    checked_formats,
    merged,
    unknown_fields,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError

FILE = "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
SLICE = "record/{JobId}/{UnixTimestamp}_{Sequence}"
HLS = {"format": "m3u8", "oss_object_prefix": FILE, "slice_oss_object_prefix": SLICE}
MP4 = {"format": "mp4", "oss_object_prefix": FILE}


def test_defaults_are_filled_in() -> None:
    assert checked_formats([HLS, MP4]) == [
        {**HLS, "cycle_duration": 21600, "slice_duration": 30},
        {**MP4, "cycle_duration": 21600},
    ]


def test_what_is_said_of_slices_has_no_effect_for_other_formats() -> None:
    assert checked_formats([{**MP4, "slice_oss_object_prefix": "nonsense", "slice_duration": 99}]) == checked_formats(
        [MP4]
    )


@pytest.mark.parametrize(
    "prefix",
    [
        "{StartTime}{EndTime}",
        "{EscapedStartTime}-{EndTime}",
        "a/{StartTime}/{EscapedEndTime}",
        "x" * (255 - 20) + "{StartTime}{EndTime}",
        "é" * 117 + "{StartTime}{EndTime}",
    ],
)
def test_prefixes_that_the_api_takes(prefix) -> None:
    assert checked_formats([{**MP4, "oss_object_prefix": prefix}])[0]["oss_object_prefix"] == prefix


REFUSED = {
    "no formats": ([], "record_format is empty"),
    "format": ([MP4, {**MP4, "format": "avi"}], "record_format[1].format: 'avi' is none of m3u8, flv, mp4"),
    "no format": ([{"oss_object_prefix": FILE}], "record_format[0].format: None is none of"),
    "start": (
        [{**MP4, "oss_object_prefix": "{EndTime}"}],
        "record_format[0].oss_object_prefix is '{EndTime}'; it must contain {StartTime} or {EscapedStartTime}.",
    ),
    "end": (
        [MP4, {**MP4, "oss_object_prefix": "{StartTime}"}],
        "record_format[1].oss_object_prefix is '{StartTime}'; it must contain {EndTime} or {EscapedEndTime}.",
    ),
    "blank": ([{**MP4, "oss_object_prefix": " "}], "it must contain {StartTime} or {EscapedStartTime}"),
    "no text": ([{**MP4, "oss_object_prefix": 7}], "record_format[0].oss_object_prefix is 7; it must be a text."),
    "no dictionary": (["mp4"], "record_format[0] is 'mp4'; it must be a dictionary"),
    "twice": ([MP4, HLS, MP4], "record_format has mp4 2 times; each format can be there once."),
    "no number": ([{**MP4, "cycle_duration": True}], "cycle_duration is True; it must be a whole number of seconds."),
    "long": (
        [{**MP4, "oss_object_prefix": "x" * (256 - 20) + "{StartTime}{EndTime}"}],
        "record_format[0].oss_object_prefix is 256 bytes long; it must be less than 256.",
    ),
    "bytes": (
        [{**MP4, "oss_object_prefix": "é" * 118 + "{StartTime}{EndTime}"}],
        "256 bytes long",
    ),
    "variable": (
        [{**MP4, "oss_object_prefix": "{StartTime}{EndTime}{UnixTimestamp}"}],
        "record_format[0].oss_object_prefix has the unknown variable {UnixTimestamp}; there are {JobId}, {Sequence},",
    ),
    "variable in small letters": (
        [{**MP4, "oss_object_prefix": "{startTime}{EndTime}"}],
        "the unknown variable {startTime}",
    ),
    "no slices": (
        [{"format": "m3u8", "oss_object_prefix": FILE}],
        "record_format[0].slice_oss_object_prefix is missing; format m3u8 needs it.",
    ),
    "slice variable": (
        [{**HLS, "slice_oss_object_prefix": "{UnixTimestamp}{Sequence}{StartTime}"}],
        "record_format[0].slice_oss_object_prefix has the unknown variable {StartTime}",
    ),
    "slice sequence": (
        [{**HLS, "slice_oss_object_prefix": "{UnixTimestamp}"}],
        "record_format[0].slice_oss_object_prefix is '{UnixTimestamp}'; it must contain {Sequence}.",
    ),
    "slice time": (
        [{**HLS, "slice_oss_object_prefix": "{Sequence}"}],
        "it must contain {UnixTimestamp} or {UnixTimeStamp}.",
    ),
    "short slices": (
        [{**HLS, "slice_duration": 4}],
        "record_format[0].slice_duration is 4; it must be 5 to 30 seconds.",
    ),
    "long slices": ([{**HLS, "slice_duration": 31}], "slice_duration is 31; it must be 5 to 30 seconds."),
    "no cycle": ([{**MP4, "cycle_duration": 0}], "record_format[0].cycle_duration is 0; it must be at least 1 second,"),
}


@pytest.mark.parametrize(("formats", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_the_api_would_refuse(formats, words) -> None:
    with pytest.raises(InputError) as caught:
        checked_formats(formats)
    assert words in caught.value.message


@given(st.permutations([HLS, MP4, {**MP4, "format": "flv"}]), st.booleans(), st.booleans(), st.booleans())
def test_what_the_api_returns_can_be_given_back(formats, as_text, upper, nulls) -> None:
    told = [
        {
            **entry,
            "format": entry["format"].upper() if upper else entry["format"],
            "cycle_duration": "600" if as_text else 600,
            "new_field": [1],
            **({"slice_oss_object_prefix": None, "slice_duration": ""} if nulls and entry["format"] != "m3u8" else {}),
        }
        for entry in formats
    ]
    kept = as_kept(told)
    assert merged(checked_formats(told), kept) == kept
    assert unknown_fields(told) == ["new_field"]


def test_both_spellings_of_the_time_of_a_slice() -> None:
    prefix = "{UnixTimeStamp}_{Sequence}"
    assert checked_formats([{**HLS, "slice_oss_object_prefix": prefix}])[0]["slice_oss_object_prefix"] == prefix


def test_a_new_template_needs_all_prefixes() -> None:
    check_complete(checked_formats([MP4, HLS]))
    with pytest.raises(InputError, match=r"record_format\[1\].oss_object_prefix is missing; a new template needs it"):
        check_complete(checked_formats([MP4, {**HLS, "oss_object_prefix": ""}]))


def test_what_the_api_tells_is_read_in_the_same_form() -> None:
    told = [
        {**HLS, "cycle_duration": "21600", "slice_duration": "30", "new": 1},
        {**MP4, "cycle_duration": None, "slice_duration": 0, "slice_oss_object_prefix": ""},
    ]
    assert as_kept(told) == checked_formats([HLS, MP4])
    assert as_kept(None) == []
    assert as_kept([{"format": "m3u8", "cycle_duration": "long"}])[0]["cycle_duration"] == "long"


@given(st.permutations([HLS, MP4, {**MP4, "format": "flv", "cycle_duration": 60}]))
def test_the_order_of_formats_means_nothing(formats) -> None:
    kept = checked_formats([HLS, MP4, {**MP4, "format": "flv", "cycle_duration": 60}])
    assert merged(checked_formats(formats), kept) == kept


@pytest.mark.parametrize(
    "wanted",
    [
        [HLS],
        [HLS, MP4, {**MP4, "format": "flv"}],
        [HLS, {**MP4, "cycle_duration": 60}],
        [{**HLS, "slice_duration": 5}, MP4],
        [{**HLS, "oss_object_prefix": "{StartTime}{EndTime}"}, MP4],
    ],
)
def test_what_differs(wanted) -> None:
    kept = checked_formats([HLS, MP4])
    result = merged(checked_formats(wanted), kept)
    assert result == checked_formats(wanted) != kept


def test_a_prefix_that_is_left_out_stays() -> None:
    kept = checked_formats([MP4])
    assert merged(checked_formats([{"format": "mp4"}]), kept) == kept
    assert merged(checked_formats([{"format": "mp4", "cycle_duration": 60}]), kept) == [{**MP4, "cycle_duration": 60}]
