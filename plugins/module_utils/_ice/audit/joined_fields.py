# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules see of a job beside its own fields, since JMESPath looks at one job and cannot join.

==============  ======================================================================================================
region          the region that the job was read in
output_region   the region of the bucket's endpoint; null if the endpoint does not name one
at_once         ``recording``, ``stream``, ``name``: how many jobs record the same at once with it, itself included;
                0 for a job that is not active
template        its template as it is now; null if it does not exist any more
own_template    its template as the job uses it, which is as it was when the job was submitted; null if not active
cycle           seconds until a file of the job ends and appears, the shortest of its formats; null if not active
last_file       its newest file; null if it has none, or does not record
first_seen      since when earlier reports have known the job in its state; null if they do not know it
==============  ======================================================================================================
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple, Union

from ..times import as_api_time
from .earlier import Earlier
from .unknown import LOOK_UP, PartlyKnown, with_gaps

Row = dict[str, Any]
Templates = Union[Mapping[str, Row], str]  # by their ids; or a sentence that says why they are not known

LOOKED_UP = ("own_template", "cycle", "last_file")  # by requests of their own, for active jobs
NEED_TEMPLATES = frozenset(("template", "own_template", "cycle"))
NOT_ACTIVE = {"recording": 0, "stream": 0, "name": 0}
DEFAULT_CYCLE = 21_600  # seconds; the API's own
_NO_REQUESTS = "The jobs were given without {}, and no request is made for them."

# Before it there may be the name of a bucket, s3 or a VPC; -internal and -pub are other ways to the same place.
_ENDPOINT = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[a-z0-9-]+\.)*"
    r"(?:(?:vpc\d+-)?oss-(?P<old>[a-z0-9-]+?)(?:-internal|-pub)*|(?P<new>[a-z]{2}-[a-z0-9-]+?)\.oss(?:-internal)?)"
    r"\.aliyuncs\.com(?:[:/].*)?",
    re.IGNORECASE,
)
_EVERYWHERE = ("accelerate", "rg-")  # endpoints of no single region


class Needs(NamedTuple):
    """What the rules and the suppressions of an audit need.

    :ivar names: the fields that they look at
    :ivar keeps_all: whether the current job of each recording has to be kept, for rules that see all of them
    :ivar for_all: fields that these rules look at
    :ivar declared: the names and streams of which all current jobs have to be kept, and all active jobs beside; None
        without a declaration
    """

    names: frozenset[str]
    keeps_all: bool = False
    for_all: frozenset[str] = frozenset()
    declared: frozenset[tuple[Any, Any]] | None = None


class Joined:
    """Adds the fields to the jobs of a region.

    :param partial: why not all active jobs are known; None if they are
    :param looks_up: whether requests can be made for single jobs
    :ivar templates: by their ids, or why they are not known
    :ivar active_jobs: how many were counted
    """

    def __init__(
        self, region: str, needs: Needs, earlier: Earlier, *, account: str, partial: str | None, looks_up: bool
    ) -> None:
        self._region, self._earlier, self._account = region, earlier, account
        self._partial, self._looks_up = partial, looks_up
        self._wants = {name: name in needs.names for name in ("template", "output_region", "first_seen", "at_once")}
        self._wants_lookups = not needs.names.isdisjoint(LOOKED_UP)
        self._wants["template"] |= not needs.names.isdisjoint(NEED_TEMPLATES)
        self._recordings: Counter[int] = Counter()
        self._streams: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self.templates: Templates = _NO_REQUESTS.format("template")
        self.active_jobs = 0

    def count(self, row: Row, key: int) -> None:
        """Count an active job. :param key: of its recording"""
        self.active_jobs += 1
        self._recordings[key] += 1
        self._streams[_url(row)] += 1
        self._names[str(row.get("name") or "")] += 1

    def of(self, row: Row) -> Row:
        """A job that is not active, with its fields."""
        job, unknown = self._with_what_all_have(row)
        if self._wants["at_once"]:
            job["at_once"] = NOT_ACTIVE
        if self._wants_lookups:
            for name in LOOKED_UP:
                job.setdefault(name, None)
        return with_gaps(PartlyKnown(job, unknown) if unknown else job)

    def of_active(self, row: Row, key: int) -> Row:
        """An active job, when all jobs have been counted. :param key: of its recording"""
        job, unknown = self._with_what_all_have(row)
        if self._partial:
            unknown["at_once"] = self._partial
        else:
            url, name = _url(row), str(row.get("name") or "")
            job["at_once"] = {
                "recording": self._recordings[key],
                "stream": self._streams[url] if url else 0,
                "name": self._names[name] if name else 0,
            }
        if self._wants_lookups:
            self._add_lookups(job, unknown)
        return with_gaps(PartlyKnown(job, unknown) if unknown else job)

    def _with_what_all_have(self, row: Row) -> tuple[Row, dict[str, str]]:
        job, unknown, wants = {**row, "region": self._region}, {}, self._wants
        if wants["output_region"]:
            job["output_region"] = output_region(row.get("record_output"))
        if wants["first_seen"]:
            job["first_seen"] = self._earlier.status_since(self._account, row.get("job_id"), row.get("status"))
        if wants["template"] and "template" not in row:
            if isinstance(self.templates, str):
                unknown["template"] = self.templates
            elif not row.get("template_id"):
                unknown["template"] = "The job has no template_id, which the API gives with every job."
            else:
                job["template"] = self.templates.get(str(row.get("template_id")))
        return job, unknown

    def _add_lookups(self, job: Row, unknown: dict[str, str]) -> None:
        template = job.get("template")
        if template and _is_as_it_was(template, job):
            job.setdefault("own_template", template)
            job.setdefault("cycle", shortest_cycle(template))
        if job.get("own_template"):
            job.setdefault("cycle", shortest_cycle(job["own_template"]))
        if job.get("status") != "started":
            job.setdefault("last_file", None)
        for name in LOOKED_UP:
            if name not in job:
                unknown[name] = LOOK_UP if self._looks_up else _NO_REQUESTS.format(name)


def _is_as_it_was(template: Row, job: Row) -> bool:
    """Whether a template was surely not changed since a job was submitted with it."""
    modified, created = as_api_time(template.get("last_modified")), as_api_time(job.get("create_time"))
    return modified is not None and created is not None and modified < created


def _url(row: Row) -> str:
    stream = row.get("stream_input")
    return str(stream.get("url") or "") if isinstance(stream, dict) else ""


def output_region(record_output: Any) -> str | None:
    """The region that the endpoint of a bucket is in; None if it does not say, as accelerate endpoints do not."""
    endpoint = record_output.get("endpoint") if isinstance(record_output, Mapping) else None
    return _region_of(endpoint) if isinstance(endpoint, str) else None


@functools.lru_cache(maxsize=256)  # jobs share a few endpoints
def _region_of(endpoint: str) -> str | None:
    found = _ENDPOINT.fullmatch(endpoint.strip())
    if not found:
        return None
    region = str(found["old"] or found["new"]).lower()
    return None if region.startswith(_EVERYWHERE) else region


def shortest_cycle(template: Mapping[str, Any]) -> int | None:
    """Seconds until a file of a job with this template ends and appears; None if the template has no format."""
    formats = template.get("record_format_list")
    cycles = [
        str(each.get("cycle_duration") or DEFAULT_CYCLE)
        for each in (formats if isinstance(formats, list) else ())
        if isinstance(each, Mapping)
    ]
    return min((int(cycle) for cycle in cycles if cycle.isdigit()), default=None)
