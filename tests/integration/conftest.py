# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the integration tests: an emulator, Ansible beside it, and scenarios run together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import (
    INACTIVE,
    NOBODY,
    READER,
    STS,
    STS_EXPIRED,
    Emulator,
)
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible, Outcome
from ansible_collections.mediaops.alicloud.tests.integration.order import SharedFilesTogether, place_of
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import ScenarioRun

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from ansible_collections.mediaops.alicloud.tests.browser.report_page import ReportPage

# Failed assertions of these show their values, too.
pytest.register_assert_rewrite(f"{__name__.rpartition('.')[0]}.documented")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "smoke: also run with the other versions of ansible-core, by make smoke")
    config.addinivalue_line("markers", "scenario(wanted): the tasks that a test looks at; see scenarios.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    return SharedFilesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place_of(item.path))


@pytest.fixture(scope="session", autouse=True)
def _zips_of_modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder that the playbooks of all workers share, with modules that are packed only once; see module_zips.py."""
    with pytest.MonkeyPatch.context() as patch:
        if os.environ.get("COMPILED_MODULES"):
            own = tmp_path_factory.getbasetemp()
            shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "module-zips"
            shared.mkdir(exist_ok=True)
            patch.setenv("COMPILED_ZIPS", str(shared))
        yield


@pytest.fixture(scope="session")
def emulator(ice_emulator_server: Emulator) -> Emulator:
    """One emulator for the session, or for each worker of one; whoever uses it resets it."""
    return ice_emulator_server


@pytest.fixture(scope="session")
def ansible(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Ansible:
    return Ansible(emulator, tmp_path_factory.mktemp("ansible"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for each file: as long as Playwright runs, no other test of the process can use asyncio."""
    from ansible_collections.mediaops.alicloud.tests.browser.chromium import NoBrowserError, a_browser

    try:
        with a_browser() as running:
            yield running
    except NoBrowserError as error:
        pytest.skip(str(error))


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., ReportPage]]:
    """Opens an HTML report in a window with these settings."""
    from ansible_collections.mediaops.alicloud.tests.browser.report_page import opened

    with ExitStack() as stack:
        yield lambda wanted, **settings: stack.enter_context(opened(browser, wanted, tmp_path, **settings))


@pytest.fixture
def shown(window: ReportPage) -> ReportPage:
    """The page in the ``window`` of a test file, as it is when somebody opens it."""
    window.open()
    return window


@pytest.fixture
def fresh(emulator: Emulator) -> Emulator:
    """The emulator, with nothing in it."""
    emulator.reset()
    return emulator


@pytest.fixture(scope="module")
def variables(emulator: Emulator) -> dict[str, Any]:
    """Variables of the scenarios' playbook. Test files override this to add their own."""
    accounts = {"nobody": NOBODY, "inactive": INACTIVE, "reader": READER, "sts": STS, "sts_expired": STS_EXPIRED}
    return {
        "emulator_endpoint": emulator.endpoint,
        "accounts": {
            name: {
                "id": account.access_key_id,
                "secret": account.access_key_secret,
                "token": account.security_token,
            }
            for name, account in accounts.items()
        },
    }


@pytest.fixture(scope="module")
def scenario_run(request: pytest.FixtureRequest, ansible: Ansible, variables: dict[str, Any]) -> ScenarioRun:
    """The tasks of all tests of this file that were asked for."""
    items = [item for item in request.session.items if item.path == request.path]
    return ScenarioRun(ansible, items, variables)


@pytest.fixture
def outcomes(request: pytest.FixtureRequest, scenario_run: ScenarioRun) -> list[Outcome]:
    """What came of each task of this test."""
    return scenario_run.outcomes(request.node.nodeid)


@pytest.fixture
def outcome(outcomes: list[Outcome]) -> Outcome:
    """What came of this test's only task."""
    assert len(outcomes) == 1
    return outcomes[0]
