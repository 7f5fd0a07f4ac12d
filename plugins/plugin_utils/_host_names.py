# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts are called that are made of jobs."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ansible import constants

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Doubts, Query, Subject
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB

from ._safe_text import safe_text, same_file

Job = dict[str, Any]

# Fact caches make a file of each name. File systems take 255 bytes, of which Ansible and a prefix need some.
_BYTES_OF_NAME, _BYTES_OF_ID, _BYTES_OF_REGION = 120, 64, 32
# These names have a meaning in plays that a host of the same name would take away.
_RESERVED = frozenset({"all", "ungrouped", *constants.LOCALHOST})
_ADDRESS = re.compile(r"[0-9]+(\.[0-9]+){1,3}")  # of a machine that Ansible would log in to; 127.1 is one, too


class HostNames:
    """Names each job by the first preference that gives it a name.

    :param preferences: JMESPath expressions over a job, as in ``name`` or ``stream_input.url``
    :raises InputError: if there are none, or one does not parse
    """

    def __init__(self, preferences: Sequence[str]) -> None:
        if not preferences:
            raise InputError("hostnames is empty. Name at least one field, as in [name, job_id], or leave it out.")
        self._preferences = list(preferences)
        about = Subject(JOB, "job")
        self._queries = [Query(preference, option="hostnames", about=about) for preference in preferences]

    def name_all(self, regions_and_jobs: Sequence[tuple[str, Job]], groups: Collection[str] = frozenset()) -> list[str]:
        """A name for each job, all different, also on file systems where case does not count.

        If several jobs would have the same name, the oldest of them has it, and the others get their ids appended. So
        a job that is submitted again does not rename the host of its predecessor, and no name depends on the order of
        the list.

        :param groups: names that hosts must not have, since a play for the group would then run on the host
        :raises InputError: if a preference names a field that no job has, or no preference names a job
        """
        doubts = Doubts(self._queries)
        doubts.see(job for _region, job in regions_and_jobs)
        doubts.check()
        taken = {same_file(name) for name in _RESERVED.union(groups)}
        names = [""] * len(regions_and_jobs)
        for number in sorted(range(len(names)), key=lambda number: _age(*regions_and_jobs[number])):
            region, job = regions_and_jobs[number]
            for name in self._names(region, job):
                same = same_file(name)
                if same not in taken and not _ADDRESS.fullmatch(name):
                    taken.add(same)
                    names[number] = name
                    break
        return names

    def _names(self, region: str, job: Job) -> Iterator[str]:
        """The names that a job may have, the best one first; there is no end of them."""
        name = self._name(job)
        yield name
        with_id = f"{name}-{_id_of(job)}"
        yield with_id
        with_region = f"{with_id}-{safe_text(region, _BYTES_OF_REGION)}"
        yield with_region
        for number in itertools.count(2):
            yield f"{with_region}-{number}"

    def _name(self, job: Job) -> str:
        for query in self._queries:
            found = query.search(job)
            if isinstance(found, (str, int)) and not isinstance(found, bool):
                name = safe_text(str(found), _BYTES_OF_NAME)
                if name:
                    return name
        raise InputError(
            f"hostnames: none of {', '.join(self._preferences)} names job {job.get('job_id')}. "
            "End the list with job_id."
        )


def _age(region: str, job: Job) -> tuple[str, str, str]:
    """What sorts the oldest job first. Nothing in it changes, so that no job ever passes another one."""
    return str(job.get("create_time") or ""), str(job.get("job_id") or _digest(job)), region


def _id_of(job: Job) -> str:
    """The id, as a part of a name. A query may have made jobs that have none."""
    return safe_text(str(job.get("job_id") or ""), _BYTES_OF_ID) or _digest(job)


def _digest(job: Job) -> str:
    return hashlib.sha256(json.dumps(job, sort_keys=True, default=str).encode()).hexdigest()[:12]
