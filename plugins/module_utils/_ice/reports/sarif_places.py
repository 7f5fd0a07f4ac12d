# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a result of SARIF is: in the file in which its rule is written, as an address relative to the repository."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import quote

from .report import Location

_ROOT = "%SRCROOT%"  # what readers of SARIF call the root of the repository
_SAFE = "/-._~"


def physical_location(location: Location | None, rule: str) -> dict[str, Any]:
    """The file and line.

    GitHub refuses a whole report if one result has no file. A rule that is in none, since it is built in or stands in a
    task, gets a file that bears its name.
    """
    path = location["file"] if location else ""
    address = _address(path or f"ice_live_record_audit/{rule or 'rule'}.yml")
    artifact = {"uri": address} if ":" in address else {"uri": address, "uriBaseId": _ROOT}
    return {"artifactLocation": artifact, "region": {"startLine": location["line"] if location else 1}}


def base_ids() -> dict[str, Any]:
    """What relative addresses are relative to."""
    return {_ROOT: {"description": {"text": "The root of the repository with the rules and the declaration."}}}


def _address(path: str) -> str:
    """A path as a URI. It does not lead out of the repository, since no reader could follow it there."""
    path = path.replace("\\", "/")
    is_absolute = path.startswith("/")
    parts = [part for part in posixpath.normpath(path).split("/") if part not in ("", ".", "..")]
    address = "/".join(quote(part.encode("utf-8", "replace"), safe=_SAFE) for part in parts) or "unknown"
    return f"file:///{address}" if is_absolute else address
