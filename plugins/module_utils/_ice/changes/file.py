# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Delete recorded files.

The reference says in one place that DeleteLiveRecordFiles returns all files, and in another that it returns those that
could not be deleted. So what it does not return is looked up again: if the list still shows it, it was not deleted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from ..client import Client, run_with_client
from ..connection import ConnectionOptions
from ..errors import IceError, InputError, ParameterRefusedError, PartlyDoneError
from ..listing import FileListingOptions, Listing, Row, check_ids, make_plan
from ..names import numbered
from ..operations import DELETE_LIVE_RECORD_FILES
from .change import ChangeResult, PlannedChange, carry_out
from .file_result import ABSENT, DELETED, FAILED, PRESENT, FileResult, decided, has_deleted, result_of, told_by_id
from .send_once import LOOKS, send_once

_BATCH = 20

# More than that is five requests to delete, and more than people look through. Nothing brings a file back.
MAX_DELETIONS = 100


def delete_files(
    options: ConnectionOptions,
    record_ids: Sequence[str],
    *,
    remove_file: bool = False,
    among: FileListingOptions | None = None,
    max_deletions: int = MAX_DELETIONS,
    dry_run: bool = False,
) -> ChangeResult[list[FileResult]]:
    """Delete recorded files.

    :param remove_file: delete what is stored too, not only the record of it
    :param among: where to look for the files; by default among all there are
    :param max_deletions: how many ids there may be; 0 for any number
    :param dry_run: say what would be done, and change nothing
    :returns: the result of each file, in the order asked for
    :raises InputError: before any request, if an option is invalid
    :raises PartlyDoneError: if a file could not be deleted, or may not have been
    :raises IceError: if the API refused or did not answer, before anything was deleted
    """
    _check_no_rows("record_ids", record_ids)
    _check_no_rows("job_ids", (among and among.job_ids) or ())
    wanted = check_ids("record_ids", record_ids)
    if not wanted:
        raise InputError("record_ids is empty; say which files shall be deleted.")
    _check_number(wanted, max_deletions)

    async def work(client: Client) -> ChangeResult[list[FileResult]]:
        deletion = FileDeletion(client, among or FileListingOptions(), wanted, remove_file=remove_file)
        result = await carry_out(client, await deletion.plan(), dry_run=dry_run)
        return replace(result, changed=has_deleted(result.after))

    return run_with_client(options, work)


class _IsOneOf:
    """A condition: rows of these files."""

    def __init__(self, record_ids: Collection[str]) -> None:
        self._record_ids = frozenset(record_ids)

    def is_true_for(self, value: Any) -> bool:
        return bool(value.get("record_id") in self._record_ids)


@dataclass
class FileDeletion:
    """The deletion of some files.

    :param among: where to look for them
    :ivar results: what became of each that was tried
    """

    client: Client
    among: FileListingOptions
    wanted: Sequence[str]
    remove_file: bool
    results: dict[str, FileResult] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)

    async def plan(self) -> PlannedChange[list[FileResult]]:
        found = await self._find(self.wanted)

        def all_of_them(result: str) -> list[FileResult]:
            results = [FileResult(each, result if each in found else ABSENT) for each in self.wanted]
            return [self._with_row(each) for each in results]

        async def delete() -> list[FileResult]:
            await self._delete(found)
            return self._in_order()

        return PlannedChange(all_of_them(PRESENT), all_of_them(DELETED), decided, delete if found else None)

    async def _find(self, record_ids: Sequence[str]) -> list[str]:
        """Those of the files that there are. The look is complete, or it found them all."""
        plan = make_plan(replace(self.among, sort_by="desc"))
        plan = plan._replace(where=_IsOneOf(record_ids), limit=len(record_ids))
        there = {row["record_id"]: row for row in (await Listing(self.client, plan).run()).rows}
        self.rows.update(there)
        return [record_id for record_id in record_ids if record_id in there]

    async def _delete(self, found: Sequence[str]) -> None:
        await self.delete_each(found)
        if self._failed():
            raise PartlyDoneError(self._summary(), facts=self._facts())

    async def delete_each(self, found: Sequence[str]) -> None:
        """Delete files that are there, batch after batch. After a request that fails, no other is sent.

        :raises IceError: if a request failed; ``results`` tells what was done before. That the API refused a single
            file is no error here.
        """
        left, size = list(found), _BATCH
        while left:
            batch = left[:size]
            try:
                self.results.update(await self._delete_batch(batch))
            except ParameterRefusedError as error:  # how many ids it takes is not documented
                if len(batch) == 1 or "recordid" not in f"{error.error_code} {error.message}".lower():
                    await self._fail(error, batch, left)
                size = len(batch) // 2
                continue
            except IceError as error:
                await self._fail(error, batch, left)
            left = left[len(batch) :]
        await self._settle_untold()

    async def _settle_untold(self) -> None:
        """Look for the files that no answer named. What the list still shows was not deleted."""
        there, untold = list(self.untold), list(self.untold)
        message = "DeleteLiveRecordFiles returned no result for it, and the list still shows it."
        try:
            for number in range(LOOKS if untold else 0):
                if number:
                    await asyncio.sleep(number)
                there = await self._find(there)
                if not there:
                    break
        except IceError as error:
            message = f"DeleteLiveRecordFiles returned no result for it, and looking for it failed: {error.message}"
        for record_id in untold:
            is_there = record_id in there
            untold_result = FileResult(record_id, FAILED, message=message, is_open=True)
            self.results[record_id] = untold_result if is_there else FileResult(record_id, DELETED)
        self.untold.clear()

    async def _delete_batch(self, batch: Sequence[str]) -> dict[str, FileResult]:
        parameters = {**numbered("RecordIds", batch), "RemoveFile": "true" if self.remove_file else "false"}
        left = list(batch)

        async def answered(answer: dict[str, Any]) -> dict[str, FileResult]:
            told = told_by_id(answer.get("delete_file_info_list"))
            results = {name: result_of(name, told[name]) for name in batch if name in told}
            self.untold.extend(name for name in batch if name not in results)
            return results

        async def unanswered() -> dict[str, FileResult] | None:
            left[:] = await self._find(batch)
            return None if left else _gone()

        def _gone() -> dict[str, FileResult]:
            return {each: FileResult(each, DELETED) for each in batch if each not in left}

        try:
            return await send_once(
                self.client,
                DELETE_LIVE_RECORD_FILES,
                parameters,
                answered=answered,
                unanswered=unanswered,
                unknown="What was still there was not deleted again.",
            )
        except IceError as error:
            if error.maybe_processed:
                self.results.update(_gone())
            raise

    async def _fail(self, error: IceError, batch: Sequence[str], left: Sequence[str]) -> NoReturn:
        await self._settle_untold()
        if not self.results and not error.maybe_processed:
            raise error
        became = "Not known to be deleted." if error.maybe_processed else "Refused."
        for record_id in left:
            if record_id not in self.results:
                was_sent = record_id in batch
                message = became if was_sent else "Not tried, since the request before failed."
                is_open = was_sent and error.maybe_processed
                self.results[record_id] = FileResult(record_id, FAILED, error.error_code, message, is_open=is_open)
        raise PartlyDoneError(
            f"{error.message} {self._summary()}",
            error_code=error.error_code,
            request_id=error.request_id,
            http_status=error.http_status,
            facts=self._facts(),
        ) from error

    def _in_order(self) -> list[FileResult]:
        """The results so far; a file that has none was not there."""
        results = [self.results.get(record_id) or FileResult(record_id, ABSENT) for record_id in self.wanted]
        return [self._with_row(each) for each in results]

    def _with_row(self, result: FileResult) -> FileResult:
        return replace(result, listed=self.rows.get(result.record_id, {}))

    def _failed(self) -> list[FileResult]:
        return [each for each in self.results.values() if each.result == FAILED]

    def _facts(self) -> dict[str, Any]:
        results = self._in_order()
        return {"changed": has_deleted(results), "delete_file_info_list": [each.as_row() for each in results]}

    def _summary(self) -> str:
        failed = self._failed()
        names = ", ".join(f"{each.record_id} ({': '.join(filter(None, (each.code, each.message)))})" for each in failed)
        deleted = ", ".join(each.record_id for each in self.results.values() if each.result == DELETED)
        return f"{len(failed)} of {len(self.wanted)} files were not deleted: {names}. Deleted: {deleted or 'none'}."


def _check_number(wanted: Sequence[str], most: int) -> None:
    if most < 0:
        raise InputError(f"max_deletions is {most}; it must be 0 (no limit) or more.")
    if most and len(wanted) > most:
        raise InputError(
            f"record_ids has {len(wanted)} different ids, and max_deletions is {most}. Nothing was deleted. If all of "
            f"them are meant, set max_deletions to {len(wanted)} or more, or to 0 for no limit."
        )


def _check_no_rows(option: str, ids: Sequence[str]) -> None:
    for number, text in enumerate(ids, 1):
        if text[:1] in ("{", "["):
            raise InputError(
                f"{option}: number {number} is a whole row or a list, not an id: {text[:60]}... Give ids only, as in "
                f"map(attribute={option[:-1]!r})."
            )
