# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A parameter that an operation does not have is refused by name."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import NOBODY
from ansible_collections.mediaops.alicloud.tests.emulator.operations import OPERATIONS

from .lists import FILES, JOBS
from .signing import SignedRequest, get, post, post_query


@pytest.mark.parametrize("action", OPERATIONS)
@pytest.mark.parametrize("name", ["Colour", "PageNumber", "name", ""])
def test_refused(client, emulator, action, name):
    request = SignedRequest(action, method=OPERATIONS[action].method, query={name: "1"})
    response = request.send(client)
    assert (response.status_code, response.json()["Code"]) == (400, "InvalidParameter.Unknown")
    assert f'"{name}"' in response.json()["Message"]
    assert emulator.requests()[-1].error_code == "InvalidParameter.Unknown"


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("ListLiveRecordJobs", "JobId"),
        ("ListLiveRecordJobs", "JobIds.1"),
        ("ListLiveRecordJobs", "Status.1"),
        ("ListLiveRecordFiles", "Keyword"),
        ("ListLiveRecordFiles", "Status"),
        ("ListLiveRecordTemplates", "StartTime"),
        ("GetLiveRecordJob", "TemplateId"),
    ],
)
def test_what_other_operations_have_is_refused_too(client, action, name):
    response = get(client, action, **{name: "1"})
    assert response.json()["Code"] == "InvalidParameter.Unknown"
    assert f'"{name}"' in response.json()["Message"]


def test_in_a_form(client, emulator):
    before = emulator.templates()
    formats = [{"Format": "mp4", "OssObjectPrefix": "{StartTime}{EndTime}"}]
    response = post(client, "CreateLiveRecordTemplate", Name="a", RecordFormat=formats, Type="custom")
    assert response.json()["Code"] == "InvalidParameter.Unknown"
    assert emulator.templates() == before
    assert post(client, "CreateLiveRecordTemplate", Name="a", RecordFormat=formats).status_code == 200


def test_lists_of_values_are_known_by_their_name(client, emulator):
    assert FILES.total(FILES.page(client, JobIds=["a", "b"])) == 0
    assert post_query(client, "DeleteLiveRecordFiles", RecordIds=["a"]).status_code == 200
    assert get(client, "ListLiveRecordTemplates", TemplateIds=["a"]).status_code == 200
    # Sent in another form it is known, but not valid.
    assert get(client, "ListLiveRecordFiles", JobIds="a").json()["Code"] == "InvalidParameter"


def test_who_may_not_call_the_operation_does_not_hear_of_its_parameters(client):
    response = SignedRequest(JOBS.action, NOBODY, query={"Colour": "red"}).send(client)
    assert response.json()["Code"] == "Forbidden.RAM"


def test_no_parameter_at_all(client, emulator):
    assert get(client, JOBS.action).status_code == 200
