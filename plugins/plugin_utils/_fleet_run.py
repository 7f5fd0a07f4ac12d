# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to one run of the playbook fleet.yml."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    Location,
    check_distinct_hosts,
    locate,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError


def describe_run(
    hosts: Sequence[str],
    hostvars: Mapping[str, Mapping[str, Any]],
    run_id: str,
    *,
    to_read: Collection[str],
    filters: Mapping[str, Any],
) -> dict[str, Any]:
    """The manifest of a run, which each report of it has.

    :param hosts: all that belong to the run, be they read by this machine or another
    :param to_read: those that are read by this machine
    :param filters: what the lists are asked for
    :returns: ``id``, ``began_at`` (ISO 8601, UTC), ``filters``, and by host its ``region``, ``endpoint`` and
        ``profile``; region and endpoint are null if they cannot be known, since that host's own task says why
    :raises InputError: if hosts would read several regions from one server
    """
    places = {host: _place(hostvars[host]) for host in hosts}
    check_distinct_hosts(place for host, place in places.items() if place and host in to_read)
    return {
        "id": run_id,
        "began_at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "filters": {name: value for name, value in filters.items() if value is not None},
        "hosts": {host: _described(place, hostvars[host]) for host, place in places.items()},
    }


def _place(variables: Mapping[str, Any]) -> Location | None:
    profile, region, endpoint = (_text(variables.get(f"ice_{name}")) for name in ("profile", "region", "endpoint"))
    try:
        return locate(ConnectionOptions(profile=profile, region=region, endpoint=endpoint))
    except IceError:
        return None


def _text(value: Any) -> str | None:
    return str(value) if value else None


def _described(place: Location | None, variables: Mapping[str, Any]) -> dict[str, str | None]:
    return {
        "region": place.region if place else None,
        "endpoint": place.endpoint.url if place else None,
        "profile": str(variables.get("ice_profile") or ""),
    }
