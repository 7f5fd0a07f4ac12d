# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: which one is meant, and what is done about it."""

from __future__ import annotations

import json

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes import send_once
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template import (
    ensure_template,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.changes.template_wanted import WantedTemplate
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    ConflictError,
    IceError,
    InputError,
    PermissionDeniedError,
    TransportError,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.family_api import OPTIONS, FamilyApi, template

PREFIX = "record/{StartTime}_{EndTime}"
KEPT = {"Format": "mp4", "OssObjectPrefix": PREFIX, "CycleDuration": 21600}
MP4 = {"format": "mp4", "oss_object_prefix": PREFIX}
LIST, CREATE = "ListLiveRecordTemplates", "CreateLiveRecordTemplate"
UPDATE, DELETE = "UpdateLiveRecordTemplate", "DeleteLiveRecordTemplate"


@pytest.fixture(autouse=True)
def no_pause_between_looks(monkeypatch):
    monkeypatch.setattr(send_once, "_SECONDS_BETWEEN_LOOKS", 0)


def api(*templates, **faults):
    return FamilyApi([template(*each) for each in templates], **faults)


def ensure(api, *, state="present", dry_run=False, **wanted):
    with api.installed():
        return ensure_template(OPTIONS, WantedTemplate(**wanted), state=state, dry_run=dry_run)


ONE = ("t1", "one", [KEPT])


def test_created_where_there_is_none_of_just_this_name() -> None:
    fake = api(("t1", "one and more", [KEPT]))
    result = ensure(fake, name="one", record_format=[MP4])
    assert (result.changed, result.before, result.after["template_id"]) == (True, None, "t2")
    assert fake.actions == [LIST, LIST, CREATE, LIST]
    sent = fake.calls[2][1]
    assert sent["Name"] == "one"
    assert json.loads(sent["RecordFormat"]) == [KEPT]


def test_left_alone_where_nothing_differs() -> None:
    fake = api(ONE)
    for wanted in ({"record_format": [MP4]}, {"record_format": [{**MP4, "cycle_duration": 21600}]}, {}):
        result = ensure(fake, name="one", **wanted)
        assert not result.changed
        assert result.after == result.before
        assert result.diff["before"] == result.diff["after"]
    assert set(fake.actions) == {LIST}


def test_changed_where_something_differs_both_parameters_in_full() -> None:
    fake = api(ONE)
    result = ensure(fake, template_id="t1", name="two")
    assert result.changed
    (sent,) = (parameters for action, parameters in fake.calls if action == UPDATE)
    assert (sent["TemplateId"], sent["Name"]) == ("t1", "two")
    assert json.loads(sent["RecordFormat"]) == [KEPT]
    assert (result.before["name"], result.after["name"]) == ("one", "two")
    assert result.diff["after"] == {**result.diff["before"], "name": "two"}
    assert not ensure(fake, template_id="t1", name="two").changed


@pytest.mark.parametrize("meant", [{"name": "one"}, {"template_id": "t1"}, {"template_id": "t1", "name": "other"}])
def test_deleted_once(meant) -> None:
    fake = api(ONE, ("t2", "other", [KEPT]))
    first, second = (ensure(fake, state="absent", **meant) for _time in range(2))
    assert (first.changed, second.changed) == (True, False)
    assert (first.after, first.diff["after"]) == (None, {})
    assert [each["TemplateId"] for each in fake.templates] == ["t2"]
    assert fake.actions.count(DELETE) == 1


@pytest.mark.parametrize("state", ["present", "absent"])
def test_two_of_a_name_are_an_error_that_names_both(state) -> None:
    fake = api(ONE, ("t2", "one", [KEPT]))
    with pytest.raises(ConflictError) as caught:
        ensure(fake, state=state, name="one", record_format=[MP4])
    assert caught.value.details() == {"template_ids": ["t1", "t2"]}
    assert "t1, t2" in caught.value.message
    assert fake.actions == [LIST]
    assert not ensure(fake, template_id="t2", record_format=[MP4]).changed


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("wanted", [{"state": "absent"}, {"record_format": [{**MP4, "cycle_duration": 60}]}])
def test_system_templates_cannot_be_changed(wanted, dry_run) -> None:
    fake = api((*ONE, "system"))
    with pytest.raises(ConflictError, match=r"one of the service's own \(type system\)"):
        ensure(fake, name="one", dry_run=dry_run, **wanted)
    assert fake.actions == [LIST]


def test_a_system_template_that_is_as_wanted_is_no_error() -> None:
    assert not ensure(api((*ONE, "system")), name="one", record_format=[MP4]).changed


def test_an_id_that_there_is_not() -> None:
    with pytest.raises(ConflictError, match="There is no template t9"):
        ensure(api(ONE), template_id="t9", record_format=[MP4])
    assert not ensure(api(ONE), template_id="t9", state="absent").changed


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, "set name or template_id"),
        ({"name": ""}, "name: ''"),
        ({"name": "a\nb"}, "holds control characters"),
        ({"template_id": ""}, "template_id: '' (number 1) is no id"),
        ({"name": "one", "record_format": []}, "record_format is empty"),
        ({"name": "one", "state": "there"}, "state: 'there' is none of present, absent"),
    ],
)
def test_what_is_invalid_is_refused_before_any_request(wanted, words) -> None:
    fake = api()
    with pytest.raises(InputError) as caught:
        ensure(fake, **wanted)
    assert words in caught.value.message
    assert fake.actions == []


def test_formats_are_needed_to_create() -> None:
    with pytest.raises(InputError, match="to create it, set record_format"):
        ensure(api(), name="one")


@pytest.mark.parametrize(
    "wanted",
    [
        {"name": "new", "record_format": [MP4]},
        {"name": "one", "record_format": [{**MP4, "cycle_duration": 60}]},
        {"template_id": "t1", "name": "two"},
        {"name": "one", "state": "absent"},
        {"name": "one"},
        {"name": "none", "state": "absent"},
    ],
)
def test_a_dry_run_says_what_is_done(wanted) -> None:
    fake = api(ONE)
    planned = ensure(fake, dry_run=True, **wanted)
    assert set(fake.actions) == {LIST}
    done = ensure(fake, **wanted)
    assert (planned.changed, planned.diff) == (done.changed, done.diff)


# Lost answers

CHANGES = {
    CREATE: {"name": "new", "record_format": [MP4]},
    UPDATE: {"name": "one", "record_format": [{**MP4, "cycle_duration": 60}]},
    DELETE: {"name": "one", "state": "absent"},
}


@pytest.mark.parametrize("action", CHANGES)
def test_an_answer_that_is_lost_after_it_was_done(action) -> None:
    fake = api(ONE, lose=action)
    result = ensure(fake, **CHANGES[action])
    assert result.changed
    assert fake.actions.count(action) == 1
    fake.lose = None
    assert not ensure(fake, **CHANGES[action]).changed
    assert fake.actions.count(action) == 1


@pytest.mark.parametrize("action", CHANGES)
def test_an_answer_that_is_lost_with_the_request(action) -> None:
    fake = api(ONE, lose=action, done=False)
    with pytest.raises(TransportError) as caught:
        ensure(fake, **CHANGES[action])
    assert "it was not" in caught.value.message
    assert "again. Run the task again: it looks first." in caught.value.message
    assert fake.actions.count(action) == 1
    assert fake.actions[fake.actions.index(action) :] == [action, *[LIST] * send_once.LOOKS]


def test_looking_that_fails_too() -> None:
    fake = api(ONE, lose=CREATE, refuse={LIST: 2})
    with pytest.raises(IceError) as caught:
        ensure(fake, **CHANGES[CREATE])
    assert "Looking what became of it failed too: ListLiveRecordTemplates" in caught.value.message
    assert len(fake.templates) == 2


@pytest.mark.parametrize("action", CHANGES)
def test_a_refusal_is_told_as_it_is(action) -> None:
    fake = api(ONE, refuse={action: 0})
    with pytest.raises(PermissionDeniedError) as caught:
        ensure(fake, **CHANGES[action])
    assert f"Allow the RAM action ice:{action}" in caught.value.message
    assert set(fake.actions) == {LIST, action}
    assert fake.actions.count(action) == 1


@pytest.mark.parametrize("action", [CREATE, UPDATE])
def test_not_being_able_to_look_afterwards_is_no_failure(action) -> None:
    # by name: a look, one under the lock of the name, and for a change one under the lock of the id
    result = ensure(api(ONE, refuse={LIST: 2 if action == CREATE else 3}), **CHANGES[action])
    assert result.changed
    assert "ListLiveRecordTemplates" in result.warnings[0]


def test_formats_that_the_api_keeps_otherwise_are_a_warning() -> None:
    fake = api(keeps_cycle=600)
    result = ensure(fake, name="new", record_format=[MP4])
    assert result.changed
    assert "is not as asked for" in result.warnings[0]
    assert result.after["template_id"] == "t1"
