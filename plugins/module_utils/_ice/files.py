# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recorded files to be rid of: looked up first, deleted in batches, and each file's own result kept.

Of DeleteLiveRecordFiles the reference says in one place that it lists all files, and in another that it lists those
that could not be deleted. Both mean the same here: what it does not list, or lists with the code OK, has gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from .client import Client
from .connection import ConnectionOptions, resolve_connection
from .errors import IceError, InputError, ParameterRefusedError
from .listing import Listing
from .lost_answer import look_for
from .names import numbered
from .operations import DELETE_LIVE_RECORD_FILES
from .options import FileListingOptions, check_ids, make_plan
from .page_reader import Row

DELETED, ABSENT, FAILED = "deleted", "absent", "failed"

_BATCH = 20
_DONE = ("ok", "success", "200", "")


@dataclass(frozen=True)
class FileResult:
    """What has become of one file: ``deleted``, ``absent`` (it was gone before) or ``failed``, and the API's words."""

    record_id: str
    result: str
    code: str | None = None
    message: str | None = None

    def as_row(self) -> Row:
        """As a dict, without what is not known."""
        return {name: value for name, value in vars(self).items() if value is not None}


class DeletionError(IceError):
    """Not all files could be deleted. ``results`` are those of every file, in the order asked for."""

    def __init__(self, message: str, results: Sequence[FileResult], cause: IceError | None = None) -> None:
        known = cause or IceError(message)
        super().__init__(
            message, error_code=known.error_code, request_id=known.request_id, http_status=known.http_status
        )
        self.results = list(results)

    def details(self) -> dict[str, Any]:
        """Each file's result, and whether anything was changed, beside what every error has."""
        return {
            **super().details(),
            "changed": any(each.result == DELETED for each in self.results),
            "delete_file_info_list": [each.as_row() for each in self.results],
        }


@dataclass(frozen=True)
class DeletionResult:
    """What came of it: each file's result, in the order asked for, and the files as they were found."""

    results: list[FileResult]
    found: list[str]
    request_ids: list[str]

    @property
    def changed(self) -> bool:
        """Whether any file was deleted, or would be."""
        return any(each.result == DELETED for each in self.results)

    @property
    def diff(self) -> dict[str, Any]:
        """The files asked about that there are, before and after."""
        gone = {each.record_id for each in self.results if each.result != FAILED}
        return {
            "before": {"record_ids": self.found},
            "after": {"record_ids": [record_id for record_id in self.found if record_id not in gone]},
        }


def delete_files(
    options: ConnectionOptions,
    record_ids: Sequence[str],
    *,
    remove_file: bool = False,
    among: FileListingOptions | None = None,
    predict: bool = False,
) -> DeletionResult:
    """Delete recorded files.

    :param remove_file: delete what is stored too, not just the record of it
    :param among: where to look for the files; by default among all there are
    :param predict: say what would be done, and change nothing
    :raises InputError: before any request, where something cannot be meant
    :raises DeletionError: where a file could not be deleted, or may not have been
    :raises IceError: where the API refused or did not answer, before anything was deleted
    """
    wanted = check_ids("record_ids", record_ids)
    if not wanted:
        raise InputError("record_ids is empty; say which files shall be deleted.")
    look_up = among or FileListingOptions()

    async def run() -> DeletionResult:
        async with Client(resolve_connection(options)) as client:
            deletion = _Deletion(client, look_up, remove_file, options.max_concurrency)
            found = await deletion.find(wanted)
            if predict:
                deletion.results.update({record_id: FileResult(record_id, DELETED) for record_id in found})
            else:
                await deletion.delete(found, wanted)
            return DeletionResult(deletion.in_order(wanted), found, list(client.stats.request_ids))

    return asyncio.run(run())


class _IsOneOf:
    """Rows of these files."""

    def __init__(self, record_ids: Collection[str]) -> None:
        self._record_ids = frozenset(record_ids)

    def is_true_for(self, value: Any) -> bool:
        return bool(value.get("record_id") in self._record_ids)


@dataclass
class _Deletion:
    client: Client
    among: FileListingOptions
    remove_file: bool
    width: int
    results: dict[str, FileResult] = field(default_factory=dict)

    async def find(self, record_ids: Sequence[str]) -> list[str]:
        """Those of the files that there are. A complete look, or one that found them all."""
        operation = self.among.operation
        plan = make_plan(replace(self.among, sort_by="desc"), operation)
        plan = replace(plan, where=_IsOneOf(record_ids), limit=len(record_ids))
        rows = (await Listing(self.client, self.client.stats, operation, plan, self.width).run()).rows
        there = {row["record_id"] for row in rows}
        return [record_id for record_id in record_ids if record_id in there]

    async def delete(self, found: Sequence[str], wanted: Sequence[str]) -> None:
        """Delete batch after batch; the first that fails as a whole is the last."""
        left, size = list(found), _BATCH
        while left:
            batch = left[:size]
            try:
                await self._delete_batch(batch)
            except ParameterRefusedError as error:  # how many ids it takes is not documented
                if len(batch) == 1 or "recordid" not in f"{error.error_code} {error.message}".lower():
                    self._fail(error, batch, left, wanted)
                size = len(batch) // 2
                continue
            except IceError as error:
                self._fail(error, batch, left, wanted)
            left = left[len(batch) :]
        failed = [each for each in self.results.values() if each.result == FAILED]
        if failed:
            raise DeletionError(self._summary(failed, wanted), self.in_order(wanted))

    def in_order(self, wanted: Sequence[str]) -> list[FileResult]:
        """The results so far; who has none was not there."""
        return [self.results.get(record_id) or FileResult(record_id, ABSENT) for record_id in wanted]

    async def _delete_batch(self, batch: Sequence[str]) -> None:
        parameters = {**numbered("RecordIds", batch), "RemoveFile": "true" if self.remove_file else "false"}
        try:
            answer = await self.client.call(DELETE_LIVE_RECORD_FILES, parameters)
        except IceError as error:
            await self._look_what_is_left(batch, error)
            return
        told = {str(entry.get("record_id")): entry for entry in answer.get("delete_file_info_list") or ()}
        for record_id in batch:
            self.results[record_id] = _result(record_id, told.get(record_id) or {})

    async def _look_what_is_left(self, batch: Sequence[str], error: IceError) -> None:
        """After a request without an answer: the files that have gone were deleted, if they all have."""
        left = list(batch)

        async def look() -> bool | None:
            left[:] = await self.find(batch)
            return None if left else True

        try:
            await look_for(look, error, "What was still there was not deleted again.")
        finally:
            if error.maybe_processed:
                gone = [record_id for record_id in batch if record_id not in left]
                self.results.update({record_id: FileResult(record_id, DELETED) for record_id in gone})

    def _fail(self, error: IceError, batch: Sequence[str], left: Sequence[str], wanted: Sequence[str]) -> NoReturn:
        if not self.results and not error.maybe_processed:
            raise error
        became = "Not known to be deleted." if error.maybe_processed else "Refused."
        for record_id in left:
            if record_id not in self.results:
                message = became if record_id in batch else "Not tried, since the request before failed."
                self.results[record_id] = FileResult(record_id, FAILED, error.error_code, message)
        failed = [each for each in self.results.values() if each.result == FAILED]
        raise DeletionError(f"{error.message} {self._summary(failed, wanted)}", self.in_order(wanted), error) from error

    def _summary(self, failed: Sequence[FileResult], wanted: Sequence[str]) -> str:
        names = ", ".join(f"{each.record_id} ({': '.join(filter(None, (each.code, each.message)))})" for each in failed)
        deleted = ", ".join(each.record_id for each in self.results.values() if each.result == DELETED)
        return f"{len(failed)} of {len(wanted)} files were not deleted: {names}. Deleted: {deleted or 'none'}."


def _result(record_id: str, told: Row) -> FileResult:
    code, message = str(told.get("code") or ""), str(told.get("message") or "")
    if code.lower() in _DONE:
        return FileResult(record_id, DELETED, code or None, message or None)
    result = ABSENT if "notfound" in code.lower() else FAILED
    return FileResult(record_id, result, code, message)
