# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback plugin by which the playbooks of one test session share the zip files of their modules.

Ansible makes such a file for each module once in a playbook, out of all that the module imports, and keeps it until the
playbook ends. That takes up to a second. Here it is kept until the session ends: a run of tests sees the code that
there was when it started.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ansible import constants
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: module_zips
type: notification
short_description: Shares the zip files of modules with other playbooks
description:
  - E(COMPILED_ZIPS) names the folder where they are kept. Without it, nothing is shared.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "module_zips"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if shared := os.environ.get("COMPILED_ZIPS"):
            # Its name is Ansible's; so is the lock by which one process at a time writes a file.
            Path(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache").symlink_to(shared, target_is_directory=True)
