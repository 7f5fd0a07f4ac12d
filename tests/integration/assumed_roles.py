# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles to assume, without the service that is asked for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.tests.emulator import STS

# What stands for alibabacloud_credentials where the modules and plugins import it: no test reaches the real service.
_PROVIDER = f"""
import json, os

class RamRoleArnCredentialsProvider:
    def __init__(self, **given):
        given.pop("access_key_secret")
        with open(os.environ["ASKED"], "a") as asked:
            print(json.dumps(given), file=asked)

    def get_credentials(self):
        return self

    def get_access_key_id(self):
        return {STS.access_key_id!r}

    def get_access_key_secret(self):
        return {STS.access_key_secret!r}

    def get_security_token(self):
        return {STS.security_token!r}
"""


def provider_of_roles(folder: Path) -> tuple[dict[str, str], Callable[[], list[dict[str, Any]]]]:
    """An environment in which any role can be assumed, and a function that tells how it was asked for."""
    package = folder / "library" / "alibabacloud_credentials"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "provider.py").write_text(_PROVIDER, encoding="utf-8")
    asked = folder / "asked"

    def told() -> list[dict[str, Any]]:
        return [json.loads(line) for line in asked.read_text(encoding="utf-8").splitlines()]

    return {"PYTHONPATH": str(package.parent), "ASKED": str(asked)}, told
