# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in ``compose``, ``groups`` and ``keyed_groups`` that Ansible silently ignores, or finds too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ansible.plugins import AnsiblePlugin
from jinja2 import Environment, TemplateError
from jinja2.nodes import Name

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB


def check_grouping(plugin: AnsiblePlugin) -> None:
    """Check the options of a constructed inventory. :raises InputError: naming the first that is wrong"""
    for number, entry in enumerate(plugin.get_option("keyed_groups"), start=1):
        if not isinstance(entry, Mapping) or not entry.get("key"):
            raise InputError(f"keyed_groups: entry {number} needs a key, as in {{prefix: status, key: ice_status}}.")
    if plugin.get_option("use_extra_vars"):
        return  # a variable of any name may come from there
    composed = plugin.get_option("compose") or {}
    for option, expression in _expressions(plugin):
        for name in _names(expression):
            if (name in JOB.fields or name == "region") and name not in composed:
                raise InputError(
                    f"{option}: a host has no variable {name}. Did you mean ice_{name}? The expression is: {expression}"
                )


def _expressions(plugin: AnsiblePlugin) -> Iterator[tuple[str, str]]:
    for option in ("compose", "groups"):
        for name, expression in (plugin.get_option(option) or {}).items():
            yield f"{option}: {name}", str(expression)
    for number, entry in enumerate(plugin.get_option("keyed_groups"), start=1):
        yield f"keyed_groups: entry {number}", str(entry["key"])


def _names(expression: str) -> list[str]:
    """The variables that an expression reads; none if it is not one, which Ansible says by itself."""
    try:
        tree = Environment(autoescape=True).parse("{{ " + expression + " }}")
    except TemplateError:
        return []
    return [str(node.name) for node in tree.find_all(Name) if node.ctx == "load"]
