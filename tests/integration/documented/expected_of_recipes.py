# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the recipes of the cookbook have to result in, by their titles. Those that are no playbook: test_cookbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state

from .expected import job

if TYPE_CHECKING:
    from .recipes import Cooked

_URL = "rtmp://example-live.com/live/"
_OUTPUT = {"output_bucket": "recordings", "output_endpoint": "oss-cn-shanghai.aliyuncs.com"}
_HOOK = {"https://hooks.example.com/recordings": "'{{ webhook }}'"}
_HOURLY = {
    "template_id": "hourly",
    "name": "hourly",
    "record_formats": [{"Format": "mp4", "CycleDuration": 3600, "OssObjectPrefix": "{StartTime}_{EndTime}"}],
}


def _state(**content: Any) -> dict[str, Any]:
    return state(templates=[_HOURLY], **content)


@dataclass(frozen=True)
class Expectation:
    """What is expected of a recipe.

    :ivar check: looks at what came of it
    :ivar before: the emulator's state before it
    :ivar times: how often its playbook runs
    :ivar may_fail: it runs again, even if it has failed
    :ivar instead_of: texts that cannot be used here, and what is
    """

    check: Callable[[Cooked], object]
    before: Mapping[str, Any] = field(default_factory=_state)
    times: int = 1
    may_fail: bool = False
    instead_of: Mapping[str, str] = field(default_factory=dict)


def _says(task: str, value: Any) -> Callable[[Cooked], None]:
    def check(cooked: Cooked) -> None:
        assert cooked.of(task).result["msg"] == value

    return check


def _says_each(task: str, *values: Any) -> Callable[[Cooked], None]:
    def check(cooked: Cooked) -> None:
        assert [each["msg"] for each in cooked.of(task).result["results"]] == list(values)

    return check


def _channel(name: str, status: str = "started", **fields: Any) -> dict[str, Any]:
    """A job of the template hourly; its id and its stream have its name."""
    own = {"job_id": name, "stream_url": f"{_URL}{name}", "template_id": "hourly", **_OUTPUT}
    return {**own, **job(name, status, **fields)}


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


_THREE = [
    _channel("stopped", "paused", hours=3),
    _channel("waits", "initial", hours=2),
    _channel("runs", hours=1),
]


def _figures(cooked: Cooked) -> None:
    assert cooked.of("Show the figures").result["msg"] == {"all": 3, "started": 1, "paused": 1, "initial": 1}
    assert "live_record_jobs" not in cooked.of("Count the jobs by their states").result


def _finds(task: str, *names: str) -> Callable[[Cooked], None]:
    def check(cooked: Cooked) -> None:
        assert [each["name"] for each in cooked.of(task).found] == list(names)

    return check


def _regions(cooked: Cooked) -> None:
    assert cooked.of("Show how many there are in each region").result["msg"] == (
        "{'cn-shanghai': 2, 'cn-beijing': 1}, 1 paused"
    )


def _accounts(cooked: Cooked) -> None:
    said = cooked.of("Show a line for each account").result["msg"]
    assert [list(line) for line in said] == [["production", 1], ["operations", 1]]
    assert len({request.access_key_id for each in cooked.tasks for request in each.requests}) == 2


def _table(cooked: Cooked) -> None:
    first, *rows = (cooked.folder / "recordings.csv").read_text(encoding="utf-8").splitlines()
    assert first == "name,status,created,bucket"
    assert [row.split(",")[0] for row in rows] == ['"runs"', '"with ""quotes"""']
    assert rows[0].endswith(',"recordings"')


def _recorded_once(cooked: Cooked) -> None:
    assert cooked.changed == ["Have the studio recorded"]  # of two runs
    (stored,) = cooked.after.jobs
    assert (stored["Name"], stored["TemplateName"]) == ("studio-1", "test template")


def _three_channels(cooked: Cooked) -> None:
    assert sorted(each["Name"] for each in cooked.after.jobs) == ["news", "sports", "weather"]
    assert {each["NotifyUrl"] for each in cooked.after.jobs} == {"https://example.com/recordings"}


def _recorded_again(cooked: Cooked) -> None:
    assert cooked.of("Say since when it runs").result["msg"] == "concert is started"
    assert [each["Status"] for each in cooked.after.jobs] == ["paused", "started"]


def _template(cooked: Cooked) -> None:
    (made,) = [each for each in cooked.after.templates if each["Name"] == "mp4-hourly"]
    assert [(each["Format"], each["CycleDuration"]) for each in made["RecordFormatList"]] == [("mp4", 3600)]


def _rehearsals(cooked: Cooked) -> None:
    assert sorted(each["RecordId"] for each in cooked.after.files) == ["other", "young"]
    (sent,) = [each for task in cooked.tasks for each in task.requests if each.action == "DeleteLiveRecordFiles"]
    assert sent.parameters["RemoveFile"] == "true"


def _retained(cooked: Cooked) -> None:
    assert sorted(each["RecordId"] for each in cooked.after.files) == ["last", "trial-old", "trial-oldest"]


def _alarmed(cooked: Cooked) -> None:
    assert cooked.of("Look for started channels without a file for a cycle and ten minutes").result["query_result"] == [
        "silent"
    ]
    assert cooked.of("Tell those who are on call").result["http_status"] == 204


def _two_again(cooked: Cooked) -> None:
    submitted = [each["Name"] for each in cooked.after.jobs if each["Status"] != "paused"]
    assert submitted == ["studio-1", "studio-2"]
    assert "1 postponed" in cooked.of("Show what was done").result["msg"][0]


def _notified(cooked: Cooked) -> None:
    assert cooked.of("Show what was done").result["msg"][0].startswith("1 of 2 jobs matched: 1 handled")
    assert "SubmitLiveRecordJob" not in cooked.requests


def _ticket(cooked: Cooked) -> None:
    assert (cooked.folder / "ticket-stopped.txt").read_text(encoding="utf-8") == "stopped has stopped."


def _skipped(cooked: Cooked) -> None:
    said = cooked.of("Skip the region if the key may not read it").result["msg"]
    assert said.startswith("Skipped (Forbidden.RAM, request ")
    assert "skip_reason" in cooked.of("Fail for everything else").result


def _page(cooked: Cooked) -> None:
    text = (cooked.folder / "recordings.md").read_text(encoding="utf-8")
    assert text.split("\n") == ["# What is recorded", "- runs", "- {{ 7 * 6 }}", ""]


def _kept(cooked: Cooked) -> None:
    assert cooked.of("Read it").result["msg"] == cooked.of("Read it again, without a request").result["msg"] == "3 jobs"
    assert cooked.of("Read it").actions
    assert cooked.of("Read it again, without a request").actions == []


def _report(cooked: Cooked) -> None:
    found = cooked.of("Audit by all built-in rules").result
    assert ("secret-in-stream-url", "leaks") in [
        (each["rule"], each["recording"]["name"]) for each in found["findings"] if each["recording"]
    ]
    assert "TestOnly" not in json.dumps(found)
    assert any("leaks" in message for message in cooked.of("Show the gravest findings").result["msg"])
    assert sorted(found["reports"]) == ["html", "json"]


def _named(cooked: Cooked) -> None:
    found = cooked.of("Audit by the rule").result
    assert [each["message"] for each in found["findings"]] == ["concert names no studio."]


def _accepted(cooked: Cooked) -> None:
    found = cooked.of("Audit with what is accepted").result
    assert [(each["recording"]["name"], each["suppressed"]) for each in found["findings"]] == [("concert", True)]
    assert found["compliant"] is True


def _gate(cooked: Cooked) -> None:
    first, second = (each for each in cooked.tasks if each.task == "Audit against the report of the last run")
    assert [each["state"] for each in first.result["findings"]] == ["new"]
    assert not first.result["gate"]["passed"]
    assert [each["state"] for each in second.result["findings"]] == ["unchanged"]
    assert second.result["gate"]["passed"]


def _drift(cooked: Cooked) -> None:
    assert cooked.of("Show what would have to be done").result["msg"] == ["submit", "cannot"]
    found = cooked.of("Compare with the declaration").result["findings"]
    assert sorted(each["rule"] for each in found) == ["drift-missing", "drift-unexpected"]


RECIPES: Mapping[str, Expectation] = {
    "I have an account. I want to know what is being recorded.": Expectation(
        _says(
            "Show what is recorded",
            [
                {"name": "runs", "status": "started", "stream": f"{_URL}runs"},
                {"name": "waits", "status": "initial", "stream": f"{_URL}waits"},
            ],
        ),
        _state(added=_THREE),
    ),
    "I have thousands of jobs. I want figures only.": Expectation(_figures, _state(added=_THREE)),
    "I have recordings that stop. I want those that nobody has submitted again.": Expectation(
        _says("Name them", ["stopped"]),
        _state(
            added=[
                *_THREE,
                _channel("runs", "paused", hours=9, job_id="before"),
            ]
        ),
    ),
    "I have the name of a channel. I want its newest job.": Expectation(
        _finds("Gather the newest job of the channel", "studio-1"),
        _state(added=[_channel("studio-1", hours=3), _channel("studio-10", hours=2), _channel("a studio-1", hours=1)]),
    ),
    "I have an evening in my own time zone. I want the jobs of that evening.": Expectation(
        _finds("Gather the jobs of the evening of 14 March in Shanghai", "first", "last"),
        _state(
            added=[
                {"name": name, "create_time": f"2026-03-14T{time}Z"}
                for name, time in (
                    ("too early", "09:59:59"),
                    ("first", "10:00:00"),
                    ("last", "15:00:00"),
                    ("too late", "15:00:01"),
                )
            ]
        ),
    ),
    "I have a quarter of a year. I want the jobs of each day counted.": Expectation(
        _says_each("Show each day with its jobs", "2026-01-05: 1", "2026-03-02: 2"),
        _state(
            added=[
                {"name": "any", "create_time": time}
                for time in (
                    "2025-12-31T23:59:59Z",
                    "2026-01-05T08:00:00Z",
                    "2026-03-02T08:00:00Z",
                    "2026-03-02T09:00:00Z",
                )
            ]
        ),
    ),
    "I have several regions. I want one list.": Expectation(
        _regions,
        _state(
            added=[
                _channel("runs", hours=1),
                _channel("stopped", "paused"),
                job("in Beijing", region="cn-beijing"),
            ]
        ),
    ),
    "I have several accounts. I want the same question answered for each.": Expectation(
        _accounts, _state(added=_THREE)
    ),
    "I have a list. I want it as a CSV file.": Expectation(
        _table, _state(added=[_channel("runs", hours=1), _channel('with "quotes"', hours=2), _channel("old", days=8)])
    ),
    "I have a stream. I want it recorded, however often the playbook runs.": Expectation(_recorded_once, times=2),
    "I have a list of channels. I want all of them recorded.": Expectation(_three_channels),
    "I have a recording that stopped. I want it back, and to know that it runs.": Expectation(
        _recorded_again,
        _state(
            added=[_channel("concert", "paused", days=2)],
            streams={"stream_arrives_after_s": 0.2},
        ),
    ),
    "I have requirements for the files. I want a template for them.": Expectation(_template),
    "I have a template that shall go. I want to know who uses it.": Expectation(
        _says("Say that it can go", "Nobody uses it."), _state(added=_THREE)
    ),
    "I have a channel. I want the addresses of its files of last week.": Expectation(
        _says("Show where they are", ["https://recordings.example.com/1.mp4"]),
        _state(
            added=[_channel("concert", "paused", days=20), _channel("other", "paused", days=20)],
            files=[
                *_files("concert", 30, 29, record_url="https://recordings.example.com/1.mp4"),
                *_files("concert", 30, 29, format="m3u8"),
                *_files("concert", 300, 299),
                *_files("other", 30, 29),
            ],
        ),
    ),
    "I have files in several buckets. I want the hours in each of them.": Expectation(
        _says_each("Show the hours of each bucket", "archive: 2.0 h", "recordings: 3.0 h"),
        _state(
            added=[_channel("a", "paused", days=2), _channel("b", "paused", days=2, output_bucket="archive")],
            files=[*_files("a", 30, 27), *_files("b", 30, 28)],
        ),
    ),
    "I have rehearsals. I want their old files to be deleted.": Expectation(
        _rehearsals,
        _state(
            added=[_channel("rehearsal 1", "paused", days=60), _channel("the show", "paused", days=60)],
            files=[
                *_files("rehearsal 1", 40 * 24, 40 * 24 - 1, record_id="old"),
                *_files("rehearsal 1", 20 * 24, 20 * 24 - 1, record_id="young"),
                *_files("the show", 40 * 24, 40 * 24 - 1, record_id="other"),
            ],
        ),
    ),
    "I have a rule for how long files are kept. I want it applied each night.": Expectation(
        _retained,
        _state(
            added=[_channel("trial", "paused", days=300), _channel("the show", "paused", days=300)],
            files=[
                *_files("trial", 200 * 24, 200 * 24 - 1, record_id="trial-oldest"),
                *_files("trial", 150 * 24, 150 * 24 - 1, record_id="trial-old"),
                *_files("the show", 200 * 24, 200 * 24 - 1, record_id="goes"),
                *_files("the show", 150 * 24, 150 * 24 - 1, record_id="goes too"),
                *_files("the show", 140 * 24, 140 * 24 - 1, record_id="last"),
            ],
        ),
    ),
    "I have recordings. I want to know what is missing in them.": Expectation(
        _says_each("Show each channel with a gap", "broken lacks 120 minutes"),
        _state(
            added=[_channel("well", hours=20), _channel("broken", hours=20)],
            files=[*_files("well", 20, 0), *_files("broken", 20, 8), *_files("broken", 6, 0)],
        ),
    ),
    "I have live channels. I want an alarm when one falls silent.": Expectation(
        _alarmed,
        _state(
            added=[_channel("well", hours=20), _channel("silent", hours=20)],
            files=[*_files("well", 20, 0), *_files("silent", 20, 5)],
        ),
        instead_of=_HOOK,
    ),
    "I have recordings that stop. I want them submitted again, a few at a time.": Expectation(
        _two_again,
        _state(
            added=[
                _channel("concert", "paused", days=4),
                *(_channel(f"studio-{number}", "paused", days=4 - number) for number in (1, 2, 3)),
            ],
            streams={"stream_arrives_after_s": 0.2},
        ),
    ),
    "I have an operator. I want a message for each recording that never started.": Expectation(
        _notified,
        _state(added=[_channel("late", "initial", minutes=20), _channel("just now", "initial", minutes=5)]),
        instead_of=_HOOK,
    ),
    "I have a procedure of my own. I want it run for each recording that stopped.": Expectation(
        _ticket, _state(added=_THREE)
    ),
    "I have a playbook that must go on. I want to treat a missing permission otherwise than an outage.": Expectation(
        _skipped, _state(added=_THREE, errors=[{"code": "Forbidden.RAM", "status": 403, "count": 1}])
    ),
    "I have a template for a page. I want the recordings in it.": Expectation(
        _page, _state(added=[*_THREE, _channel("{{ 7 * 6 }}", hours=9)])
    ),
    "I have many tasks that need the list. I want it read once in ten minutes.": Expectation(
        _kept, _state(added=_THREE)
    ),
    "I have an answer of the API in a file. I want to ask it questions.": Expectation(
        _says("Name those that are paused", ["a"])
    ),
    "I have an account. I want a report of everything that is not in order.": Expectation(
        _report, _state(added=[*_THREE, _channel("leaks", stream_url=f"{_URL}a?auth_key=TestOnlyWrongSecret")])
    ),
    "I have a convention for names. I want to know who does not keep to it.": Expectation(
        _named, _state(added=[_channel("concert", hours=2), _channel("studio-1", hours=1)])
    ),
    "I have a finding that is accepted. I want it out of the way until spring.": Expectation(
        _accepted, _state(added=[{**_channel("concert"), "notify_url": ""}])
    ),
    "I have a pipeline. I want it to fail for what is new and grave, and for nothing else.": Expectation(
        _gate,
        _state(added=[_channel("stopped", "paused", days=3)]),
        times=2,
        may_fail=True,
    ),
    "I have a list of what shall be recorded. I want to know what differs from it.": Expectation(
        _drift, _state(added=[_channel("concert", hours=2)])
    ),
}
