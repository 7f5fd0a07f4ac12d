# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the pages of Ansible are that the collection's pages refer to.

Sphinx would fetch a list of all of Ansible's pages. The few that are needed stand here instead, so that no network is
needed, and a name that is wrong is a warning of Sphinx.
"""

from __future__ import annotations

import zlib
from pathlib import Path

ANSIBLE = "https://docs.ansible.com/projects/ansible/latest/"
_CONFIG = "reference_appendices/config.html"
# $ stands for the name.
_LABELS = {
    "action_plugins": "plugins/action.html#action-plugins",
    "ansible_collections.ansible.builtin.map_filter": "collections/ansible/builtin/map_filter.html",
    "ansible_collections.ansible.builtin.uri_module": "collections/ansible/builtin/uri_module.html",
    "ansible_collections.community.general.json_query_filter": "collections/community/general/json_query_filter.html",
    "ansible_configuration_settings": f"{_CONFIG}#ansible-configuration-settings",
    "common_return_values": "reference_appendices/common_return_values.html#common-return-values",
}
_VARIABLES = (
    "ANSIBLE_CACHE_PLUGIN",
    "ANSIBLE_CACHE_PLUGIN_CONNECTION",
    "ANSIBLE_CACHE_PLUGIN_PREFIX",
    "ANSIBLE_CACHE_PLUGIN_TIMEOUT",
)
_HEAD = """\
# Sphinx inventory version 2
# Project: Ansible
# Version: latest
# The remainder of this file is compressed using zlib.
"""


def write_inventory(file: Path) -> None:
    """Write the list as Sphinx reads it."""
    lines = [f"{name} std:label -1 {page} {name.rpartition('.')[2]}" for name, page in _LABELS.items()]
    lines += [f"{name} std:envvar 1 {_CONFIG}#$ -" for name in _VARIABLES]
    file.write_bytes(_HEAD.encode() + zlib.compress("".join(f"{line}\n" for line in lines).encode()))
