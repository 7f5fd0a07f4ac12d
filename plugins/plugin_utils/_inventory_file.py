# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of inventory files, which decide whether Ansible lets the plugin read them."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIXES = ("ice_live_record_jobs.yml", "ice_live_record_jobs.yaml")
_BEGINNING = 65536  # characters of a file that are searched


def name_to_use(path: str, plugin: str) -> str | None:
    """A better name for a file that names the plugin, but has a name that the plugin does not read.

    :returns: None if its name is fine, or the file is not for this plugin
    """
    if path.endswith(SUFFIXES) or not Path(path).is_file():  # what comes through a pipe can be read only once
        return None
    try:
        with Path(path).open(encoding="utf-8") as file:
            beginning = file.read(_BEGINNING)
    except (OSError, ValueError):
        return None
    if not re.search(rf"^plugin\s*:\s*(['\"]?){re.escape(plugin)}\1\s*(#.*)?$", beginning, re.MULTILINE):
        return None
    name = Path(path)
    stem = name.stem if name.suffix in (".yml", ".yaml", ".json", ".ini", ".txt") else name.name
    return f"{stem}.{SUFFIXES[0]}"
