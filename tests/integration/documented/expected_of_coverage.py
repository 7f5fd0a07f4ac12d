# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examples about coverage and retention have to result in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Outcome, Run
from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import Expected, job, queries, says

_HOURLY = {
    "template_id": "hourly",
    "record_formats": [{"Format": "mp4", "CycleDuration": 3600, "OssObjectPrefix": "{StartTime}_{EndTime}"}],
}


def _channel(name: str, status: str = "started", **age: float) -> dict[str, Any]:
    """A job that writes a file each hour; its id is its name."""
    return {**job(name, status, **age), "job_id": name, "template_id": "hourly"}


def _files(name: str, first: int, last: int, **fields: Any) -> list[dict[str, Any]]:
    """A file for each hour, from so many hours ago to so many."""
    return [
        {
            "job_id": name,
            "format": "mp4",
            "start_time": timedelta(hours=hour),
            "end_time": timedelta(hours=hour - 1),
            **fields,
        }
        for hour in range(first, last, -1)
    ]


_HOURS = 20 + 18 + 15
# Guide: one is well, one lacks two hours, one has been silent for five.
_STUDIOS = state(
    templates=[_HOURLY],
    added=[_channel("well", hours=20), _channel("broken", hours=20), _channel("silent", hours=20)],
    files=[
        *_files("well", 20, 0),
        *_files("broken", 20, 8),
        *_files("broken", 6, 0),
        *_files("silent", 20, 5),
    ],
)


def _has_recordings(outcome: Outcome) -> None:
    assert not outcome.failed, outcome.result
    found = {row["name"]: row["files"] for row in outcome.result["recordings"]}
    assert found == {"well": 12, "broken": 10, "silent": 7}


def _tells_what_is_missing(outcome: Outcome) -> None:
    told = {each["channel"]: round(each["seconds"] / 60) for each in outcome.result["msg"]}
    # Two hours, and five hours less the cycle and the ten minutes that are pending; a busy machine takes its time.
    assert told.pop("silent") in range(5 * 60 - 70, 5 * 60 - 60)
    assert told == {"broken": 120}


def _finds_holes(outcome: Outcome) -> None:
    assert [each["channel"] for each in outcome.result["query_result"]] == ["evening-news"]
    # The two weeks may begin within a programme.
    first, *others = outcome.result["query_result"][0]["gaps"]
    assert " " not in first
    assert len(others) >= 8
    assert all(gap.endswith("T10:00:00Z") for gap in others)


def _is_silent(outcome: Outcome) -> None:
    (found,) = outcome.result["query_result"]
    assert found["channel"] == "silent"
    assert found["seconds"] // 60 in range(300, 310)
    assert "recordings" not in outcome.result


def _tells_of_the_silent_one(outcome: Outcome) -> None:
    (said,) = (each["msg"] for each in outcome.result["results"])
    assert re.fullmatch("silent has had no file for 30\\d minutes", said)


def _reconciles(outcome: Outcome) -> None:
    figures = outcome.result["usage"]["reconciliation"]
    assert figures["recorded_minutes"] == _HOURS * 60
    assert abs(figures["difference_minutes"]) < 0.1


def _shows_both(outcome: Outcome) -> None:
    assert outcome.result["msg"]["recorded_minutes"] == _HOURS * 60


GUIDE = Expected(
    before=_STUDIOS,
    before_example={
        "Find holes in the programmes of two weeks": state(
            templates=[_HOURLY],
            added=[_channel("evening-news", "paused", days=20), _channel("the-late-show", "paused", minutes=1)],
        ),
        "Look for channels that are silent": _STUDIOS,
    },
    checks={
        "Tell what was recorded in the last twelve hours": _has_recordings,
        "Show what is missing": _tells_what_is_missing,
        "Find holes in the programmes of two weeks": _finds_holes,
        "Look for channels that are silent": _is_silent,
        "Raise the alarm": _tells_of_the_silent_one,
        "Compare a week with what the service counts": _reconciles,
        "Show both figures": _shows_both,
    },
)


def _covers_a_week(outcome: Outcome) -> None:
    rows = {row["name"]: row for row in outcome.result["recordings"]}
    assert {name: row["coverage"] == 1 for name, row in rows.items()} == {"news-1": True, "programme-1": False}


def _says_gaps(outcome: Outcome) -> None:
    first, second = (each["msg"] for each in outcome.result["results"])
    assert first == "news-1: []"
    assert second.startswith("programme-1: [{")


def _is_incomplete(outcome: Outcome) -> None:
    (row,) = outcome.result["recordings"]
    assert (row["name"], row["region"]) == ("programme-1", "cn-shanghai")


def _finds_the_silent_one(outcome: Outcome) -> None:
    (found,) = outcome.result["query_result"]
    assert (found["channel"], found["seconds"] // 3600) == ("programme-1", 40)


COVERAGE = Expected(
    before=state(
        templates=[_HOURLY],
        added=[_channel("news-1", hours=30), _channel("programme-1", days=10)],
        files=[*_files("news-1", 30, 0), *_files("programme-1", 50, 40)],
    ),
    instead_of={
        "    regions: [cn-shanghai, cn-beijing]": "    regions: [cn-shanghai, cn-beijing]\n    endpoints: "
        "\"{{ emulator_endpoints | dict2items | rejectattr('key', 'eq', 'ap-southeast-1') | items2dict }}\""
    },
    checks={
        "Tell what was recorded in the last week, and what is missing": _covers_a_week,
        "Show the gaps that no file will fill any more": _says_gaps,
        "Look for the evening programme, and for the news of all regions at any time": _is_incomplete,
        "Find channels that have had no file for longer than their cycle plus ten minutes": _finds_the_silent_one,
        "Compare the minutes of a month with what the service counts": queries(2),
    },
)


def _old(name: str, *days: int) -> list[dict[str, Any]]:
    return [
        {
            "job_id": name,
            "record_id": f"{name}-{day}",
            "start_time": timedelta(days=day, hours=1),
            "end_time": timedelta(days=day),
        }
        for day in days
    ]


_ARCHIVE = state(
    added=[{**job(name, "paused", days=400), "job_id": name} for name in ("trial-1", "studio-1")],
    files=[*_old("trial-1", 300, 299, 298), *_old("studio-1", *range(120, 100, -2), 3)],
)


def _keeps(*kept: str) -> Any:
    def check(outcome: Outcome) -> None:
        left = {each["RecordId"] for each in outcome.files}
        assert outcome.changed
        assert set(kept) <= left
        assert len(left) == 14 - 2  # a fifth of fourteen files

    return check


RETENTION = Expected(
    before=_ARCHIVE,
    checks={
        "Delete files older than 90 days, but for a trial and the last two of each recording": _keeps(
            "trial-1-300", "trial-1-299", "studio-1-3"
        ),
        "Show what went": lambda outcome: says([*outcome.result["msg"]])(outcome),
    },
)


def _deleted_two(run: Run) -> None:
    (shown,) = run.of("mediaops.alicloud.live_record_retention : Show what was deleted")
    assert [line for line in shown.result["msg"] if "file deleted" in line]
    assert "3 held" in " ".join(shown.result["msg"])


RETENTION_ROLE = Expected(
    before=_ARCHIVE,
    checks={"role mediaops.alicloud.live_record_retention": _deleted_two},
)
