# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user can do about an answer that refuses a request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from ..errors import (
    AccountRefusedError,
    ApiError,
    ClockError,
    CredentialsRefusedError,
    PermissionDeniedError,
    ThrottlingError,
)
from ..operations import Operation

# What to do about a key that is not accepted, by the beginning of the error code; the first that fits.
_ABOUT_KEYS = (
    ("SignatureDoesNotMatch", "Check the secret of key {key}."),
    ("InvalidAccessKeyId.Inactive", "Activate key {key}, or use another."),
    ("InvalidAccessKeyId", "There is no key {key}; check its id."),
    ("InvalidSecurityToken.Expired", "Get new temporary credentials; the token of key {key} has expired."),
    ("InvalidSecurityToken", "Check that the security token is the one that came with key {key}."),
    ("MissingSecurityToken", "Key {key} is temporary; set security_token too."),
    ("", "Check the credentials of key {key}."),
)
# What to do about an account that is held back, by a part of the error code; the first that fits.
_ABOUT_ACCOUNTS = (
    (("RiskControl",), "Alibaba Cloud's risk control holds the account back; ask its support with the request id."),
    (
        ("Verification", "RealName", "NotVerified", "Authentication"),
        "Complete the verification of the account that owns key {key} in the console of Alibaba Cloud.",
    ),
    (
        ("Overdue", "InDebt", "Arrear", "Balance"),
        "Pay what the account that owns key {key} owes, in Expenses and Costs of the console.",
    ),
    (
        ("NotOpen", "NotActivated", "NotEnabled", "NotSubscribed", "NotPurchase", "Unopened"),
        "Activate Intelligent Media Services for the account that owns key {key} in the console.",
    ),
    ((), "Look at the state of the account that owns key {key} in the console, or ask support with the request id."),
)


def advice(
    kind: type[ApiError],
    code: str,
    operation: Operation,
    key: str,
    headers: Mapping[str, str],
    denied: Mapping[str, Any],
) -> str:
    """A sentence that says what to do; empty if nobody knows.

    :param key: the id of the key that signed the request
    :param denied: the refusal's ``access_denied_detail``, if it has one
    """
    if kind is PermissionDeniedError:
        return _about_permission(denied.get("auth_action") or operation.ram_action, key, denied)
    if kind is AccountRefusedError:
        return next(words for parts, words in _ABOUT_ACCOUNTS if not parts or any(p in code for p in parts)).format(
            key=key
        )
    if kind is ClockError:
        return _about_the_clock(headers)
    if kind is CredentialsRefusedError:
        return next(words for prefix, words in _ABOUT_KEYS if code.startswith(prefix)).format(key=key)
    if kind is ThrottlingError:
        return "It is tried again until the deadline. See what else uses the account, or raise deadline."
    return ""


def _about_permission(action: str, key: str, denied: Mapping[str, Any]) -> str:
    """Allow it; or, if a policy says no, change that one, since no other can allow it then."""
    known = (
        ("caller", denied.get("auth_principal_display_name")),
        ("policy type", denied.get("policy_type")),
        ("denial", denied.get("no_permission_type")),
    )
    found = "; ".join(f"{name}: {value}" for name, value in known if value)
    facts = f" ({found})" if found else ""
    if denied.get("no_permission_type") == "ExplicitDeny":
        return (
            f"A policy denies the RAM action {action} to the owner of key {key}{facts}. Change or detach that policy."
        )
    return f"Allow the RAM action {action} for the owner of key {key}{facts}."


def _about_the_clock(headers: Mapping[str, str]) -> str:
    try:
        off = time.time() - parsedate_to_datetime(headers.get("date", "")).timestamp()
    except (TypeError, ValueError, OverflowError):
        return "The clock of this machine is off; set it (NTP)."
    direction = "ahead of" if off > 0 else "behind"
    return f"The clock of this machine is {abs(off):.0f} seconds {direction} the server's; set it (NTP)."
