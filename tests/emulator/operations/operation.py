# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operation is: a name, an HTTP method and a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import unknown_parameter
from ansible_collections.mediaops.alicloud.tests.emulator.region.services import Services


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let through to its operation."""

    parameters: Mapping[str, str]
    tenant: int
    services: Services


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API. `run` returns the text of a JSON object, to which RequestId is added.

    `parameters` are the names of those that it knows. A list parameter is named once here, and travels as `name.1`,
    `name.2` and so on.
    """

    name: str
    method: str
    parameters: tuple[str, ...]
    run: Callable[[Call], str]
    list_parameters: tuple[str, ...] = ()

    def check_names(self, sent: Iterable[str]) -> None:
        """ApiError if a parameter was sent that the operation does not know."""
        for name in sent:
            if name not in self.parameters and list_name(name) not in self.list_parameters:
                raise unknown_parameter(name)


def list_name(sent: str) -> str:
    """The parameter that a sent name belongs to: `JobIds` for `JobIds.1`."""
    return sent.partition(".")[0]
