# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a merge of the facts of many hosts is complete, and what it says if it is not."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._fleet_merge import merge_facts

HOSTS = {"a": "cn-shanghai", "b": "cn-beijing", "c": "us-west-1"}
NOW, BEFORE = "2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z"


def hosts_of(names):
    """What a manifest says of the hosts; by default of all of them."""
    return dict.fromkeys(HOSTS if names is None else names)


def read(host, region, *, run="now", jobs=None, began_at=NOW, hosts=None, endpoint=None, profile=None, **changed):
    """The facts of a host that was read."""
    return {
        "live_record_jobs": [
            {"job_id": job_id, "status": "paused"} for job_id in ([f"{host}1", f"{host}2"] if jobs is None else jobs)
        ],
        "live_record_complete": True,
        "live_record_gathered_at": began_at,
        "live_record_filters": {"start_time": "now-30d"},
        "live_record_sources": [{"region": region, "endpoint": endpoint or f"https://ice.{region}.aliyuncs.com"}],
        "live_record_fleet_run": {"id": run, "began_at": began_at, "filters": {}, "hosts": hosts_of(hosts)},
        "live_record_fleet_read": {"run": run, "gathered_at": began_at, "profile": profile or host},
        **changed,
    }


def all_read(**changed):
    """The facts of all hosts; those that are named differ."""
    facts = {host: read(host, region) for host, region in HOSTS.items()}
    return {**facts, **changed}


def why(facts, hosts=tuple(HOSTS), run_id=None):
    report = merge_facts(hosts, facts, run_id)
    assert report["complete"] is not bool(report["incomplete_because"])
    return " ".join(report["incomplete_because"]), report


def test_all_of_one_run() -> None:
    said, report = why(all_read())
    assert (said, report["jobs"], list(report["accounts"])) == ("", 6, ["a", "b", "c"])
    assert report["accounts"]["a"]["by_status"] == {"paused": 2, "initial": 0, "started": 0}


# What each host keeps if the run cannot read it: the manifest, and whatever it had.
OLD = read("b", "cn-beijing", run="old", began_at=BEFORE)
FAILED = {**OLD, "live_record_fleet_run": read("b", "cn-beijing")["live_record_fleet_run"]}
NEVER_READ = {"live_record_fleet_run": read("b", "cn-beijing")["live_record_fleet_run"]}


@pytest.mark.parametrize(
    ("host", "said"),
    [
        (FAILED, "b has a report of another run, old"),
        (OLD, "b has a report of another run, old"),
        (NEVER_READ, "b has no report"),
        ({}, "b has no report"),
        (
            read("b", "cn-beijing", live_record_gathered_at="2026-11-03T00:00:00Z"),
            "b has jobs that were gathered after",
        ),
    ],
)
def test_a_host_that_was_not_read_in_this_run(host, said) -> None:
    reasons, report = why(all_read(b=host))
    assert reasons.startswith(said)
    assert (report["jobs"], list(report["accounts"])) == (4, ["a", "c"])


def test_a_run_in_which_every_host_failed() -> None:
    """All have their older reports, which were complete."""
    manifest = read("a", "", run="now")["live_record_fleet_run"]
    facts = {host: read(host, region, run="old", began_at=BEFORE) for host, region in HOSTS.items()}
    assert why(facts)[0] == ""
    reasons, report = why({host: {**each, "live_record_fleet_run": manifest} for host, each in facts.items()})
    assert reasons.count("none of the run now") == len(HOSTS)
    assert report["jobs"] == 0


def test_hosts_of_the_run_that_are_not_merged() -> None:
    reasons, report = why({host: facts for host, facts in all_read().items() if host != "c"}, hosts=("a", "b"))
    assert reasons == "c belongs to the run now, and is not among the hosts of this inventory."
    assert list(report["accounts"]) == ["a", "b"]


def test_hosts_of_the_inventory_that_the_run_did_not_know() -> None:
    facts = {"a": read("a", "cn-shanghai", hosts=["a"]), "b": {}}
    assert why(facts, hosts=("a", "b"))[0].startswith("b has no report")


def test_the_slices_of_a_run_are_one() -> None:
    """Each machine has an inventory of its own hosts only, and began at another moment."""
    facts = {
        host: read(host, region, hosts=[host], began_at=f"2026-11-02T00:00:0{number}Z")
        for number, (host, region) in enumerate(HOSTS.items())
    }
    said, report = why(facts)
    assert said == ""
    assert (report["run"]["began_at"], sorted(report["run"]["hosts"])) == (NOW, ["a", "b", "c"])


def test_the_run_that_is_meant() -> None:
    facts = {host: read(host, region, run="old", began_at=BEFORE) for host, region in HOSTS.items()}
    assert why(facts, run_id="old")[0] == ""
    assert "no report of the run other" in why(facts, run_id="other")[0]


def test_other_filters() -> None:
    reasons = why(all_read(b=read("b", "cn-beijing", live_record_filters={"where": "x"})))[0]
    assert reasons.startswith("Not all hosts were read with the same filters. a, c: ")
    assert '; b: {"where": "x"}' in reasons


def test_a_job_that_two_hosts_have_read_is_there_once() -> None:
    reasons, report = why(all_read(b=read("b", "cn-shanghai", jobs=["a2", "b2"])))
    assert reasons == "a and b read the same account and region: 1 jobs are in the lists of both."
    ids = [job["job_id"] for account in report["accounts"].values() for job in account["jobs"]]
    assert (report["jobs"], sorted(ids)) == (5, ["a1", "a2", "b2", "c1", "c2"])


def test_the_same_id_in_two_regions_is_not_the_same_job() -> None:
    assert why(all_read(b=read("b", "cn-beijing", jobs=["a1"])))[1]["jobs"] == 5


def test_one_account_without_jobs_under_two_hosts() -> None:
    both = {host: read(host, "cn-shanghai", jobs=[], profile="news") for host in ("a", "b")}
    reasons = why(all_read(**both))[0]
    assert reasons == (
        "a and b read the same account and region: the profile news at https://ice.cn-shanghai.aliyuncs.com."
    )


def test_one_server_for_several_regions() -> None:
    url = "http://127.0.0.1:1"
    facts = {host: read(host, region, endpoint=url, jobs=["1", "2"]) for host, region in HOSTS.items()}
    reasons, report = why(facts)
    assert (
        f"{url} is one server, which cannot answer for several regions (cn-beijing, cn-shanghai, us-west-1)" in reasons
    )
    assert report["jobs"] == 2


def test_hosts_that_read_several_regions() -> None:
    jobs = [{"job_id": "1", "region": "x"}, {"job_id": "1", "region": "y"}]
    sources = [{"region": name, "endpoint": f"https://{name}"} for name in "xy"]
    said, report = why(all_read(a=read("a", "", live_record_jobs=jobs, live_record_sources=sources)))
    assert (said, len(report["accounts"]["a"]["jobs"])) == ("", 2)


def test_a_list_that_is_not_complete_by_itself() -> None:
    reasons = why(all_read(a=read("a", "cn-shanghai", live_record_complete=False)))[0]
    assert reasons == "a: it is not shown that its own list is complete."
