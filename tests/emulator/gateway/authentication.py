# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is calling: date, key, signature, token and nonce, in that order."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError
from ansible_collections.mediaops.alicloud.tests.emulator.clock import DATE_TOLERANCE_S, Clock, parse_api_time
from ansible_collections.mediaops.alicloud.tests.emulator.region.accounts import Account, AccountDirectory
from ansible_collections.mediaops.alicloud.tests.emulator.region.nonces import NonceMemory

from .incoming import IncomingRequest
from .signature_check import Claim, check_signature


def authenticate(
    request: IncomingRequest,
    claim: Claim,
    *,
    accounts: AccountDirectory,
    nonces: NonceMemory,
    clock: Clock,
) -> Account:
    """The account that provably signed the request; ApiError otherwise."""
    now = clock.now()
    _check_date(request, now)
    account = accounts.find(claim.access_key_id)
    if account is None:
        raise ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
    if not account.active:
        raise ApiError(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.")
    check_signature(request, claim, account.access_key_secret)
    _check_token(request, account, accounts, now)
    # Last, so that a request with a wrong signature cannot spend somebody else's nonce.
    nonce = request.header("x-acs-signature-nonce") or ""
    if not nonces.use(account.access_key_id, nonce, now):
        raise ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
    return account


def _check_date(request: IncomingRequest, now: float) -> None:
    moment = parse_api_time(request.header("x-acs-date") or "")
    if moment is None:
        raise ApiError(
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
        )
    if abs(now - moment) > DATE_TOLERANCE_S:
        raise ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")


def _check_token(request: IncomingRequest, account: Account, accounts: AccountDirectory, now: float) -> None:
    token = request.header("x-acs-security-token")
    stated_key = request.header("x-acs-accesskey-id")
    if stated_key is not None and stated_key != account.access_key_id:
        raise _token_error("MismatchWithAccessKey", "x-acs-accesskey-id names another key.")
    if not token:
        if account.security_token is not None:
            raise ApiError(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.")
        return
    if token != account.security_token:
        if account.security_token is None or accounts.knows_token(token):
            raise _token_error("MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.")
        raise _token_error("Malformed", "Specified SecurityToken is malformed.")
    if account.token_expires_at is not None and account.token_expires_at <= now:
        raise _token_error("Expired", "Specified SecurityToken is expired.")


def _token_error(kind: str, message: str) -> ApiError:
    return ApiError(400, f"InvalidSecurityToken.{kind}", message)
