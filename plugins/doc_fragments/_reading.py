# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # How to read a list, whatever is in it
    DOCUMENTATION = r"""
options:
  page_no:
    description:
      - Read only this page of O(page_size) entries, as the API itself would. Without it, all pages are read.
    type: int
  where:
    description:
      - A JMESPath expression that is evaluated for each entry, with the fields in snake case. Entries for which it is
        false, null or empty are dropped while pages arrive, so that they need no memory.
      - In addition to the standard functions there are V(now(\)) (seconds since 1970), V(to_epoch(time\)),
        V(age(time\)) (seconds), V(duration('36h'\)) (seconds) and V(matches(regex, string\)).
      - Names that an expression asks for are checked. One that the API's reference does not have, and no entry that was
        read, is an error. New fields of the API work. A mistake that needs no entry to be seen, as
        C(status == paused) without the quotes, is an error before any request.
    type: str
  limit:
    description:
      - Stop after this many entries, counted after O(where), and send no more requests than it takes to show that none
        before them is missing.
    type: int
  query:
    description:
      - A JMESPath expression that is evaluated for the list of entries that are left. Its value is returned in addition
        to the list.
    type: str
  on_incomplete:
    description:
      - What to do if it cannot be shown that the list is complete, because it changed too fast, or because the server's
        answers contradict each other or what was asked.
      - V(fail) ends with an error that says what contradicts what. V(warn) returns what was read, with a warning.
        Entries that were not asked for are never returned.
    type: str
    choices: [fail, warn]
    default: fail
requirements:
  - jmespath >= 1.0 (for O(where) and O(query))
"""

    # What only modules have, whose results have several parts
    MODULES = r"""
options:
  query_only:
    description:
      - Return the value of O(query) without the entries. Ansible needs much longer to register many entries than to
        read them.
    type: bool
    default: false
"""

    # Where plugins find the same options, beside their arguments
    PLUGINS = r"""
options:
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
