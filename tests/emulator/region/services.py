# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What serves one region. All of an emulator's state hangs here; nothing is global."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from ansible_collections.mediaops.alicloud.tests.emulator.clock import DATE_TOLERANCE_S, Clock
from ansible_collections.mediaops.alicloud.tests.emulator.faults.churn import Churner
from ansible_collections.mediaops.alicloud.tests.emulator.faults.plan import FaultPlan
from ansible_collections.mediaops.alicloud.tests.emulator.store.awaited_streams import AwaitedStreams
from ansible_collections.mediaops.alicloud.tests.emulator.store.database import Database
from ansible_collections.mediaops.alicloud.tests.emulator.store.file_store import FileStore
from ansible_collections.mediaops.alicloud.tests.emulator.store.job_store import JobStore
from ansible_collections.mediaops.alicloud.tests.emulator.store.stream_options import StreamOptions
from ansible_collections.mediaops.alicloud.tests.emulator.store.submissions import Submissions
from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import TemplateStore
from ansible_collections.mediaops.alicloud.tests.emulator.store.tenants import Tenants

from .accounts import Account, AccountDirectory
from .nonces import NonceMemory
from .request_log import RequestLog
from .seeding import SeedOptions, seed


@dataclass(slots=True)
class Services:
    """The parts that requests and the control API share.

    Regions have their own clock, churn and count of requests in flight; all else is shared. A fault plan is
    shared until a region is given one of its own.
    """

    region: str
    random_seed: int
    database: Database
    tenants: Tenants
    store: JobStore
    templates: TemplateStore
    files: FileStore
    streams: AwaitedStreams
    accounts: AccountDirectory
    churner: Churner
    node: int
    clock: Clock
    plan: FaultPlan
    # A date may be off by the tolerance to either side, so a nonce matters for twice as long.
    nonces: NonceMemory = field(default_factory=lambda: NonceMemory(2.0 * DATE_TOLERANCE_S))
    submissions: Submissions = field(default_factory=Submissions)
    log: RequestLog = field(default_factory=RequestLog)
    in_flight: int = 0

    def tenant_of(self, owner: str | None) -> int:
        """The stores' number for an owner, the first one known by default, in this region."""
        return self.tenants.number(owner or self.accounts.owners()[0], self.region)

    def seed(self, count: int, options: SeedOptions, owner: str | None = None) -> None:
        """Add seeded jobs for an owner, the first one known by default."""
        tenant = self.tenant_of(owner)
        seed(
            self.store,
            tenant,
            count,
            options,
            templates=self.templates.all_of(tenant),
            random_seed=self.random_seed,
            now=int(self.clock.now()),
        )

    def in_region(self, region: str) -> Services:
        """The services of another region of the same emulator."""
        clock = Clock()
        churner = Churner(self.database, self.store, self.templates, self.streams, clock, self.random_seed)
        return replace(self, region=region, clock=clock, churner=churner, in_flight=0)


def make_services(
    database: Database,
    accounts: Iterable[Account],
    *,
    region: str,
    random_seed: int,
    streams: StreamOptions | None = None,
) -> Services:
    """Put the parts together."""
    clock = Clock()
    store = JobStore(database)
    templates = TemplateStore(database)
    awaited = AwaitedStreams(database, store, streams or StreamOptions())
    return Services(
        region=region,
        random_seed=random_seed,
        database=database,
        tenants=Tenants(database, templates),
        store=store,
        templates=templates,
        files=FileStore(database),
        streams=awaited,
        accounts=AccountDirectory(accounts),
        churner=Churner(database, store, templates, awaited, clock, random_seed),
        node=Random(random_seed).getrandbits(48),
        clock=clock,
        plan=FaultPlan(),
    )
