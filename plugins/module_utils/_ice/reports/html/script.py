# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's script: one function without globals. It knows texts only, and never makes markup of them."""

from __future__ import annotations

from .script_address import ADDRESS
from .script_csv import CSV
from .script_data import DATA
from .script_page import PAGE
from .script_table import TABLE
from .script_timeline import TIMELINE

_IN_ORDER = ("(function () {", '"use strict";', DATA, TABLE, CSV, ADDRESS, TIMELINE, PAGE, "})();")
SCRIPT = "\n".join(_IN_ORDER)
