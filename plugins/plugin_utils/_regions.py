# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions of an inventory: where each of them is read, and which are left out because they are forbidden."""

from __future__ import annotations

import difflib
import re
from typing import Any

from ansible.plugins import AnsiblePlugin
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    ApiError,
    IceError,
    InputError,
    PermissionDeniedError,
)

from ._plugin import connection_options

# No document lists the codes for a service that was not activated. Those of other services of the provider are so.
_NOT_ACTIVATED = re.compile(r"not_?(open|activ|enabl|subscri)|un_?subscri", re.IGNORECASE)


def connections_of_regions(plugin: AnsiblePlugin) -> list[ConnectionOptions]:
    """The connection to each region that the options ``regions`` and ``region`` name, once.

    :raises InputError: if a region or an entry of ``endpoints`` is not usable
    """
    named = [str(region or "") for region in plugin.get_option("regions") or ()]
    for number, region in enumerate(named, start=1):
        if not region:
            raise InputError(f"regions: entry {number} is empty. Name a region, as in cn-shanghai.")
    regions = list(dict.fromkeys(named)) or [plugin.get_option("region")]
    endpoints = plugin.get_option("endpoints")
    _check_endpoints(endpoints, regions)
    connections = []
    for region in regions:
        own = {"endpoint": str(endpoints[region])} if region in endpoints else {}
        connections.append(connection_options(plugin, region=region and str(region), **own))
    return connections


def _check_endpoints(endpoints: dict[str, Any], regions: list[Any]) -> None:
    for region, endpoint in endpoints.items():
        if region not in regions:
            close = difflib.get_close_matches(str(region), [str(each) for each in regions], n=1)
            hint = f"Did you mean {close[0]}?" if close else "Add it to regions, or remove its endpoint."
            raise InputError(f"endpoints: {region} is none of the regions that are read. {hint}")
        if not endpoint or not isinstance(endpoint, str):
            raise InputError(f"endpoints: the endpoint of {region} is empty or no text. Write a host or a URL.")


class SkippedRegions:
    """Decides which regions an inventory can do without, and remembers them.

    :ivar reports: for each of them ``region``, ``error_code`` and ``request_id``
    """

    def __init__(self) -> None:
        self.reports: list[dict[str, Any]] = []

    def forgive(self, connection: ConnectionOptions, error: IceError) -> bool:
        """Whether the region may be left out; if so, the user is told."""
        if not _is_forbidden(error):
            return False
        report = {"region": connection.region, "error_code": error.error_code, "request_id": error.request_id}
        self.reports.append(report)
        Display().warning(
            f"Region {connection.region} is left out of the inventory ({error.error_code}, request_id "
            f"{error.request_id}): {error.message}"
        )
        return True


def _is_forbidden(error: IceError) -> bool:
    if isinstance(error, PermissionDeniedError):
        return True
    return isinstance(error, ApiError) and bool(_NOT_ACTIVATED.search(error.error_code or ""))
