# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One signed call of the API, with its retries, its limits and its errors."""

from __future__ import annotations

from .calls import Calls, CallStats
from .client import Client
from .opening import open_clients, run_with_client
from .threads import run

__all__ = ["CallStats", "Calls", "Client", "open_clients", "run", "run_with_client"]
