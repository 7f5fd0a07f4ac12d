# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file of the official library, ``~/.alibabacloud/credentials.ini``; only the library takes credentials from it."""

from __future__ import annotations

import configparser
from collections.abc import Mapping
from pathlib import Path


def has_section(name: str, environment: Mapping[str, str]) -> bool:
    """Whether the file has a section of this name.

    ``ALIBABA_CLOUD_PROFILE`` names a profile of the CLI, or one of these.
    """
    path = environment.get("ALIBABA_CLOUD_CREDENTIALS_FILE")
    file = Path(path) if path else Path(environment.get("HOME") or Path.home(), ".alibabacloud", "credentials.ini")
    parser = configparser.ConfigParser(interpolation=None)
    try:
        if file.is_file():  # and no named pipe, which would make us wait
            parser.read(file, encoding="utf-8")
    except (OSError, ValueError, configparser.Error):
        return False  # the library will say what is wrong with it
    return parser.has_section(name)
