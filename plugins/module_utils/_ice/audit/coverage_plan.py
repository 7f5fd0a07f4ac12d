# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option ``coverage`` of an audit, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..entry_fields import nearest
from ..errors import InputError
from .options import COVERAGE_OPTIONS, AuditOptions

if TYPE_CHECKING:
    from ..coverage import CoveragePlan


def coverage_plan(options: AuditOptions, now: int) -> CoveragePlan | None:
    """The plan; None if coverage is not asked for.

    :param now: seconds since the epoch
    :raises InputError: naming what is invalid
    """
    given = options.coverage
    if given is None:
        return None
    for name in given:
        if name not in COVERAGE_OPTIONS:
            hint = nearest(str(name), COVERAGE_OPTIONS) or f"It has {', '.join(COVERAGE_OPTIONS)}."
            raise InputError(f"coverage: there is no option {str(name)!r} in it. {hint}")
    if options.jobs is not None:
        raise InputError("coverage needs files, and no request is made if jobs are given. Leave one of them out.")
    if options.start_time is not None:
        raise InputError(
            "coverage needs all jobs of a recording, and start_time leaves older ones out, whose files would be "
            "missing. Leave start_time out; coverage has a start_time of its own."
        )
    from ..coverage import CoverageOptions, plan_coverage  # here, since most audits do not need it

    known: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    try:
        return plan_coverage(CoverageOptions(keyword=options.keyword, on_incomplete="warn", **known), now)
    except InputError as error:
        raise InputError(f"coverage: {error.message}") from None
