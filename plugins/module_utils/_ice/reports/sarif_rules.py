# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules as SARIF describes them. All are there, also those that found nothing, since these were asked too."""

from __future__ import annotations

import re
from typing import Any

from .report import Rule
from .texts import shown

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
HELP = "https://github.com/mediaops/alicloud/blob/main/docs/docsite/rst/guide_audits_in_pipelines.rst"
# How GitHub sorts alerts: over 9 is critical, from 7 high, from 4 medium, above 0 low.
_SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0", "info": "0.1"}
_PROBLEM_SEVERITY = {"error": "error", "warning": "warning", "note": "recommendation"}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")  # for an argument of a message
_LONGEST_TITLE = 250
_LONGEST_TEXT = 1_000


def descriptor(rule: Rule) -> dict[str, Any]:
    """The description of a rule."""
    level = LEVELS[rule["severity"]]
    title = sentence(rule["title"] or rule["id"], _LONGEST_TITLE)
    remedy = sentence(rule["remediation"] or rule["description"] or title, _LONGEST_TEXT)
    name = _name(rule["id"])
    return {
        "id": identifier(rule["id"]),
        **({"name": name} if name.lower() != rule["id"].lower() else {}),
        "shortDescription": {"text": title},
        "fullDescription": {"text": sentence(rule["description"] or title, _LONGEST_TEXT)},
        "help": {"text": remedy},
        "helpUri": HELP,
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["security", "live-recording"],
            "security-severity": _SECURITY_SEVERITY[rule["severity"]],
            "problem.severity": _PROBLEM_SEVERITY[level],
            "precision": "very-high",
            "severity": rule["severity"],
            "origin": rule["origin"],
            "state": rule["state"],
            "seen": rule["seen"],
        },
    }


def identifier(rule_id: str) -> str:
    """A rule's id, as results name it, too."""
    return shown(rule_id, _LONGEST_TITLE)


def sentence(text: str, most: int) -> str:
    """A text as SARIF wants messages: one that can be seen, ends with a full stop, and in which nothing is a link."""
    text = shown(text, most).rstrip() or "No text."
    if "](" in text:
        text = text.replace("[", r"\[").replace("]", r"\]")
    text = _PLACEHOLDER.sub(r"{{\1}}", text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _name(rule_id: str) -> str:
    """The id as a name in one word, as SARIF wants it: paused-for-long -> PausedForLong."""
    words = "".join(character if character.isascii() and character.isalnum() else " " for character in rule_id).split()
    return "".join(word[:1].upper() + word[1:] for word in words)[:_LONGEST_TITLE] or "Rule"
