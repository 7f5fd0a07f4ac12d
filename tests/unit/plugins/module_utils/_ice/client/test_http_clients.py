# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP clients of one connection each."""

from __future__ import annotations

import asyncio

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client.http_clients import HttpClients
from ansible_collections.mediaops.alicloud.tests.unit.support.connections import loopback


def test_whoever_has_a_client_has_it_alone_and_the_last_one_is_used_again_first() -> None:
    clients = HttpClients(loopback())
    with clients.one() as first, clients.one() as second:
        assert first is not second
    with clients.one() as again:
        assert again is first
        with clients.one() as other:
            assert other is second


def test_a_client_is_given_back_if_its_request_fails() -> None:
    clients = HttpClients(loopback())
    with pytest.raises(OSError, match="cut off"), clients.one() as client:
        raise OSError("cut off")
    with clients.one() as again:
        assert again is client


def test_all_are_closed() -> None:
    clients = HttpClients(loopback())
    with clients.one() as first, clients.one() as second:
        pass
    asyncio.run(clients.close())
    assert first.is_closed
    assert second.is_closed
