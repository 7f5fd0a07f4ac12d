# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several regions of one task: where each of them is read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import InputError
from .options import ConnectionOptions


def connections_to_regions(
    options: ConnectionOptions, regions: Sequence[Any] | None, endpoints: Mapping[str, Any] | None
) -> list[ConnectionOptions]:
    """The connection to each of the regions, once; without any, the connection as it is.

    :param endpoints: by region, for regions that have another than that of the options
    :raises InputError: naming the entry of ``regions`` or ``endpoints`` that is not usable
    """
    named = [str(region or "") for region in regions or ()]
    for number, region in enumerate(named, start=1):
        if not region:
            raise InputError(f"regions: entry {number} is empty. Name a region, as in cn-shanghai.")
    wanted: list[str | None] = [*dict.fromkeys(named)] or [options.region]
    _check_endpoints(endpoints or {}, wanted)
    own = {region: str(endpoint) for region, endpoint in (endpoints or {}).items()}
    return [replace(options, region=region, endpoint=own.get(str(region), options.endpoint)) for region in wanted]


def _check_endpoints(endpoints: Mapping[str, Any], regions: Sequence[str | None]) -> None:
    for region, endpoint in endpoints.items():
        if region not in regions:
            close = difflib.get_close_matches(str(region), [str(each) for each in regions], n=1)
            hint = f"Did you mean {close[0]}?" if close else "Add it to regions, or remove its endpoint."
            raise InputError(f"endpoints: {region} is none of the regions that are read. {hint}")
        if not endpoint or not isinstance(endpoint, str):
            raise InputError(f"endpoints: the endpoint of {region} is empty or no text. Write a host or a URL.")
