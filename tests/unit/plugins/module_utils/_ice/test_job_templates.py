# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template of a job is the one that was asked for, or there is an error with the request's id."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.job_templates import read_template_of_job
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.operations import Operation
from ansible_collections.mediaops.alicloud.tests.unit.support.client_double import ClientDouble


class Server:
    """Answers with the same, whatever is asked."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer

    async def call(self, _operation: Operation, _parameters: Mapping[str, str]) -> dict[str, Any]:
        return {"request_id": "R-1", **self.answer}


def read(answer: dict[str, Any]) -> dict[str, Any]:
    return asyncio.run(read_template_of_job(ClientDouble(Server(answer)), "t1", "j1"))


def test_the_template_that_was_asked_for() -> None:
    assert read({"record_template": {"template_id": "t1", "name": "a"}}) == {"template_id": "t1", "name": "a"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({}, "none"),
        ({"record_template": None}, "none"),
        ({"record_template": ["t1"]}, "none"),
        ({"record_template": "t1"}, "none"),
        ({"record_template": {"name": "a"}}, "none"),
        ({"record_template": {"template_id": "t2"}}, "t2"),
    ],
)
def test_anything_else_is_an_error(answer: dict[str, Any], told: str) -> None:
    with pytest.raises(IceError) as caught:
        read(answer)
    assert caught.value.message == f"GetLiveRecordTemplate was asked for template t1 and returned {told}."
    assert caught.value.request_id == "R-1"
