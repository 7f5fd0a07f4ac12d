# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts are called that are made of jobs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from ansible import constants

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query

Job = dict[str, Any]

# White space, what cannot be seen, and what has a meaning in host patterns: a job that is called "&news" must not
# change which hosts a play for status_paused:&news runs on.
_NOT_IN_A_NAME = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029*?\[\]]+")
# These names have a meaning in plays that a host of the same name would take away.
_RESERVED = frozenset({"all", "ungrouped", *constants.LOCALHOST})


class HostNames:
    """Names each job by the first preference that gives it a name.

    :param preferences: JMESPath expressions over a job, as in ``name`` or ``stream_input.url``
    :raises InputError: if there are none, or one does not parse
    """

    def __init__(self, preferences: Sequence[str]) -> None:
        if not preferences:
            raise InputError("hostnames is empty. Name at least one field, as in [name, job_id], or leave it out.")
        self._preferences = list(preferences)
        self._queries = [Query(preference, option="hostnames") for preference in preferences]

    def name_all(self, regions_and_jobs: Sequence[tuple[str, Job]], groups: Collection[str] = frozenset()) -> list[str]:
        """A name for each job, all different.

        If several jobs would have the same name, each of them gets its id appended, so that no name depends on the
        order of the list.

        :param groups: names that hosts must not have, since a play for the group would then run on the host
        """
        reserved = _RESERVED.union(groups)
        wanted = [self._name(job) for _region, job in regions_and_jobs]
        times = Counter(wanted)
        names: list[str] = []
        taken: set[str] = set()
        for name, (region, job) in zip(wanted, regions_and_jobs):
            unique = (
                name
                if times[name] == 1 and name not in reserved
                else f"{name}-{_NOT_IN_A_NAME.sub('_', str(job.get('job_id')))}"
            )
            if unique in taken or (unique != name and unique in times):
                unique = f"{unique}-{region}"
            while unique in taken or unique in reserved:
                unique += "-again"
            taken.add(unique)
            names.append(unique)
        return names

    def _name(self, job: Job) -> str:
        for query in self._queries:
            found = query.search(job)
            if isinstance(found, (str, int)) and not isinstance(found, bool):
                name = _NOT_IN_A_NAME.sub("_", str(found)).strip("_").lstrip("!&~@_")
                if name:
                    return name
        raise InputError(
            f"hostnames: none of {', '.join(self._preferences)} names job {job.get('job_id')}. "
            "End the list with job_id."
        )
