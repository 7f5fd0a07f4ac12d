# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which certificates of servers are trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    import ssl


def tls_context(*, validate_certs: bool, ca_path: str | None) -> ssl.SSLContext:
    """Trust the system's certificate authorities, or those that the user names, or everybody.

    :raises InputError: if ``ca_path`` cannot be used
    """
    import ssl  # which takes time to load, and not everybody who has a connection makes requests

    if not validate_certs:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if not ca_path:
        return ssl.create_default_context()
    path = Path(ca_path)
    try:
        path = path.expanduser()
        if path.is_dir():
            return ssl.create_default_context(capath=str(path))
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError, RuntimeError) as error:  # ssl.SSLError is the first; the last: no such user's home
        raise InputError(f"ca_path: {path} cannot be used: {error}.") from error
