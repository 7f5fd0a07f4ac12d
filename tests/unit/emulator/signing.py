# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A signing client for these tests, which may also sign wrongly."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from ansible_collections.mediaops.alicloud.tests.emulator import ADMIN, Account


@dataclass
class SignedRequest:
    """A request that is signed when it is sent; change any part of it before, or headers after signing."""

    action: str
    account: Account = ADMIN
    method: str = "GET"
    path: str = "/"
    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    signed_list: str | None = None
    after: dict[str, str] = field(default_factory=dict)
    authorization: str | None = None
    body_after: bytes | None = None

    def send(self, client: httpx.Client) -> httpx.Response:
        """Sign and send."""
        body = urlencode(self.form).encode() if self.form is not None else b""
        headers = {
            "host": client.base_url.netloc.decode(),
            "x-acs-action": self.action,
            "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-version": "2020-11-09",
        }
        if self.account.security_token:
            headers["x-acs-security-token"] = self.account.security_token
            headers["x-acs-accesskey-id"] = self.account.access_key_id
        headers.update(self.headers)
        for name in self.drop:
            headers.pop(name, None)
        names = sorted(name for name in headers if name not in self.unsigned)
        pairs = sorted(self.query.items())
        query = "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in pairs)
        listed = ";".join(names)
        lines = [self.method, self.path, query, *(f"{n}:{headers[n].strip()}" for n in names)]
        lines += ["", listed, headers.get("x-acs-content-sha256", "")]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        text = f"ACS3-HMAC-SHA256\n{digest}".encode()
        signature = hmac.new(self.account.access_key_secret.encode(), text, hashlib.sha256).hexdigest()
        headers["authorization"] = self.authorization or (
            f"ACS3-HMAC-SHA256 Credential={self.account.access_key_id},"
            f"SignedHeaders={self.signed_list or listed},Signature={signature}"
        )
        if self.form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        headers.update(self.after)
        content = self.body_after if self.body_after is not None else body
        url = self.path + (f"?{query}" if query else "")
        raw = {name: value.encode("latin-1") for name, value in headers.items()}
        return client.request(self.method, url, headers=httpx.Headers(raw), content=content or None)


def list_jobs(client: httpx.Client, account: Account = ADMIN, **query: object) -> Any:
    """One page of ListLiveRecordJobs; it has to succeed."""
    response = list_response(client, account, **query)
    assert response.status_code == 200, response.text
    return response.json()


def list_response(client: httpx.Client, account: Account = ADMIN, **query: object) -> httpx.Response:
    """The answer to ListLiveRecordJobs, whatever it is."""
    texts = {name: str(value) for name, value in query.items()}
    return SignedRequest("ListLiveRecordJobs", account, query=texts).send(client)


def submit(client: httpx.Client, **changes: str | None) -> httpx.Response:
    """Submit a job; parameters can be changed, or left out with None."""
    form: dict[str, str | None] = {
        "Name": "weekly show",
        "StreamInput": '{"Type":"rtmp","Url":"rtmp://push.example.com/live/weekly"}',
        "RecordOutput": '{"Type":"oss","Bucket":"b","Endpoint":"oss-cn-shanghai.aliyuncs.com"}',
        **changes,
    }
    sent = {name: value for name, value in form.items() if value is not None}
    return SignedRequest("SubmitLiveRecordJob", method="POST", form=sent).send(client)


def get(client: httpx.Client, action: str, account: Account = ADMIN, **query: object) -> httpx.Response:
    """The answer to a reading operation; lists are sent as the API wants them."""
    return SignedRequest(action, account, query=_flat(query)).send(client)


def post(client: httpx.Client, action: str, account: Account = ADMIN, **form: object) -> httpx.Response:
    """The answer to an operation that takes a form; values that are no texts are sent as JSON."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in form.items()}
    return SignedRequest(action, account, "POST", form=texts).send(client)


def post_query(client: httpx.Client, action: str, account: Account = ADMIN, **query: object) -> httpx.Response:
    """The answer to an operation that is posted with its parameters in the query."""
    return SignedRequest(action, account, "POST", query=_flat(query)).send(client)


def _flat(query: dict[str, object]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in query.items():
        if isinstance(value, list):
            texts.update({f"{name}.{number}": str(entry) for number, entry in enumerate(value, start=1)})
        elif value is not None:
            texts[name] = str(value)
    return texts
