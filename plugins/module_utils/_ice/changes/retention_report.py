# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What went, or would go, by recording and by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .file_result import ABSENT, DELETED, FAILED, FileResult
from .retention_choice import DueFile, RetentionChoice
from .retention_rules import RetentionRules


def report(
    rules: RetentionRules,
    choice: RetentionChoice,
    chosen: Sequence[DueFile],
    results: Mapping[str, FileResult] | None,
    *,
    remarks: Sequence[str],
    finished_later: Sequence[str],
    request_ids: Sequence[str],
) -> dict[str, Any]:
    """The result as users get it.

    :param results: what became of each file; None in a dry run
    :returns: ``changed``, ``files`` (each with ``result``), ``recordings`` (each with ``files``, ``postponed`` and
        ``days``), ``counts``, ``holds``, ``finished_later``, ``lines`` (the same as text), ``remarks``, ``log``,
        ``request_ids`` and ``diff``
    """
    files = [{**file.facts, **_result(file, results)} for file in chosen]
    deleted = [file for file, row in zip(chosen, files) if row["result"] == DELETED]
    gone = {(file.region, file.record_id) for file, row in zip(chosen, files) if row["result"] in (DELETED, ABSENT)}
    recordings = _recordings(choice, chosen, deleted)
    counts = {
        **choice.counts,
        "deleted": len(deleted),
        "absent": sum(row["result"] == ABSENT for row in files),
        "failed": sum(row["result"] == FAILED for row in files),
        "postponed": choice.counts["due"] - len(chosen),
    }
    return {
        "changed": bool(counts["deleted"]),
        "files": files,
        "recordings": recordings,
        "counts": counts,
        "holds": [{"reason": hold.reason, "files": hold.files} for hold in rules.holds],
        "finished_later": list(finished_later),
        "lines": _lines(rules, recordings, counts, is_dry_run=results is None),
        "remarks": list(remarks),
        "log": str(rules.log),
        "request_ids": list(request_ids),
        "diff": {
            "before": {"files": [file.facts for file in chosen]},
            "after": {"files": [file.facts for file in chosen if (file.region, file.record_id) not in gone]},
        },
    }


def _result(file: DueFile, results: Mapping[str, FileResult] | None) -> dict[str, Any]:
    if results is None:
        return {"result": DELETED}
    found = results.get(file.record_id) or FileResult(
        file.record_id, FAILED, message="Not tried, since the request before failed."
    )
    return {name: value for name, value in found.as_row().items() if name != "record_id"}


def _recordings(choice: RetentionChoice, chosen: Sequence[DueFile], deleted: Sequence[DueFile]) -> list[dict[str, Any]]:
    """Those of which files are due: what goes, by the day on which it ends, and what waits for another run."""
    days: dict[str, Counter[str]] = {}
    for file in deleted:
        days.setdefault(file.recording, Counter())[file.day] += 1
    tried = Counter(file.recording for file in chosen)
    rows = [
        {
            **{name: value for name, value in facts.items() if name != "due"},
            "files": sum(days.get(key, Counter()).values()),
            "postponed": facts["due"] - tried[key],
            "days": [{"day": day, "files": count} for day, count in sorted(days.get(key, Counter()).items())],
        }
        for key, facts in choice.recordings.items()
        if facts["due"]
    ]
    return sorted(rows, key=lambda row: tuple(str(row[name]) for name in ("region", "name", "stream_url")))


def _lines(
    rules: RetentionRules, recordings: Sequence[Mapping[str, Any]], counts: Mapping[str, int], *, is_dry_run: bool
) -> list[str]:
    verb = "would be deleted" if is_dry_run else "deleted"
    lines = [
        f"{row['name']} ({row['region']}), {day['day']}: {day['files']} {_files(day['files'])} {verb}"
        for row in recordings
        for day in row["days"]
    ]
    options = rules.options
    absent = f"{counts['absent']} gone already, " if counts["absent"] else ""
    lines.append(
        f"{counts['files']} {_files(counts['files'])}: "
        f"{counts['young']} younger than {options.keep_days} days, {counts['held']} held, "
        f"{counts['not_meant']} not meant, {counts['kept_last']} kept as the last, {counts['deleted']} {verb}, "
        f"{absent}{counts['failed']} failed, {counts['postponed']} postponed"
    )
    if counts["postponed"]:
        lines.append(
            f"One run deletes {rules.allowed(counts['files'])} {_files(rules.allowed(counts['files']))} at most: "
            f"max_deletions is {options.max_deletions}, and max_share is {options.max_share:g} of {counts['files']}."
        )
    lines += [f"The hold {hold.reason!r} holds no file." for hold in rules.holds if not hold.files]
    lines += [
        f"The hold {hold.reason!r} holds {hold.unclear} {_files(hold.unclear)} that lack what it names."
        for hold in rules.holds
        if hold.unclear
    ]
    return lines


def _files(number: int) -> str:
    return "file" if number == 1 else "files"
