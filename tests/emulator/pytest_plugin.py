# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pytest plugin: an emulator for the session, emptied for each test, and the environment that leads there.

In the `conftest.py` beside your tests, with the folder that holds `ansible_collections` on the module path::

    pytest_plugins = ["ansible_collections.mediaops.alicloud.tests.emulator.pytest_plugin"]

Then a test takes what it needs::

    def test_paused_recordings_are_found(ice_emulator, ice_environment):
        ice_emulator.load({"jobs": [{"name": "studio-1", "status": "paused"}]})
        subprocess.run(["ansible-playbook", "my-playbook.yml"], check=True)
        assert "SubmitLiveRecordJob" in [request.action for request in ice_emulator.requests()]
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from .emulator_process import Emulator
from .environment import SETTINGS_OF_ACCOUNTS


@pytest.fixture(scope="session")
def ice_emulator_options() -> dict[str, Any]:
    """The arguments of `Emulator`; define this fixture in your conftest.py to give others, such as regions."""
    return {}


@pytest.fixture(scope="session")
def ice_emulator_server(ice_emulator_options: dict[str, Any]) -> Iterator[Emulator]:
    """The emulator that all tests of a session share, or those of each worker of pytest-xdist. It is not emptied."""
    with Emulator(**ice_emulator_options) as running:
        yield running


@pytest.fixture
def ice_emulator(ice_emulator_server: Emulator) -> Emulator:
    """The emulator with nothing in it: no jobs, no faults, and no requests in its log."""
    ice_emulator_server.reset()
    return ice_emulator_server


@pytest.fixture
def ice_environment(ice_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The emulator's variables, set for this test and all that it starts; settings of real accounts are gone."""
    for name in [name for name in os.environ if name.startswith(SETTINGS_OF_ACCOUNTS)]:
        monkeypatch.delenv(name)
    variables = ice_emulator.environment()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables
