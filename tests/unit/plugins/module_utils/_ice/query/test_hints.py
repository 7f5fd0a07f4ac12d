# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions as those write them who know another language better: the message says what to write instead."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query import Query, Subject
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB


def refusal(expression: str) -> str:
    with pytest.raises(InputError) as caught:
        Query(expression, option="query", about=Subject(JOB, "job", is_list=True))
    return caught.value.message


@pytest.mark.parametrize(
    ("expression", "hint"),
    [
        ("[?status = 'paused']", "To compare, write ==."),
        ("[?length(name) > 3].name", "Write numbers in backticks: `3`."),
        ("[?length(name) > -2.5].name", "Write numbers in backticks: `-2.5`."),
        ("[?status == 'paused' and name == 'x']", "Instead of and, write &&."),
        ("[?status == 'paused' or name == 'x']", "Instead of or, write ||."),
        ("[?not status == 'paused']", "Instead of not, write !."),
        ("[?status == 'paused' & name == 'x']", "Instead of &, write &&."),
    ],
)
def test_what_to_write_instead(expression: str, hint: str) -> None:
    first = refusal(expression).splitlines()[0]
    assert first.startswith("query is not a JMESPath expression: at character ")
    assert first.endswith(hint)


@pytest.mark.parametrize("expression", ["a b", "a.", "[?orders ordered]", "nosuch(a)"])
def test_nothing_is_made_up(expression: str) -> None:
    assert "rite " not in refusal(expression)


@pytest.mark.parametrize(
    "value",
    [[{"status == 'paused'": None}], {"name": "name"}, [{"?status == 'paused'": None}]],
)
def test_lists_and_dictionaries_of_yaml(value: object) -> None:
    """What Ansible gives for ``query: [?status == 'paused']``, which lacks the quotes around all of it."""
    assert refusal(str(value)) == (
        "query is not a JMESPath expression: YAML takes it for a list or a dictionary. Put quotes around all of it, or "
        "write it below >-."
    )


def test_fields_of_the_list_itself() -> None:
    assert "has no fields. Write [].name" in refusal("name")
    assert "has no fields. Did you mean [].status?" in refusal("statuss")
    assert "has no fields. Begin with [] and a field of its items, as in [].job_id." in refusal("live_record_jobs[0]")
