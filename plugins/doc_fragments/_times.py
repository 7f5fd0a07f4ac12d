# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # The time range of a list
    DOCUMENTATION = r"""
options:
  start_time:
    description:
      - Only what was created at this time or after it.
      - ISO 8601 with any offset from UTC (V(2022-07-15T08:00:00Z), V(2022-07-15T10:00:00+02:00)); without an offset
        it is UTC.
      - Or relative to now, with the units C(s), C(m), C(h), C(d) and C(w), as in V(now-36h) or V(-7d).
      - Without O(start_time) the range begins with the oldest there is, so that all of them are read. Without
        O(end_time) it ends now.
    type: str
  end_time:
    description:
      - Only what was created at this time or before it. Written in the same way as O(start_time).
    type: str
"""

    # Where plugins find the same options, beside their arguments
    PLUGINS = r"""
options:
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
"""
