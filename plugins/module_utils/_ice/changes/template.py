# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ensure that a recording template is there as it shall be, or is not there: known by its id, or by its name.

The API allows several templates of the same name; such a name does not say which of them is meant.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from ..client import Client, run_with_client
from ..connection import ConnectionOptions
from ..deadline import Deadline
from ..errors import ConflictError, IceError, InputError
from ..listing import Row, TemplateListingOptions, read_rows
from ..names import api_json
from ..operations import CREATE_LIVE_RECORD_TEMPLATE, DELETE_LIVE_RECORD_TEMPLATE, UPDATE_LIVE_RECORD_TEMPLATE
from .change import ChangeResult, PlannedChange, carry_out
from .locks import Locks
from .pauses import pauses
from .send_once import LOOKS, send_once
from .template_rules import check_complete, unknown_fields
from .template_wanted import WantedTemplate, decided

STATES = ("present", "absent")


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
    unknown = unknown_fields(wanted.record_format or ())
    wanted = wanted.checked()
    deadline = Deadline(options.deadline)
    locks = Locks(options, deadline)

    async def work(client: Client) -> ChangeResult[Row | None]:
        template = _Template(client, wanted, deadline)
        if unknown:
            template.warnings.append(f"record_format: {', '.join(unknown)} is not known, and has no effect.")
        plan = await template.plan(state)
        if plan.apply is None or dry_run:
            return await carry_out(client, plan, dry_run=dry_run)
        async with AsyncExitStack() as held:
            # Always in this order: a name first, then the id that it stands for.
            if wanted.template_id is None:
                await held.enter_async_context(locks.holding(f"the template {wanted.name!r}", "template", wanted.name))
                plan = await template.plan(state)
            if plan.before is not None:
                template_id = _id(plan.before)
                lock = locks.holding(f"the template {template_id}", "template id", template_id)
                await held.enter_async_context(lock)
                plan = await template.plan(state)
            plan.warnings.extend(locks.warnings)
            return await carry_out(client, plan, dry_run=False)

    return run_with_client(options, work)


@dataclass(frozen=True)
class _Template:
    client: Client
    wanted: WantedTemplate
    deadline: Deadline
    warnings: list[str] = field(default_factory=list)

    async def plan(self, state: str) -> PlannedChange[Row | None]:
        before = await self.find()
        return self.plan_present(before) if state == "present" else self.plan_absent(before)

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
            return PlannedChange(None, new, decided, lambda: self._create(new), self.warnings)
        after = self.wanted.applied_to(before)
        if after is before:
            return PlannedChange(before, before, decided, warnings=self.warnings)
        _check_is_own(before)
        return PlannedChange(before, after, decided, lambda: self._update(after), self.warnings)

    def plan_absent(self, before: Row | None) -> PlannedChange[Row | None]:
        if before is None:
            return PlannedChange(None, None, decided)
        _check_is_own(before)
        return PlannedChange(before, None, decided, lambda: self._delete(_id(before)), self.warnings)

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
        check_complete(wanted.record_format)
        return {"name": wanted.name, "record_format_list": list(wanted.record_format), "type": "custom"}

    async def _create(self, new: Row) -> Row:
        async def answered(answer: dict[str, Any]) -> Row | None:
            template_id = answer.get("template_id")
            return {**new, "template_id": str(template_id)} if template_id else None

        async def unanswered() -> Row | None:
            return next(iter(await self._named()), None)  # there was none before

        created = await send_once(
            self.client,
            CREATE_LIVE_RECORD_TEMPLATE,
            _parameters(new),
            answered=answered,
            unanswered=unanswered,
            expected=("template_id", "TemplateId of the new template"),
            unknown="Whether the template was created is not known, and it was not created again.",
        )
        return await self._listed(created)

    async def _listed(self, created: Row) -> Row:
        """The template as the list shows it by its name, so that the next one who looks sees it too."""
        why = ""
        try:
            async for _pause in pauses(self.deadline, at_once=True):
                found = next((each for each in await self._named() if _id(each) == _id(created)), None)
                if found is not None:
                    if decided(found) != decided(created):
                        self.warnings.append(
                            f"Template {_id(found)} was created, but is not as asked for; see the diff."
                        )
                    return found
        except IceError as error:  # the template is created, whatever becomes of looking for it
            why = f" {error.message}"
        self.warnings.append(f"Template {_id(created)} is created, but not listed yet.{why}")
        return created

    async def _update(self, after: Row) -> Row:
        async def answered(_answer: dict[str, Any]) -> Row:
            return await self._as_updated(after)

        async def unanswered() -> Row | None:
            found = await self._with_id(_id(after))
            return found if found is not None and decided(found) == decided(after) else None

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

    async def _as_updated(self, after: Row) -> Row:
        """The template as it is after the update, which has to be what was asked for."""
        found: Row | None = None
        for number in range(LOOKS):
            if number:
                await asyncio.sleep(number)
            try:
                found = await self._with_id(_id(after))
            except IceError as error:  # it is updated; that it cannot be looked at is no failure
                self.warnings.append(f"Template {_id(after)} was updated, but could not be read again: {error.message}")
                return after
            if found is not None and decided(found) == decided(after):
                return found
        became = "is not there any more" if found is None else f"is {decided(found)}, not {decided(after)}"
        raise ConflictError(
            f"After {UPDATE_LIVE_RECORD_TEMPLATE.name} was answered, template {_id(after)} is not as asked for: it "
            f"{became}. Somebody may have changed it at the same moment. Run the task again.",
            facts={"template_ids": [_id(after)]},
        )

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


def _parameters(template: Row) -> dict[str, str]:
    return {"Name": str(template["name"]), "RecordFormat": api_json(template["record_format_list"])}
