# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that reports are written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable

from . import html, json_format, junit, markdown, ocsf, openmetrics, sarif
from .report import Report

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "json": json_format.render,
    "markdown": markdown.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "ocsf": ocsf.render,
    "openmetrics": openmetrics.render,
    "html": html.render,
}
