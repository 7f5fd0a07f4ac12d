# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs in SQLite.

Queries run inline on the event loop, not in a thread: they fetch at most a page by primary key, which takes
about 0.1 ms, less than handing work to a thread and back costs.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .database import JOB_ID_INDEX, Database
from .job_order import JobOrder, first_key_of, second_of
from .rows import Rows

STATUSES = ("paused", "initial", "started")
_SEARCHES_KEPT = 16
# The fixed part of a job is kept as the JSON text that lists and gets answer with: a page is then joined text,
# at a third of what building it from columns costs. Status and template name can change, so they are not in it.
_JOB_JSON = "fixed_json || ',\"Status\":\"' || status || '\",\"TemplateName\":' || json_quote(templates.name) || '}'"
_JOBS = "FROM jobs JOIN templates ON templates.id = jobs.template"


class JobRow(NamedTuple):
    """A job to be inserted. `fixed_json` is an object's text without its closing brace.

    A tuple, since SQLite takes it as it is: a million of them are made when a large store is seeded.
    """

    key: int
    template: int
    status: str
    job_id: str
    name: str
    fixed_json: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which jobs a list asks for. Seconds are inclusive; None leaves a side open.

    A keyword is a job's id, or a part of its name unless `ids_only`.
    """

    keyword: str | None = None
    ids_only: bool = False
    status: str | None = None
    first_second: int | None = None
    last_second: int | None = None


class JobStore:
    """The jobs of every tenant, a tenant being an owner in a region."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.sql
        self._orders: dict[int, JobOrder] = {}
        self._searches: OrderedDict[tuple[int, Selection], array[int]] = OrderedDict()
        self._load_orders()

    def _load_orders(self) -> None:
        self._sequence = 0
        jobs: dict[int, dict[str, array[int]]] = {}
        for key, tenant, status in self._sql.execute("SELECT key, tenant, status FROM jobs"):
            jobs.setdefault(tenant, {}).setdefault(status, array("q")).append(key)
            self._sequence = max(self._sequence, key - first_key_of(second_of(key)))
        for tenant, added in jobs.items():
            self._order(tenant).add_many(added)

    def _order(self, tenant: int) -> JobOrder:
        return self._orders.setdefault(tenant, JobOrder())

    # Writing

    def next_sequence(self, count: int = 1) -> int:
        """Reserve `count` insertion sequence numbers and return the first."""
        first = self._sequence + 1
        self._sequence += count
        return first

    def insert(self, tenant: int, row: JobRow) -> None:
        """Add one job."""
        self._sql.execute(_insert_into(tenant), row)
        self._order(tenant).add(row.key, row.status)
        self._searches.clear()

    def insert_many(self, tenant: int, rows: Iterable[JobRow]) -> None:
        """Add many jobs in one transaction."""
        added: dict[str, array[int]] = {status: array("q") for status in STATUSES}

        def noted() -> Iterator[JobRow]:
            for row in rows:
                added[row[2]].append(row[0])
                yield row

        # Built once at the end, the index takes a fraction of the time that a million insertions into it do.
        empty = self.count() == 0
        with self._database.transaction():
            if empty:
                self._sql.execute("DROP INDEX jobs_by_id")
            self._sql.executemany(_insert_into(tenant), noted())
            self._sql.execute(JOB_ID_INDEX)
        self._order(tenant).add_many(added)
        self._searches.clear()

    def change_status(self, tenant: int, key: int, status: str) -> None:
        """Give a job another status."""
        old = self.status(key)
        if old == status:
            return
        self._sql.execute(
            "UPDATE jobs SET status = ?, status_changes = status_changes + 1 WHERE key = ?",
            (status, key),
        )
        self._order(tenant).move(key, old, status)
        self._searches.clear()

    def delete(self, tenant: int, key: int) -> None:
        """Remove one job."""
        status = self.status(key)
        self._sql.execute("DELETE FROM jobs WHERE key = ?", (key,))
        self._order(tenant).remove(key, status)
        self._searches.clear()

    def clear(self) -> None:
        """Remove every job. Sequence numbers begin anew, so that seeding is repeatable."""
        self._sql.execute("DELETE FROM jobs")
        self._orders.clear()
        self._searches.clear()
        self._sequence = 0

    # Reading

    def count(self) -> int:
        """How many jobs there are, of all tenants."""
        return sum(len(order.keys()) for order in self._orders.values())

    def keys(self, tenant: int, status: str | None = None) -> array[int]:
        """A tenant's job keys in ascending order. Not to be changed by the caller."""
        return self._order(tenant).keys(status)

    def last_sequence(self) -> int:
        """The sequence number of the job that was added last."""
        return self._sequence

    def texts(self, keys: Sequence[int]) -> list[str]:
        """JSON text of the jobs with these keys, in the order of the keys."""
        marks = ",".join("?" * len(keys))
        found = dict(self._sql.execute(f"SELECT key, {_JOB_JSON} {_JOBS} WHERE key IN ({marks})", keys))
        return [found[key] for key in keys]

    def all_rows(self, tenant: int) -> Rows:
        """Every job of a tenant."""
        return Rows.of(self.keys(tenant))

    def select(self, tenant: int, selection: Selection) -> Rows:
        """The jobs that match."""
        if selection.keyword is not None:
            return Rows.of(self._search(tenant, selection))
        keys = self.keys(tenant, selection.status)
        low, high = 0, len(keys)
        if selection.first_second is not None:
            low = bisect_left(keys, first_key_of(selection.first_second))
        if selection.last_second is not None:
            high = bisect_left(keys, first_key_of(selection.last_second + 1))
        return Rows(keys, low, max(low, high))

    def _search(self, tenant: int, selection: Selection) -> array[int]:
        """Keys of a keyword's matches; kept until the next write, for the pages that follow."""
        cached = self._searches.get((tenant, selection))
        if cached is not None:
            return cached
        conditions = ["tenant = ?", "(job_id = ? OR (NOT ? AND instr(name, ?) > 0))"]
        values: list[object] = [tenant, selection.keyword, selection.ids_only, selection.keyword]
        if selection.status is not None:
            conditions.append("status = ?")
            values.append(selection.status)
        if selection.first_second is not None:
            conditions.append("key >= ?")
            values.append(first_key_of(selection.first_second))
        if selection.last_second is not None:
            conditions.append("key < ?")
            values.append(first_key_of(selection.last_second + 1))
        query = f"SELECT key FROM jobs WHERE {' AND '.join(conditions)} ORDER BY key"
        found = array("q", (row[0] for row in self._sql.execute(query, values)))
        self._searches[(tenant, selection)] = found
        if len(self._searches) > _SEARCHES_KEPT:
            self._searches.popitem(last=False)
        return found

    def find(self, tenant: int, job_id: str) -> tuple[int, str] | None:
        """Key and JSON text of one job."""
        query = f"SELECT key, {_JOB_JSON} {_JOBS} WHERE job_id = ? AND jobs.tenant = ?"
        row = self._sql.execute(query, (job_id, tenant)).fetchone()
        return (row[0], row[1]) if row else None

    def locate(self, job_id: str) -> tuple[int, int] | None:
        """Tenant and key of a job of any tenant."""
        query = "SELECT tenant, key FROM jobs WHERE job_id = ?"
        row = self._sql.execute(query, (job_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def status(self, key: int) -> str:
        """A job's status."""
        return str(self._sql.execute("SELECT status FROM jobs WHERE key = ?", (key,)).fetchone()[0])

    def newest(self, tenant: int) -> str | None:
        """JSON text of a tenant's newest job."""
        keys = self.keys(tenant)
        if not keys:
            return None
        query = f"SELECT {_JOB_JSON} {_JOBS} WHERE key = ?"
        return str(self._sql.execute(query, (keys[-1],)).fetchone()[0])

    def jobs_of(self, tenant: int, status: str | None = None) -> Iterator[str]:
        """JSON text of a tenant's jobs, of one status or all, oldest first."""
        query = f"SELECT {_JOB_JSON} {_JOBS} WHERE jobs.tenant = ? AND (? IS NULL OR status = ?) ORDER BY key"
        for row in self._sql.execute(query, (tenant, status, status)):
            yield row[0]

    def has_job_id(self, job_id: str) -> bool:
        """Whether any tenant has a job with this id."""
        query = "SELECT 1 FROM jobs WHERE job_id = ?"
        return self._sql.execute(query, (job_id,)).fetchone() is not None

    def every_job(self) -> Iterator[tuple[str, str, int, str]]:
        """Owner, region, status changes and JSON text of all jobs, oldest first."""
        query = (
            f"SELECT owner, region, status_changes, {_JOB_JSON} {_JOBS}"
            " JOIN tenants ON tenants.id = jobs.tenant ORDER BY key"
        )
        yield from self._sql.execute(query)


def _insert_into(tenant: int) -> str:
    return (
        "INSERT INTO jobs (key, template, status, job_id, name, fixed_json, tenant)"
        f" VALUES (?, ?, ?, ?, ?, ?, {tenant:d})"
    )
