# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of reports about what was recorded, made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from .report import Coverage, ExpectedWindow, Finding, Report

EXPECTED_NOT_RECORDED = "expected-not-recorded"  # the rule that finds windows which are about no recording

_Value = TypeVar("_Value")


def merged_coverage(parts: Sequence[Coverage]) -> Coverage | None:
    """What was recorded in all accounts; None if none was asked for it."""
    if not parts:
        return None
    starts = [part["start"] for part in parts]
    return {
        "start": None if None in starts else min(start for start in starts if start is not None),
        "end": max(part["end"] for part in parts),
        "tolerance": _same(part["tolerance"] for part in parts),
        "format": _same(part["format"] for part in parts),
        "windows": _windows(part["windows"] for part in parts),
        "complete": all(part["complete"] for part in parts),
        "doubts": [doubt for part in parts for doubt in part["doubts"]],
        "recordings": [recording for part in parts for recording in part["recordings"]],
    }


def finds_no_recording(finding: Finding, window: str) -> bool:
    """Whether a finding says of an expected window that it is about no recording."""
    return (
        finding["rule"] == EXPECTED_NOT_RECORDED
        and finding["recording"] is None
        and finding["message"].startswith(f"{window} is expected")
    )


def windows_with_recordings(reports: Iterable[Report], *, are_all: bool) -> set[str]:
    """The expected windows that are about a recording of some account, or may be, since it is not known of one.

    :param are_all: whether each account that was to be audited has a report
    """
    return {
        window["window"]
        for report in reports
        if report["coverage"] is not None
        for window in report["coverage"]["windows"]
        if not are_all
        or window["recordings"]
        or not any(finds_no_recording(finding, window["window"]) for finding in report["findings"])
    }


def _windows(lists: Iterable[Sequence[ExpectedWindow]]) -> list[ExpectedWindow]:
    """Each window once."""
    merged: dict[str, ExpectedWindow] = {}
    for windows in lists:
        for each in windows:
            known = merged.get(each["window"])
            recordings = each["recordings"] + (known["recordings"] if known else 0)
            merged[each["window"]] = {"window": each["window"], "recordings": recordings}
    return list(merged.values())


def _same(values: Iterable[_Value | None]) -> _Value | None:
    """The value, if all have the same."""
    different = set(values)
    return different.pop() if len(different) == 1 else None
