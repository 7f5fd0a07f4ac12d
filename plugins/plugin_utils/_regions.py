# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions of an inventory: where each of them is read, and which are left out because they are forbidden."""

from __future__ import annotations

import re
from typing import Any

from ansible.plugins import AnsiblePlugin
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    connections_to_regions,
    warnings_about,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    ApiError,
    IceError,
    PermissionDeniedError,
)

from ._plugin import connection_options

# No document lists the codes for a service that was not activated. Those of other services of the provider are so.
_NOT_ACTIVATED = re.compile(r"not_?(open|activ|enabl|subscri)|un_?subscri", re.IGNORECASE)


def connections_of_plugin(plugin: AnsiblePlugin) -> list[ConnectionOptions]:
    """The connection to each region that the options ``regions`` and ``region`` name, once.

    :raises InputError: if a region or an entry of ``endpoints`` is not usable
    """
    options = connection_options(plugin, region=_region(plugin))
    connections = connections_to_regions(options, plugin.get_option("regions"), plugin.get_option("endpoints"))
    for connection in connections:
        for warning in warnings_about(connection):
            Display().warning(warning)  # once, however often it is said
    return connections


def _region(plugin: AnsiblePlugin) -> str | None:
    region = plugin.get_option("region")
    return region and str(region)


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
