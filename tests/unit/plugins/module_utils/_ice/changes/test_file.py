# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deleting files: each one's own result, in batches, whatever the server leaves open."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes import file as file_changes
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes import send_once
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.file import delete_files
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    IceError,
    InputError,
    PartlyDoneError,
    PermissionDeniedError,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import FileListingOptions
from ansible_collections.mediaops.alicloud.tests.unit.support.family_api import OPTIONS, FamilyApi

LIST, DELETE = "ListLiveRecordFiles", "DeleteLiveRecordFiles"
FILES = [f"f{number}" for number in range(50)]


@pytest.fixture(autouse=True)
def no_pause_between_looks(monkeypatch):
    monkeypatch.setattr(send_once, "_SECONDS_BETWEEN_LOOKS", 0)


def delete(fake, record_ids, **options):
    with fake.installed():
        return delete_files(OPTIONS, record_ids, **options)


def failure(fake, record_ids, **options):
    with pytest.raises(PartlyDoneError) as caught:
        delete(fake, record_ids, **options)
    return caught.value


def results(outcome):
    rows = (
        outcome.facts["delete_file_info_list"]
        if isinstance(outcome, IceError)
        else [each.as_row() for each in outcome.after]
    )
    return {row["record_id"]: row["result"] for row in rows}


def batches(fake):
    return [
        sum(name.startswith("RecordIds.") for name in parameters)
        for action, parameters in fake.calls
        if action == DELETE
    ]


@pytest.mark.parametrize("omits_ok", [False, True])
def test_all_go_in_batches_and_once(omits_ok) -> None:
    fake = FamilyApi(files=list(FILES), omits_ok=omits_ok)
    result = delete(fake, [*FILES[5:50], "none", "f5"])
    assert result.changed
    assert results(result) == {**dict.fromkeys(FILES[5:50], "deleted"), "none": "absent"}
    assert [each.record_id for each in result.after] == [*FILES[5:50], "none"]
    assert batches(fake) == [20, 20, 5]
    assert fake.files == FILES[:5]
    assert [each["record_id"] for each in result.diff["before"]["files"]] == FILES[5:50]
    assert result.diff["after"] == {"files": []}
    again = delete(fake, FILES[5:50])
    assert not again.changed
    assert set(results(again).values()) == {"absent"}
    assert len(batches(fake)) == 3


@pytest.mark.parametrize("omits_ok", [False, True])
def test_a_batch_that_fails_in_part_fails_and_says_which_went(omits_ok) -> None:
    fake = FamilyApi(files=list(FILES), omits_ok=omits_ok, undeletable={"f1": "AccessDenied", "f30": "NoSuchBucket"})
    error = failure(fake, FILES[:40])
    assert {name for name, result in results(error).items() if result == "failed"} == {"f1", "f30"}
    assert error.message.startswith("2 of 40 files were not deleted: f1 (AccessDenied: AccessDenied.), f30 (")
    details = error.details()
    assert details["changed"] is True
    assert details["delete_file_info_list"][1] == {
        "record_id": "f1",
        "result": "failed",
        "code": "AccessDenied",
        "message": "AccessDenied.",
    }
    assert fake.files == ["f1", "f30", *FILES[40:]]
    assert batches(fake) == [20, 20]


def test_where_none_could_be_deleted_nothing_changed() -> None:
    error = failure(FamilyApi(files=["f1"], undeletable={"f1": "AccessDenied"}), ["f1"])
    assert error.details()["changed"] is False
    assert "Deleted: none." in error.message


def test_a_file_that_goes_meanwhile_is_absent() -> None:
    fake = FamilyApi(files=["f1", "f2"], undeletable={"f1": "FileNotFound"})
    assert results(delete(fake, ["f1", "f2"])) == {"f1": "absent", "f2": "deleted"}


def test_another_limit_of_ids() -> None:
    fake = FamilyApi(files=list(FILES), most_ids=6)
    assert delete(fake, FILES[:25]).changed
    assert batches(fake) == [20, 10, 5, 5, 5, 5, 5]
    assert fake.files == FILES[25:]


@pytest.mark.parametrize("remove_file", [False, True])
def test_what_is_stored_goes_only_if_asked_for(remove_file) -> None:
    fake = FamilyApi(files=["f1"])
    delete(fake, ["f1"], remove_file=remove_file)
    assert fake.calls[-1] == (DELETE, {"RecordIds.1": "f1", "RemoveFile": str(remove_file).lower()})


def test_a_dry_run_changes_nothing_and_says_what_is_done() -> None:
    fake = FamilyApi(files=list(FILES))
    planned = delete(fake, ["f1", "none"], dry_run=True)
    assert DELETE not in fake.actions
    done = delete(fake, ["f1", "none"])
    assert (planned.changed, planned.diff, results(planned)) == (done.changed, done.diff, results(done))


def test_where_to_look() -> None:
    fake = FamilyApi(files=["f1"])
    delete(fake, ["f1"], among=FileListingOptions(job_ids=["j1"], end_time="2026-04-01", start_time="2026-03-30"))
    sent = fake.calls[0][1]
    assert (sent["JobIds.1"], sent["StartTime"], sent["EndTime"]) == (
        "j1",
        "2026-03-30T00:00:00Z",
        "2026-04-01T00:00:00Z",
    )


def test_looking_ends_where_all_are_found() -> None:
    fake = FamilyApi(files=list(FILES))
    delete(fake, FILES[:3], dry_run=True)
    assert fake.actions == [LIST]


def test_a_file_that_no_answer_names_and_the_list_still_shows_is_not_deleted(monkeypatch) -> None:
    async def at_once(_seconds):
        return None

    monkeypatch.setattr(file_changes.asyncio, "sleep", at_once)
    fake = FamilyApi(files=list(FILES), tells_nothing=True)
    error = failure(fake, FILES[:3])
    assert set(results(error).values()) == {"failed"}
    assert error.details()["changed"] is False
    assert "returned no result for it, and the list still shows it" in error.message
    assert fake.actions == [LIST, DELETE, *[LIST] * send_once.LOOKS]


@pytest.mark.parametrize("rows", [["{'record_id': 'f1'}"], ["f1", "['f2']"]])
def test_rows_instead_of_ids(rows) -> None:
    fake = FamilyApi(files=["f1"])
    with pytest.raises(InputError, match=r"is a whole row or a list, not an id: .* map\(attribute='record_id'\)"):
        delete(fake, rows)
    assert fake.actions == []


@pytest.mark.parametrize("record_ids", [[], [""], ["a b\n"], [" f1"]])
def test_invalid_ids(record_ids) -> None:
    fake = FamilyApi()
    with pytest.raises(InputError, match="record_ids"):
        delete(fake, record_ids)
    assert fake.actions == []


# Requests that fail as a whole


def test_a_refusal_of_the_first_is_told_as_it_is() -> None:
    fake = FamilyApi(files=["f1"], refuse={DELETE: 0})
    with pytest.raises(PermissionDeniedError, match="ice:DeleteLiveRecordFiles"):
        delete(fake, ["f1"])


def test_a_refusal_of_a_later_one_says_what_went_before() -> None:
    fake = FamilyApi(files=list(FILES), refuse={DELETE: 1})
    error = failure(fake, FILES[:45])
    assert list(results(error).values()) == ["deleted"] * 20 + ["failed"] * 25
    assert [error.facts["delete_file_info_list"][place]["message"] for place in (20, 40)] == [
        "Refused.",
        "Not tried, since the request before failed.",
    ]
    assert (error.error_code, error.request_id, error.http_status) == ("NoPermission", "REQ-NoPermission", 403)
    assert "25 of 45 files were not deleted" in error.message


def test_an_answer_that_is_lost_after_it_was_done() -> None:
    fake = FamilyApi(files=list(FILES), lose=DELETE)
    assert delete(fake, FILES[:25]).changed
    assert batches(fake) == [20, 5]
    assert fake.files == FILES[25:]


def test_an_answer_that_is_lost_with_the_request() -> None:
    fake = FamilyApi(files=list(FILES), lose=DELETE, done=False)
    error = failure(fake, FILES[:25])
    assert set(results(error).values()) == {"failed"}
    assert error.details()["changed"] is False
    assert "Run the task again: it looks first." in error.message
    assert batches(fake) == [20]
    assert fake.actions.count(LIST) == 1 + send_once.LOOKS


def test_an_answer_that_is_lost_and_only_some_have_gone() -> None:
    fake = FamilyApi(files=list(FILES), lose=DELETE, undeletable={"f3": "AccessDenied"})
    error = failure(fake, FILES[:5])
    assert results(error) == {**dict.fromkeys(FILES[:5], "deleted"), "f3": "failed"}
    assert error.details()["changed"] is True
