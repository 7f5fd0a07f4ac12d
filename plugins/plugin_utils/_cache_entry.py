# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of lists: one text, which any cache plugin can keep.

As a text, since ansible-core would tag every value of a structure when it is read back. Packed, since plugins put JSON
into JSON into JSON, and unpacking takes less time than to undo the escapes. And it has a checksum.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.garbage import fewer_searches

_FASTEST = 1


def packed(answers: list[Any]) -> str:
    """The answers as text."""
    text = json.dumps(answers, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), _FASTEST)).decode()


def unpacked(text: str) -> Any:
    """The value that was packed. :raises Exception: of any kind, if it is none of ours, or was damaged"""
    with fewer_searches():
        return json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
