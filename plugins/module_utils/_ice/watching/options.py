# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a source of events is asked to watch, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..connection import ConnectionOptions, Location, check_distinct_hosts, connections_to_regions, locate
from ..errors import InputError
from ..listing import JobListingOptions, make_plan
from ..query import Query, Subject
from ..shapes import JOB

_SHORTEST_INTERVAL = 0.1


@dataclass(frozen=True)
class WatchOptions:
    """Checked options. Times are in seconds.

    :ivar places: for each region its connection, and where that leads
    :ivar listing: what every list is asked for: the keyword and the beginning of the time range
    :ivar status: events only for jobs that come into this state; None for any
    :ivar where: events only for jobs for which this is true; None for any
    :ivar filters: all that decides which jobs are watched, as it was written
    :ivar existing_are_events: whether jobs that are there at the first poll are events
    :ivar inert: whether text is changed that Ansible would take for a template
    """

    places: tuple[tuple[ConnectionOptions, Location], ...]
    listing: JobListingOptions
    status: str | None
    where: Query | None
    filters: Mapping[str, str | None]
    interval: float
    resync: float
    state_file: Path | None
    existing_are_events: bool
    remind_after: float | None
    heartbeat: float | None
    feedback: bool
    feedback_timeout: float
    inert: bool

    @classmethod
    def from_arguments(cls, values: Mapping[str, Any]) -> WatchOptions:
        """From what :func:`.arguments.check_arguments` returned.

        :raises InputError: naming the argument that is invalid
        """
        _check_numbers(values)
        connection = ConnectionOptions(**{each.name: values[each.name] for each in fields(ConnectionOptions)})
        connection.check_numbers()
        connections = connections_to_regions(connection, values["regions"] or (), values["endpoints"] or {})
        places = tuple((each, locate(each)) for each in connections)
        check_distinct_hosts(location for _connection, location in places)
        listing = JobListingOptions(
            keyword=values["keyword"], start_time=values["start_time"], sort_by="asc", on_incomplete="warn"
        )
        make_plan(listing)
        where = values["where"]
        return cls(
            places=places,
            listing=listing,
            status=values["status"],
            where=None if where is None else Query(where, option="where", about=Subject(JOB, "job")),
            filters={name: values[name] for name in ("keyword", "status", "start_time", "where")},
            interval=values["interval"],
            resync=values["resync"],
            state_file=None if values["state_file"] is None else Path(values["state_file"]).expanduser().absolute(),
            existing_are_events=values["start_with"] == "existing",
            remind_after=values["remind_after"],
            heartbeat=values["heartbeat"],
            feedback=values["feedback"],
            feedback_timeout=values["feedback_timeout"],
            inert=values["inert"],
        )


def _check_numbers(values: Mapping[str, Any]) -> None:
    for name in ("interval", "resync", "remind_after", "heartbeat", "feedback_timeout"):
        seconds = values[name]
        if seconds is not None and not _SHORTEST_INTERVAL <= seconds < float("inf"):
            raise InputError(f"{name} is {seconds:g}; it must be a number of seconds, at least {_SHORTEST_INTERVAL:g}.")
    if values["state_file"] is not None and not values["state_file"].strip():
        raise InputError("state_file is empty. Leave it out, or name a file.")
