# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of kept listings: one for each place, account and way to ask."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    Credentials,
    Location,
    locate,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions

FORMAT = 2  # of what is kept; entries of another format are read anew


def cache_key(requests: Sequence[tuple[ConnectionOptions, JobListingOptions]]) -> str:
    """A name for the answers to these requests: made of endpoint, account and every option that shapes the answers.

    Needs no request, not even one for credentials. The key id is hashed, since others may see the names of entries.
    """
    parts: list[Any] = [FORMAT]
    for connection, listing in requests:
        place = locate(connection)
        account = hashlib.sha256(json.dumps(_account(place)).encode()).hexdigest()
        parts.append([place.endpoint.url, place.region, account, asdict(listing)])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _account(place: Location) -> list[str]:
    """What distinguishes the account from others; if another service knows it, all that decides which one answers."""
    credentials = place.credentials
    if isinstance(credentials, Credentials):
        return [credentials.account]
    settings = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("ALIBABA_CLOUD_")]
    profile = credentials.profile.file.read_text(encoding="utf-8") if credentials.profile else ""
    return [credentials.account, platform.node(), str(Path.home()), profile, *settings]
