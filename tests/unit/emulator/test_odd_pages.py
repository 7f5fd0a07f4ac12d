# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages whose rows are not those that belong there, and keywords that find less."""

from __future__ import annotations

import pytest

from .lists import FILES, JOBS, LISTS, TEMPLATES, seconds

ALL = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)


@pytest.mark.parametrize("kind", [JOBS, TEMPLATES], ids=lambda kind: kind.action)
def test_pages_of_one_row_are_empty(client, emulator, kind):
    ids = kind.fill(emulator, seconds(3))
    emulator.set_faults(one_row_pages_empty=True)
    for order in ("asc", "desc"):
        answer = kind.page(client, PageSize=1, PageNo=2, SortBy=order)
        assert (kind.ids(answer), kind.total(answer), answer["PageSize"]) == ([], 3, 1)
    assert kind.ids(kind.page(client, PageSize=2, SortBy="asc")) == ids[:2]
    # A last page with one row is no page of size 1.
    assert kind.ids(kind.page(client, PageSize=2, PageNo=2, SortBy="asc")) == ids[2:]
    emulator.set_faults(one_row_pages_empty=True, count_of_page=True)
    assert kind.total(kind.page(client, PageSize=1)) == 0


def test_pages_of_one_file_are_empty_where_they_can_be_asked_for(client, emulator):
    FILES.fill(emulator, seconds(3))
    emulator.set_faults(one_row_pages_empty=True, page_size_refuse_above=1)
    answer = FILES.page(client, PageSize=1)
    assert (answer["Files"], answer["TotalCount"]) == ([], "3")


@ALL
def test_a_row_stands_twice(client, emulator, kind):
    ids = kind.fill(emulator, seconds(12))
    emulator.set_faults(repeat_row=True)
    read = list(kind.pages(client, 12, 5, SortBy="asc"))
    assert read == [[*ids[:4], ids[0]], [*ids[5:9], ids[5]], [ids[10], ids[10]]]
    assert kind.total(kind.page(client)) == 12


def test_a_page_of_one_row_repeats_none(client, emulator):
    ids = JOBS.fill(emulator, seconds(3))
    emulator.set_faults(repeat_row=True)
    assert list(JOBS.pages(client, 3, 1, SortBy="asc")) == [[job_id] for job_id in ids]
    assert JOBS.ids(JOBS.page(client, PageSize=2, PageNo=2, SortBy="asc")) == [ids[2]]


def test_keywords_find_ids_only(client, emulator):
    job, template = emulator.add_job(name="evening show"), emulator.add_template(name="evening format")
    queries = {JOBS: job, TEMPLATES: template}
    for kind in queries:
        assert kind.total(kind.page(client, Keyword="evening")) == 1
    emulator.set_faults(keyword_finds_ids_only=True)
    for kind, row in queries.items():
        assert kind.total(kind.page(client, Keyword="evening")) == 0
        assert kind.total(kind.page(client, Keyword=row["Name"])) == 0
        assert kind.total(kind.page(client, Keyword=row[kind.own_id][:-1])) == 0
        assert kind.ids(kind.page(client, Keyword=row[kind.own_id])) == [row[kind.own_id]]
    emulator.clear_faults()
    for kind in queries:
        assert kind.total(kind.page(client, Keyword="evening")) == 1


def test_all_together(client, emulator):
    """Every fault of lists at once, beside older ones."""
    emulator.seed(30, start="2026-01-01T00:00:00Z", end="2026-01-02T00:00:00Z", paused_share=0.5, initial_share=0)
    emulator.set_faults(
        order_within_second="anew",
        count_cap=9,
        count_lag=2,
        replica_lag=2,
        replica_lacks=1,
        ignore_parameters=["Status", "SortBy"],
        keyword_finds_ids_only=True,
        one_row_pages_empty=True,
        repeat_row=True,
        status_case="upper",
        time_format="milliseconds",
        id_format="number",
        listed_after_s=5,
        churn={"insert": 1, "expire": 1},
        page_size_max=8,
        numbers_as_strings=True,
    )
    answer = JOBS.page(client, PageSize=30, Status="paused", SortBy="asc")
    assert (answer["TotalCount"], answer["PageSize"], answer["SortBy"]) == ("9", "8", "desc")
    ids = JOBS.ids(answer)
    assert (len(ids), len(set(ids)), ids[0]) == (8, 7, ids[-1])
    assert {row["Status"] for row in answer["LiveRecordJobs"]} == {"PAUSED", "STARTED"}
