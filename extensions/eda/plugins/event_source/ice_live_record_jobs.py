# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events about live recording jobs, for Event-Driven Ansible."""

from __future__ import annotations

DOCUMENTATION = r"""
name: ice_live_record_jobs
short_description: Events for new live recording jobs of Intelligent Media Services, and for jobs whose status changes
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Polls the list of recording jobs, and sends an event for each job that is new, and for each change of a status.
  - No change that the list shows at the time of a poll is missed, and none is sent twice. With O(state_file), this
    holds over restarts too. If a status changes twice between two polls, the list shows only the last one.
  - Errors of the API never end the source. There is one event when an outage begins, and one when it ends. Errors in
    arguments end it before the first poll.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - mediaops.alicloud._connection
options:
  regions:
    description:
      - The regions to watch, each on its own. One that cannot be read does not keep the others from being watched.
      - Without it, only O(region) is watched.
    type: list
    elements: str
  endpoints:
    description:
      - The endpoints by region, for regions whose endpoint differs from the default. An entry has precedence over
        O(endpoint), and is written in the same way.
    type: dict
  keyword:
    description:
      - Only jobs with this id, or with this text in their name.
    type: str
  status:
    description:
      - Events only for jobs that come into this state. Changes to other states are remembered, but are no events.
    type: str
    choices: [paused, initial, started]
  start_time:
    description:
      - Only jobs that were created at this time or after it. ISO 8601, as in V(2022-07-15T08:00:00Z), or relative to
        now, as in V(now-36h) or V(-7d), which is evaluated anew with each poll. Without it, all jobs are watched.
      - What is remembered of older jobs is forgotten, so that memory does not grow for ever.
    type: str
  where:
    description:
      - Events only for jobs for which this JMESPath expression is true, with the fields in snake case.
      - In addition to the standard functions there are V(now(\)) (seconds since 1970), V(to_epoch(time\)),
        V(age(time\)) (seconds), V(duration('36h'\)) (seconds) and V(matches(regex, string\)).
      - An expression that becomes true as time passes, as C(age(create_time) > duration('10m')), is evaluated with each
        poll. Jobs for which it is not true yet are kept in memory.
      - Names that an expression asks for are checked. One that the API's reference does not have, and no job, ends the
        source as soon as there are jobs.
    type: str
  interval:
    description:
      - Seconds from the start of a poll to the start of the next one. If a poll takes longer, because there are many
        jobs or because rules take their time, the next one follows at once.
      - While polls fail, the time between them grows, up to ten times as long.
    type: float
    default: 60
  resync:
    description:
      - Seconds after which all jobs are read again. In between, a poll only reads new jobs, active jobs, and those that
        have ceased to be active, so that its cost does not grow with the number of jobs that have ever been.
      - If V(paused) jobs are started again in a way that the list of active jobs does not show, this finds it.
    type: float
    default: 3600
  state_file:
    description:
      - A file that keeps what has been seen over restarts. It is made if it is not there. Each source needs its own.
      - It belongs to the endpoint, the account, the regions and the filters O(keyword), O(status), O(start_time) and
        O(where). If one of these is changed, or if the file is lost or damaged, the source says so with an event.
      - Without it, the source says with an event that it starts anew.
    type: path
  start_with:
    description:
      - What to do with jobs that are there when a list is watched for the first time. V(existing) sends an event for
        each that matches. V(new) remembers them only.
      - It does not matter to a source that continues with its O(state_file).
    type: str
    choices: [existing, new]
    default: existing
  remind_after:
    description:
      - Send an event again for a job that still matches so many seconds after the last event about it.
    type: float
  heartbeat:
    description:
      - Send an event after so many seconds without one, so that a rule can tell silence from death.
    type: float
  feedback:
    description:
      - Remember an event as sent only when the rule engine has it. ansible-rulebook then has to be started with
        C(--persistence-id).
    type: bool
    default: false
  feedback_timeout:
    description:
      - How many seconds to wait until the rule engine has an event. The event is then sent again with the next poll.
    type: float
    default: 300
  inert:
    description:
      - Whether text of the API that Ansible would take for a template is written so that Ansible shows it, and never
        evaluates it. In conditions of rules, C({{) is then C({{ '{' }}{).
      - With V(false), whoever can name a job can run commands in a playbook that is given the event.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Recordings that have stopped
  hosts: all
  sources:
    - name: recordings
      mediaops.alicloud.ice_live_record_jobs:
        regions: [cn-shanghai, cn-beijing]
        status: paused
        start_time: now-7d
        interval: 30
        state_file: /var/lib/eda/recordings.state
        feedback: true
  rules:
    - name: Tell of each recording that has stopped
      condition: event.live_record_job is defined
      action:
        debug:
          msg: "{{ event.live_record_job.job_id }} in {{ event.change.region }} is {{ event.change.to }}"
    - name: Tell of an outage
      condition: event.change.type == "outage"
      action:
        debug:
          msg: "{{ event.change.region }} cannot be read: {{ event.error.message }}"
"""

import sys
from pathlib import Path
from typing import Any

import yaml

_ROOT = Path(__file__).absolute().parents[7]  # the folder that holds ansible_collections; links are not followed


async def main(queue: Any, args: dict[str, Any]) -> None:
    """Send events until cancelled.

    :param queue: where events go
    :param args: as the rulebook has them, and perhaps the queue on which events come back
    """
    _make_importable()
    from ansible_collections.mediaops.alicloud.plugins.doc_fragments._connection import ModuleDocFragment
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import (
        WatchOptions,
        check_arguments,
        watch,
    )

    documented = {
        **yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"],
        **yaml.safe_load(DOCUMENTATION)["options"],
    }
    given = dict(args)
    feedback = given.pop("eda_feedback_queue", None)
    options = WatchOptions.from_arguments(check_arguments(documented, given))
    await watch(options, queue.put, feedback)


def _make_importable() -> None:
    """ansible-rulebook runs this file, and knows nothing of the collection around it."""
    if str(_ROOT) not in sys.path:
        sys.path.insert(0, str(_ROOT))
    import ansible_collections

    folder = str(_ROOT / "ansible_collections")
    if folder not in ansible_collections.__path__:  # a package of this name is installed elsewhere
        ansible_collections.__path__.append(folder)
