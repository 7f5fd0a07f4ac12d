# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells a finding from all others, in this run and in each later one.

A fingerprint is made of what users know: the rule, the account, the region and the recording. A job's id is no part of
it, since the API makes up a new one for each submission. It is a hash, so that it shows neither a key nor a stream.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

_ACCOUNT_DIGITS = 16


def account_hash(account: str) -> str:
    """What stands for an account in reports: 16 hexadecimal digits."""
    return _hash("account", account)[:_ACCOUNT_DIGITS]


def fingerprint(rule: str, account: str, region: str, identity: Any) -> str:
    """64 hexadecimal digits.

    :param account: as a report has it
    :param identity: what the finding is about within the region: JSON values
    """
    return _hash("finding", rule, account, region, identity)


def _hash(*parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
