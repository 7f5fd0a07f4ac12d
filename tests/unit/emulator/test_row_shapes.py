# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statuses, times and ids of listed rows, written in another way."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import FILES, JOBS, LISTS, seconds
from .signing import get

ALL = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)


def moments(texts):
    return [int(datetime.fromisoformat(text).timestamp()) for text in texts]


@pytest.mark.parametrize(
    ("case", "written"),
    [("capitalized", ["Paused", "Initial", "Started"]), ("upper", ["PAUSED", "INITIAL", "STARTED"])],
)
def test_case_of_statuses(client, emulator, case, written):
    for time, status in zip(seconds(3), ("paused", "initial", "started"), strict=True):
        emulator.add_job(create_time=time, status=status)
    emulator.set_faults(status_case=case)
    assert [row["Status"] for row in JOBS.page(client, SortBy="asc")["LiveRecordJobs"]] == written
    # What may be asked for is as documented.
    (row,) = JOBS.page(client, Status="paused")["LiveRecordJobs"]
    assert row["Status"] == written[0]
    got = get(client, "GetLiveRecordJob", JobId=row["JobId"]).json()["RecordJob"]
    assert got["Status"] == "paused"


@ALL
def test_times_with_milliseconds(client, emulator, kind):
    kind.fill(emulator, seconds(20))
    plain = kind.page(client, PageSize=20)[kind.rows]
    emulator.set_faults(time_format="milliseconds")
    rows = kind.page(client, PageSize=20)[kind.rows]
    times = [row["CreateTime"] for row in rows]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)
    assert [time[:-5] + "Z" for time in times] == [row["CreateTime"] for row in plain]
    assert len({time[-4:] for time in times}) > 1
    # A row's milliseconds are its own, on whichever page it is.
    small = [row for number in (1, 2, 3, 4) for row in kind.page(client, PageSize=5, PageNo=number)[kind.rows]]
    assert small == rows
    assert [row | {"CreateTime": ""} for row in rows] == [row | {"CreateTime": ""} for row in plain]


@ALL
def test_times_of_another_offset(client, emulator, kind):
    kind.fill(emulator, ["2022-07-15T08:00:00Z", "2025-12-31T23:30:00Z"])
    emulator.set_faults(time_format="offset")
    times = [row["CreateTime"] for row in kind.page(client, SortBy="asc")[kind.rows]]
    assert times == ["2022-07-15T16:00:00+08:00", "2026-01-01T07:30:00+08:00"]
    assert moments(times) == moments(["2022-07-15T08:00:00+00:00", "2025-12-31T23:30:00+00:00"])


@ALL
def test_ids_that_are_numbers(client, emulator, kind):
    kind.fill(emulator, seconds(20))
    plain = kind.page(client, PageSize=20)[kind.rows]
    emulator.set_faults(id_format="number")
    rows = kind.page(client, PageSize=20)[kind.rows]
    ids = [row[kind.own_id] for row in rows]
    assert all(isinstance(one, int) and one > 1 for one in ids)  # so that none is true or false
    assert len(set(ids)) == 20
    assert [row | {kind.own_id: ""} for row in rows] == [row | {kind.own_id: ""} for row in plain]
    assert kind.ids(kind.page(client, PageSize=20, SortBy="asc")) == sorted(
        ids, key=ids.index, reverse=kind is not FILES
    )


@ALL
@pytest.mark.parametrize("more", [{}, {"id_format": "number", "time_format": "offset", "status_case": "upper"}])
def test_ids_and_times_that_are_null_or_missing(client, emulator, kind, more):
    kind.fill(emulator, seconds(3))
    emulator.set_faults(null_fields=[kind.own_id], omit_fields=["CreateTime"], **more)
    rows = kind.page(client)[kind.rows]
    assert [row[kind.own_id] for row in rows] == [None] * 3
    assert not any("CreateTime" in row for row in rows)
    emulator.set_faults(omit_fields=[kind.own_id], null_fields=["CreateTime"], **more)
    rows = kind.page(client)[kind.rows]
    assert not any(kind.own_id in row for row in rows)
    assert [row["CreateTime"] for row in rows] == [None] * 3


def test_all_together(client, emulator):
    emulator.add_job(create_time="2026-01-01T12:00:00Z", status="paused")
    emulator.set_faults(
        status_case="upper",
        time_format="offset",
        id_format="number",
        numbers_as_strings=True,
        extra_fields={"New": 1},
        null_fields=["Name"],
    )
    answer = JOBS.page(client)
    (row,) = answer["LiveRecordJobs"]
    assert (row["Status"], row["CreateTime"], row["New"]) == ("PAUSED", "2026-01-01T20:00:00+08:00", 1)
    assert (type(row["JobId"]), row["Name"], answer["TotalCount"]) == (int, None, "1")


@pytest.mark.parametrize(
    ("fault", "value"), [("status_case", "lower"), ("time_format", "epoch"), ("id_format", "text")]
)
def test_values_that_make_no_sense(emulator, fault, value):
    with pytest.raises(ControlRefusedError, match=f"{fault} must be one of"):
        emulator.set_faults(**{fault: value})
