# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan costs: so many jobs, in so many accounts."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Figures, requests_for

FORKS = 20
PROCESSORS = 2
MACHINES = 10
JOBS = (1_000, 100_000, 10_000_000)
ACCOUNTS = (1, 20, 200)


@dataclass(frozen=True)
class Plan:
    """So many jobs, shared evenly by so many accounts; each account is a host of the inventory, and a process."""

    jobs: int
    accounts: int
    figures: Figures

    @property
    def jobs_of_account(self) -> int:
        return -(-self.jobs // self.accounts)

    @property
    def requests_of_account(self) -> int:
        return requests_for(self.jobs_of_account)

    @property
    def requests(self) -> int:
        return self.requests_of_account * self.accounts

    def seconds_of_account(self, limit: float) -> float:
        """With nothing else to do: its requests at so many a second, or the work of one processor."""
        return max(self.requests_of_account / limit, self.figures.cpu_s.at(self.jobs_of_account))

    def minutes(self, limit: float, machines: int = 1) -> float:
        """On machines of two processors with 20 forks each, if each account may send so many requests a second."""
        accounts = -(-self.accounts // machines)
        waiting = -(-accounts // FORKS) * self.seconds_of_account(limit)
        working = accounts * self.figures.cpu_s.at(self.jobs_of_account) / PROCESSORS
        return max(waiting, working) / 60

    @property
    def filtered_mb(self) -> float:
        """Memory of one machine, while as many accounts as it has forks are read, and few jobs are kept."""
        return min(FORKS, self.accounts) * self.figures.filtered_mb.at(self.jobs_of_account)

    @property
    def kept_mb(self) -> float:
        """Memory of one machine if all jobs are kept: Ansible keeps the results of all hosts until the end."""
        line = self.figures.kept_mb
        return min(FORKS, self.accounts) * line.fixed + line.for_each_job * self.jobs


def plans(figures: Figures) -> list[Plan]:
    """Every plan of the guide."""
    return [Plan(jobs, accounts, figures) for jobs in JOBS for accounts in ACCOUNTS]
