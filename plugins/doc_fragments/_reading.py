# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # How to read a list, whatever is in it
    DOCUMENTATION = r"""
options:
  page_no:
    description:
      - Read just this page of O(page_size) entries, as the API itself would. Without it everything is read.
    type: int
  where:
    description:
      - A JMESPath expression that is evaluated for each entry, with its fields in snake case. Entries for which it is
        false, null or empty are dropped.
      - Beside the functions of the standard there are C(now()) (seconds since 1970), C(to_epoch(time)),
        C(age(time)) (seconds), C(duration('36h')) (seconds) and C(matches(regex, string)).
    type: str
  limit:
    description:
      - Stop after this many entries, counted after O(where), and send no more requests than that needs.
    type: int
  query:
    description:
      - A JMESPath expression over the list that is left. Its value is returned beside the list.
    type: str
  on_incomplete:
    description:
      - What to do where it cannot be shown that no entry is missing, because the list moved too fast or the server
        counts otherwise than it lists.
      - V(fail) ends with an error. V(warn) returns what was read, with a warning.
    type: str
    choices: [fail, warn]
    default: fail
requirements:
  - jmespath >= 1.0 (for O(where) and O(query))
"""
