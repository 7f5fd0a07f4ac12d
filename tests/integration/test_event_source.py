# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source against the emulator: real requests, regions, faults, and servers that are not ideal."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from ansible_collections.mediaops.alicloud.extensions.eda.plugins.event_source import ice_live_record_jobs as source
from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, NOBODY, Emulator

REGIONS = ["cn-shanghai", "cn-beijing"]
_WITHIN_S = 120.0


@pytest.fixture(scope="module")
def regions():
    with Emulator(regions=REGIONS) as running:
        yield running


@pytest.fixture
def emulator(regions):
    regions.reset()
    return regions


class Watching:
    """A source that runs, as ansible-rulebook runs it."""

    def __init__(self, emulator, account=ADMIN, **arguments):
        self.events = []
        self._arguments = {
            "access_key_id": account.access_key_id,
            "access_key_secret": account.access_key_secret,
            "regions": REGIONS,
            "endpoints": emulator.endpoints,
            "interval": 0.2,
            "max_retries": 0,
            **arguments,
        }

    async def put(self, event):
        self.events.append(event)

    async def __aenter__(self):
        self._task = asyncio.ensure_future(source.main(self, self._arguments))
        return self

    async def __aexit__(self, *_error):
        self._task.cancel()
        # A request that is under way does not keep it: it would take a minute.
        await asyncio.wait([self._task], timeout=20)
        assert self._task.done()
        assert self._task.cancelled(), self._task.exception()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    async def until(self, is_so):
        end = asyncio.get_running_loop().time() + _WITHIN_S
        while not is_so(self):
            assert not self._task.done(), self._task.exception()
            assert asyncio.get_running_loop().time() < end, self.events
            await asyncio.sleep(0.02)

    @property
    def kinds(self):
        return Counter((event["change"]["type"], event["change"]["region"]) for event in self.events)

    @property
    def jobs(self):
        return [(e["live_record_job"]["job_id"], e["change"]["to"]) for e in self.events if "live_record_job" in e]


def test_a_region_that_fails_and_recovers_beside_one_that_does_not(emulator):
    async def run():
        async with Watching(emulator) as watching:
            await watching.until(lambda it: it.kinds["started_anew", "cn-beijing"])
            emulator.set_faults(region="cn-beijing", errors=[{"code": "InternalError", "status": 500, "count": 9999}])
            await watching.until(lambda it: it.kinds["outage", "cn-beijing"])
            here = emulator.add_job(status="started", region="cn-shanghai")["JobId"]
            there = emulator.add_job(status="started", region="cn-beijing")["JobId"]
            await watching.until(lambda it: (here, "started") in it.jobs)
            assert (there, "started") not in watching.jobs
            emulator.clear_faults(region="cn-beijing")
            await watching.until(lambda it: it.kinds["recovered", "cn-beijing"])
            assert (there, "started") in watching.jobs
        assert watching.kinds["outage", "cn-beijing"] == watching.kinds["recovered", "cn-beijing"] == 1
        assert not watching.kinds["outage", "cn-shanghai"]

    asyncio.run(run())


@pytest.mark.parametrize(
    "faults",
    [
        {},
        {"count_cap": 20},
        {"page_size_max": 7},
        {"ignore_parameters": ["Status"]},
        {"status_case": "capitalized"},
        {"churn": {"insert": 1, "until": 30}},
    ],
    ids=lambda faults: next(iter(faults), "ideal"),
)
def test_servers_that_are_not_ideal(emulator, faults):
    """Nothing is missed and nothing is said twice, whatever the server does that the reference allows."""

    async def run():
        emulator.seed(60, days=40, paused_share=0.8, initial_share=0.1, region="cn-shanghai")
        jobs = [job["JobId"] for job in emulator.jobs()]
        emulator.set_faults(**faults)
        async with Watching(emulator, regions=REGIONS[:1], endpoints={REGIONS[0]: emulator.endpoint}) as watching:
            await watching.until(lambda it: len(set(it.jobs)) >= len(jobs))
            old = next(job["JobId"] for job in emulator.jobs() if job["Status"] == "started")
            emulator.set_status(old, "paused")
            new = emulator.add_job(status="started")["JobId"]
            await watching.until(lambda it: {(old, "paused"), (new, "started")} <= set(it.jobs))
            emulator.set_status(old, "started")
            emulator.set_status(new, "paused")
            await watching.until(lambda it: it.jobs.count((old, "started")) == 2 and (new, "paused") in it.jobs)
        assert {job for job, _status in watching.jobs} >= {*jobs, new}
        uuids = [event["meta"]["uuid"] for event in watching.events]
        assert len(set(uuids)) == len(uuids)

    asyncio.run(run())


def test_ended_in_the_middle_of_a_request(emulator):
    async def run():
        emulator.set_faults(stall={"count": 9999, "seconds": 60})
        async with Watching(emulator, timeout=60) as watching:
            await watching.until(lambda _it: emulator.requests())

    asyncio.run(run())


@pytest.mark.parametrize("number", range(3))
def test_ended_when_an_answer_has_just_come(emulator, number):
    """The loop was busy with something else meanwhile, as ansible-rulebook is with its engine."""

    async def run():
        async with Watching(emulator) as watching:
            await watching.until(lambda _it: len(emulator.requests()) > 7 * number)
            await asyncio.sleep(0)
            emulator.jobs()  # which keeps the loop from seeing an answer that has come

    asyncio.run(run())


def test_a_key_that_may_not_list_is_an_outage_that_says_what_is_missing(emulator):
    async def run():
        async with Watching(emulator, account=NOBODY) as watching:
            await watching.until(lambda it: it.kinds["outage", "cn-shanghai"])
        outage = next(event for event in watching.events if event["change"]["type"] == "outage")
        assert "ice:ListLiveRecordJobs" in outage["error"]["message"]
        assert outage["error"]["request_id"]
        assert NOBODY.access_key_secret not in str(watching.events)

    asyncio.run(run())
