# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of jobs for plugins: read at the same time, or taken from the cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Callable

from ansible.plugins import AnsiblePlugin
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.deadline import Deadline
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions

from ._cache import Kept, ListingCache
from ._cache_key import cache_key
from ._progress import ShownProgress

if TYPE_CHECKING:
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import Outcome

Request = tuple[ConnectionOptions, JobListingOptions]
Forgive = Callable[[ConnectionOptions, IceError], bool]


def read_listings(
    plugin: AnsiblePlugin,
    requests: Sequence[Request],
    *,
    began: float,
    refresh: bool = False,
    forgive: Forgive | None = None,
) -> list[Any]:
    """For each request its jobs, or the value of its ``query`` if it has one.

    :param plugin: its option ``cache`` and those that belong to it decide whether a kept answer will do
    :param began: when the plugin began (``time.monotonic()``), and with it the deadline of the requests
    :param refresh: read anew, whatever is kept
    :param forgive: whether the caller can do without a list because of this error; its jobs are then an empty list
    :raises IceError: if none of them could be read, or one of them that is not forgiven. With ``on_incomplete: warn``
        that is a warning and an empty list, as long as another could be read.
    """
    if not plugin.get_option("cache"):
        return _read(requests, began, forgive).answers
    cache = ListingCache(
        plugin,
        cache_key(requests),
        fits=lambda answers: _fit(answers, requests),
        deadline=Deadline(min(connection.deadline for connection, _listing in requests), began),
    )
    return cache.get_or_read(lambda: _read(requests, began, forgive), refresh=refresh)


def _fit(answers: list[Any], requests: Sequence[Request]) -> bool:
    """Whether these can be the answers to the requests: one for each, and jobs with ids where jobs were asked for."""
    return len(answers) == len(requests) and all(
        listing.query is not None or (isinstance(answer, list) and _are_jobs(answer))
        for answer, (_connection, listing) in zip(answers, requests)
    )


def _are_jobs(answer: list[Any]) -> bool:
    return all(isinstance(job, dict) for job in answer) and all(
        isinstance(identity, str) and identity for identity in [job.get("job_id") for job in answer]
    )


def _read(requests: Sequence[Request], began: float, forgive: Forgive | None) -> Kept:
    # Only now, since it loads an HTTP library, which a list from the cache does not need.
    from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import read_lists

    outcomes = read_lists(requests, on_page=ShownProgress("recording jobs").show, began=began)
    errors = [outcome for outcome in outcomes if isinstance(outcome, IceError)]
    if errors and len(errors) == len(outcomes):
        raise errors[0]
    answers: list[Any] = []
    for outcome, (connection, listing) in zip(outcomes, requests):
        if isinstance(outcome, IceError) and forgive and forgive(connection, outcome):
            answers.append([])
        elif isinstance(outcome, IceError) and listing.on_incomplete == "fail":
            raise outcome
        else:
            answers.append(_answer(outcome, listing))
    whole = not errors and not any(outcome.doubts for outcome in outcomes if not isinstance(outcome, IceError))
    return Kept(answers, worth_keeping=whole)


def _answer(outcome: Outcome, listing: JobListingOptions) -> Any:
    if isinstance(outcome, IceError):
        Display().warning(f"A list of jobs is missing: {outcome.message}")
        return []
    for doubt in outcome.doubts:
        Display().warning(f"A list of jobs may be incomplete: {doubt}.")
    for remark in outcome.remarks:
        Display().warning(remark)
    return outcome.rows if listing.query is None else outcome.query_result
