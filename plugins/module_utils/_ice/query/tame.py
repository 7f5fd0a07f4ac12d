# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a regular expression can take: most are harmless, and to watch over each search costs more than the search.

Python's engine tries every way to divide a text among the repetitions of a pattern. If no repetition is within another
one, these are at most as many as the text is long, to the power of the number of repetitions that follow one another.
"""

from __future__ import annotations

import functools
import importlib
import re
import sys
from collections.abc import Iterable
from typing import Any

parser: Any = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")

_MOST_STEPS = 10**7  # a fraction of a second
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WILD = 10**6  # more repetitions than any text allows


@functools.lru_cache(maxsize=256)
def longest_tame(pattern: str) -> int:
    """The length of the longest texts in which a search surely ends soon; 0 if there are none."""
    degree = _degree(pattern)
    return 0 if degree == _WILD else int(_MOST_STEPS ** (1 / (degree + 1)))  # it may begin at each place


def _degree(pattern: str) -> int:
    try:
        return _of_sequence(parser.parse(pattern))
    except (re.error, ValueError, RecursionError, OverflowError, LookupError, TypeError):
        return _WILD


def _of_sequence(items: Iterable[Any]) -> int:
    """What follows one another multiplies; what is only looked at does not."""
    total = looked_at = 0
    for operator, argument in items:
        name = str(operator)
        if name in _REPEATS:
            total += _of_repeat(*argument)
        elif name == "SUBPATTERN":
            total += _of_sequence(argument[-1])
        elif name == "ATOMIC_GROUP":
            total += _of_sequence(argument)
        elif name == "BRANCH":
            total += max((_of_sequence(each) for each in argument[1]), default=0)
        elif name in ("ASSERT", "ASSERT_NOT"):
            looked_at = max(looked_at, _of_sequence(argument[1]))
        elif name in ("GROUPREF", "GROUPREF_EXISTS"):
            return _WILD
    return min(_WILD, max(total, looked_at))


def _of_repeat(least: Any, most: Any, inner: Iterable[Any]) -> int:
    inner = list(inner)
    if most == 1:  # it is there or not
        return _of_sequence(inner)
    alternatives = any(str(operator) in ("BRANCH", "SUBPATTERN") for operator, _argument in inner)
    if _of_sequence(inner) or alternatives:
        return _WILD
    return 0 if least == most else 1
