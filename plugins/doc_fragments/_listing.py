# Copyright: (c) 2026, mediaops maintainers
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
