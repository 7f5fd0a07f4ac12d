# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the conformance tests: an emulator, and the official SDK pointed at it."""

from __future__ import annotations

import pytest
from alibabacloud_ice20201109.client import Client
from alibabacloud_tea_openapi.models import Config

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, Account, Emulator


@pytest.fixture
def emulator(ice_emulator: Emulator) -> Emulator:
    """The emulator, with nothing in it."""
    return ice_emulator


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Neither the SDK nor the engine shall find credentials or proxies here."""
    import os

    for name in os.environ:
        if name.startswith("ALIBABA_CLOUD_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def sdk(emulator: Emulator):
    """Makes clients of the official SDK for accounts of the emulator."""

    def client(account: Account = ADMIN, secret: str | None = None) -> Client:
        return Client(
            Config(
                access_key_id=account.access_key_id,
                access_key_secret=secret or account.access_key_secret,
                security_token=account.security_token,
                region_id=emulator.region,
                endpoint=emulator.endpoint.removeprefix("http://"),
                protocol="HTTP",
            )
        )

    return client
