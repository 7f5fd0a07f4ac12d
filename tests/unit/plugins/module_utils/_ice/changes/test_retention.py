# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files may go, against a model that keeps them all; and the log of what went."""

from __future__ import annotations

import json
import random
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.retention_choice import RetentionChoice
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.retention_log import RetentionLog
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.retention_rules import (
    RetentionOptions,
    check_rules,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import format_time

NOW = 1_790_000_000
DAY = 86_400


def file(number: int, name: str, file_format: str, age_days: int) -> dict[str, Any]:
    end = NOW - age_days * DAY - number  # no two end in the same second
    return {
        "record_id": f"r{number}",
        "job_id": f"j-{name}",
        "job_name": name,
        "stream_url": f"rtmp://a.example/{name}",
        "record_output": {"type": "oss", "bucket": "b"},
        "format": file_format,
        "start_time": format_time(end - 600),
        "end_time": format_time(end),
    }


kinds = st.tuples(st.sampled_from(["a", "b", "held", "other"]), st.sampled_from(["mp4", "flv"]), st.integers(0, 40))
some_files = st.lists(kinds, max_size=40).map(lambda some: [file(number, *kind) for number, kind in enumerate(some)])


def end_of(row: dict[str, Any]) -> int:
    return NOW - int(row["age"])


@given(
    some_files,
    st.integers(1, 30),
    st.integers(0, 3),
    st.integers(1, 12),
    st.sampled_from([0.1, 0.2, 0.29, 0.5, 1.0]),
    st.randoms(use_true_random=False),
)
def test_it_is_what_one_would_choose_who_had_all_files(
    files: list[dict[str, Any]], keep_days: int, keep_last: int, most: int, share: float, chance: random.Random
) -> None:
    rules = check_rules(
        RetentionOptions(
            keep_days=keep_days,
            keep_last=keep_last,
            hold=[{"where": "job_name == 'held'", "reason": "because"}],
            where="job_name != 'other'",
            max_deletions=most,
            max_share=share,
        ),
        NOW,
    )
    choice = RetentionChoice(rules)
    in_some_order = list(files)
    chance.shuffle(in_some_order)
    ends = {row["record_id"]: NOW - (NOW - _second(row["end_time"])) for row in files}
    for row in in_some_order:
        choice.take("cn-shanghai", row, (ends[row["record_id"]] - 600, ends[row["record_id"]]))
    newest_first = sorted(files, key=lambda row: -ends[row["record_id"]])
    last: dict[tuple[str, str], int] = {}
    due = []
    for row in newest_first:
        key = row["job_name"], row["format"]
        last[key] = last.get(key, 0) + 1
        is_old = ends[row["record_id"]] < NOW - keep_days * DAY
        if is_old and last[key] > keep_last and row["job_name"] in "ab":
            due.append(row["record_id"])
    allowed = min(most, int(round(share * 100) * len(files) // 100))
    assert [each.record_id for each in choice.chosen()] == due[::-1][:allowed]
    assert choice.counts["due"] == len(due)
    counted = sum(choice.counts[name] for name in ("young", "held", "not_meant", "kept_last", "due"))
    assert counted == choice.counts["files"] == len(files)
    assert rules.holds[0].files == sum(row["job_name"] == "held" for row in files)


def _second(text: str) -> int:
    from calendar import timegm
    from time import strptime

    return timegm(strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def test_memory_follows_recordings_and_the_limit() -> None:
    choice = RetentionChoice(check_rules(RetentionOptions(keep_days=1, max_deletions=10, max_share=1), NOW))
    for number in range(20_000):
        row = file(number, "a", "mp4", 100)
        choice.take("cn-shanghai", row, (NOW - number - 101 * DAY, NOW - number - 100 * DAY))
    assert len(choice._oldest) < 1020
    assert [each.record_id for each in choice.chosen()] == [f"r{number}" for number in range(19_999, 19_989, -1)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "keep_days is 0; it must be at least 1"),
        ({"keep_days": 0}, "keep_days is 0"),
        ({"keep_days": True}, "keep_days is True; write a number"),
        ({"keep_days": 1, "keep_last": True}, "keep_last is True"),
        ({"keep_days": 1, "max_deletions": True}, "max_deletions is True"),
        ({"keep_days": 1, "keep_last": -1}, "keep_last is -1"),
        ({"keep_days": 1, "max_deletions": 0}, "max_deletions is 0"),
        ({"keep_days": 1, "max_share": 0}, "max_share is 0; it must be above 0"),
        ({"keep_days": 1, "max_share": 20}, "max_share is 20"),
        ({"keep_days": 1, "max_share": float("nan")}, "max_share is nan"),
        ({"keep_days": 1, "hold": "job_name == 'a'"}, "is no list of dictionaries"),
        ({"keep_days": 1, "hold": ["job_name == 'a'"]}, "hold, entry 1: .* is no dictionary"),
        ({"keep_days": 1, "hold": [{"where": "job_name == 'a'"}]}, "hold, entry 1: reason is missing"),
        ({"keep_days": 1, "hold": [{"reason": "x", "where": " "}]}, "hold, entry 1: where is missing"),
        ({"keep_days": 1, "hold": [{"name": "a", "reason": "x"}]}, "there is no key 'name'"),
        ({"keep_days": 1, "hold": [{"where": "job_name == a", "reason": "x"}]}, "hold, entry 1.where is invalid"),
        ({"keep_days": 1, "hold": [{"where": "`1` == `1`", "reason": "x"}]}, "it is the same for every file"),
        ({"keep_days": 1, "where": "job_name ="}, "where is not a JMESPath expression"),
        ({"keep_days": 1, "log": " "}, "log is empty"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_an_error(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_rules(RetentionOptions(**options), NOW)


# The log


def line(event: str, record_id: str, **more: Any) -> dict[str, Any]:
    return {"event": event, "place": "p", "record_id": record_id, **more}


def test_what_was_begun_and_not_ended_is_known(tmp_path: Path) -> None:
    log = RetentionLog(tmp_path / "new" / "deleted.jsonl")
    with log.held():
        assert log.unfinished() == {}
        log.append([line("deleting", "a"), line("deleting", "b"), line("deleting", "c")])
        log.append([line("deleted", "a"), line("failed", "b")])
        assert list(log.unfinished()) == [("p", "c")]
        log.append([line("still_there", "c")])
        assert log.unfinished() == {}
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new", tmp_path / "new" / "deleted.jsonl")]
    assert modes == [0o700, 0o600]


@pytest.mark.parametrize("rest", [b'{"event": "dele', b"\x00\xff", b"[1]\n", b'{"event": "deleted", "place": "p"}\n'])
def test_a_line_that_was_cut_short_spoils_no_other(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "deleted.jsonl"
    log = RetentionLog(path)
    log.append([line("deleting", "a")])
    with path.open("ab") as opened:
        opened.write(rest)
    log.append([line("deleting", "b")])
    assert list(log.unfinished()) == [("p", "a"), ("p", "b")]
    assert json.loads(path.read_bytes().splitlines()[-1])["record_id"] == "b"


def test_one_run_at_a_time(tmp_path: Path) -> None:
    log = RetentionLog(tmp_path / "deleted.jsonl")
    with log.held(), pytest.raises(InputError, match="Another run deletes files and writes to"), log.held():
        pytest.fail("two at the same time")


def test_a_log_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deleted.jsonl"
    path.touch()
    path.chmod(0o666)
    log = RetentionLog(path)
    with pytest.raises(InputError, match="Others may write to"):
        log.append([line("deleting", "a")])
    with pytest.raises(InputError, match="Others may write to"):
        log.unfinished()
