# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's front door: authenticate, authorise, dispatch, answer."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from urllib.parse import quote

from starlette.types import Receive, Scope, Send

from ansible_collections.mediaops.alicloud.tests.emulator.api_error import ApiError
from ansible_collections.mediaops.alicloud.tests.emulator.faults.plan import NO_STRIKE, Strike
from ansible_collections.mediaops.alicloud.tests.emulator.operations import OPERATIONS, Call, Operation
from ansible_collections.mediaops.alicloud.tests.emulator.region.accounts import Account
from ansible_collections.mediaops.alicloud.tests.emulator.region.request_log import RequestRecord
from ansible_collections.mediaops.alicloud.tests.emulator.region.services import Services

from .answer_shape import reshape
from .authentication import authenticate
from .delivery import Answer, Delivery, spoil
from .incoming import IncomingRequest, parameters_of, read_request
from .signature_check import read_claim

API_VERSION = "2020-11-09"


class _NoAnswerError(Exception):
    """The connection is to be reset in place of an answer, after a wait if there is one."""

    def __init__(self, wait_s: float) -> None:
        super().__init__()
        self.wait_s = wait_s


class Gateway:
    """An ASGI application that serves the API."""

    def __init__(self, services: Services, delivery: Delivery) -> None:
        self._services = services
        self._delivery = delivery

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        self._services.in_flight += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self._services.in_flight -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        record = RequestRecord(
            action="",
            method=scope["method"],
            parameters={},
            received_at=time.time(),
            client_port=scope["client"][1] if scope.get("client") else 0,
            in_flight=self._services.in_flight,
            request_id=str(uuid.uuid4()).upper(),
            region=self._services.region,
        )
        exchange = _Exchange(self._services, record)
        host = ""
        try:
            request = await read_request(scope, receive)
            host = request.header("host") or ""
            text = exchange.answer(request)
            comma = "" if text == "{}" else ","
            answer = Answer(200, f'{{"RequestId":"{record.request_id}"{comma}{text[1:]}'.encode())
        except ApiError as error:
            record.error_code = error.code
            answer = _refusal(error, record.request_id, host)
        except _NoAnswerError as error:
            self._services.log.add(record)
            if error.wait_s:
                await self._delivery.stall(receive, error.wait_s)
            self._delivery.reset(scope)
            return
        answer.headers.append((b"x-acs-request-id", record.request_id.encode("ascii")))
        answer = spoil(answer, exchange.strike)
        record.status = answer.status
        latency_s = self._services.plan.faults.latency_ms / 1000
        # Logged before it is sent: whoever has the answer finds its request in the log.
        self._services.log.add(record)
        if latency_s:
            await asyncio.sleep(latency_s)
        await self._delivery.send(answer, exchange.strike, send)


class _Exchange:
    """One request on its way through the checks."""

    def __init__(self, services: Services, record: RequestRecord) -> None:
        self._services = services
        self._record = record
        self.strike: Strike = NO_STRIKE

    def answer(self, request: IncomingRequest) -> str:
        """The text of the JSON object that answers the request."""
        services, record = self._services, self._record
        record.action = request.header("x-acs-action") or ""
        record.parameters = parameters_of(request)
        claim = read_claim(request)
        record.access_key_id = claim.access_key_id
        record.signed_headers = list(claim.signed_headers)
        account = authenticate(
            request,
            claim,
            accounts=services.accounts,
            nonces=services.nonces,
            clock=services.clock,
        )
        operation = _operation(request)
        # Strikes come after authentication, so that a fault never hides a wrong signature.
        self.strike = services.plan.strike(operation.name)
        record.fault = self.strike.name()
        no_answer = self.strike.reset or self.strike.stall
        if no_answer is not None and not no_answer.processed:
            raise _NoAnswerError(self.strike.wait_s())
        services.plan.check_rate(f"{account.owner} in {services.region}")
        if self.strike.error is not None:
            rule = self.strike.error
            raise ApiError(
                rule.status,
                rule.code,
                rule.message,
                retry_after_ms=rule.retry_after_ms,
                headers=rule.headers,
                fields=rule.fields,
            )
        _authorise(account, operation)
        operation.check_names(record.parameters)
        tenant = services.tenant_of(account.owner)
        services.streams.settle(tenant, services.clock.now())
        other = self.strike.other_answer
        processed = other is None or other.processed
        text = operation.run(Call(record.parameters, tenant, services)) if processed else "{}"
        if other is not None:
            return json.dumps(dict(other.body))
        if no_answer is not None:
            raise _NoAnswerError(self.strike.wait_s())
        return reshape(text, services.plan.faults)


def _operation(request: IncomingRequest) -> Operation:
    version = request.header("x-acs-version")
    if version != API_VERSION:
        raise ApiError(400, "InvalidVersion", f"Specified parameter Version is not valid: {version}.")
    operation = OPERATIONS.get(request.header("x-acs-action") or "")
    if operation is None or request.path != "/":
        raise ApiError(
            404,
            "InvalidAction.NotFound",
            "Specified api is not found, please check your url and method.",
        )
    if request.method != operation.method:
        raise ApiError(
            405,
            "UnsupportedHTTPMethod",
            f"{operation.name} is called with {operation.method}, not {request.method}.",
        )
    return operation


def _authorise(account: Account, operation: Operation) -> None:
    action = f"ice:{operation.name}"
    if not account.may(action):
        raise ApiError(
            403,
            account.denial_code,
            f"You are not authorized to do this action. You should be authorized by RAM: {action}.",
        )


def _refusal(error: ApiError, request_id: str, host: str) -> Answer:
    recommend = f"https://api.aliyun.com/troubleshoot?q={quote(error.code)}&product=ICE&requestId={request_id}"
    body = {
        "RequestId": request_id,
        "HostId": host,
        "Code": error.code,
        "Message": error.message,
        "Recommend": recommend,
        **error.fields,
    }
    headers = [(name.lower().encode(), str(value).encode()) for name, value in error.headers.items()]
    if error.retry_after_ms is not None:
        headers.append((b"x-acs-retry-after", str(error.retry_after_ms).encode("ascii")))
    return Answer(error.status, json.dumps(body, ensure_ascii=False).encode(), headers)
