# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Which recording jobs to list, and how
    DOCUMENTATION = r"""
options:
  keyword:
    description:
      - Only jobs with this id, or with this text in their name.
    type: str
  status:
    description:
      - Only jobs in this state. V(initial) jobs have not started, V(started) jobs are recording, V(paused) jobs have
        stopped.
    type: str
    choices: [paused, initial, started]
  current_only:
    description:
      - Of each recording, return only the job that counts. A recording is what has the same name, stream
        (C(stream_input.url)) and output (type, bucket and endpoint). A job that was submitted again stays V(paused) for
        ever beside its successor. The API deletes no job.
      - The job that counts is the one that is active (V(initial) or V(started)), or else the newest. If several are
        active, it is the newest of these.
      - O(status), O(end_time), O(where) and O(limit) are applied to what is left, so that a job is never returned for
        the reason that its successor does not match. For that, jobs of all states until now are read. What was created
        before O(start_time) is not read; an older job that is still active is not seen then.
      - O(keyword) looks into names only. With O(page_no), this is an error.
      - With O(limit), everything has to be read, unless O(sort_by) is V(desc) and O(status) is V(initial) or
        V(started).
      - A job that does not show both its name and its stream counts as a recording of its own.
    type: bool
    default: false
  sort_by:
    description:
      - The order by time of creation. V(desc) returns the newest job first.
    type: str
    choices: [asc, desc]
    default: desc
  page_size:
    description:
      - How many jobs to ask for in one request. If the server refuses this number or returns fewer, it is lowered
        automatically.
    type: int
    default: 100
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
  current_only:
    env:
      - name: MEDIAOPS_ALICLOUD_CURRENT_ONLY
    ini:
      - section: mediaops_alicloud
        key: current_only
    vars:
      - name: mediaops_alicloud_current_only
  sort_by:
    env:
      - name: MEDIAOPS_ALICLOUD_SORT_BY
    ini:
      - section: mediaops_alicloud
        key: sort_by
    vars:
      - name: mediaops_alicloud_sort_by
  page_size:
    env:
      - name: MEDIAOPS_ALICLOUD_PAGE_SIZE
    ini:
      - section: mediaops_alicloud
        key: page_size
    vars:
      - name: mediaops_alicloud_page_size
"""
