# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ensure that a recording template is there as it shall be, or is not there: known by its id, or by its name.

The API allows several templates of the same name; such a name does not say which of them is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..client import Client, run_with_client
from ..connection import ConnectionOptions
from ..errors import ConflictError, IceError, InputError
from ..listing import Row, TemplateListingOptions, check_ids, read_rows
from ..names import api_json
from ..operations import CREATE_LIVE_RECORD_TEMPLATE, DELETE_LIVE_RECORD_TEMPLATE, UPDATE_LIVE_RECORD_TEMPLATE
from .change import ChangeResult, PlannedChange, carry_out
from .send_once import send_once
from .template_rules import as_kept, checked_formats, merged

STATES = ("present", "absent")


@dataclass(frozen=True)
class WantedTemplate:
    """A template as the user describes it: found by ``template_id``, or else by ``name``."""

    template_id: str | None = None
    name: str | None = None
    record_format: Sequence[Row] | None = None

    def checked(self) -> WantedTemplate:
        """The same with the formats as the API keeps them. :raises InputError: naming the rule that is broken"""
        if self.template_id is None and self.name is None:
            raise InputError("Say which template is meant: set name or template_id.")
        if self.template_id is not None:
            check_ids("template_id", [self.template_id])
        if self.name is not None and not (self.name and self.name.isprintable()):
            raise InputError(f"name: {self.name!r} is empty or holds characters that cannot be printed.")
        formats = None if self.record_format is None else checked_formats(self.record_format)
        return WantedTemplate(self.template_id, self.name, formats)

    def applied_to(self, template: Row) -> Row:
        """The template as it would be: the very same object if nothing differs."""
        kept = as_kept(template.get("record_format_list"))
        formats = kept if self.record_format is None else merged(self.record_format, kept)
        name = template.get("name") if self.name is None else self.name
        if name == template.get("name") and formats == kept:
            return template
        return {**template, "name": name, "record_format_list": formats}


def ensure_template(
    options: ConnectionOptions, wanted: WantedTemplate, *, state: str, dry_run: bool = False
) -> ChangeResult[Row | None]:
    """Ensure that a template is as it shall be, or that there is none.

    :param dry_run: say what would be done, and change nothing
    :returns: the template; None if there is none
    :raises InputError: before any request, if a rule of the API is broken
    :raises ConflictError: if it is not clear which template is meant, or it is one of the service's own
    :raises IceError: if the API refused or did not answer
    """
    if state not in STATES:
        raise InputError(f"state: {state!r} is none of {', '.join(STATES)}.")
    wanted = wanted.checked()

    async def work(client: Client) -> ChangeResult[Row | None]:
        template = _Template(client, wanted)
        before = await template.find()
        plan = template.plan_present(before) if state == "present" else template.plan_absent(before)
        return await carry_out(client, plan, dry_run=dry_run)

    return run_with_client(options, work)


@dataclass(frozen=True)
class _Template:
    client: Client
    wanted: WantedTemplate

    async def find(self) -> Row | None:
        if self.wanted.template_id is not None:
            return await self._with_id(self.wanted.template_id)
        named = await self._named()
        if len(named) > 1:
            ids = [_id(template) for template in named]
            raise ConflictError(
                f"{len(named)} templates have the name {self.wanted.name!r}: {', '.join(ids)}. "
                "Say which one is meant with template_id.",
                facts={"template_ids": ids},
            )
        return named[0] if named else None

    def plan_present(self, before: Row | None) -> PlannedChange[Row | None]:
        if before is None:
            new = self._new()
            return PlannedChange(None, new, _decided, lambda: self._create(new))
        after = self.wanted.applied_to(before)
        if after is before:
            return PlannedChange(before, before, _decided)
        _check_is_own(before)
        return PlannedChange(before, after, _decided, lambda: self._update(after))

    def plan_absent(self, before: Row | None) -> PlannedChange[Row | None]:
        if before is None:
            return PlannedChange(None, None, _decided)
        _check_is_own(before)
        return PlannedChange(before, None, _decided, lambda: self._delete(_id(before)))

    def _new(self) -> Row:
        wanted = self.wanted
        if wanted.template_id is not None:
            raise ConflictError(
                f"There is no template {wanted.template_id}. The API makes up the ids of new templates; leave "
                "template_id out to have one of that name.",
                facts={"template_ids": [wanted.template_id]},
            )
        if wanted.record_format is None:
            raise InputError(f"There is no template named {wanted.name!r} yet; to create it, set record_format.")
        return {"name": wanted.name, "record_format_list": list(wanted.record_format), "type": "custom"}

    async def _create(self, new: Row) -> Row:
        async def answered(answer: dict[str, Any]) -> Row:
            return await self._look_at({**new, "template_id": str(answer.get("template_id"))})

        async def unanswered() -> Row | None:
            return next(iter(await self._named()), None)  # there was none before

        return await send_once(
            self.client,
            CREATE_LIVE_RECORD_TEMPLATE,
            _parameters(new),
            answered=answered,
            unanswered=unanswered,
            unknown="Whether the template was created is not known, and it was not created again.",
        )

    async def _update(self, after: Row) -> Row:
        async def answered(_answer: dict[str, Any]) -> Row:
            return await self._look_at(after)

        async def unanswered() -> Row | None:
            found = await self._with_id(_id(after))
            return found if found is not None and _decided(found) == _decided(after) else None

        return await send_once(
            self.client,
            UPDATE_LIVE_RECORD_TEMPLATE,
            {**_parameters(after), "TemplateId": _id(after)},
            answered=answered,
            unanswered=unanswered,
            unknown=_still_as_before(UPDATE_LIVE_RECORD_TEMPLATE.name),
        )

    async def _delete(self, template_id: str) -> None:
        async def answered(_answer: dict[str, Any]) -> bool:
            return True

        async def unanswered() -> bool | None:
            return True if await self._with_id(template_id) is None else None

        await send_once(
            self.client,
            DELETE_LIVE_RECORD_TEMPLATE,
            {"TemplateId": template_id},
            answered=answered,
            unanswered=unanswered,
            unknown=_still_as_before(DELETE_LIVE_RECORD_TEMPLATE.name),
        )

    async def _look_at(self, template: Row) -> Row:
        """The template with what only the API knows. If it cannot be looked at, that is no failure."""
        try:
            return await self._with_id(_id(template)) or template
        except IceError:
            return template

    async def _with_id(self, template_id: str) -> Row | None:
        found = await read_rows(self.client, TemplateListingOptions(template_ids=[template_id]))
        return next((template for template in found.rows if template.get("template_id") == template_id), None)

    async def _named(self) -> list[Row]:
        """All templates of just this name, newest first. The list is complete, else it could not show there is none."""
        found = await read_rows(self.client, TemplateListingOptions(keyword=self.wanted.name))
        return [template for template in found.rows if template.get("name") == self.wanted.name]


def _check_is_own(template: Row) -> None:
    if template.get("type") == "system":
        raise ConflictError(
            f"Template {_id(template)} ({template.get('name')}) is one of the service's own (type system); those can "
            "be neither changed nor deleted. Have a template of your own with another name.",
            facts={"template_ids": [_id(template)]},
        )


def _still_as_before(operation: str) -> str:
    return f"After {operation} the template was still as before; it was not sent again."


def _id(template: Row) -> str:
    return str(template.get("template_id"))


def _decided(template: Row | None) -> Row:
    if template is None:
        return {}
    formats = sorted(as_kept(template.get("record_format_list")), key=lambda entry: str(entry["format"]))
    return {"name": template.get("name"), "record_format": formats}


def _parameters(template: Row) -> dict[str, str]:
    return {"Name": str(template["name"]), "RecordFormat": api_json(template["record_format_list"])}
