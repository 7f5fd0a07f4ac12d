# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times: every form that users write, and what they are told if they mistype."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import (
    DAY,
    as_api_time,
    format_time,
    parse_duration,
    parse_time,
)

EIGHT_UTC = calendar.timegm((2022, 7, 15, 8, 0, 0))
NOW = 1_800_000_000
LATEST = 253_402_300_799  # 9999-12-31T23:59:59Z

moments = st.integers(0, LATEST)


@pytest.mark.parametrize(
    "text",
    [
        "2022-07-15T08:00:00Z",
        "2022-07-15T08:00:00z",
        "2022-07-15T08:00:00+00:00",
        "2022-07-15 08:00:00+00:00",  # what YAML makes of an unquoted time
        "2022-07-15 08:00:00 +00:00",
        "2022-07-15T08:00:00",
        "2022-07-15 08:00:00",
        "2022-07-15T08:00Z",
        "2022-07-15T08:00",
        "2022-07-15T16:00:00+08:00",
        "2022-07-15T16:00:00+0800",
        "2022-07-15T16:00:00+08",
        "2022-07-15T13:30:00+05:30",
        "2022-07-15T13:30:00+0530",
        "2022-07-14T22:30:00-09:30",
        "2022-07-15T00:30-07:30",
        "2022-07-15T08:00:00.999Z",
        "2022-07-15T08:00:00,5+00:00",
        "  2022-07-15T08:00:00Z\n",
    ],
)
def test_one_moment_in_every_form(text) -> None:
    assert parse_time(text, NOW) == EIGHT_UTC


def test_a_date_alone_is_its_midnight_in_utc() -> None:
    assert parse_time("2022-07-15", NOW) == EIGHT_UTC - 8 * 3600


@pytest.mark.parametrize(
    ("text", "seconds_from_now"),
    [
        ("now", 0),
        ("now-36h", -36 * 3600),
        ("-7d", -7 * DAY),
        ("+2w", 14 * DAY),
        ("now+90s", 90),
        ("-15m", -900),
        ("now-1d12h", -36 * 3600),
        ("-1w2d3h4m5s", -(9 * DAY + 3 * 3600 + 4 * 60 + 5)),
        ("now-0s", 0),
        (" -7d ", -7 * DAY),
    ],
)
def test_relative_times(text, seconds_from_now) -> None:
    assert parse_time(text, NOW) == NOW + seconds_from_now


@given(st.dictionaries(st.sampled_from("smhdw"), st.integers(0, 500), min_size=1))
def test_relative_times_count_back_as_timedelta_does(amounts) -> None:
    names = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    delta = timedelta(**{names[unit]: amount for unit, amount in amounts.items()})
    text = "".join(f"{amount}{unit}" for unit, amount in amounts.items())
    assert parse_duration(text) == delta.total_seconds()
    assert parse_time(f"now-{text}", NOW) == parse_time(f"-{text}", NOW) == NOW - delta.total_seconds()
    assert parse_time(f"+{text}", NOW) == NOW + delta.total_seconds()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "yesterday",
        "24",
        "1657872000",
        "-",
        "now-",
        "now - 7d",
        "NOW",
        "20220715T080000Z",
        "2022-7-1",
        "15.07.2022",
        "2022-07-15T08Z",
        "2022-07-15T08:00.5Z",
        "2022-07-15T08:00:00+8",
        "2022-07-15T08:00:00+24:00",
        "2022-07-15T08:00:00+08:60",
        "2022-07-15T08:00:00+99:99",
        "2022-07-15T08:00:00 UTC",
        "2022-07-15Z",
        "2022-07-15T08:00:00Z tomorrow",
    ],
)
def test_no_time_is_named_and_the_error_says_how_to_write_one(text) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(text, NOW)
    assert repr(text.strip()) in caught.value.message
    for hint in ("2022-07-15T08:00:00Z", "now-36h", "-7d", "s m h d w"):
        assert hint in caught.value.message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2022-13-01", "month must be in 1..12"),
        ("2022-02-30T00:00:00Z", "day is out of range"),
        ("2023-02-29", "day is out of range"),
        ("2022-07-15T25:00:00Z", "hour must be in 0..23"),
        ("2022-07-15T08:60:00Z", "minute must be in 0..59"),
        ("2022-07-15T08:00:60Z", "second must be in 0..59"),
    ],
)
def test_impossible_times_say_why(text, reason) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(text, NOW)
    assert repr(text) in caught.value.message
    assert reason in caught.value.message


@pytest.mark.parametrize("text", ["-5", "now-7", "-7D", "-1.5h", "+7y", "now-36hours", "-h", "-" + "9" * 5000 + "d"])
def test_units_are_required_and_named(text) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(text, NOW)
    assert text.strip("now+-") in caught.value.message
    for hint in ("s m h d w", "36h"):
        assert hint in caught.value.message


@pytest.mark.parametrize("text", ["36", "h", "1.5h", "36 h", "-36h", "36H", "", "1d-2h", "1h\n"])
def test_durations_say_how_to_write_them(text) -> None:
    with pytest.raises(InputError) as caught:
        parse_duration(text)
    assert repr(text) in caught.value.message
    assert "90s, 36h or 1d12h" in caught.value.message


@pytest.mark.parametrize(
    "text", ["1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "-9999w", "+999999w", "9999-12-31T23:59:59-00:01"]
)
def test_years_outside_the_api(text) -> None:
    with pytest.raises(InputError, match="outside the years 1970 to 9999"):
        parse_time(text, NOW)


def test_the_last_and_the_first_second_there_are() -> None:
    assert parse_time("9999-12-31T23:59:59Z", NOW) == LATEST
    assert parse_time("1970-01-01T00:00:00Z", NOW) == parse_time("1970-01-01", NOW) == 0
    for beyond in ("9999-12-31T23:59:59-00:01", "9999-12-31T23:58:60", "1970-01-01T00:00:00+00:01"):
        with pytest.raises(InputError):
            parse_time(beyond, NOW)


@given(moments)
def test_parsing_undoes_formatting(moment) -> None:
    assert parse_time(format_time(moment), NOW) == moment


@given(moments)
def test_format_is_the_api_s(moment) -> None:
    text = format_time(moment)
    assert datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp() == moment
    assert len(text) == len("2022-07-15T08:00:00Z")


@given(st.integers(2 * DAY, LATEST - 2 * DAY), st.integers(-23 * 60 - 59, 23 * 60 + 59))
def test_every_offset_form_is_the_same_moment(moment, minutes) -> None:
    local = datetime.fromtimestamp(moment, timezone(timedelta(minutes=minutes)))
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    for separator in "T ":
        text = local.strftime("%Y-%m-%d") + separator + local.strftime("%H:%M:%S")
        assert parse_time(f"{text}{sign}{hours:02}:{rest:02}", NOW) == moment
        assert parse_time(f"{text}{sign}{hours:02}{rest:02}", NOW) == moment
        assert parse_time(f"{text}.{moment % 1000:03}{sign}{hours:02}:{rest:02}", NOW) == moment
        if rest == 0:
            assert parse_time(f"{text}{sign}{hours:02}", NOW) == moment
    assert parse_time(local.isoformat(), NOW) == parse_time(str(local), NOW) == moment


@given(st.text(max_size=30) | st.text("0123456789-+:TZnowsmhd. ", max_size=25))
def test_any_text_is_a_time_or_an_input_error(text) -> None:
    try:
        moment = parse_time(text, NOW)
    except InputError:
        return
    assert 0 <= moment <= LATEST
    assert parse_time(format_time(moment), NOW) == moment


# A piece at least a few seconds long, as all of the API's limits are.


def parsed(text: str) -> int | None:
    try:
        return parse_time(text, NOW)
    except InputError:
        return None


@given(st.lists(st.tuples(st.integers(0, 18), st.sampled_from("0123456789-:TW. ٣")), max_size=3))
@example([])
@example([(5, "W"), (7, "1"), (8, "-")])  # 2022-W0-... dates of weeks are no times here
@example([(5, "1"), (6, "3")])
@example([(0, "1"), (1, "9"), (2, "6"), (3, "9")])
def test_the_form_of_the_api_s_own_is_no_exception(changes: list[tuple[int, str]]) -> None:
    """Rows have this form only, so that it has a way of its own."""
    characters = list("2022-07-20T03:26:36")
    for place, character in changes:
        characters[place] = character
    text = "".join(characters)
    assert parsed(f"{text}Z") == parsed(f"{text}+00:00")


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("2022-07-15T08:00:00Z", "2022-07-15T08:00:00Z"),
        ("2022-07-15T16:00:00+08:00", "2022-07-15T08:00:00Z"),
        ("2022-07-15T08:00:00.123Z", "2022-07-15T08:00:00Z"),
        ("now", None),
        ("-1d", None),
        ("2022-07-15T99:00:00+08:00", None),
        ("", None),
        (1657872000, None),
        (None, None),
    ],
)
def test_a_time_that_a_server_wrote(written: object, ours: str | None) -> None:
    """Only what is a moment by itself: a server that writes ``now`` has not said when."""
    assert as_api_time(written) == ours
