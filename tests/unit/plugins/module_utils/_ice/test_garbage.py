# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often Python searches for garbage belongs to the process: it is as before afterwards, whatever happens."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import run
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.garbage import fewer_searches, no_search_at_exit


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("before", "within"), [(700, 50_000), (90_000, 90_000), (0, 0)])
def test_rarer_and_never_more_often(before: int, within: int) -> None:
    gc.set_threshold(before, 7, 9)
    with fewer_searches():
        assert gc.get_threshold() == (within, 7, 9)
    assert gc.get_threshold() == (before, 7, 9)


def test_while_the_engine_runs_and_after_its_error() -> None:
    gc.set_threshold(700, 10, 10)
    seen = []

    async def work() -> None:
        seen.append(gc.get_threshold()[0])
        raise LookupError

    with pytest.raises(LookupError):
        run(work())
    assert (seen, gc.get_threshold()) == ([50_000], (700, 10, 10))


PROGRAM = """
import sys
from {garbage} import no_search_at_exit

class Garbage:
    def __del__(self):
        print("found")

if sys.argv[1] == "without":
    no_search_at_exit()
one = Garbage()
one.itself = one
del one
"""


@pytest.mark.parametrize(("search", "said"), [("with", "found\n"), ("without", "")])
def test_a_process_ends_without_a_last_search(search, said) -> None:
    program = PROGRAM.format(garbage=no_search_at_exit.__module__)
    done = subprocess.run([sys.executable, "-c", program, search], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (said, "")
