# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Delete recorded files that are old enough, and write down which.

Nothing is deleted unless it is shown that all files of all regions were read: the last files of a recording are known
only then, and so is the share of all files that may go.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from ..client import Client, open_clients, run
from ..connection import ConnectionOptions, Location, check_distinct_hosts, locate
from ..coverage import LONGEST_FILE, FileReading, Span, moment_in
from ..errors import IceError, IncompleteError, InputError, PartlyDoneError
from ..listing import FileListingOptions, JobListingOptions, OnPage, Progress, Row, read_rows, run_concurrently
from ..times import format_time
from .file import FileDeletion
from .file_result import DELETED, FAILED, FileResult
from .retention_choice import DueFile, RetentionChoice
from .retention_jobs import JobsOfRegion
from .retention_log import RetentionLog
from .retention_report import report
from .retention_rules import RetentionOptions, RetentionRules, check_rules

_BATCH = 20


def keep_files(
    connections: Sequence[ConnectionOptions],
    options: RetentionOptions,
    *,
    dry_run: bool = False,
    on_page: OnPage = None,
) -> dict[str, Any]:
    """Delete files that are old enough.

    :param connections: one for each region
    :returns: see :func:`.retention_report.report`
    :raises InputError: if an option is invalid, or the log cannot be used; nothing was deleted
    :raises IceError: if a region could not be read, or not shown to be complete; nothing was deleted
    :raises PartlyDoneError: if a file could not be deleted, or may not have been; its facts are the report
    """
    return run(_keep_files(connections, check_rules(options), on_page, dry_run=dry_run))


async def _keep_files(
    connections: Sequence[ConnectionOptions], rules: RetentionRules, on_page: OnPage, *, dry_run: bool
) -> dict[str, Any]:
    places = {connection: locate(connection) for connection in connections}
    if len(places) > 1:
        check_distinct_hosts(places.values())
    log = RetentionLog(rules.log)
    with nullcontext() if dry_run else log.held():
        unfinished = log.unfinished()
        async with open_clients(connections) as clients:
            regions = {place.region: clients[connection] for connection, place in places.items()}
            retention = _Retention(rules, regions, _names(places.values()), log, unfinished)
            return await retention.run(Progress(on_page), dry_run=dry_run)


@dataclass
class _Retention:
    """Reads, chooses, deletes.

    :ivar clients: by region
    :ivar places: by region, what the log calls the account and the endpoint
    :ivar unfinished: files that an earlier run was deleting when it ended, and what the log says of them
    """

    rules: RetentionRules
    clients: Mapping[str, Client]
    places: Mapping[str, str]
    log: RetentionLog
    unfinished: dict[tuple[str, str], dict[str, Any]]
    results: dict[str, FileResult] = field(default_factory=dict)
    still_there: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.choice = RetentionChoice(self.rules)

    async def run(self, progress: Progress, *, dry_run: bool) -> dict[str, Any]:
        await run_concurrently(list(self.clients), lambda region: self._read(region, progress), len(self.clients))
        chosen = self.choice.chosen()
        remarks = self.rules.names.check()
        failure: IceError | None = None
        if not dry_run:
            self.log.append(self._of_earlier_runs())
            failure = await self._delete(chosen)
        told = report(
            self.rules,
            self.choice,
            chosen,
            None if dry_run else self.results,
            remarks=remarks,
            finished_later=self._finished_later(),
            request_ids=[each for client in self.clients.values() for each in client.stats.request_ids],
        )
        failed = [each for each in self.results.values() if each.result == FAILED]
        if failure is not None or failed:
            raise self._error(failure, failed, told)
        return told

    # Reading

    async def _read(self, region: str, progress: Progress) -> None:
        client, jobs = self.clients[region], JobsOfRegion()
        await read_rows(client, JobListingOptions(), progress, jobs.take)

        def take(file: Row, span: Span) -> None:
            key = self.places[region], str(file["record_id"])
            if key in self.unfinished:
                self.still_there.add(key)
            self.choice.take(region, jobs.told_of(file), span)

        # All files: the newest of a recording are those that are kept, and new ones count for the share.
        now, reading = self.rules.now, FileReading(client, progress, take, _nothing)
        if jobs.earliest is not None:  # no job, no file
            await reading.run(jobs.earliest, now + LONGEST_FILE, now)
        doubts = [*jobs.doubts, *reading.doubts]
        if doubts:
            raise IncompleteError(
                f"Nothing was deleted: that no file of {region} is missing cannot be shown, because "
                f"{'; '.join(doubts)}."
            )

    # Deleting

    async def _delete(self, chosen: Sequence[DueFile]) -> IceError | None:
        """Delete batch after batch, each of one region.

        :returns: the error that ended it; of a request, or of the log
        :raises InputError: if the log cannot be written, and nothing was tried
        """
        for region, batch in _batches(chosen):
            deletion = FileDeletion(
                self.clients[region], _among(batch), [file.record_id for file in batch], self.rules.options.remove_file
            )
            failures: list[IceError] = []
            try:
                self.log.append(self._line("deleting", file.facts) for file in batch)
                await deletion.delete_each(deletion.wanted)
            except IceError as error:
                if not self.results and not deletion.results and isinstance(error, InputError):
                    raise
                failures.append(error)
            self.results.update(deletion.results)
            try:
                self.log.append(self._ends(batch, deletion.results))
            except IceError as error:
                failures.append(error)
            if failures:
                return failures[0]
        return None

    def _ends(self, batch: Sequence[DueFile], results: Mapping[str, FileResult]) -> Iterator[dict[str, Any]]:
        """What became of files. Without a line it is not known, and the next run looks."""
        for file in batch:
            found = results.get(file.record_id)
            if found is not None and not found.is_open:
                yield self._line(found.result, file.facts, code=found.code, message=found.message)

    def _of_earlier_runs(self) -> Iterator[dict[str, Any]]:
        for key, record in self.unfinished.items():
            if key[0] in self.places.values():
                event = "still_there" if key in self.still_there else DELETED
                yield {**record, "event": event, "at": format_time(int(time.time())), "found_later": True}

    def _finished_later(self) -> list[str]:
        here = self.places.values()
        return [key[1] for key in self.unfinished if key[0] in here and key not in self.still_there]

    def _line(self, event: str, facts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        known = {name: value for name, value in more.items() if value is not None}
        at = format_time(int(time.time()))
        about = {"event": event, "place": self.places[facts["region"]], "remove_file": self.rules.options.remove_file}
        return {"at": at, **about, **facts, **known}

    def _error(self, failure: IceError | None, failed: Sequence[FileResult], told: dict[str, Any]) -> PartlyDoneError:
        said = [] if failure is None else [failure.message]
        if failed:
            names = ", ".join(
                f"{each.record_id} ({': '.join(filter(None, (each.code, each.message)))})" for each in failed[:5]
            )
            said.append(f"{len(failed)} of {len(self.results)} files that were tried are not deleted: {names}.")
        if self.rules.options.remove_file and failed:
            said.append(
                "With remove_file the service itself deletes the objects: the role that it was given for OSS needs "
                "oss:DeleteObject for the bucket, and no policy of the bucket may forbid it."
            )
        said.append(f"What was deleted is in {self.rules.log}.")
        error = PartlyDoneError(" ".join(said), facts=told)
        if failure is not None:
            error.error_code, error.request_id = failure.error_code, failure.request_id
            error.http_status = failure.http_status
        return error


def _names(places: Iterable[Location]) -> dict[str, str]:
    """By region, a name for its account and endpoint, that tells neither."""
    keys = {place.region: json.dumps([place.credentials.account, place.endpoint.url]) for place in places}
    return {
        region: hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16] for region, key in keys.items()
    }


def _nothing(_until: int) -> None:
    """Nothing waits."""


def _batches(files: Iterable[DueFile]) -> Iterator[tuple[str, list[DueFile]]]:
    """The files in their order, in batches of one region each."""
    waiting: dict[str, list[DueFile]] = {}
    for file in files:
        batch = waiting.setdefault(file.region, [])
        batch.append(file)
        if len(batch) == _BATCH:
            yield file.region, waiting.pop(file.region)
    yield from waiting.items()


def _among(batch: Sequence[DueFile]) -> FileListingOptions:
    """Where to look for files again whose deletion was not answered."""
    start = min(moment_in(file.facts.get("start_time")) or file.end - LONGEST_FILE for file in batch)
    return replace(
        FileListingOptions(),
        start_time=format_time(max(0, start - 1)),
        end_time=format_time(max(file.end for file in batch) + LONGEST_FILE),
    )
