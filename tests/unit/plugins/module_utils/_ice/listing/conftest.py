# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worlds for tests that want a certain one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.tests.unit.support.simulated_server import Job, Manners
from ansible_collections.mediaops.alicloud.tests.unit.support.worlds import NOW, Options, UsualOptions, World


@pytest.fixture
def make_world() -> Callable[..., World]:
    """``number`` jobs, one every ``apart`` seconds until a minute ago."""

    def make(
        number: int, manners: Manners | None = None, *, apart: float = 60, concurrency: int = 4, **options: Any
    ) -> World:
        oldest = (NOW - 60) * 1000 - int((number - 1) * apart * 1000)
        jobs = [Job(f"job-{place}", oldest + int(place * apart * 1000)) for place in range(number)]
        manners = manners or Manners()
        kind = Options if manners.largest_page < 10 else UsualOptions
        return World(jobs, manners, kind(**options), concurrency)

    return make
