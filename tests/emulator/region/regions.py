# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions that one emulator serves, each at a port of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults
from ansible_collections.mediaops.alicloud.tests.emulator.faults.plan import FaultPlan

from .services import Services


class UnknownRegionError(ValueError):
    """A region that this emulator does not serve."""


class Regions:
    """The services of every region. The first region is the one that is meant where none is named."""

    def __init__(self, first: Services, others: Sequence[str] = ()) -> None:
        self.first = first
        self._services = {first.region: first}
        for region in others:
            self._services[region] = first.in_region(region)

    def __iter__(self) -> Iterator[Services]:
        return iter(self._services.values())

    def names(self) -> list[str]:
        """The regions' names, the first one's first."""
        return list(self._services)

    def named(self, region: str | None) -> Services:
        """The services of a region."""
        if region is None:
            return self.first
        try:
            return self._services[region]
        except KeyError:
            raise UnknownRegionError(f"there is no region {region}; served: {', '.join(self._services)}") from None

    def set_faults(self, faults: Faults, region: str | None = None) -> None:
        """Put faults in force, in place of all before: in one region, or in all together."""
        plan = FaultPlan()
        plan.replace(faults)
        for services in self if region is None else [self.named(region)]:
            services.plan = plan
            services.clock.offset_s = faults.clock_offset_s

    def settle(self) -> None:
        """Change the status of the jobs whose time has come, in every region."""
        for services in self:
            for tenant in services.tenants.of_region(services.region):
                services.streams.settle(tenant, services.clock.now())

    def reset(self) -> None:
        """Back to an empty emulator: no jobs, files and faults, the first templates, no memory of requests."""
        self.set_faults(Faults())
        first = self.first
        first.streams.clear()
        first.submissions.clear()
        first.files.clear()
        first.store.clear()
        first.templates.clear()
        first.tenants.clear()
        first.nonces.clear()
        first.log.clear()
