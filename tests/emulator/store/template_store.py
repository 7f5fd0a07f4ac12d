# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording templates: those in force, and what they were when a job was submitted with them.

A job that was submitted keeps the template as it was, and a deleted template's jobs still show its name. So a
template is marked when it is deleted, and its earlier forms are kept with the last job that can have used them.
"""

from __future__ import annotations

import json
import uuid
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.clock import format_api_time

from .database import Database
from .job_order import first_key_of, sequence_of
from .rows import Rows

TEMPLATE_TYPES = ("system", "custom")
_COLUMNS = "id, template_id, name, type, formats, created, modified"
_CANNED_SINCE = 1_655_000_000
_FILE = "record/{JobId}/{Sequence}_{EscapedStartTime}_{EscapedEndTime}"
_SLICE = "record/{JobId}/{UnixTimestamp}_{Sequence}"
_HLS: dict[str, object] = {
    "CycleDuration": 21_600,
    "Format": "m3u8",
    "OssObjectPrefix": _FILE,
    "SliceDuration": 30,
    "SliceOssObjectPrefix": _SLICE,
}
_CANNED: tuple[tuple[str, str, list[dict[str, object]]], ...] = (
    ("hls-archive", "system", [_HLS]),
    ("mp4-broadcast", "system", [{"CycleDuration": 21_600, "Format": "mp4", "OssObjectPrefix": _FILE}]),
    ("flv-short-clips", "custom", [{"CycleDuration": 900, "Format": "flv", "OssObjectPrefix": _FILE}]),
    (
        "test template",
        "custom",
        [{**_HLS, "SliceDuration": 10}, {"CycleDuration": 3600, "Format": "mp4", "OssObjectPrefix": _FILE}],
    ),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A recording template; `formats` is the JSON text of its list of formats."""

    row: int
    template_id: str
    name: str
    kind: str
    formats: str
    created: int
    modified: int

    @property
    def key(self) -> int:
        """Orders by creation second, then by insertion, as a job's key does."""
        return first_key_of(self.created) + self.row

    def text(self) -> str:
        """The template as the API shows it."""
        document = {
            "CreateTime": format_api_time(self.created),
            "LastModified": format_api_time(self.modified),
            "Name": self.name,
            "RecordFormatList": json.loads(self.formats),
            "TemplateId": self.template_id,
            "Type": self.kind,
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class TemplateSelection:
    """Which templates a list asks for.

    A keyword is a template's id, or a part of its name unless `ids_only`.
    """

    keyword: str | None = None
    ids_only: bool = False
    kind: str | None = None
    template_ids: tuple[str, ...] = ()

    def matches(self, template: Template) -> bool:
        """Whether the list asks for this template."""
        if self.kind is not None and self.kind != template.kind:
            return False
        if self.template_ids and template.template_id not in self.template_ids:
            return False
        if self.keyword is None or self.keyword == template.template_id:
            return True
        return not self.ids_only and self.keyword in template.name


class TemplateStore:
    """The templates of every tenant."""

    def __init__(self, database: Database) -> None:
        self._sql = database.sql

    def add_canned(self, tenant: int, owner: str, region: str) -> None:
        """Give a new tenant the templates that every tenant starts with."""
        for number, (name, kind, formats) in enumerate(_CANNED):
            template_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{owner}/{region}/{name}"))
            self.add(tenant, template_id, name, kind, formats, _CANNED_SINCE + number)

    def add(
        self, tenant: int, template_id: str, name: str, kind: str, formats: list[dict[str, object]], now: int
    ) -> None:
        """Add one template."""
        self._sql.execute(
            "INSERT INTO templates (tenant, template_id, name, type, formats, created, modified)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (tenant, template_id, name, kind, json.dumps(formats, ensure_ascii=False), now, now),
        )

    def all_of(self, tenant: int) -> list[Template]:
        """A tenant's templates, oldest first."""
        query = f"SELECT {_COLUMNS} FROM templates WHERE tenant = ? AND NOT deleted ORDER BY created, id"
        return [Template(*row) for row in self._sql.execute(query, (tenant,))]

    def all_rows(self, tenant: int) -> Rows:
        """Every template of a tenant."""
        return self.select(tenant, TemplateSelection())

    def select(self, tenant: int, selection: TemplateSelection) -> Rows:
        """The templates that match."""
        return Rows.of(array("q", (each.key for each in self.all_of(tenant) if selection.matches(each))))

    def texts(self, keys: Sequence[int]) -> list[str]:
        """JSON text of the templates with these keys, in the order of the keys."""
        marks = ",".join("?" * len(keys))
        query = f"SELECT {_COLUMNS} FROM templates WHERE id IN ({marks})"
        templates = (Template(*row) for row in self._sql.execute(query, list(map(sequence_of, keys))))
        found = {template.key: template.text() for template in templates}
        return [found[key] for key in keys]

    def find(self, tenant: int, template_id: str, *, even_deleted: bool = False) -> Template | None:
        """One template by its id."""
        query = f"SELECT {_COLUMNS} FROM templates WHERE tenant = ? AND template_id = ?"
        row = self._sql.execute(query + ("" if even_deleted else " AND NOT deleted"), (tenant, template_id)).fetchone()
        return Template(*row) if row else None

    def has_id(self, template_id: str) -> bool:
        """Whether any tenant has, or has had, a template with this id."""
        query = "SELECT 1 FROM templates WHERE template_id = ?"
        return self._sql.execute(query, (template_id,)).fetchone() is not None

    def change(
        self, template: Template, name: str, formats: list[dict[str, object]], now: int, *, last_sequence: int
    ) -> None:
        """Give a template another name and formats; jobs up to `last_sequence` keep it as it was."""
        self._sql.execute(
            "INSERT INTO earlier_templates VALUES (?, ?, ?)", (template.row, last_sequence, template.text())
        )
        self._sql.execute(
            "UPDATE templates SET name = ?, formats = ?, modified = ? WHERE id = ?",
            (name, json.dumps(formats, ensure_ascii=False), now, template.row),
        )

    def text_for_job(self, template: Template, sequence: int) -> str:
        """The template as it was when the job with this sequence number was submitted."""
        query = (
            "SELECT document FROM earlier_templates WHERE template = ? AND last_sequence >= ?"
            " ORDER BY last_sequence, rowid LIMIT 1"
        )
        row = self._sql.execute(query, (template.row, sequence)).fetchone()
        return str(row[0]) if row else template.text()

    def delete(self, template: Template) -> None:
        """Remove a template from all lists."""
        self._sql.execute("UPDATE templates SET deleted = 1 WHERE id = ?", (template.row,))

    def every_template(self) -> Iterator[tuple[str, str, Template]]:
        """Owner, region and template, of all tenants, oldest first."""
        query = (
            f"SELECT owner, region, {_COLUMNS.replace('id,', 'templates.id,', 1)} FROM templates"
            " JOIN tenants ON tenants.id = templates.tenant WHERE NOT deleted ORDER BY created, templates.id"
        )
        for owner, region, *columns in self._sql.execute(query):
            yield owner, region, Template(*columns)

    def clear(self) -> None:
        """Remove every template."""
        self._sql.execute("DELETE FROM templates")
        self._sql.execute("DELETE FROM earlier_templates")
