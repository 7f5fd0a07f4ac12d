# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the module of the same name, and shows how far it is."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.plugins.plugin_utils._listing_action import ListingAction


class ActionModule(ListingAction):
    """See there."""

    noun = "recorded files"
