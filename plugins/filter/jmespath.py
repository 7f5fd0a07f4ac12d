# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: jmespath
short_description: Query data with JMESPath, as the modules and plugins of this collection do
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Evaluates a JMESPath expression for any data.
  - Supports the same functions as O(mediaops.alicloud.ice_live_record_job_info#module:where). In addition to the
    standard functions there are V(now(\)) (seconds since 1970), V(to_epoch(time\)), V(age(time\)) (seconds),
    V(duration('36h'\)) (seconds) and V(matches(regex, string\)).
  - Works with all values of Ansible, including numbers and strings from variables.
  - If the expression does not parse, the error shows where.
  - Names are not checked, since the data may be anything. A field that does not exist is null, as in JMESPath itself.
positional: _input, expression
options:
  _input:
    description: The data.
    type: raw
    required: true
  expression:
    description: The JMESPath expression.
    type: str
    required: true
requirements:
  - jmespath >= 1.0
seealso:
  - plugin: community.general.json_query
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show the streams of jobs that were paused for more than a day
  ansible.builtin.debug:
    msg: >-
      {{ jobs
         | mediaops.alicloud.jmespath("[?status == 'paused' && age(create_time) > duration('1d')].stream_input.url") }}
  vars:
    jobs:
      - {status: paused, create_time: "2022-07-20T03:26:36Z", stream_input: {url: "rtmp://example-live.com/live/a"}}
      - {status: started, create_time: "2022-07-20T03:26:36Z", stream_input: {url: "rtmp://example-live.com/live/b"}}

- name: Find the largest number
  ansible.builtin.assert:
    that: files | mediaops.alicloud.jmespath('max([].size)') == 7
  vars:
    files: [{size: 3}, {size: 7}]
"""

RETURN = r"""
_value:
  description: What the expression selects; null if it selects nothing.
  type: raw
"""

import functools
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query


class FilterModule:
    """The filter. Each instance keeps the expressions it has compiled, as a loop uses the same one again and again."""

    def __init__(self) -> None:
        self._compiled = functools.lru_cache(maxsize=128)(functools.partial(Query, option="expression"))

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"jmespath": self._search}

    def _search(self, data: Any, expression: Any = None) -> Any:
        if expression is None:
            raise AnsibleFilterError("There is no expression. Write it in parentheses, as in jmespath('[].name').")
        if not isinstance(expression, str):
            raise AnsibleFilterError(f"The expression must be a string, and is of type {type(expression).__name__}.")
        try:
            return self._compiled(str(expression)).search(data)
        except IceError as error:
            raise AnsibleFilterError(error.message) from None  # Ansible prints each link of a chain
