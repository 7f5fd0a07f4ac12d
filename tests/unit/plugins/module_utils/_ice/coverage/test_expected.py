# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When recordings are expected: weekly windows by the clock of a place, against a model that asks the clock."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage import zones
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.expected import Expected
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.expected_window import DAYS, window_from
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.coverage.zones import by_day
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError

NOW = 1_790_000_000
RECORDING = {"region": "cn-shanghai", "name": "studio-1", "status": "started", "job_ids": ["a"]}
ZONES = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]
# Quarters of an hour, near both changes of the clock of 2026 and far from them
moments = st.sampled_from(["2026-03-27", "2026-03-07", "2026-10-24", "2026-10-31", "2026-04-04", "2026-07-05"]).map(
    lambda day: int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
)
clocks = st.integers(0, 95).map(lambda number: f"{number // 4:02d}:{number % 4 * 15:02d}")


def shown(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment, zoneinfo.ZoneInfo(zone))


def is_odd(clock: str, moment: int, zone: str) -> bool:
    """Whether a time does not come just once on any of the days: there a clock does not say what is meant."""
    offsets = {shown(moment + hour * 1800, zone).utcoffset() for hour in range(-48, 5 * 48)}
    return len(offsets) > 1 and clock[:2] in ("00", "01", "02", "03")


@given(moments, st.sampled_from(ZONES), st.sets(st.sampled_from(DAYS), min_size=1), clocks, clocks)
def test_a_window_is_when_the_clock_of_its_place_says_so(
    since: int, zone: str, days: set[str], start: str, end: str
) -> None:
    if start == end or is_odd(start, since, zone) or is_odd(end, since, zone):
        return
    window = window_from({"days": sorted(days), "start": start, "end": end, "timezone": zone}, "expected", NOW)
    found = window.within((since, since + 4 * 86_400))
    for moment in range(since, since + 4 * 86_400, 900):
        here = shown(moment, zone)
        clock = f"{here:%H:%M}"
        today, yesterday = DAYS[here.weekday()], DAYS[here.weekday() - 1]
        if start < end:
            wanted = today in days and start <= clock < end
        else:
            wanted = (today in days and start <= clock) or (yesterday in days and clock < end)
        assert any(begins <= moment < ends for begins, ends in found) is wanted, here


@given(moments, st.sampled_from(ZONES), st.integers(0, 4 * 86_400), st.integers(1, 3 * 86_400))
def test_days_are_those_of_the_calendar_of_the_place(since: int, zone: str, offset: int, length: int) -> None:
    since -= since % 900
    start, end = since + offset // 900 * 900, since + (offset // 900 + 1 + length // 900) * 900
    expected: dict[str, int] = {}
    for moment in range(start, end, 900):
        day = shown(moment, zone).date().isoformat()
        expected[day] = expected.get(day, 0) + 900
    found = list(by_day((start, end), zones.zone_named(zone, "timezone")))
    assert dict(found) == expected
    assert len(found) == len(expected)


def test_a_window_over_midnight_and_the_hour_that_comes_twice() -> None:
    window = window_from(
        {"days": ["sat"], "start": "22:00", "end": "02:30", "timezone": "Europe/Berlin"}, "expected", NOW
    )
    # 24 October 2026 is a Saturday; at 03:00 of the 25th clocks are put back to 02:00.
    since = int(datetime(2026, 10, 20, tzinfo=UTC).timestamp())
    ((start, end),) = window.within((since, since + 7 * 86_400))
    assert (shown(start, "UTC").isoformat()[:16], shown(end, "UTC").isoformat()[:16]) == (
        "2026-10-24T20:00",
        "2026-10-25T01:30",
    )


def test_what_a_window_is_about() -> None:
    expected = Expected([{"where": "name == 'studio-1'"}, {"where": "name == 'other'"}], NOW)
    assert expected.spans(RECORDING, (NOW, NOW + 50), []) == [(NOW, NOW + 50)]
    assert expected.spans({**RECORDING, "name": "x"}, (NOW, NOW + 50), []) == []
    assert expected.check() == ["expected, entry 2: it is about none of the recordings."]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("allways", "expected: 'allways' is neither always nor a list"),
        ([], "expected is empty"),
        (["mon"], "expected, entry 1: 'mon' is no dictionary"),
        ([{"day": ["mon"]}], "there is no key 'day'. Keys are days, start"),
        ([{"days": ["monday"]}], "expected, entry 1.days: 'monday' is none of mon"),
        ([{"days": []}], "expected, entry 1.days: write a list"),
        ([{"start": 1080}], "1080 is no time of a day, as in '18:00'. Put quotes around it"),
        ([{"start": "25:00"}], "'25:00' is no time of a day, as in '18:00'.$"),
        ([{"end": "24:30"}], "'24:30' is no time"),
        ([{"start": "18:00", "end": "18:00"}], "it ends when it starts"),
        ([{}, {"timezone": "Asia/Shangai"}], "entry 2.timezone: there is no time zone 'Asia/Shangai'"),
        ([{"timezone": "../etc/passwd"}], "there is no time zone"),
        ([{"timezone": 8}], "8 is no time zone. Write a name"),
        ([{"where": "name = 'x'"}], "expected, entry 1.where is not a JMESPath expression"),
        ([{"where": "status == paused"}], "expected, entry 1.where is invalid"),
        ([{"where": True}], "True is no JMESPath expression"),
    ],
)
def test_what_cannot_be_meant_is_an_error(value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Expected(value, NOW)


def test_a_field_that_no_recording_has_is_an_error() -> None:
    expected = Expected([{"where": "nmae == 'studio-1'"}], NOW)
    expected.spans(RECORDING, (NOW, NOW + 1), [])
    with pytest.raises(InputError, match=r"expected, entry 1\.where is invalid"):
        expected.check()


def test_a_host_without_time_zones_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> Any:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zones, "ZoneInfo", nothing)
    monkeypatch.setattr(zones, "available_timezones", set)
    with pytest.raises(InputError, match=r"has no time zones\. Install the package tzdata"):
        zones.zone_named("Asia/Shanghai", "timezone")
    assert zones.zone_named("UTC", "timezone") is UTC
