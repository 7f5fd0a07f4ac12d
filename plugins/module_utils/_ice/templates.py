# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording template as something to have, or not to have: known by its id, or by its name.

The API does not know names as unique, so a name that two templates have names neither.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, Callable

from .client import Client
from .connection import ConnectionOptions, resolve_connection
from .errors import IceError, InputError
from .listing import Listing
from .lost_answer import look_for
from .names import api_json
from .operations import CREATE_LIVE_RECORD_TEMPLATE, DELETE_LIVE_RECORD_TEMPLATE, UPDATE_LIVE_RECORD_TEMPLATE, Operation
from .options import TemplateListingOptions, check_ids, make_plan
from .page_reader import Row
from .template_rules import as_kept, checked_formats, merged

STATES = ("present", "absent")


class TemplateError(IceError):
    """A template cannot be had as asked for. ``template_ids`` are those that it is about."""

    def __init__(self, message: str, template_ids: list[str]) -> None:
        super().__init__(message)
        self.template_ids = template_ids

    def details(self) -> dict[str, Any]:
        """The templates, beside what every error has."""
        return {**super().details(), "template_ids": self.template_ids}


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
        """The template as it would be: the very same if nothing differs."""
        kept = as_kept(template.get("record_format_list"))
        formats = kept if self.record_format is None else merged(self.record_format, kept)
        name = template.get("name") if self.name is None else self.name
        if name == template.get("name") and formats == kept:
            return template
        return {**template, "name": name, "record_format_list": formats}


@dataclass(frozen=True)
class TemplateResult:
    """What came of it.

    :ivar before: the template as it was found; None where there was none
    :ivar template: as it is now, or is predicted; None where there is none
    """

    changed: bool
    before: Row | None
    template: Row | None
    request_ids: list[str]

    @property
    def diff(self) -> dict[str, Any]:
        """What users decide about a template, before and after: predicted is the same as done."""
        return {"before": _decided(self.before), "after": _decided(self.template)}


def ensure_template(
    options: ConnectionOptions, wanted: WantedTemplate, *, state: str, predict: bool = False
) -> TemplateResult:
    """Have a template just so, or have none.

    :param predict: say what would be done, and change nothing
    :raises InputError: before any request, where a rule of the API is broken
    :raises TemplateError: where it is not clear which template is meant, or it is one of the service's own
    :raises IceError: where the API refused or did not answer
    """
    if state not in STATES:
        raise InputError(f"state: {state!r} is none of {', '.join(STATES)}.")
    wanted = wanted.checked()

    async def run() -> TemplateResult:
        async with Client(resolve_connection(options)) as client:
            template = _Template(client, wanted, options.max_concurrency)
            before = await template.find()
            work = template.make_present if state == "present" else template.make_absent
            after = await work(before, predict=predict)
            return TemplateResult(after is not before, before, after, list(client.stats.request_ids))

    return asyncio.run(run())


class _Template:
    def __init__(self, client: Client, wanted: WantedTemplate, width: int) -> None:
        self._client = client
        self._wanted = wanted
        self._width = width

    async def find(self) -> Row | None:
        if self._wanted.template_id is not None:
            return await self._with_id(self._wanted.template_id)
        named = await self._named()
        if len(named) > 1:
            ids = [_id(template) for template in named]
            raise TemplateError(
                f"{len(named)} templates have the name {self._wanted.name!r}: {', '.join(ids)}. "
                "Say which one is meant with template_id.",
                ids,
            )
        return named[0] if named else None

    async def make_present(self, before: Row | None, *, predict: bool) -> Row:
        if before is None:
            return await self._create(predict=predict)
        after = self._wanted.applied_to(before)
        if after is before:
            return before
        _check_is_own(before)
        return after if predict else await self._update(after)

    async def make_absent(self, before: Row | None, *, predict: bool) -> None:
        if before is None:
            return
        _check_is_own(before)
        if not predict:
            await self._delete(_id(before))

    async def _create(self, *, predict: bool) -> Row:
        wanted = self._wanted
        if wanted.template_id is not None:
            raise TemplateError(
                f"There is no template {wanted.template_id}. The API makes up the ids of new templates; leave "
                "template_id out to have one of that name.",
                [wanted.template_id],
            )
        if wanted.record_format is None:
            raise InputError(f"There is no template named {wanted.name!r} yet; to create it, set record_format.")
        new: Row = {"name": wanted.name, "record_format_list": list(wanted.record_format), "type": "custom"}
        if predict:
            return new

        async def look() -> Row | None:
            return next(iter(await self._named()), None)  # there was none before

        try:
            answer = await self._client.call(CREATE_LIVE_RECORD_TEMPLATE, _parameters(new))
        except IceError as error:
            unknown = "Whether the template was created is not known, and it was not created again."
            return await look_for(look, error, unknown)
        return await self._look_at({**new, "template_id": str(answer.get("template_id"))})

    async def _update(self, after: Row) -> Row:
        async def look() -> Row | None:
            found = await self._with_id(_id(after))
            return found if found is not None and _decided(found) == _decided(after) else None

        await self._change(UPDATE_LIVE_RECORD_TEMPLATE, {**_parameters(after), "TemplateId": _id(after)}, look)
        return await self._look_at(after)

    async def _delete(self, template_id: str) -> None:
        async def look() -> Row | None:
            return {} if await self._with_id(template_id) is None else None

        await self._change(DELETE_LIVE_RECORD_TEMPLATE, {"TemplateId": template_id}, look)

    async def _change(
        self, operation: Operation, parameters: dict[str, str], look: Callable[[], Awaitable[Row | None]]
    ) -> None:
        try:
            await self._client.call(operation, parameters)
        except IceError as error:
            unknown = f"After {operation.name} the template was still as before; it was not sent again."
            await look_for(look, error, unknown)

    async def _look_at(self, template: Row) -> Row:
        """The template with all that only the API knows; not being able to look at it is no failure."""
        try:
            return await self._with_id(_id(template)) or template
        except IceError:
            return template

    async def _with_id(self, template_id: str) -> Row | None:
        found = await self._list(TemplateListingOptions(template_ids=[template_id]))
        return next((template for template in found if template.get("template_id") == template_id), None)

    async def _named(self) -> list[Row]:
        """All templates of just this name, newest first; a complete list, else none could be said to be missing."""
        found = await self._list(TemplateListingOptions(keyword=self._wanted.name))
        return [template for template in found if template.get("name") == self._wanted.name]

    async def _list(self, listing: TemplateListingOptions) -> list[Row]:
        plan = make_plan(listing, listing.operation)
        return (await Listing(self._client, self._client.stats, listing.operation, plan, self._width).run()).rows


def _check_is_own(template: Row) -> None:
    if template.get("type") == "system":
        raise TemplateError(
            f"Template {_id(template)} ({template.get('name')}) is one of the service's own (type system); those can "
            "be neither changed nor deleted. Have a template of your own with another name.",
            [_id(template)],
        )


def _id(template: Row) -> str:
    return str(template.get("template_id"))


def _decided(template: Row | None) -> Row:
    if template is None:
        return {}
    formats = sorted(as_kept(template.get("record_format_list")), key=lambda entry: str(entry["format"]))
    return {"name": template.get("name"), "record_format": formats}


def _parameters(template: Row) -> dict[str, str]:
    return {"Name": str(template["name"]), "RecordFormat": api_json(template["record_format_list"])}
