# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One emulator for all tests of a module; each test finds it empty."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture(scope="module")
def connected(running: Emulator) -> Iterator[httpx.Client]:
    # One for all tests: making a client loads the machine's certificates, which takes its time.
    with httpx.Client(base_url=running.endpoint, trust_env=False, timeout=5) as client:
        yield client


@pytest.fixture
def client(emulator: Emulator, connected: httpx.Client) -> httpx.Client:
    return connected
