# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several regions at once, each at its own port."""

from __future__ import annotations

import socket

import httpx
import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import ControlRefusedError, Emulator

from .signing import get, list_jobs, list_response, submit
from .test_process import refused

SHANGHAI, BEIJING = "cn-shanghai", "cn-beijing"


@pytest.fixture(scope="module")
def running():
    with Emulator(regions=[SHANGHAI, BEIJING]) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def clients(running):
    opened = {
        region: httpx.Client(base_url=endpoint, trust_env=False) for region, endpoint in running.endpoints.items()
    }
    yield opened
    for client in opened.values():
        client.close()


def test_the_first_region_is_the_endpoint(running):
    assert list(running.endpoints) == [SHANGHAI, BEIJING]
    assert running.endpoint == running.endpoints[SHANGHAI]
    assert running.region == SHANGHAI
    assert running.health()["regions"] == [SHANGHAI, BEIJING]


def test_one_region_is_the_default():
    with Emulator(region="eu-central-1") as emulator:
        assert emulator.endpoints == {"eu-central-1": emulator.endpoint}


def test_regions_do_not_see_each_others_jobs_files_and_templates(emulator, clients):
    emulator.seed(3)
    emulator.seed(4, region=BEIJING)
    emulator.add_job(region=BEIJING)
    emulator.seed_files(2, region=BEIJING)
    emulator.add_file(region=BEIJING)
    emulator.add_template(region=BEIJING)
    assert {region: list_jobs(client)["TotalCount"] for region, client in clients.items()} == {SHANGHAI: 3, BEIJING: 5}
    totals = {region: get(client, "ListLiveRecordFiles").json()["TotalCount"] for region, client in clients.items()}
    assert totals == {SHANGHAI: "0", BEIJING: "11"}
    templates = {
        region: {entry["TemplateId"] for entry in get(client, "ListLiveRecordTemplates").json()["RecordTemplateList"]}
        for region, client in clients.items()
    }
    assert [len(ids) for ids in templates.values()] == [4, 5]
    assert templates[SHANGHAI].isdisjoint(templates[BEIJING])
    assert [job["Region"] for job in emulator.jobs()].count(BEIJING) == 5
    job_id = next(job["JobId"] for job in emulator.jobs() if job["Region"] == BEIJING)
    assert get(clients[SHANGHAI], "GetLiveRecordJob", JobId=job_id).status_code == 404
    assert get(clients[BEIJING], "GetLiveRecordJob", JobId=job_id).status_code == 200
    assert emulator.set_status(job_id, "paused")["Status"] == "paused"
    assert [record.region for record in emulator.requests()][-2:] == [SHANGHAI, BEIJING]


def test_submitted_jobs_belong_to_the_region_of_the_port(emulator, clients):
    emulator.set_streams(stream_arrives_after_s=0)
    template = next(entry["TemplateId"] for entry in emulator.templates() if entry["Region"] == BEIJING)
    assert submit(clients[SHANGHAI], TemplateId=template).json()["Code"] == "TemplateNotFound"
    assert submit(clients[BEIJING], TemplateId=template).status_code == 200
    assert [(job["Region"], job["Status"]) for job in emulator.jobs()] == [(BEIJING, "started")]


def test_faults_are_for_all_regions_or_for_one(emulator, clients):
    error = {"code": "InternalError", "status": 500}
    emulator.set_faults(errors=[error])
    assert list_response(clients[BEIJING]).status_code == 500
    assert list_response(clients[SHANGHAI]).status_code == 200
    emulator.set_faults(region=BEIJING, errors=[{**error, "count": 100}])
    assert list_response(clients[SHANGHAI]).status_code == 200
    assert list_response(clients[BEIJING]).status_code == 500
    assert emulator.faults(region=BEIJING)["struck"] == {"errors[0]": 1}
    assert emulator.faults()["struck"] == {"errors[0]": 1}
    emulator.clear_faults(region=BEIJING)
    assert list_response(clients[BEIJING]).status_code == 200
    emulator.set_faults(region=BEIJING, clock_offset_s=-3600)
    assert list_response(clients[SHANGHAI]).status_code == 200
    assert list_response(clients[BEIJING]).json()["Code"] == "InvalidTimeStamp.Expired"
    emulator.set_faults(latency_ms=1)
    assert list_response(clients[BEIJING]).status_code == 200


def test_each_region_has_its_own_rate_limit(emulator, clients):
    emulator.set_faults(qps=0.001)
    assert [list_response(client).status_code for client in clients.values()] == [200, 200]
    assert [list_response(client).status_code for client in clients.values()] == [429, 429]


def test_unknown_regions_are_refused(emulator):
    for call in (emulator.set_faults, emulator.add_job, emulator.add_template, emulator.add_file):
        with pytest.raises(ControlRefusedError, match="there is no region mars"):
            call(region="mars")
    with pytest.raises(ControlRefusedError, match="there is no region mars"):
        emulator.seed(1, region="mars")


def test_a_file_keeps_every_region(tmp_path):
    database = tmp_path / "jobs.sqlite"
    with Emulator(2, database=database, regions=[SHANGHAI, BEIJING]) as emulator:
        emulator.add_job(region=BEIJING)
        before = emulator.jobs()
    with Emulator(database=database, region=BEIJING) as emulator:
        assert emulator.jobs() == before
        with httpx.Client(base_url=emulator.endpoint, trust_env=False) as client:
            assert list_jobs(client)["TotalCount"] == 1


def test_ports_follow_the_first_one():
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        assert "in use" in refused("--port", str(port - 1), "--regions", "a,b")
    assert "too few ports" in refused("--port", "65535", "--regions", "a,b")
