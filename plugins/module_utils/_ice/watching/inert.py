# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text that others wrote, so that Ansible shows it and never evaluates it.

ansible-rulebook hands events to playbooks as extra variables, which Ansible takes for templates: a job named
``{{ lookup('pipe', 'id') }}`` would run its command there. So what begins a template is written as a template of its
own, whose value is just that character. A playbook then sees the text as it was.
"""

from __future__ import annotations

import re
from typing import Any

# What Ansible's templates begin with. A brace at the end counts too, since a rulebook may put two texts together.
_BEGINS = re.compile(r"\{(?=[{%#]|\Z)")
# A first line that tells Jinja to use other signs than {{ and {%; a part of one may be completed by another text.
_HEADER = "#jinja2:"
# ansible-rulebook tries to decrypt each text with these letters in it.
_VAULT = "$ANSIBLE_VAULT"


def inert(value: Any) -> Any:
    """The same JSON value with every text made inert, keys too."""
    if isinstance(value, str):
        return inert_text(value)
    if isinstance(value, dict):
        return {inert(name): inert(item) for name, item in value.items()}
    return [inert(item) for item in value] if isinstance(value, list) else value


def inert_text(text: str) -> str:
    """The text as a template whose value is the text; most texts stay as they are."""
    if "{" in text:
        text = _BEGINS.sub("{{ '{' }}", text)
    if text.startswith("#") and (text.startswith(_HEADER) or _HEADER.startswith(text)):
        text = "{{ '#' }}" + text[1:]
    return text.replace(_VAULT, "{{ '$' }}" + _VAULT[1:])
