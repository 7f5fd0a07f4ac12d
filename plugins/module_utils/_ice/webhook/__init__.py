# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks: whether one can be used, and how it is told."""

from .address import faults_in_address, faults_in_headers
from .sending import notify

__all__ = ["faults_in_address", "faults_in_headers", "notify"]
