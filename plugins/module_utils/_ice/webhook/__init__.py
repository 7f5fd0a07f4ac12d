# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks: whether one can be used, and how it is told."""

from collections.abc import Mapping
from typing import Any

from .address import faults_in_address, faults_in_headers

__all__ = ["faults_in_address", "faults_in_headers", "notify"]


def notify(url: str, headers: Mapping[str, Any], body: Mapping[str, Any], *, timeout: int) -> int:
    """Post a JSON body, and return the HTTP status; see :func:`.sending.notify`.

    What can send is loaded only then: Ansible loads all filters of a collection with the first one, and one of them
    checks addresses.
    """
    from .sending import notify as send

    return send(url, headers, body, timeout=timeout)
