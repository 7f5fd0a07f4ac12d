#!/usr/bin/python
# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: live_record_webhook
short_description: Notify a webhook
version_added: 0.1.0
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

import http.client
import json
import signal
from typing import Any
from urllib.error import HTTPError, URLError

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import ConnectionError as AnsibleConnectionError
from ansible.module_utils.urls import open_url

_SUCCESSFUL = (200, 201, 202, 204)
_REDIRECTS = range(300, 400)


class _TooSlow(BaseException):
    """The time is up. Not an Exception, so that no library on the way takes it for a failure of its own."""


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
    if module.params["timeout"] < 1:
        module.fail_json(msg="timeout must be 1 second or more.")
    if module.check_mode:
        module.exit_json(changed=False, skipped=True)
    try:
        status = _post(module.params)
    except _TooSlow:
        module.fail_json(msg=f"The webhook did not answer within {module.params['timeout']} s.")
    except HTTPError as error:
        status = error.code
    except URLError as error:
        module.fail_json(msg=f"The webhook cannot be reached: {error.reason}.")
    except http.client.HTTPException:  # its text is what the server sent
        module.fail_json(msg="What the webhook answered is not HTTP.")
    except (AnsibleConnectionError, OSError) as error:  # the text of some of them has the address
        module.fail_json(msg=f"The webhook cannot be reached: {type(error).__name__}.")
    except ValueError:
        module.fail_json(msg="The address or a header of the webhook is not valid.")
    if status in _SUCCESSFUL:
        module.exit_json(changed=False, http_status=status)
    why = " Redirects are not followed: use the address that it leads to." if status in _REDIRECTS else ""
    module.fail_json(msg=f"The webhook answered with the HTTP status {status}.{why}", http_status=status)


def _post(params: dict[str, Any]) -> int:
    """The status of the answer. A timeout of the socket would begin again with each byte, so the alarm ends it all."""

    def stop(*_signal: Any) -> None:
        raise _TooSlow

    headers = {str(name): str(value) for name, value in params["headers"].items()}
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(params["timeout"])
    try:
        answer = open_url(
            params["url"],
            method="POST",
            data=json.dumps(params["body"]),
            headers={"Content-Type": "application/json", **headers},
            timeout=params["timeout"],
            follow_redirects="none",
            decompress=False,
        )
        return int(answer.status)
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    main()
