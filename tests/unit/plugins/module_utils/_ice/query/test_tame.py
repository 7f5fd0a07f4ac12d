# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which regular expressions need nobody to watch over them."""

from __future__ import annotations

import re
import time

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import BUILT_IN_RULES
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.query.tame import longest_tame

WILD = (
    r"(a+)+$", r"(a|aa)+$", r"(\w+\s?)*$", r"(a?){30}a{30}", r"(.*)\1", r"(x+x+)+y", r"((a*)*)*$", r"(?=(a+)+$)a",
    r"a*a*a*a*a*a*a*a*b", r"(a|b|ab){40}c", "(", "[",
)  # fmt: skip
TAME = (
    r"^news-",
    r"-\d{4}$",
    "(?i)^https://",
    r"^[a-z]+$",
    r"a{3}b{4}",
    r"(?:abc|def)ghi",
    r"(-x)?$",
    "",
    r"[^/]*/[^/]*$",
)


@pytest.mark.parametrize("pattern", WILD)
def test_what_may_never_end_is_watched(pattern) -> None:
    assert longest_tame(pattern) < 60


@pytest.mark.parametrize("pattern", TAME)
def test_what_is_usual_is_not(pattern) -> None:
    assert longest_tame(pattern) >= 60


@pytest.mark.parametrize("pattern", TAME)
def test_what_is_said_to_end_soon_does(pattern) -> None:
    began = time.process_time()
    for text in ("a" * 60, "/" * 60, "-x" * 30, "news-" * 12):
        re.search(pattern, text)
    assert time.process_time() - began < 1


def test_a_long_text_is_watched_over_sooner() -> None:
    assert 100 <= longest_tame("a*b*c") < 100_000


def test_the_rules_that_are_built_in_are_tame() -> None:
    wheres = [str(value.get("where", "")) for _about, value in BUILT_IN_RULES]
    patterns = [found for where in wheres for found in re.findall(r"matches\('([^']*)'", where)]
    assert len(patterns) >= 2
    for pattern in patterns:
        assert longest_tame(pattern) >= 90, pattern
