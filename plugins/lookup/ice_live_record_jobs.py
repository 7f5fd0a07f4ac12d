# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: ice_live_record_jobs
short_description: Look up live recording jobs of Intelligent Media Services
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Lists live recording jobs on the controller, as M(mediaops.alicloud.ice_live_record_job_info) does on a target,
    and returns them as a list, as a dictionary, or as an inventory.
  - The list is complete, or the lookup fails. A part of the list is never returned as if it were all of it.
  - The API takes time ranges of at most 30 days. Longer ranges are read in slices.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - ansible.builtin.constructed
  - mediaops.alicloud._cache
  - mediaops.alicloud._connection
  - mediaops.alicloud._connection.plugins
  - mediaops.alicloud._listing
  - mediaops.alicloud._listing.plugins
  - mediaops.alicloud._reading
  - mediaops.alicloud._reading.plugins
  - mediaops.alicloud._times
  - mediaops.alicloud._times.plugins
options:
  _terms:
    description:
      - Keywords. Jobs with any of these ids, or any of these texts in their names, are read concurrently and merged,
        each once.
      - Without terms, O(keyword) is used. Without both, all jobs are read.
    type: list
    elements: str
  shape:
    description:
      - V(list) returns the jobs in order.
      - V(dict) returns a dictionary of the jobs by their ids.
      - V(inventory) returns what C(ansible-inventory --list) prints, groups and C(_meta.hostvars), with a host for each
        job. O(hostnames), O(compose), O(groups), O(keyed_groups) and O(strict) have an effect for this shape only.
    type: str
    choices: [list, dict, inventory]
    default: list
    env:
      - name: MEDIAOPS_ALICLOUD_SHAPE
    ini:
      - section: mediaops_alicloud
        key: shape
    vars:
      - name: mediaops_alicloud_shape
  hostnames:
    description:
      - With O(shape=inventory), JMESPath expressions that are evaluated for a job. The first that returns a name is
        used. Names are made safe and unique as those of the inventory
        P(mediaops.alicloud.ice_live_record_jobs#inventory) are.
    type: list
    elements: str
    default: [job_id]
notes:
  - As with every lookup, C(lookup) returns the job itself instead of a list if there is only one. Use C(query), or
    C(wantlist=true), to always get a list.
  - With O(query), its value is returned, whatever its type is. O(shape) must be V(list) then.
seealso:
  - module: mediaops.alicloud.ice_live_record_job_info
  - plugin: mediaops.alicloud.ice_live_record_jobs
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Show the streams of all paused jobs
  ansible.builtin.debug:
    msg: "{{ item.stream_input.url }}"
  loop: "{{ query('mediaops.alicloud.ice_live_record_jobs', region='cn-shanghai', status='paused') }}"
  loop_control:
    label: "{{ item.job_id }}"

- name: Count the jobs with one of two keywords
  ansible.builtin.debug:
    msg: "{{ query('mediaops.alicloud.ice_live_record_jobs', 'studio', 'webinar', region='cn-shanghai') | length }}"

- name: Count the jobs, with a list that is cached for ten minutes
  ansible.builtin.debug:
    msg: "{{ jobs.keys() | list | length }}"
  vars:
    jobs: >-
      {{ lookup('mediaops.alicloud.ice_live_record_jobs', region='cn-shanghai', shape='dict', cache=true,
      cache_timeout=600) }}

- name: Show recordings that have stopped, without the paused jobs of those that were submitted again
  ansible.builtin.debug:
    msg: >-
      {{ query('mediaops.alicloud.ice_live_record_jobs', region='cn-shanghai', status='paused', current_only=true)
         | map(attribute='name') }}

- name: Wait until all streams of the last hour have started or stopped
  ansible.builtin.debug:
    msg: All have started or stopped.
  until: >-
    query('mediaops.alicloud.ice_live_record_jobs', region='cn-shanghai', status='initial', start_time='-1h') | length
    == 0
  retries: 3
  delay: 1

- name: Group jobs by their state, as an inventory does
  ansible.builtin.debug:
    msg: "{{ inventory.status_paused.hosts | default([]) | length }}"
  vars:
    inventory: >-
      {{ lookup('mediaops.alicloud.ice_live_record_jobs', region='cn-shanghai', shape='inventory',
                keyed_groups=groups_of_jobs) }}
    groups_of_jobs:
      - prefix: status
        key: ice_status
"""

RETURN = r"""
_raw:
  description:
    - With O(shape=list), the jobs, with fields as M(mediaops.alicloud.ice_live_record_job_info) returns them.
    - With the other shapes, one dictionary.
  type: list
  elements: dict
"""

import time
from collections.abc import Iterable
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import locate
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions, row_id
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.recordings import current
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._inventory_shape import (
    check_inventory_options,
    inventory_shape,
)
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._listing import read_listings
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._plugin import (
    check_names,
    connection_options,
    engine_errors,
    listing_options,
    option_variables,
)


class LookupModule(LookupBase):
    def run(self, terms: list[Any], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[Any]:
        began = time.monotonic()
        self.set_options(var_options=option_variables(self, self._templar, variables or {}), direct=kwargs)
        shape, listing = self.get_option("shape"), listing_options(self)
        connection = connection_options(self)
        with engine_errors():
            check_names(self, kwargs)
            if listing.query is not None and shape != "list":
                raise InputError(f"query and shape: {shape} exclude each other; query has a shape of its own.")
            names = check_inventory_options(self) if shape == "inventory" else None
            requests = [
                (connection, listing_options(self, keyword=word)) for word in self._keywords(terms, listing.keyword)
            ]
            answers = read_listings(self, requests, began=began)
            if listing.query is not None:
                return [item for answer in answers for item in (answer if isinstance(answer, list) else [answer])]
            jobs = _merged(answers, ascending=listing.sort_by == "asc", current_only=listing.current_only)
            jobs = jobs[: listing.limit]
            if names is not None:
                return [inventory_shape(self, names, locate(connection).region, jobs, self._loader)]
        return jobs if shape == "list" else [_by_id(jobs)]

    def _keywords(self, terms: list[Any], keyword: str | None) -> list[str | None]:
        for term in terms:
            if not isinstance(term, str) or not term:
                raise AnsibleLookupError(f"Terms are keywords, and so strings that are not empty; {term!r} is none.")
        return list(dict.fromkeys(str(term) for term in terms)) or [keyword]


def _merged(answers: list[list[dict[str, Any]]], *, ascending: bool, current_only: bool) -> list[dict[str, Any]]:
    """Lists in order as one list in order, each job once."""
    if len(answers) == 1:
        return answers[0]
    jobs = list(_by_id(job for answer in answers for job in answer).values())
    if current_only:  # the lists are of different moments: a job may have been submitted again in between
        jobs = current(jobs)
    return sorted(jobs, key=lambda job: str(job.get("create_time")), reverse=not ascending)


def _by_id(jobs: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row_id(job, JobListingOptions.operation): job for job in jobs}
