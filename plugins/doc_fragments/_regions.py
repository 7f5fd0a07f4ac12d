# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # Several regions in one task
    DOCUMENTATION = r"""
options:
  regions:
    description:
      - The regions to read, side by side. The default is the region that O(region) names, which has no effect if this
        is set.
      - Each region has a host of its own. It is an error if O(endpoint), the environment or O(endpoints) lead two
        regions to the same host, which could not tell them apart.
    type: list
    elements: str
  endpoints:
    description:
      - The endpoints by region, for regions whose endpoint differs from the default. An entry has precedence over
        O(endpoint), and is written in the same way.
    type: dict
    default: {}
"""
