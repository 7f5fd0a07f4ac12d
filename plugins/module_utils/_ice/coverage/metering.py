# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service itself counts: the recorded minutes of an account, by DescribeMeterImsSummary."""

from __future__ import annotations

from ..client import Calls
from ..errors import TransportError
from ..operations import DESCRIBE_METER_IMS_SUMMARY
from ..times import DAY

_LONGEST_RANGE = 31 * DAY


async def metered_minutes(client: Calls, start: int, end: int) -> float:
    """Minutes of live recording from ``start`` to ``end`` (seconds since the epoch), of all regions of the account.

    The API takes 31 days at most; a longer time is asked for in parts.

    :raises IceError: if the API refused or did not answer, or its answer has no figure
    """
    total = 0.0
    for since in range(start, max(end, start + 1), _LONGEST_RANGE):
        parameters = {"StartTs": str(since), "EndTs": str(min(end, since + _LONGEST_RANGE))}
        answer = await client.call(DESCRIBE_METER_IMS_SUMMARY, parameters)
        entries = answer.get("data")
        try:
            # Each figure is a text; what was not used may be left out.
            total += sum(float(entry.get("live_record_duration") or 0) for entry in entries or ())
        except (AttributeError, TypeError, ValueError) as error:
            raise TransportError(
                "DescribeMeterImsSummary was answered with something that has no figures. Leave reconcile out.",
                request_id=answer.get("request_id"),
            ) from error
    return round(total, 3)
