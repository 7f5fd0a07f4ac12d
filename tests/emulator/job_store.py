# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs and templates in SQLite.

Queries run inline on the event loop, not in a thread: they fetch at most a page by primary key, which takes
about 0.1 ms, less than handing work to a thread and back costs.
"""

from __future__ import annotations

import sqlite3
import uuid
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .job_order import JobOrder, first_key_of, second_of

STATUSES = ("paused", "initial", "started")
_APPLICATION_ID = 0x1CE20B09
_SCHEMA_VERSION = 1
_SEARCHES_KEPT = 16
# The fixed part of a job is kept as the JSON text that lists and gets answer with: a page is then joined text,
# at a third of what building it from columns costs. Status and template name can change, so they are not in it.
_SCHEMA = """
CREATE TABLE tenants (id INTEGER PRIMARY KEY, owner TEXT, region TEXT, UNIQUE (owner, region));
CREATE TABLE templates (
    id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, template_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, type TEXT NOT NULL
);
CREATE TABLE jobs (
    key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, template INTEGER NOT NULL,
    status TEXT NOT NULL, status_changes INTEGER NOT NULL DEFAULT 0,
    job_id TEXT NOT NULL, name TEXT NOT NULL, fixed_json TEXT NOT NULL
);
"""
_JOB_ID_INDEX = "CREATE UNIQUE INDEX IF NOT EXISTS jobs_by_id ON jobs (job_id)"
_JOB_JSON = "fixed_json || ',\"Status\":\"' || status || '\",\"TemplateName\":' || json_quote(templates.name) || '}'"
_JOBS = "FROM jobs JOIN templates ON templates.id = jobs.template"


class StoreError(Exception):
    """The database cannot be used; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Template:
    """A recording template, as far as jobs need one."""

    row: int
    template_id: str
    name: str


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
    """Which jobs a list asks for. Seconds are inclusive; None leaves a side open."""

    keyword: str | None = None
    status: str | None = None
    first_second: int | None = None
    last_second: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: how many jobs match in all, and the JSON text of those on the page."""

    total: int
    jobs: list[str]


class JobStore:
    """The jobs of every tenant, a tenant being an owner in a region."""

    def __init__(self, database: Path | None = None) -> None:
        self._path = database
        try:
            self._sql = sqlite3.connect(
                database or ":memory:", isolation_level=None, cached_statements=256, timeout=0.5
            )
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"cannot use database {database}: {error}") from error
        self._orders: dict[int, JobOrder] = {}
        self._searches: OrderedDict[tuple[int, Selection], array[int]] = OrderedDict()
        self._load_orders()

    def _prepare(self) -> None:
        # One process only: the order of jobs is kept in memory, and another writer would not be seen.
        self._sql.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._sql.execute("PRAGMA journal_mode = WAL")
        self._sql.execute("PRAGMA synchronous = NORMAL")
        self._sql.execute("BEGIN IMMEDIATE")
        tables = self._sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application = self._sql.execute("PRAGMA application_id").fetchone()[0]
        version = self._sql.execute("PRAGMA user_version").fetchone()[0]
        if tables and application != _APPLICATION_ID:
            raise StoreError(f"{self._path} is the database of another program")
        if tables and version != _SCHEMA_VERSION:
            raise StoreError(f"{self._path} was made by another version of the emulator")
        if not tables:
            for statement in _SCHEMA.split(";\n"):
                self._sql.execute(statement)
            self._sql.execute(_JOB_ID_INDEX)
            self._sql.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._sql.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        self._sql.execute("COMMIT")

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

    def close(self) -> None:
        """Close the database; a file is then complete without its journal."""
        self._sql.close()

    # Tenants and templates

    def tenant(self, owner: str, region: str) -> int:
        """The number of a tenant, made known on first sight with its templates."""
        query = "SELECT id FROM tenants WHERE owner = ? AND region = ?"
        row = self._sql.execute(query, (owner, region)).fetchone()
        if row is not None:
            return int(row[0])
        insert = "INSERT INTO tenants (owner, region) VALUES (?, ?) RETURNING id"
        tenant = int(self._sql.execute(insert, (owner, region)).fetchone()[0])
        for name, kind in (
            ("hls-archive", "system"),
            ("mp4-broadcast", "system"),
            ("flv-short-clips", "custom"),
            ("test template", "custom"),
        ):
            template_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{owner}/{region}/{name}"))
            self._sql.execute(
                "INSERT INTO templates (tenant, template_id, name, type) VALUES (?, ?, ?, ?)",
                (tenant, template_id, name, kind),
            )
        return tenant

    def templates(self, tenant: int) -> list[Template]:
        """A tenant's templates, oldest first."""
        query = "SELECT id, template_id, name FROM templates WHERE tenant = ? ORDER BY id"
        return [Template(*row) for row in self._sql.execute(query, (tenant,))]

    def template(self, tenant: int, template_id: str) -> Template | None:
        """One template by its id."""
        query = "SELECT id, template_id, name FROM templates WHERE tenant = ? AND template_id = ?"
        row = self._sql.execute(query, (tenant, template_id)).fetchone()
        return Template(*row) if row else None

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
        self._sql.execute("BEGIN")
        try:
            if empty:
                self._sql.execute("DROP INDEX jobs_by_id")
            self._sql.executemany(_insert_into(tenant), noted())
            self._sql.execute(_JOB_ID_INDEX)
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")
        self._order(tenant).add_many(added)
        self._searches.clear()

    def change_status(self, tenant: int, key: int, status: str) -> None:
        """Give a job another status."""
        old = self._sql.execute("SELECT status FROM jobs WHERE key = ?", (key,)).fetchone()[0]
        if old == status:
            return
        self._sql.execute(
            "UPDATE jobs SET status = ?, status_changes = status_changes + 1 WHERE key = ?",
            (status, key),
        )
        self._order(tenant).move(key, old, status)
        self._searches.clear()

    def clear(self) -> None:
        """Remove every job; templates stay. Sequence numbers begin anew, so that seeding is repeatable."""
        self._sql.execute("DELETE FROM jobs")
        self._orders.clear()
        self._searches.clear()
        self._sequence = 0

    def begin(self) -> None:
        """Start a transaction, for a caller that changes many jobs at once."""
        self._sql.execute("BEGIN")

    def commit(self) -> None:
        """End the transaction."""
        self._sql.execute("COMMIT")

    # Reading

    def count(self) -> int:
        """How many jobs there are, of all tenants."""
        return sum(len(order.keys()) for order in self._orders.values())

    def keys(self, tenant: int, status: str | None = None) -> array[int]:
        """A tenant's job keys in ascending order. Not to be changed by the caller."""
        return self._order(tenant).keys(status)

    def page(self, tenant: int, selection: Selection, *, descending: bool, page_no: int, page_size: int) -> Page:
        """One page of the jobs that match."""
        keys, low, high = self._matching(tenant, selection)
        skip = (page_no - 1) * page_size
        total = high - low
        if skip >= total:
            return Page(total, [])
        if descending:
            last = high - skip
            wanted = keys[max(low, last - page_size) : last]
        else:
            first = low + skip
            wanted = keys[first : min(high, first + page_size)]
        marks = ",".join("?" * len(wanted))
        direction = "DESC" if descending else "ASC"
        query = f"SELECT {_JOB_JSON} {_JOBS} WHERE key IN ({marks}) ORDER BY key {direction}"
        return Page(total, [row[0] for row in self._sql.execute(query, wanted.tolist())])

    def _matching(self, tenant: int, selection: Selection) -> tuple[array[int], int, int]:
        """Sorted keys, and the part of them that matches."""
        if selection.keyword is not None:
            found = self._search(tenant, selection)
            return found, 0, len(found)
        keys = self.keys(tenant, selection.status)
        low, high = 0, len(keys)
        if selection.first_second is not None:
            low = bisect_left(keys, first_key_of(selection.first_second))
        if selection.last_second is not None:
            high = bisect_left(keys, first_key_of(selection.last_second + 1))
        return keys, low, max(low, high)

    def _search(self, tenant: int, selection: Selection) -> array[int]:
        """Keys of a keyword's matches; kept until the next write, for the pages that follow."""
        cached = self._searches.get((tenant, selection))
        if cached is not None:
            return cached
        conditions = ["tenant = ?", "(job_id = ? OR instr(name, ?) > 0)"]
        values: list[object] = [tenant, selection.keyword, selection.keyword]
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
