# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML put together from elements. A plain str is data and is escaped; only what is made here counts as markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union

from .escaping import escaped

_VOID = frozenset(("input", "link", "meta"))


class Html(str):
    """A piece of markup, which is not escaped again."""

    __slots__ = ()


Child = Union[str, None]  # an Html is one, too; None is nothing
Attribute = Union[str, int, bool, None]


def tag(element: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element.

    ``class_`` is the attribute ``class``, ``aria_label`` is ``aria-label``. An attribute that is True stands without a
    value, one that is None or False is left out.
    """
    start = f"<{element}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(start if element in _VOID else f"{start}{together(children)}</{element}>")


def together(children: Iterable[Child], between: str = "") -> Html:
    """Pieces one after another; what is data in them is escaped."""
    pieces = (child if isinstance(child, Html) else escaped(child) for child in children if child is not None)
    return Html(between.join(pieces))


def lines(children: Iterable[Child]) -> Html:
    """The same with each piece in a line of its own, so that reports can be compared line by line."""
    return together(children, "\n")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(str(value))}"'
