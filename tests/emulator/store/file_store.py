# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The index of recorded files."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .database import Database
from .job_order import first_key_of, second_of
from .rows import Rows

FILE_FORMATS = ("m3u8", "flv", "mp4")
_SELECTIONS_KEPT = 16


class FileRow(NamedTuple):
    """A file to be inserted. `document` is its JSON text as the API shows it."""

    key: int
    record_id: str
    job_id: str
    format: str
    document: str


@dataclass(frozen=True, slots=True)
class FileSelection:
    """Which files a list asks for, by their creation. Seconds are inclusive; None leaves a side open."""

    job_ids: tuple[str, ...] = ()
    format: str | None = None
    first_second: int | None = None
    last_second: int | None = None


class FileStore:
    """The files of every tenant. A file's key orders by creation second, then by insertion, as a job's does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.sql
        self._selections: OrderedDict[tuple[int, FileSelection], array[int]] = OrderedDict()
        keys = array("q", (row[0] for row in self._sql.execute("SELECT key FROM files")))
        self._sequence = max((key - first_key_of(second_of(key)) for key in keys), default=0)
        self._newest = max(keys, default=0)

    @property
    def newest_second(self) -> int:
        """No file is created later."""
        return second_of(self._newest)

    def next_sequence(self, count: int = 1) -> int:
        """Reserve `count` insertion sequence numbers and return the first."""
        first = self._sequence + 1
        self._sequence += count
        return first

    def insert_many(self, tenant: int, rows: Iterable[FileRow]) -> None:
        """Add files in one transaction."""

        def noted() -> Iterator[FileRow]:
            for row in rows:
                self._newest = max(self._newest, row.key)
                yield row

        with self._database.transaction():
            self._sql.executemany(
                "INSERT INTO files (key, record_id, job_id, format, document, tenant)"
                f" VALUES (?, ?, ?, ?, ?, {tenant:d})",
                noted(),
            )
        self._selections.clear()

    def find(self, tenant: int, record_id: str) -> str | None:
        """JSON text of one file."""
        query = "SELECT document FROM files WHERE record_id = ? AND tenant = ?"
        row = self._sql.execute(query, (record_id, tenant)).fetchone()
        return str(row[0]) if row else None

    def has_id(self, record_id: str) -> bool:
        """Whether any tenant has a file with this id."""
        query = "SELECT 1 FROM files WHERE record_id = ?"
        return self._sql.execute(query, (record_id,)).fetchone() is not None

    def delete(self, tenant: int, record_ids: list[str]) -> None:
        """Remove files."""
        with self._database.transaction():
            self._sql.executemany(
                f"DELETE FROM files WHERE record_id = ? AND tenant = {tenant:d}", [(i,) for i in record_ids]
            )
        self._selections.clear()

    def count(self) -> int:
        """How many files there are, of all tenants."""
        return int(self._sql.execute("SELECT count(*) FROM files").fetchone()[0])

    def texts(self, keys: Sequence[int]) -> list[str]:
        """JSON text of the files with these keys, in the order of the keys."""
        marks = ",".join("?" * len(keys))
        found = dict(self._sql.execute(f"SELECT key, document FROM files WHERE key IN ({marks})", keys))
        return [found[key] for key in keys]

    def all_rows(self, tenant: int) -> Rows:
        """Every file of a tenant."""
        return self.select(tenant, FileSelection())

    def select(self, tenant: int, selection: FileSelection) -> Rows:
        """The files that match."""
        return Rows.of(self._matching(tenant, selection))

    def _matching(self, tenant: int, selection: FileSelection) -> array[int]:
        """Sorted keys of all that match; kept until the next write, for the pages that follow."""
        kept = self._selections.get((tenant, selection))
        if kept is not None:
            return kept
        conditions = ["tenant = ?"]
        values: list[object] = [tenant]
        if selection.job_ids:
            conditions.append(f"job_id IN ({','.join('?' * len(selection.job_ids))})")
            values += selection.job_ids
        if selection.format is not None:
            conditions.append("format = ?")
            values.append(selection.format)
        if selection.first_second is not None:
            conditions.append("key >= ?")
            values.append(first_key_of(selection.first_second))
        if selection.last_second is not None:
            conditions.append("key < ?")
            values.append(first_key_of(selection.last_second + 1))
        query = f"SELECT key FROM files WHERE {' AND '.join(conditions)} ORDER BY key"
        found = array("q", (row[0] for row in self._sql.execute(query, values)))
        self._selections[(tenant, selection)] = found
        if len(self._selections) > _SELECTIONS_KEPT:
            self._selections.popitem(last=False)
        return found

    def documents(self, tenant: int) -> Iterator[str]:
        """JSON text of all files of a tenant."""
        query = "SELECT document FROM files WHERE tenant = ?"
        yield from (str(row[0]) for row in self._sql.execute(query, (tenant,)))

    def every_file(self) -> Iterator[tuple[str, str, str]]:
        """Owner, region and JSON text of all files, oldest first."""
        query = "SELECT owner, region, document FROM files JOIN tenants ON tenants.id = files.tenant ORDER BY key"
        yield from self._sql.execute(query)

    def clear(self) -> None:
        """Remove every file. Sequence numbers begin anew, so that seeding is repeatable."""
        self._sql.execute("DELETE FROM files")
        self._selections.clear()
        self._sequence = self._newest = 0
