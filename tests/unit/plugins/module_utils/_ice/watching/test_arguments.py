# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments are checked before anything is read, against the only description there is."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.watched_world import (
    CREDENTIALS,
    DOCUMENTED,
    World,
    check_arguments,
    options,
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"intervall": 5}, r"intervall: there is no such argument\. Did you mean interval\?"),
        ({"xyz": 5}, r"xyz: there is no such argument\. Arguments are: access_key_id, "),
        ({"interval": "soon"}, "interval: 'soon' is not a number"),
        ({"interval": 0}, "interval is 0; it must be a number of seconds, at least 0.1"),
        ({"interval": float("nan")}, "interval is nan"),
        ({"resync": -1}, "resync is -1"),
        ({"heartbeat": 0.05}, "heartbeat is 0.05"),
        ({"remind_after": 0}, "remind_after is 0"),
        ({"feedback_timeout": 0}, "feedback_timeout is 0"),
        ({"feedback": "maybe"}, "feedback: 'maybe' is not true or false"),
        ({"feedback": 1}, "feedback: 1 is not true or false"),
        ({"max_retries": 2.5}, "max_retries: 2.5 is not a whole number"),
        ({"max_retries": True}, "max_retries: True is not a whole number"),
        ({"max_retries": float("inf")}, "max_retries: inf is not a whole number"),
        ({"regions": "cn-shanghai"}, "regions: 'cn-shanghai' is not a list of texts"),
        ({"regions": [""]}, "regions: entry 1 is empty"),
        ({"regions": ["cn-shanghai"], "endpoints": {"cn-shanghia": "x"}}, "Did you mean cn-shanghai"),
        ({"endpoints": ["x"]}, r"endpoints: \['x'\] is not a dictionary of texts"),
        ({"regions": ["cn-shanghai", "cn-beijing"], "endpoint": "ice.example.com"}, "endpoint: .* is one server"),
        ({"keyword": 1.5}, "keyword: 1.5 is not a text"),
        ({"status": "stopped"}, "status: 'stopped' is none of paused, initial, started"),
        ({"start_with": "all"}, "start_with: 'all' is none of existing, new"),
        ({"start_time": "yesterday"}, "start_time: 'yesterday' is not a time"),
        ({"where": "status =="}, "where is not a JMESPath expression"),
        ({"where": "status == paused"}, "where is invalid"),
        ({"where": ""}, "where is empty"),
        ({"state_file": " "}, "state_file is empty"),
        ({"timeout": 0}, "timeout is 0"),
        ({"region": None}, "No region is known"),
        ({"access_key_secret": None}, "access_key_secret"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_errors(arguments, message):
    world = World()
    with pytest.raises(InputError, match=message):
        world.watch(**arguments)
    assert world.reads == world.events == []


@pytest.mark.parametrize("name", ["access_key_secret", "security_token"])
def test_secrets_are_not_shown(name):
    with pytest.raises(InputError) as caught:
        options(**{name: ["TestOnlySecret-2"]})
    assert "TestOnlySecret-2" not in str(caught.value)
    assert name in str(caught.value)


def test_defaults_are_those_of_the_documentation():
    values = check_arguments(DOCUMENTED, CREDENTIALS)
    assert (values["interval"], values["resync"], values["feedback_timeout"]) == (60, 3600, 300)
    assert (values["start_with"], values["feedback"], values["inert"], values["timeout"]) == (
        "existing",
        False,
        True,
        30,
    )
    assert values["state_file"] is None


def test_templates_of_a_rulebook_give_other_types():
    """ansible-rulebook makes numbers of texts that look like some; its variables may be texts too."""
    values = check_arguments(DOCUMENTED, {"interval": "30", "keyword": 2022, "feedback": "yes", "max_retries": 3.0})
    assert (values["interval"], values["keyword"], values["feedback"], values["max_retries"]) == (30, "2022", True, 3)
    assert check_arguments(DOCUMENTED, {"keyword": None, "interval": None})["interval"] == 60


def test_home_is_meant_by_a_tilde(monkeypatch):
    monkeypatch.setenv("HOME", "/home/somebody")
    assert str(options(state_file="~/jobs.state").state_file) == "/home/somebody/jobs.state"
