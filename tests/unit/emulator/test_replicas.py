# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two replicas that answer in turn."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError

from .lists import FILES, JOBS, LISTS, seconds

ALL = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.action)


def everything(kind, client, **query):
    answer = kind.page(client, PageSize=30, SortBy="asc", **query)
    assert kind.total(answer) == len(kind.ids(answer))
    return kind.ids(answer)


@ALL
def test_the_second_replica_lacks_the_newest_rows(client, emulator, kind):
    ids = kind.fill(emulator, seconds(20))
    emulator.set_faults(replica_lag=3)
    # The canned templates are older than those that were added.
    assert [everything(kind, client) for _number in range(4)] == [ids, ids[:17], ids, ids[:17]]
    emulator.set_faults(replica_lag=100)
    assert [everything(kind, client) for _number in range(2)] == [ids, []]


def test_a_lag_is_of_the_list_without_filters(client, emulator):
    statuses = ["paused", "started", "paused", "started", "started"]
    ids = [
        emulator.add_job(create_time=time, status=status)["JobId"]
        for time, status in zip(seconds(5), statuses, strict=True)
    ]
    emulator.set_faults(replica_lag=3)
    for query in ({"Status": "paused"}, {"Keyword": "added", "Status": "paused"}):
        assert [everything(JOBS, client, **query) for _number in range(2)] == [[ids[0], ids[2]], [ids[0]]]


@ALL
def test_both_replicas_lack_rows_of_their_own(client, emulator, kind):
    kind.fill(emulator, seconds(20))
    all_ids = set(everything(kind, client, Keyword=None))
    emulator.set_faults(replica_lacks=4)
    first, second = (all_ids - set(everything(kind, client, Keyword=None)) for _number in range(2))
    assert (len(first), len(second), len(first | second)) == (4, 4, 8)
    backwards = [set(kind.ids(kind.page(client, PageSize=30, SortBy="desc", Keyword=None))) for _number in range(2)]
    assert [all_ids - shown for shown in backwards] == [first, second]
    # The same ones in every run.
    emulator.set_faults(replica_lacks=4)
    assert all_ids - set(everything(kind, client, Keyword=None)) == first


def test_a_row_is_lacked_whatever_is_asked_for(client, emulator):
    ids = JOBS.fill(emulator, seconds(20))
    emulator.set_faults(replica_lacks=3)
    lacked = [set(ids) - set(everything(JOBS, client)) for _number in range(2)]
    for job_id in ids:
        found = [everything(JOBS, client, Keyword=job_id) for _number in range(2)]
        assert found == [[] if job_id in lacking else [job_id] for lacking in lacked]
    newer = emulator.add_job()["JobId"]
    assert [set(ids) - set(everything(JOBS, client)) for _number in range(2)] == lacked
    assert everything(JOBS, client)[-1] == newer
    assert everything(JOBS, client)[-1] == newer


@ALL
def test_lacked_rows_are_spread_over_the_list(client, emulator, kind):
    kind.fill(emulator, seconds(20))
    all_ids = everything(kind, client, Keyword=None)
    emulator.set_faults(replica_lacks=3)
    third = len(all_ids) / 3
    for _replica in range(2):
        shown = everything(kind, client, Keyword=None)
        assert [int(all_ids.index(one) // third) for one in all_ids if one not in shown] == [0, 1, 2]


def test_more_rows_are_lacked_once_there_are_more(client, emulator):
    ids = JOBS.fill(emulator, seconds(3))
    emulator.set_faults(replica_lacks=2)
    first, second = (set(ids) - set(everything(JOBS, client)) for _number in range(2))
    assert (len(first), len(second), len(first | second)) == (1, 1, 2)
    ids += [emulator.add_job()["JobId"] for _number in range(8)]
    now_first, now_second = (set(ids) - set(everything(JOBS, client)) for _number in range(2))
    assert first < now_first
    assert second < now_second
    assert (len(now_first), len(now_second), len(now_first | now_second)) == (2, 2, 4)


def test_lists_of_all_kinds_are_counted_together(client, emulator):
    ids = JOBS.fill(emulator, seconds(4))
    emulator.set_faults(replica_lag=1)
    assert everything(JOBS, client) == ids
    FILES.page(client)
    assert everything(JOBS, client) == ids
    assert everything(JOBS, client) == ids[:3]


def test_a_lag_and_lacks_add_up_and_counts_follow(client, emulator):
    ids = JOBS.fill(emulator, seconds(20))
    emulator.set_faults(replica_lag=4, replica_lacks=2, count_lag=1)
    first, second = (JOBS.page(client, PageSize=30) for _number in range(2))
    assert [JOBS.total(first), JOBS.total(second)] == [17, len(JOBS.ids(second)) - 1]
    assert set(JOBS.ids(second)) < set(ids[:16])
    assert len(JOBS.ids(second)) < 16


@pytest.mark.parametrize("fault", ["replica_lag", "replica_lacks"])
def test_values_that_make_no_sense(emulator, fault):
    with pytest.raises(ControlRefusedError, match=f"{fault} must be a whole number"):
        emulator.set_faults(**{fault: -1})
