# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections for tests: an address that nobody listens on, and secrets to look for in messages."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    Connection,
    ConnectionOptions,
    resolve_connection,
)

KEY_ID = "LTAI5tTestKeyId"
SECRET = "wJalrXUtnFEMIsecretbPxRfiCY"
TOKEN = "CAIS+token/SecurityTokenZZ9=="


def connection(**options: Any) -> Connection:
    given = {"access_key_id": KEY_ID, "access_key_secret": SECRET, "region": "cn-shanghai", **options}
    return resolve_connection(ConnectionOptions(**given), {"HOME": "/nonexistent"})


def loopback(**options: Any) -> Connection:
    return connection(**{"security_token": TOKEN, "endpoint": "http://127.0.0.1:9", **options})
