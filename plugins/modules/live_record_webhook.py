#!/usr/bin/python
# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: live_record_webhook
short_description: Notify a webhook
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Sends a POST request with a JSON body. Used by the role P(mediaops.alicloud.live_record_remediate#role).
  - Differs from M(ansible.builtin.uri) in what a webhook can do to the caller. The answer's body is not read, the whole
    request is limited in time, redirects are not followed, and neither the address nor the headers are ever shown.
  - In check mode nothing is sent.
extends_documentation_fragment:
  - mediaops.alicloud._attributes
attributes:
  action_group:
    support: none
    membership: []
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: none
options:
  url:
    description:
      - The address. It is treated as a secret.
    type: str
    required: true
  headers:
    description:
      - Additional headers. Their values are treated as secrets.
    type: dict
    default: {}
  body:
    description:
      - What to send.
    type: dict
    required: true
  timeout:
    description:
      - How many seconds the whole request may take.
    type: int
    default: 30
"""

EXAMPLES = r"""
- name: Notify a webhook
  mediaops.alicloud.live_record_webhook:
    url: https://hooks.example.com/recordings
    headers:
      Authorization: "Bearer {{ webhook_token }}"
    body:
      text: studio-1 is recorded again
"""

RETURN = r"""
http_status:
  description: The HTTP status of the answer. 200, 201, 202 and 204 are successful.
  returned: if there is an answer
  type: int
  sample: 204
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.webhook import notify
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import errors_as_failures


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str", "required": True, "no_log": True},
            "headers": {"type": "dict", "default": {}, "no_log": True},
            "body": {"type": "dict", "required": True},
            "timeout": {"type": "int", "default": 30},
        },
        supports_check_mode=True,
    )
    if module.check_mode:
        module.exit_json(changed=False, skipped=True)
    with errors_as_failures(module):
        status = notify(
            module.params["url"], module.params["headers"], module.params["body"], timeout=module.params["timeout"]
        )
    module.exit_json(changed=False, http_status=status)


if __name__ == "__main__":
    main()
