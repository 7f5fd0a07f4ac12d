# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a finding: a template of its own kind, in which ``{name}`` stands for a field of the job.

It is no Jinja: what the API returned is never evaluated, whatever it looks like.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any

from ..errors import InputError
from ..query import Query, Subject
from .unknown import UnknownFieldError

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Message:
    """A template whose placeholders are JMESPath expressions in braces, such as ``{stream_input.url}``.

    :param option: where it is written, for messages
    :raises InputError: if a brace has no partner, or a placeholder is no expression or names an unknown field
    """

    def __init__(
        self,
        template: str,
        *,
        option: str,
        about: Subject | None,
        now: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        parts = _PLACEHOLDER.split(template)
        if any("{" in text or "}" in text for text in parts[::2]):
            raise InputError(
                f"{option}: a brace has no partner in {template!r}. Braces hold the name of a field, as in {{name}}."
            )
        self._texts = parts[::2]
        self._queries = [_placeholder(text, option, about=about, now=now, params=params) for text in parts[1::2]]

    @property
    def names(self) -> frozenset[str]:
        """The names of all fields that it has placeholders for."""
        return frozenset().union(*(query.names for query in self._queries))

    def about(self, value: Any) -> str:
        """The text, with the values of a job.

        :raises UnknownFieldError: if a field can be looked up, and was not. What is not known otherwise is "unknown".
        """
        parts = [self._texts[0]]
        for query, text in zip(self._queries, self._texts[1:]):
            parts += [_found(query, value), text]
        return "".join(parts)


def _placeholder(
    text: str, option: str, *, about: Subject | None, now: int | None, params: Mapping[str, Any] | None
) -> Query:
    about = about and dataclasses.replace(about, may_be_constant=True)
    query = Query(text, option=f"{option}, {{{text}}},", now=now, about=about, params=params)
    if query.doubts:  # what only a job could show; a message is no place for guesses
        raise query.error_of(query.doubts[0])
    return query


def _found(query: Query, value: Any) -> str:
    try:
        return _shown(query.search(value))
    except UnknownFieldError as error:
        if error.can_be_looked_up:
            raise
    except InputError:  # a function that refuses what this job has
        pass
    return "unknown"


def _shown(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
