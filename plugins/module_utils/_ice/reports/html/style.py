# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's style, from the general to the particular; what narrows or prints the page comes last."""

from __future__ import annotations

from .style_charts import CHARTS
from .style_colours import COLOURS
from .style_findings import FINDINGS
from .style_layout import LAYOUT
from .style_media import MEDIA
from .style_parts import PARTS
from .style_timeline import TIMELINE

_IN_ORDER = (COLOURS, LAYOUT, PARTS, CHARTS, TIMELINE, FINDINGS, MEDIA)
STYLE = "\n".join(_IN_ORDER)
