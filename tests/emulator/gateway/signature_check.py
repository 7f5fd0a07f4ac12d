# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACS3-HMAC-SHA256, judged from the receiving end.

Written from the scheme's description alone. The client side of this project signs with other code, so a
misreading on one side cannot be repeated, and hidden, on the other.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError, incomplete_signature

from .incoming import IncomingRequest, decode_pairs

ALGORITHM = "ACS3-HMAC-SHA256"
_AUTHORIZATION = re.compile(ALGORITHM + r" Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})")
_MANDATORY = (
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an Authorization header claims; nothing of it is proven yet."""

    access_key_id: str
    signed_headers: tuple[str, ...]
    signature: str


def read_claim(request: IncomingRequest) -> Claim:
    """Parse the Authorization header and check that everything that must be signed is signed."""
    authorization = request.header("authorization")
    if authorization is None:
        raise incomplete_signature("The Authorization header is missing.")
    match = _AUTHORIZATION.fullmatch(authorization)
    if match is None:
        raise incomplete_signature(
            f"The Authorization header must read '{ALGORITHM} Credential=<id>,"
            "SignedHeaders=<list>,Signature=<64 hex digits>'."
        )
    key_id, listed, signature = match.groups()
    names = tuple(listed.split(";"))
    _check_signed_headers(names, request.headers)
    return Claim(key_id, names, signature)


def _check_signed_headers(names: Sequence[str], headers: Mapping[str, list[str]]) -> None:
    for name in _MANDATORY:
        if name not in headers:
            raise incomplete_signature(f"The header {name} is missing.")
    if list(names) != sorted(set(names)):
        raise incomplete_signature("SignedHeaders must be sorted, each header once.")
    for name in names:
        if name != name.lower():
            raise incomplete_signature(f"SignedHeaders must be lower case: {name}.")
        if name not in headers:
            raise incomplete_signature(f"The signed header {name} was not sent.")
    unsigned = {name for name in headers if name.startswith("x-acs-")} | {"host"}
    unsigned.difference_update(names)
    if unsigned:
        raise incomplete_signature(f"SignedHeaders must list {', '.join(sorted(unsigned))}.")


def canonical_query(query: str) -> str:
    """The query string re-encoded by RFC 3986 and sorted by name."""
    if not query:
        return ""
    pairs = sorted(decode_pairs(query))
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)


def canonical_request(request: IncomingRequest, signed_headers: Sequence[str]) -> str:
    """The text that both sides hash."""
    lines = [request.method, request.path, canonical_query(request.query)]
    for name in signed_headers:
        values = ",".join(sorted(value.strip() for value in request.headers[name]))
        lines.append(f"{name}:{values}")
    lines += ["", ";".join(signed_headers), request.headers["x-acs-content-sha256"][0].strip()]
    return "\n".join(lines)


def expected_signature(canonical: str, secret: str) -> str:
    """The signature that the holder of `secret` puts on a canonical request."""
    digest = hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    text = f"{ALGORITHM}\n{digest}".encode("ascii")
    return hmac.new(secret.encode("utf-8"), text, hashlib.sha256).hexdigest()


def check_signature(request: IncomingRequest, claim: Claim, secret: str) -> None:
    """Prove the claim: the body is the one that was hashed, the signature the secret's."""
    body_hash = hashlib.sha256(request.body).hexdigest()
    if not hmac.compare_digest(body_hash.encode(), (request.header("x-acs-content-sha256") or "").encode()):
        raise ApiError(
            400,
            "SignatureDoesNotMatch",
            f"x-acs-content-sha256 is not the SHA-256 of the body, which is {body_hash}.",
        )
    canonical = canonical_request(request, claim.signed_headers)
    if not hmac.compare_digest(expected_signature(canonical, secret), claim.signature):
        shown = canonical.replace("\n", "|")
        raise ApiError(
            400,
            "SignatureDoesNotMatch",
            f"Specified signature does not match our calculation. Canonical request: {shown}",
        )
