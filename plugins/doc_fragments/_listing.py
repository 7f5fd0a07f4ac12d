# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # What to list; the same options for the module, the lookup and the inventory
    DOCUMENTATION = r"""
options:
  keyword:
    description:
      - Only jobs with this id, or with this text in their name.
    type: str
  status:
    description:
      - Only jobs in this state. V(initial) jobs have not started, V(started) ones are in progress, V(paused) ones
        have stopped.
    type: str
    choices: [paused, initial, started]
  sort_by:
    description:
      - The order by time of creation; V(desc) has the newest job first.
    type: str
    choices: [asc, desc]
    default: desc
  start_time:
    description:
      - Only jobs created at this time or after it.
      - ISO 8601 with any offset from UTC (V(2022-07-15T08:00:00Z), V(2022-07-15T10:00:00+02:00)); without an offset
        it is UTC.
      - Or relative to now, with the units C(s), C(m), C(h), C(d) and C(w), as in V(now-36h) or V(-7d).
      - Without O(end_time) the range goes up to now.
      - The API takes ranges of at most 30 days; longer ones are read in slices.
    type: str
  end_time:
    description:
      - Only jobs created at this time or before it. Written as O(start_time) is.
    type: str
  page_size:
    description:
      - How many jobs to ask for in one request. Where the server refuses that many or gives fewer, the listing adapts.
    type: int
    default: 100
  page_no:
    description:
      - Read just this page of O(page_size) jobs, as the API itself would. Without it everything is read.
    type: int
  where:
    description:
      - A JMESPath expression that is evaluated for each job, with its fields in snake case. Jobs for which it is
        false, null or empty are dropped while pages arrive, and cost no memory.
      - Beside the functions of the standard there are V(now(\)) (seconds since 1970), V(to_epoch(time\)),
        V(age(time\)) (seconds), V(duration('36h'\)) (seconds) and V(matches(regex, string\)).
    type: str
  limit:
    description:
      - Stop after this many jobs, counted after O(where), and send no more requests than that needs.
    type: int
  query:
    description:
      - A JMESPath expression over the list of jobs that is left. Its value is returned beside the list.
    type: str
  on_incomplete:
    description:
      - What to do where it cannot be shown that no job is missing, because the list moved too fast or the server counts
        otherwise than it lists.
      - V(fail) ends with an error. V(warn) returns what was read, with a warning.
    type: str
    choices: [fail, warn]
    default: fail
requirements:
  - jmespath >= 1.0 (for O(where) and O(query))
"""

    # Where plugins find the same options, beside their arguments
    PLUGINS = r"""
options:
  keyword:
    env:
      - name: MEDIAOPS_ALICLOUD_KEYWORD
    ini:
      - section: mediaops_alicloud
        key: keyword
    vars:
      - name: mediaops_alicloud_keyword
  status:
    env:
      - name: MEDIAOPS_ALICLOUD_STATUS
    ini:
      - section: mediaops_alicloud
        key: status
    vars:
      - name: mediaops_alicloud_status
  sort_by:
    env:
      - name: MEDIAOPS_ALICLOUD_SORT_BY
    ini:
      - section: mediaops_alicloud
        key: sort_by
    vars:
      - name: mediaops_alicloud_sort_by
  start_time:
    env:
      - name: MEDIAOPS_ALICLOUD_START_TIME
    ini:
      - section: mediaops_alicloud
        key: start_time
    vars:
      - name: mediaops_alicloud_start_time
  end_time:
    env:
      - name: MEDIAOPS_ALICLOUD_END_TIME
    ini:
      - section: mediaops_alicloud
        key: end_time
    vars:
      - name: mediaops_alicloud_end_time
  page_size:
    env:
      - name: MEDIAOPS_ALICLOUD_PAGE_SIZE
    ini:
      - section: mediaops_alicloud
        key: page_size
    vars:
      - name: mediaops_alicloud_page_size
  page_no:
    env:
      - name: MEDIAOPS_ALICLOUD_PAGE_NO
    ini:
      - section: mediaops_alicloud
        key: page_no
    vars:
      - name: mediaops_alicloud_page_no
  where:
    env:
      - name: MEDIAOPS_ALICLOUD_WHERE
    ini:
      - section: mediaops_alicloud
        key: where
    vars:
      - name: mediaops_alicloud_where
  limit:
    env:
      - name: MEDIAOPS_ALICLOUD_LIMIT
    ini:
      - section: mediaops_alicloud
        key: limit
    vars:
      - name: mediaops_alicloud_limit
  query:
    env:
      - name: MEDIAOPS_ALICLOUD_QUERY
    ini:
      - section: mediaops_alicloud
        key: query
    vars:
      - name: mediaops_alicloud_query
  on_incomplete:
    env:
      - name: MEDIAOPS_ALICLOUD_ON_INCOMPLETE
    ini:
      - section: mediaops_alicloud
        key: on_incomplete
    vars:
      - name: mediaops_alicloud_on_incomplete
"""
