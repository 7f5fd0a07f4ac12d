# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operation is: a name, an HTTP method and a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.region.services import Services


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let through to its operation."""

    parameters: Mapping[str, str]
    tenant: int
    services: Services


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API. `run` returns the text of a JSON object, to which RequestId is added."""

    name: str
    method: str
    run: Callable[[Call], str]
