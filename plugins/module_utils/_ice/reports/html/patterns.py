# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How states of jobs look: each has a colour and a texture, so that nobody has to tell colours apart."""

from __future__ import annotations

from .markup import Html, tag

# What the API documents, in the order of a job's life; further ones follow.
KNOWN_STATES = ("started", "initial", "paused")
_TEXTURES = {
    "paused": tag("path", d="M-1 1l2-2M0 8l8-8M7 9l2-2", class_="texture"),
    "initial": tag("circle", cx="2", cy="2", r="1.1", class_="texture dots"),
    "other": tag("path", d="M0 4h8M4 0v8", class_="texture"),
}


def definitions() -> Html:
    """The textures, once for all charts of the page."""
    patterns = (
        tag("pattern", texture, id=f"texture-{name}", width="8", height="8", patternUnits="userSpaceOnUse")
        if name != "initial"
        else tag("pattern", texture, id=f"texture-{name}", width="5", height="5", patternUnits="userSpaceOnUse")
        for name, texture in _TEXTURES.items()
    )
    return tag("svg", tag("defs", *patterns), width="0", height="0", aria_hidden="true", class_="definitions")


def in_order(states: set[str]) -> list[str]:
    """The known states, and then all others by name."""
    return [state for state in KNOWN_STATES if state in states] + sorted(states.difference(KNOWN_STATES))


def filled(state: str, **place: str) -> Html:
    """A rectangle with the colour and the texture of a state."""
    look = state if state in KNOWN_STATES else "other"
    colour = tag("rect", class_="fill", data_state=look, **place)
    if look not in _TEXTURES:
        return colour
    return tag("g", colour, tag("rect", fill=f"url(#texture-{look})", **place))
