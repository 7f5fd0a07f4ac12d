# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One report of the facts that the playbook fleet.yml has left for many hosts.

A fact cache keeps what a host has had, however old. So a report is complete only if it is shown that everything in it
is of one run, and that everything of this run is in it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class _Account:
    """What a host has read in the run."""

    host: str
    facts: Facts
    jobs: list[Any]

    @property
    def sources(self) -> Sequence[Mapping[str, str]]:
        """Region and endpoint of each list."""
        return self.facts.get("live_record_sources") or ()

    def as_entry(self) -> dict[str, Any]:
        return {
            "complete": bool(self.facts["live_record_complete"]),
            "gathered_at": self.facts["live_record_gathered_at"],
            "sources": list(self.sources),
            "by_status": {
                "paused": 0, "initial": 0, "started": 0, **Counter(str(job.get("status")) for job in self.jobs)
            },
            "jobs": self.jobs,
        }  # fmt: skip


def merge_facts(hosts: Sequence[str], hostvars: Mapping[str, Facts], run_id: str | None = None) -> dict[str, Any]:
    """The report.

    :param hosts: all that shall be in it
    :param run_id: the run that is meant; by default the one that began last
    :returns: ``complete``; ``incomplete_because``, sentences; ``run``, its manifest; ``jobs``, how many there are; and
        by host in ``accounts`` what it has read in this run. A job that several hosts have read is there once
    """
    run_id = None if run_id is None else str(run_id)
    facts = {host: hostvars[host] for host in hosts if host in hostvars}
    run = _run(facts, run_id)
    if run is None:
        meant = f" of the run {run_id}" if run_id else ""
        reasons = [f"The fact cache has no report{meant}. Run fleet.yml first, with the same fact cache."]
        return {"complete": False, "incomplete_because": reasons, "run": None, "jobs": 0, "accounts": {}}
    expected = sorted({*hosts, *run["hosts"]})
    belonging = [host for host in expected if host in facts and _is_of(facts[host], run["id"])]
    shared: Counter[tuple[str, str]] = Counter()
    accounts = list(_accounts(belonging, facts, shared))
    reasons = [
        *_missing(expected, belonging, facts, run["id"]),
        *_other_filters(accounts),
        *_one_server(accounts),
        *_same_account(accounts, shared),
        *_not_shown(accounts),
    ]
    return {
        "complete": not reasons,
        "incomplete_because": reasons,
        "run": run,
        "jobs": sum(len(account.jobs) for account in accounts),
        "accounts": {account.host: account.as_entry() for account in accounts},
    }


def _run(facts: Mapping[str, Facts], run_id: str | None) -> dict[str, Any] | None:
    """The manifest; the machines that share a run have each written one."""
    manifests = [each["live_record_fleet_run"] for each in facts.values() if each.get("live_record_fleet_run")]
    if run_id is None and manifests:
        run_id = str(max(manifests, key=lambda manifest: str(manifest["began_at"]))["id"])
    of_run = [manifest for manifest in manifests if str(manifest["id"]) == run_id]
    if not of_run:
        return None
    first = min(of_run, key=lambda manifest: str(manifest["began_at"]))
    return {**first, "hosts": {host: place for manifest in of_run for host, place in manifest["hosts"].items()}}


def _is_of(facts: Facts, run_id: str) -> bool:
    """Whether a host's jobs are those that it has read in the run."""
    read = facts.get("live_record_fleet_read")
    return (
        read is not None
        and str(read["run"]) == run_id
        and "live_record_jobs" in facts
        and read["gathered_at"] == facts.get("live_record_gathered_at")
    )


def _accounts(hosts: Sequence[str], facts: Mapping[str, Facts], shared: Counter[tuple[str, str]]) -> Iterator[_Account]:
    """Each host with the jobs that no host before it has.

    :param shared: counts, for each pair of hosts, the jobs that both have
    """
    owners: dict[tuple[str, str], str] = {}
    for host in hosts:
        regions = {source["region"]: source["endpoint"] for source in facts[host].get("live_record_sources") or ()}
        only = next(iter(regions), "") if len(regions) == 1 else ""
        jobs = []
        for job in facts[host]["live_record_jobs"]:
            region, job_id = job.get("region") or only, str(job.get("job_id"))
            # One server under two names, and two regions on one server: both show the same jobs.
            keys = [(region, job_id), (regions.get(region, ""), job_id)]
            owner = next((owners[key] for key in keys if key in owners), None)
            if owner is None:
                owners.update(dict.fromkeys(keys, host))
                jobs.append(job)
            elif owner != host:
                shared[owner, host] += 1
        yield _Account(host, facts[host], jobs)


def _missing(
    expected: Sequence[str], belonging: Sequence[str], facts: Mapping[str, Facts], run_id: str
) -> Iterator[str]:
    for host in expected:
        if host in belonging:
            continue
        read = facts[host].get("live_record_fleet_read") if host in facts else None
        if host not in facts:
            yield f"{host} belongs to the run {run_id}, and is not among the hosts of this inventory."
        elif read and str(read["run"]) != run_id:
            yield (
                f"{host} has a report of another run, {read['run']} (gathered at {read['gathered_at']}), and none of "
                f"the run {run_id}: it failed, or was not read."
            )
        elif read:
            yield f"{host} has jobs that were gathered after its report of the run {run_id}."
        else:
            yield f"{host} has no report: it failed, or was not read."


def _other_filters(accounts: Sequence[_Account]) -> Iterator[str]:
    hosts = defaultdict(list)
    for account in accounts:
        filters = dict(account.facts.get("live_record_filters") or {})
        hosts[json.dumps(filters, sort_keys=True, default=str)].append(account.host)
    if len(hosts) > 1:
        said = "; ".join(f"{', '.join(names)}: {filters}" for filters, names in hosts.items())
        yield f"Not all hosts were read with the same filters. {said}."


def _one_server(accounts: Sequence[_Account]) -> Iterator[str]:
    regions: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        for source in account.sources:
            regions[source["endpoint"]].add(source["region"])
    for endpoint, names in regions.items():
        if len(names) > 1:
            yield (
                f"{endpoint} is one server, which cannot answer for several regions ({', '.join(sorted(names))}). "
                "Write {region} where its name has the region, or set ice_endpoint for each host."
            )


def _same_account(accounts: Sequence[_Account], shared: Counter[tuple[str, str]]) -> Iterator[str]:
    """Jobs show it; where there are none, the profile and the endpoint."""
    for (one, other), count in shared.items():
        yield f"{one} and {other} read the same account and region: {count} jobs are in the lists of both."
    hosts = defaultdict(list)
    for account in accounts:
        for source in account.sources:
            hosts[account.facts["live_record_fleet_read"].get("profile"), source["endpoint"]].append(account.host)
    for (profile, endpoint), names in hosts.items():
        if len(names) > 1 and not any(host in pair for pair in shared for host in names):
            account_name = f"the profile {profile}" if profile else "the default credentials"
            yield f"{' and '.join(names)} read the same account and region: {account_name} at {endpoint}."


def _not_shown(accounts: Sequence[_Account]) -> Iterator[str]:
    for account in accounts:
        if not account.facts["live_record_complete"]:
            yield f"{account.host}: it is not shown that its own list is complete."
