# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that take parameters as not sent."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import FILES, JOBS, LISTS, TEMPLATES, seconds
from .signing import get, list_response, submit

ALL = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)


@ALL
def test_paging(client, emulator, kind):
    ids = kind.fill(emulator, seconds(12))
    query = {"PageNo": 2, "PageSize": 5, "SortBy": "asc"}
    emulator.set_faults(ignore_parameters=["SortBy"])
    default = "asc" if kind is FILES else "desc"
    answer = kind.page(client, **{**query, "SortBy": "asc" if default == "desc" else "desc"})
    assert answer["SortBy"] == default
    assert kind.ids(answer) == (ids[5:10] if default == "asc" else ids[::-1][5:10])
    emulator.set_faults(ignore_parameters=["PageNo"])
    answer = kind.page(client, **query)
    assert (answer["PageNo"], kind.ids(answer)) == (1, ids[:5])
    emulator.set_faults(ignore_parameters=["PageSize"])
    answer = kind.page(client, **{**query, "PageSize": 7})
    assert (str(answer["PageSize"]), kind.ids(answer)) == ("10", ids[10:])
    emulator.set_faults(ignore_parameters=["PageNo", "PageSize", "SortBy"])
    assert kind.page(client, **query) | {"RequestId": ""} == kind.page(client) | {"RequestId": ""}


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("Status", "paused", [0, 1]),
        ("Keyword", "added-000001", [0, 1]),
        ("StartTime", "2026-01-01T12:00:01Z", [0, 1]),
        ("EndTime", "2026-01-01T12:00:00Z", [0, 1]),
    ],
)
def test_filters_of_jobs(client, emulator, name, value, shown):
    ids = [
        emulator.add_job(create_time=time, status=status)["JobId"]
        for time, status in zip(seconds(2), ("paused", "started"), strict=True)
    ]
    assert len(JOBS.ids(JOBS.page(client, **{name: value}))) == 1
    emulator.set_faults(ignore_parameters=[name])
    answer = JOBS.page(client, SortBy="asc", **{name: value})
    assert (JOBS.ids(answer), JOBS.total(answer)) == ([ids[place] for place in shown], 2)
    emulator.set_faults(ignore_parameters=["SortBy"])
    assert len(JOBS.ids(JOBS.page(client, **{name: value}))) == 1


def test_one_end_of_a_range(client, emulator):
    ids = JOBS.fill(emulator, seconds(5))
    span = {"StartTime": "2026-01-01T12:00:01Z", "EndTime": "2026-01-01T12:00:03Z"}
    emulator.set_faults(ignore_parameters=["EndTime"], start_exclusive=True)
    assert JOBS.ids(JOBS.page(client, SortBy="asc", **span)) == ids[2:]


def test_filters_of_files_and_templates(client, emulator):
    FILES.fill(emulator, seconds(2))
    emulator.set_faults(ignore_parameters=["JobIds", "RecordFormat", "StartTime"])
    query = {"JobIds": ["none", "neither"], "RecordFormat": "flv", "StartTime": "2026-02-01T00:00:00Z"}
    assert FILES.total(FILES.page(client, **query)) == 2
    emulator.set_faults(ignore_parameters=["TemplateIds", "Type", "Keyword"])
    assert TEMPLATES.total(TEMPLATES.page(client, TemplateIds=["none"], Type="system", Keyword="none")) == 4


def test_what_is_ignored_is_not_checked_but_logged(client, emulator):
    emulator.set_faults(ignore_parameters=["Status"])
    assert list_response(client, Status="running").status_code == 200
    assert emulator.requests()[-1].parameters == {"Status": "running"}


def test_other_operations_ignore_nothing(client, emulator):
    job = emulator.add_job()
    emulator.set_faults(ignore_parameters=["Keyword", "TemplateIds", "JobIds", "Type"])
    assert get(client, "GetLiveRecordJob", JobId=job["JobId"]).status_code == 200
    assert submit(client, TemplateId=job["TemplateId"]).status_code == 200


@pytest.mark.parametrize("name", ["JobId", "sortby", "JobIds.1", "Name", ""])
def test_names_that_no_list_has_are_refused(client, emulator, name):
    emulator.set_faults(ignore_parameters=["Keyword"])
    with pytest.raises(ControlRefusedError, match="ignore_parameters"):
        emulator.set_faults(ignore_parameters=["Status", name])
    assert emulator.faults()["faults"]["ignore_parameters"] == ["Keyword"]
