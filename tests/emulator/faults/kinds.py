# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be made to go wrong, typed and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from math import isfinite
from types import MappingProxyType


class FaultError(ValueError):
    """A fault that does not exist, or a value that it cannot have."""


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
class Churn:
    """Moves the list while it is read, at each ListLiveRecordJobs."""

    insert: int = 0
    """New jobs at the newest end."""
    leave: int = 0
    """Jobs of the status asked for that change to another; nothing without a status."""
    enter: int = 0
    """Jobs of another status that change to the one asked for."""
    same_second: bool = False
    """Whether inserted jobs share the newest job's second, instead of being created now."""
    when: str = "before"
    """`before`, `after` or `both`: when, seen from the reading of the page."""
    until: int | None = None
    """At most this many requests move the list."""


@dataclass(frozen=True, kw_only=True)
class Faults:
    """All faults at once; the defaults are a server in perfect health."""

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
    slow_body_s: float = 0.0
    slow_count: int | None = None
    slow_skip: int = 0
    page_size_max: int | None = None
    page_size_refuse_above: int | None = None
    numbers_as_strings: bool = False
    omit_fields: tuple[str, ...] = ()
    null_fields: tuple[str, ...] = ()
    extra_fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    start_exclusive: bool = False
    end_exclusive: bool = False
    clock_offset_s: float = 0.0
    churn: Churn | None = None
    missing_buckets: tuple[str, ...] = ()
    undeletable_files: tuple[str, ...] = ()
    delete_omits_ok: bool = False
    record_ids_refuse_above: int | None = None


_Reader = Callable[[str, object], object]


def _switch(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise FaultError(f"fault {name} must be true or false")
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise FaultError(f"fault {name} must be a text that is not empty")
    return value


def _real(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise FaultError(f"fault {name} must be a number")
    return float(value)


def _not_negative(name: str, value: object) -> float:
    number = _real(name, value)
    if number < 0:
        raise FaultError(f"fault {name} must not be negative")
    return number


def _positive(name: str, value: object) -> float:
    number = _real(name, value)
    if number <= 0:
        raise FaultError(f"fault {name} must be above 0")
    return number


def _whole(lowest: int, highest: int = 1_000_000_000) -> _Reader:
    def read(name: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise FaultError(f"fault {name} must be a whole number from {lowest} to {highest}")
        return value

    return read


def _one_of(*choices: str) -> _Reader:
    def read(name: str, value: object) -> str:
        if value not in choices or not isinstance(value, str):
            raise FaultError(f"fault {name} must be one of {', '.join(choices)}")
        return value

    return read


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise FaultError(f"fault {name} must be a list of texts")
    return tuple(_text(name, entry) for entry in value)


def _mapping(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise FaultError(f"fault {name} must be an object")
    return MappingProxyType(value)


def _read_fields(
    where: str, document: object, readers: Mapping[str, _Reader], required: tuple[str, ...] = ()
) -> dict[str, object]:
    if not isinstance(document, dict):
        raise FaultError(f"{where or 'faults'} must be an object")
    prefix = f"{where}." if where else ""
    values: dict[str, object] = {}
    for name, value in document.items():
        if name not in readers:
            known = ", ".join(readers)
            raise FaultError(f"unknown fault {prefix + str(name)!r}; known: {known}")
        # None is how a caller says "as it is by default".
        if value is not None:
            values[name] = readers[name](prefix + name, value)
    for name in required:
        if name not in values:
            raise FaultError(f"fault {prefix}{name} is missing")
    return values


_RULE: Mapping[str, _Reader] = {"count": _whole(0), "skip": _whole(0), "action": _text}
_HTTP_STATUS = _whole(200, 599)


def _rule(kind: Callable[..., Rule], extra: Mapping[str, _Reader], required: tuple[str, ...] = ()) -> _Reader:
    def read(name: str, value: object) -> Rule:
        # A bare number is short for how many requests are struck.
        document = value if not isinstance(value, int) else {"count": value}
        return kind(**_read_fields(name, document, {**_RULE, **extra}, required))

    return read


_error_rule = _rule(
    ErrorRule,
    {
        "code": _text,
        "status": _whole(400, 599),
        "message": _text,
        "retry_after_ms": _whole(0),
    },
    required=("code", "status"),
)


def _errors(name: str, value: object) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise FaultError(f"fault {name} must be a list of objects")
    return tuple(_error_rule(f"{name}[{number}]", entry) for number, entry in enumerate(value))


_CHURN: Mapping[str, _Reader] = {
    "insert": _whole(0, 10_000),
    "leave": _whole(0, 10_000),
    "enter": _whole(0, 10_000),
    "same_second": _switch,
    "when": _one_of("before", "after", "both"),
    "until": _whole(0),
}


def _churn(name: str, value: object) -> Churn:
    build: Callable[..., Churn] = Churn
    return build(**_read_fields(name, value, _CHURN))


_READERS: Mapping[str, _Reader] = {
    "latency_ms": _not_negative,
    "qps": _positive,
    "qps_burst": _positive,
    "throttle_status": _whole(400, 599),
    "throttle_code": _text,
    "throttle_retry_after": _switch,
    "errors": _errors,
    "cut_json": _rule(Rule, {}),
    "truncated": _rule(Rule, {}),
    "reset": _rule(ResetRule, {"processed": _switch}),
    "stall": _rule(StallRule, {"processed": _switch, "seconds": _positive}),
    "not_json": _rule(NotJsonRule, {"status": _HTTP_STATUS}),
    "slow_body_s": _not_negative,
    "slow_count": _whole(0),
    "slow_skip": _whole(0),
    "page_size_max": _whole(1),
    "page_size_refuse_above": _whole(1),
    "numbers_as_strings": _switch,
    "omit_fields": _texts,
    "null_fields": _texts,
    "extra_fields": _mapping,
    "start_exclusive": _switch,
    "end_exclusive": _switch,
    "clock_offset_s": _real,
    "churn": _churn,
    "missing_buckets": _texts,
    "undeletable_files": _texts,
    "delete_omits_ok": _switch,
    "record_ids_refuse_above": _whole(1),
}
if set(_READERS) != {entry.name for entry in fields(Faults)}:  # pragma: no cover
    raise AssertionError("every fault needs a reader")


def faults_from(document: object) -> Faults:
    """Faults from JSON; FaultError names the first thing that is wrong."""
    build: Callable[..., Faults] = Faults
    return build(**_read_fields("", document, _READERS))
