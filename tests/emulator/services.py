# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one running emulator is made of. All its state hangs here; nothing is global."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from .accounts import Account, AccountDirectory
from .authentication import DATE_TOLERANCE_S
from .churn import Churner
from .clock import Clock
from .fault_plan import FaultPlan
from .faults import Faults
from .job_store import JobStore
from .nonces import NonceMemory
from .request_log import RequestLog
from .seeding import SeedOptions, seed


@dataclass(slots=True)
class Services:
    """The parts that requests and the control API share."""

    region: str
    random_seed: int
    store: JobStore
    accounts: AccountDirectory
    churner: Churner
    node: int
    clock: Clock
    plan: FaultPlan
    # A date may be off by the tolerance to either side, so a nonce matters for twice as long.
    nonces: NonceMemory = field(default_factory=lambda: NonceMemory(2.0 * DATE_TOLERANCE_S))
    log: RequestLog = field(default_factory=RequestLog)
    in_flight: int = 0

    def tenant_of(self, owner: str) -> int:
        """The store's number for an owner in this emulator's region."""
        return self.store.tenant(owner, self.region)

    def seed(self, count: int, options: SeedOptions, owner: str | None = None) -> None:
        """Add seeded jobs for an owner, the first one known by default."""
        tenant = self.tenant_of(owner or self.accounts.owners()[0])
        now = int(self.clock.now())
        seed(self.store, tenant, count, options, random_seed=self.random_seed, now=now)

    def set_faults(self, faults: Faults) -> None:
        """Put faults in force, in place of all before."""
        self.plan.replace(faults)
        self.clock.offset_s = faults.clock_offset_s

    def reset(self) -> None:
        """Back to an empty emulator: no jobs, no faults, no memory of requests."""
        self.set_faults(Faults())
        self.store.clear()
        self.nonces.clear()
        self.log.clear()


def make_services(store: JobStore, accounts: Iterable[Account], *, region: str, random_seed: int) -> Services:
    """Put the parts together."""
    clock = Clock()
    plan = FaultPlan()
    return Services(
        region=region,
        random_seed=random_seed,
        store=store,
        accounts=AccountDirectory(accounts),
        churner=Churner(store, plan, clock, random_seed),
        node=Random(random_seed).getrandbits(48),
        clock=clock,
        plan=plan,
    )
