# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A home folder with a profile file of the Alibaba Cloud CLI, and the environment that leads there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

AK = {"name": "ak", "mode": "AK", "region_id": "cn-beijing", "access_key_id": "AkId", "access_key_secret": "AkSecret-1"}
STS = {
    "name": "sts",
    "mode": "StsToken",
    "region_id": "cn-shenzhen",
    "access_key_id": "STS.Id",
    "access_key_secret": "StsSecret-1",
    "sts_token": "StsToken-1",
}


class Home:
    """``environment`` is all that the code under test gets to see."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / ".aliyun" / "config.json"
        self.environment = {"HOME": str(folder)}

    def write(self, content: Any) -> None:
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

    def write_profiles(self, *profiles: dict[str, Any], current: str | None = None) -> None:
        self.write({"current": current or profiles[0]["name"], "profiles": list(profiles)})
