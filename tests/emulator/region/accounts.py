# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: keys, tokens and the actions that each may call."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path

DEFAULT_OWNER = "1234567890123456"


class AccountsFileError(Exception):
    """An accounts file that cannot be read or makes no sense."""


@dataclass(frozen=True)
class Account:
    """One key. Keys with the same `owner` see the same jobs, as the RAM users of one account do."""

    access_key_id: str
    access_key_secret: str
    security_token: str | None = None
    allowed_actions: tuple[str, ...] = ()
    owner: str = DEFAULT_OWNER
    active: bool = True
    token_expires_at: float | None = None
    denial_code: str = "NoPermission"

    def may(self, action: str) -> bool:
        """Whether a policy of this account allows `action`, such as `ice:ListLiveRecordJobs`."""
        return any(fnmatchcase(action, pattern) for pattern in self.allowed_actions)


ADMIN = Account(
    access_key_id="LTAI5tEmulatorAdmin00001",
    access_key_secret="EmulatorOnlyAdminSecret0000001",
    allowed_actions=("ice:*",),
)
READER = Account(
    access_key_id="LTAI5tEmulatorReader0001",
    access_key_secret="EmulatorOnlyReaderSecret000001",
    allowed_actions=("ice:Get*", "ice:List*"),
)
NOBODY = Account(
    access_key_id="LTAI5tEmulatorNobody0001",
    access_key_secret="EmulatorOnlyNobodySecret000001",
    denial_code="Forbidden.RAM",
)
INACTIVE = Account(
    access_key_id="LTAI5tEmulatorInactive01",
    access_key_secret="EmulatorOnlyInactiveSecret0001",
    allowed_actions=("ice:*",),
    active=False,
)
STS = Account(
    access_key_id="STS.EmulatorSession000001",
    access_key_secret="EmulatorOnlySessionSecret00001",
    security_token="EmulatorOnlySessionToken/0000000000000001+example==",
    allowed_actions=("ice:*",),
)
STS_EXPIRED = Account(
    access_key_id="STS.EmulatorExpired000001",
    access_key_secret="EmulatorOnlyExpiredSecret00001",
    security_token="EmulatorOnlyExpiredToken/0000000000000002+example==",
    allowed_actions=("ice:*",),
    token_expires_at=1_600_000_000.0,
)
CANNED_ACCOUNTS = (ADMIN, READER, NOBODY, INACTIVE, STS, STS_EXPIRED)


class AccountDirectory:
    """The accounts that one emulator knows."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._by_key = {account.access_key_id: account for account in accounts}
        self._tokens = frozenset(a.security_token for a in self._by_key.values())

    def find(self, access_key_id: str) -> Account | None:
        """The account of a key, if there is one."""
        return self._by_key.get(access_key_id)

    def knows_token(self, token: str) -> bool:
        """Whether any account holds this security token."""
        return token in self._tokens

    def owners(self) -> list[str]:
        """Every owner, each once."""
        return list(dict.fromkeys(account.owner for account in self._by_key.values()))


def load_accounts(path: Path) -> list[Account]:
    """Read accounts from a JSON list of objects whose keys are the fields of `Account`."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise AccountsFileError(f"cannot read accounts file {path}: {error}") from error
    except ValueError as error:
        raise AccountsFileError(f"accounts file {path} is not JSON: {error}") from error
    if not isinstance(document, list):
        raise AccountsFileError(f"accounts file {path} must hold a list of accounts")
    return [_account(path, number, entry) for number, entry in enumerate(document, start=1)]


def _account(path: Path, number: int, entry: object) -> Account:
    where = f"account {number} of {path}"
    if not isinstance(entry, Mapping):
        raise AccountsFileError(f"{where} must be an object")
    unknown = sorted(set(entry) - {field.name for field in fields(Account)})
    if unknown:
        raise AccountsFileError(f"{where} has an unknown field {unknown[0]!r}")
    values = dict(entry)
    for name in ("access_key_id", "access_key_secret"):
        if not isinstance(values.get(name), str) or not values[name]:
            raise AccountsFileError(f"{where} needs {name}, a text that is not empty")
    for name in ("owner", "denial_code", "security_token"):
        if name in values and not (isinstance(values[name], str) and values[name]):
            raise AccountsFileError(f"{where}: {name} must be a text that is not empty")
    actions = values.get("allowed_actions", [])
    if not isinstance(actions, list) or not all(isinstance(a, str) for a in actions):
        raise AccountsFileError(f"{where}: allowed_actions must be a list of texts")
    values["allowed_actions"] = tuple(actions)
    if not isinstance(values.get("active", True), bool):
        raise AccountsFileError(f"{where}: active must be true or false")
    expires = values.get("token_expires_at")
    if expires is not None and (isinstance(expires, bool) or not isinstance(expires, (int, float))):
        raise AccountsFileError(f"{where}: token_expires_at must be seconds since the epoch")
    return Account(**values)
