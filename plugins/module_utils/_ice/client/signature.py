# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ACS3-HMAC-SHA256: the canonical request and its signature, as pure functions.

Source: Alibaba Cloud's description of signature version 3 for RPC style APIs, and its published test vector
(``test_signature.py``).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"


def percent_encode(text: str) -> str:
    """RFC 3986 encoding: everything but letters, digits and ``-_.~``."""
    return quote(text, safe="-_.~")


def canonical_query(parameters: Mapping[str, str]) -> str:
    """The query string to sign, which is also the one to send: sorted by name, empty values kept."""
    return "&".join(f"{percent_encode(name)}={percent_encode(parameters[name])}" for name in sorted(parameters))


def canonical_request(method: str, query: str, headers: Mapping[str, str], payload_hash: str) -> str:
    """The text whose hash is signed. All of ``headers`` are signed; the path of RPC style APIs is always ``/``."""
    names = sorted(name.lower() for name in headers)
    values = {name.lower(): value.strip() for name, value in headers.items()}
    header_lines = "".join(f"{name}:{values[name]}\n" for name in names)
    return "\n".join((method, "/", query, header_lines, ";".join(names), payload_hash))


def signature(secret: str, canonical: str) -> str:
    """The hex signature of a canonical request."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.new(secret.encode(), f"{ALGORITHM}\n{digest}".encode(), hashlib.sha256).hexdigest()


def signed_headers(
    *,
    access_key_id: str,
    access_key_secret: str,
    security_token: str | None,
    method: str,
    host: str,
    query: str,
    body: bytes,
    action: str,
    version: str,
    date: str,
    nonce: str,
) -> dict[str, str]:
    """All headers of a signed request.

    :param host: the ``Host`` header exactly as it will be sent, with the port unless it is the default of the scheme
    :param query: the result of :func:`canonical_query`
    :param date: UTC, ``yyyy-MM-ddTHH:mm:ssZ``
    :param nonce: unique for each request, retries included
    """
    payload_hash = hashlib.sha256(body).hexdigest()
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": payload_hash,
        "x-acs-date": date,
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    if security_token:
        headers["x-acs-accesskey-id"] = access_key_id
        headers["x-acs-security-token"] = security_token
    canonical = canonical_request(method, query, headers, payload_hash)
    headers["authorization"] = (
        f"{ALGORITHM} Credential={access_key_id},SignedHeaders={';'.join(sorted(headers))},"
        f"Signature={signature(access_key_secret, canonical)}"
    )
    return headers
