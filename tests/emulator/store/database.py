# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SQLite database, in a file or in memory, that holds all an emulator is to remember."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

JOB_ID_INDEX = "CREATE UNIQUE INDEX IF NOT EXISTS jobs_by_id ON jobs (job_id)"
_APPLICATION_ID = 0x1CE20B09
_SCHEMA_VERSION = 3
_SCHEMA = f"""
CREATE TABLE tenants (id INTEGER PRIMARY KEY, owner TEXT, region TEXT, UNIQUE (owner, region));
CREATE TABLE templates (
    id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, template_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, type TEXT NOT NULL, formats TEXT NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE earlier_templates (
    template INTEGER NOT NULL, last_sequence INTEGER NOT NULL, document TEXT NOT NULL
);
CREATE TABLE jobs (
    key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, template INTEGER NOT NULL,
    status TEXT NOT NULL, status_changes INTEGER NOT NULL DEFAULT 0,
    job_id TEXT NOT NULL, name TEXT NOT NULL, fixed_json TEXT NOT NULL
);
CREATE TABLE awaited_streams (
    key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, url TEXT NOT NULL,
    during TEXT NOT NULL, since REAL NOT NULL, due REAL NOT NULL, becomes TEXT NOT NULL
);
CREATE TABLE files (
    key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, record_id TEXT NOT NULL UNIQUE,
    job_id TEXT NOT NULL, format TEXT NOT NULL, document TEXT NOT NULL
);
CREATE INDEX files_by_job ON files (job_id);
{JOB_ID_INDEX};
"""


class StoreError(Exception):
    """The database cannot be used; the message says why in one line."""


class Database:
    """One connection to the database, which no other process can use at the same time."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        try:
            self.sql = sqlite3.connect(path or ":memory:", isolation_level=None, cached_statements=256, timeout=0.5)
            self._prepare()
        except sqlite3.Error as error:
            raise StoreError(f"cannot use database {path}: {error}") from error

    def _prepare(self) -> None:
        # One process only: the order of jobs is kept in memory, and another writer would not be seen.
        self.sql.execute("PRAGMA locking_mode = EXCLUSIVE")
        self.sql.execute("PRAGMA journal_mode = WAL")
        self.sql.execute("PRAGMA synchronous = NORMAL")
        self.sql.execute("BEGIN IMMEDIATE")
        tables = self.sql.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        application = self.sql.execute("PRAGMA application_id").fetchone()[0]
        version = self.sql.execute("PRAGMA user_version").fetchone()[0]
        if tables and application != _APPLICATION_ID:
            raise StoreError(f"{self._path} is the database of another program")
        if tables and version != _SCHEMA_VERSION:
            raise StoreError(f"{self._path} was made by another version of the emulator")
        if not tables:
            for statement in _SCHEMA.split(";\n"):
                self.sql.execute(statement)
            self.sql.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self.sql.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        self.sql.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in the meantime takes effect together, or not at all."""
        self.sql.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.sql.execute("ROLLBACK")
            raise
        self.sql.execute("COMMIT")

    def close(self) -> None:
        """Close the database; a file is then complete without its journal."""
        self.sql.close()
