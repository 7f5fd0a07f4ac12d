# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that come and change state while somebody reads the list."""

from __future__ import annotations

from random import Random

from ansible_collections.mediaops.alicloud.tests.emulator.clock import Clock
from ansible_collections.mediaops.alicloud.tests.emulator.store.awaited_streams import AwaitedStreams
from ansible_collections.mediaops.alicloud.tests.emulator.store.database import Database
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_order import second_of
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import STATUSES, JobStore
from ansible_collections.mediaops.alicloud.tests.emulator.store.new_job import NewJob, job_id_for
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import TemplateStore

from .kinds import Churn
from .plan import FaultPlan


class Churner:
    """Carries out the churn fault on the store."""

    def __init__(
        self,
        database: Database,
        store: JobStore,
        templates: TemplateStore,
        streams: AwaitedStreams,
        clock: Clock,
        random_seed: int,
    ) -> None:
        self._database = database
        self._store = store
        self._templates = templates
        self._streams = streams
        self._clock = clock
        self._random = Random(f"churn/{random_seed}")
        self._node = self._random.getrandbits(48)

    def next_move(self, plan: FaultPlan) -> Churn | None:
        """The churn that the request at hand brings, if any is due; counted from here on."""
        churn = plan.faults.churn
        if churn is None or (churn.until is not None and plan.churned >= churn.until):
            return None
        plan.churned += 1
        return churn

    def move(self, churn: Churn | None, when: str, tenant: int, status: str | None) -> None:
        """Move the list, if that is due at this moment (`before` or `after` the page is read)."""
        if churn is None or churn.when not in (when, "both"):
            return
        with self._database.transaction():
            self._expire(tenant, churn.expire)
            for _number in range(churn.insert):
                self._insert(tenant, churn.same_second, status)
            if status is not None:
                self._move_status(churn, tenant, status)

    def _move_status(self, churn: Churn, tenant: int, status: str) -> None:
        others = [other for other in STATUSES if other != status]
        for _number in range(churn.leave):
            self._turn(tenant, status, self._random.choice(others))
        for _number in range(churn.enter):
            there = [other for other in others if self._store.keys(tenant, other)]
            if there:
                self._turn(tenant, self._random.choice(there), status)

    def _expire(self, tenant: int, count: int) -> None:
        for key in self._store.keys(tenant)[:count]:
            self._streams.forget(key)
            self._store.delete(tenant, key)

    def _insert(self, tenant: int, same_second: bool, status: str | None) -> None:
        keys = self._store.keys(tenant)
        newest = second_of(keys[-1]) if keys else 0
        second = newest if same_second and keys else max(newest, int(self._clock.now()))
        sequence = self._store.next_sequence()
        name = f"late-arrival-{sequence:06d}"
        job = NewJob(
            name=name,
            stream_url=f"rtmp://push.example.com/live/{name}",
            template=self._templates.all_of(tenant)[0],
            output_bucket="late-arrivals",
            output_endpoint="oss-cn-shanghai.aliyuncs.com",
            status=status or "started",
        )
        self._store.insert(tenant, job.row(second, sequence, job_id_for(second, sequence, self._node)))

    def _turn(self, tenant: int, old: str, new: str) -> None:
        keys = self._store.keys(tenant, old)
        if keys:
            self._store.change_status(tenant, self._random.choice(keys), new)
