# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From options to an endpoint, credentials and TLS. Sends no request to the API."""

from __future__ import annotations

from .credentials import Credentials
from .endpoints import Endpoint
from .options import ConnectionOptions
from .regions import connections_to_regions
from .resolve import Connection, Location, check_distinct_hosts, locate, resolve_connection, warnings_about

__all__ = [
    "Connection",
    "ConnectionOptions",
    "Credentials",
    "Endpoint",
    "Location",
    "check_distinct_hosts",
    "connections_to_regions",
    "locate",
    "resolve_connection",
    "warnings_about",
]
