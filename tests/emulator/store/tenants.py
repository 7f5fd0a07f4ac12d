# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenants: an owner in a region. All that the API shows belongs to one of them."""

from __future__ import annotations

from .database import Database
from .template_store import TemplateStore


class Tenants:
    """The numbers that stand for tenants in the other stores."""

    def __init__(self, database: Database, templates: TemplateStore) -> None:
        self._database = database
        self._templates = templates

    def number(self, owner: str, region: str) -> int:
        """The number of a tenant, made known on first sight with its templates."""
        sql = self._database.sql
        query = "SELECT id FROM tenants WHERE owner = ? AND region = ?"
        row = sql.execute(query, (owner, region)).fetchone()
        if row is not None:
            return int(row[0])
        with self._database.transaction():
            insert = "INSERT INTO tenants (owner, region) VALUES (?, ?) RETURNING id"
            tenant = int(sql.execute(insert, (owner, region)).fetchone()[0])
            self._templates.add_canned(tenant, owner, region)
        return tenant

    def of_region(self, region: str) -> list[int]:
        """The numbers of a region's tenants."""
        return [row[0] for row in self._database.sql.execute("SELECT id FROM tenants WHERE region = ?", (region,))]

    def alike(self, tenant: int) -> list[int]:
        """The numbers of all tenants that have the same owner, one for each region."""
        query = "SELECT id FROM tenants WHERE owner = (SELECT owner FROM tenants WHERE id = ?)"
        return [row[0] for row in self._database.sql.execute(query, (tenant,))]

    def clear(self) -> None:
        """Forget all tenants."""
        self._database.sql.execute("DELETE FROM tenants")
