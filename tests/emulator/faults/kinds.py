# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be made to go wrong, typed and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from .list_faults import LIST_READERS, ListFaults
from .readers import (
    FaultError,
    Reader,
    mapping,
    not_negative,
    one_of,
    positive,
    read_fields,
    real,
    switch,
    text,
    texts,
    whole,
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Strikes the next `count` requests (of `action`, if named) after letting `skip` pass."""

    count: int = 1
    skip: int = 0
    action: str | None = None


@dataclass(frozen=True, kw_only=True)
class ErrorRule(Rule):
    """Answers with an error of the API."""

    code: str
    status: int
    message: str = "The emulator was told to refuse this request."
    retry_after_ms: int | None = None
    headers: Mapping[str, object] = field(default_factory=dict)
    """Further headers of the answer; they replace others of the same name."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Further fields of the answer; they replace others of the same name."""


@dataclass(frozen=True, kw_only=True)
class ResetRule(Rule):
    """Resets the connection without an answer; `processed`: after the operation has taken effect."""

    processed: bool = False


@dataclass(frozen=True, kw_only=True)
class StallRule(Rule):
    """Never answers; the connection is reset after `seconds` if the client has not left by then."""

    processed: bool = False
    seconds: float = 60.0


@dataclass(frozen=True, kw_only=True)
class NotJsonRule(Rule):
    """Answers with a page of HTML, as a proxy on the way might."""

    status: int = 502


@dataclass(frozen=True, kw_only=True)
class OtherBodyRule(Rule):
    """Answers with this body instead, whatever it is."""

    body: str = ""
    repeat: int = 1
    """How often the text comes one after another; it is never whole in memory."""
    before: str = ""
    """What comes before all that, once."""
    status: int = 200
    content_type: str = "application/json;charset=utf-8"
    gzip: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherAnswerRule(Rule):
    """Answers with HTTP 200 and `body`, whatever the operation would answer; `processed`: after it has taken effect."""

    body: Mapping[str, object] = field(default_factory=dict)
    processed: bool = False


@dataclass(frozen=True, kw_only=True)
class Churn:
    """Moves the list while it is read, at each ListLiveRecordJobs."""

    insert: int = 0
    """New jobs at the newest end."""
    leave: int = 0
    """Jobs of the status asked for that change to another; nothing without a status."""
    enter: int = 0
    """Jobs of another status that change to the one asked for."""
    expire: int = 0
    """Jobs that are deleted at the oldest end, as a limit to how long jobs are kept would do."""
    same_second: bool = False
    """Whether inserted jobs share the newest job's second, instead of being created now."""
    when: str = "before"
    """`before`, `after` or `both`: when, seen from the reading of the page."""
    until: int | None = None
    """At most this many requests move the list."""


@dataclass(frozen=True, kw_only=True)
class Faults(ListFaults):
    """All faults at once; the defaults are a server in good health, though no ideal one."""

    latency_ms: float = 0.0
    qps: float | None = None
    qps_burst: float | None = None
    throttle_status: int = 429
    throttle_code: str = "Throttling.User"
    throttle_retry_after: bool = True
    errors: tuple[ErrorRule, ...] = ()
    cut_json: Rule | None = None
    truncated: Rule | None = None
    reset: ResetRule | None = None
    stall: StallRule | None = None
    not_json: NotJsonRule | None = None
    other_body: OtherBodyRule | None = None
    other_answer: OtherAnswerRule | None = None
    slow_body_s: float = 0.0
    slow_count: int | None = None
    slow_skip: int = 0
    page_size_max: int | None = None
    page_size_refuse_above: int | None = None
    numbers_as_strings: bool = False
    omit_fields: tuple[str, ...] = ()
    null_fields: tuple[str, ...] = ()
    extra_fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    format_fields: Mapping[str, object] = field(default_factory=dict)
    start_exclusive: bool = False
    end_exclusive: bool = False
    clock_offset_s: float = 0.0
    churn: Churn | None = None
    missing_buckets: tuple[str, ...] = ()
    undeletable_files: tuple[str, ...] = ()
    delete_omits_ok: bool = False
    record_ids_refuse_above: int | None = None


_RULE: Mapping[str, Reader] = {"count": whole(0), "skip": whole(0), "action": text}
_HTTP_STATUS = whole(200, 599)


def _rule(kind: Callable[..., Rule], extra: Mapping[str, Reader], required: tuple[str, ...] = ()) -> Reader:
    def read(name: str, value: object) -> Rule:
        # A bare number is short for how many requests are struck.
        document = value if not isinstance(value, int) else {"count": value}
        return kind(**read_fields(name, document, {**_RULE, **extra}, required))

    return read


def _copied(name: str, value: object) -> object:
    return dict(mapping(name, value))


_error_rule = _rule(
    ErrorRule,
    {
        "code": text,
        "status": whole(400, 599),
        "message": text,
        "retry_after_ms": whole(0),
        "headers": _copied,
        "fields": _copied,
    },
    required=("code", "status"),
)


def _body(name: str, value: object) -> Mapping[str, object]:
    return dict(mapping(name, value))  # which goes back to JSON for whoever asks for the faults


def _errors(name: str, value: object) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise FaultError(f"fault {name} must be a list of objects")
    return tuple(_error_rule(f"{name}[{number}]", entry) for number, entry in enumerate(value))


_CHURN: Mapping[str, Reader] = {
    "insert": whole(0, 10_000),
    "leave": whole(0, 10_000),
    "enter": whole(0, 10_000),
    "expire": whole(0, 10_000),
    "same_second": switch,
    "when": one_of("before", "after", "both"),
    "until": whole(0),
}


def _churn(name: str, value: object) -> Churn:
    build: Callable[..., Churn] = Churn
    return build(**read_fields(name, value, _CHURN))


_READERS: Mapping[str, Reader] = {
    "latency_ms": not_negative,
    "qps": positive,
    "qps_burst": positive,
    "throttle_status": whole(400, 599),
    "throttle_code": text,
    "throttle_retry_after": switch,
    "errors": _errors,
    "cut_json": _rule(Rule, {}),
    "truncated": _rule(Rule, {}),
    "reset": _rule(ResetRule, {"processed": switch}),
    "stall": _rule(StallRule, {"processed": switch, "seconds": positive}),
    "not_json": _rule(NotJsonRule, {"status": _HTTP_STATUS}),
    "other_body": _rule(
        OtherBodyRule,
        {
            "body": text,
            "repeat": whole(0),
            "before": text,
            "status": _HTTP_STATUS,
            "content_type": text,
            "gzip": switch,
        },
    ),
    "other_answer": _rule(OtherAnswerRule, {"body": _body, "processed": switch}),
    "slow_body_s": not_negative,
    "slow_count": whole(0),
    "slow_skip": whole(0),
    "page_size_max": whole(1),
    "page_size_refuse_above": whole(1),
    "numbers_as_strings": switch,
    "omit_fields": texts,
    "null_fields": texts,
    "extra_fields": mapping,
    "format_fields": _body,
    "start_exclusive": switch,
    "end_exclusive": switch,
    "clock_offset_s": real,
    "churn": _churn,
    "missing_buckets": texts,
    "undeletable_files": texts,
    "delete_omits_ok": switch,
    "record_ids_refuse_above": whole(1),
    **LIST_READERS,
}
if set(_READERS) != {entry.name for entry in fields(Faults)}:  # pragma: no cover
    raise AssertionError("every fault needs a reader")


def faults_from(document: object) -> Faults:
    """Faults from JSON; FaultError names the first thing that is wrong."""
    build: Callable[..., Faults] = Faults
    return build(**read_fields("", document, _READERS))
