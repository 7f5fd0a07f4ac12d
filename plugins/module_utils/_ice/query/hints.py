# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to write instead, for expressions that are no JMESPath: most who write them know another language better."""

from __future__ import annotations

import ast
import re

_WORDS = {"and": "&&", "or": "||", "not": "!"}
_LONGEST = 10_000  # characters


def hint_at(expression: str, place: int) -> str:
    """A sentence for what is written at this place, where the parser gave up; empty if there is none to say."""
    before, after = expression[:place], expression[place:]
    if re.match(r"=(?!=)", after):
        return "To compare, write ==."
    number = re.match(r"-?\d+(\.\d+)?", after)
    if number:
        return f"Write numbers in backticks: `{number[0]}`."
    word = re.match(r"(and|or)\b", after) or re.search(r"(?<![\w.])(not)\s+$", before)
    if word:
        return f"Instead of {word[1]}, write {_WORDS[word[1]]}."
    return "Instead of &, write &&." if re.match(r"&(?!&)", after) else ""


def is_value_of_yaml(expression: str) -> bool:
    """Whether this is what Ansible makes of a list or dictionary where text is wanted: how Python shows it."""
    if len(expression) > _LONGEST or not re.match(r"\[?\{['\"]", expression):
        return False
    try:
        ast.literal_eval(expression)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return False
    return True
