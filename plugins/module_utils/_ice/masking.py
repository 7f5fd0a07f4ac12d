# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in the addresses of streams: user names and passwords, values of queries, and the keys that end a path.

A stream's URL is often all that is needed to publish in somebody else's name. What leaves an audit has none of these,
whatever the field or the message that they were in.
"""

from __future__ import annotations

import re
from typing import Any

from .redaction import MASK

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?P<rest>[^\s'\"<>`]+)")
# User and password without a scheme before them, or behind one slash only. A host and more has to follow: a name like
# 12:30@studio is none. It is looked for at the beginning of words only, so that long texts need no time.
_USER = re.compile(r"(?<![^\s/'\"<>`])[^\s:/@'\"<>`]+:[^\s/@'\"<>`]+@(?=[\w.-]+[/:?])")
_VALUE = re.compile(r"=[^&;#]+")
# A word that is a secret's name, and its value. Of ordinary sentences only what has = after it.
_NAMED = re.compile(
    r"(?i)\b([\w-]*(?:auth_?key|stream_?key|secret|token|password|passwd|signature)[\w-]*=|pass=)[^\s&;,'\"<>)]+"
)
_PARTS = re.compile(r"([&;])")
_TOKEN = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[^.]{8,}")  # in a query, where names of streams are not
_RUN = re.compile(r"[A-Za-z0-9]+")
_SWITCH = re.compile(r"(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_EXTENSION = re.compile(r"\.(?:flv|m3u8|mp4|ts|sdp)$", re.IGNORECASE)
# Keys as well-known services write them: four or more groups of four; a prefix that says so; a UUID.
_KNOWN_KEYS = re.compile(
    r"(?i)(?:[a-z0-9]{4}-){3,}[a-z0-9]{4}"
    r"|(?:live|sk|rk|pk|fb)[_-]\d[\w-]{11,}"
    r"|(?:sk|rk|pk|key|streamkey|stream[_-]key|secret|token)[_-].*\d.*"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
_PUNCTUATION = ".,;:!?)]}"  # that ends a sentence and not a URL


def masked_text(text: str) -> str:
    """The text with the secrets of its URLs masked."""
    if "://" in text:
        text = _URL.sub(_masked_url, text)
    if "@" in text:
        text = _USER.sub(f"{MASK}@", text)
    return _NAMED.sub(rf"\1{MASK}", text) if "=" in text else text


def masked(value: Any) -> Any:
    """A JSON value with the same done to all its strings and names."""
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, dict):
        return {masked_text(name): masked(item) for name, item in value.items()}
    return [masked(item) for item in value] if isinstance(value, (list, tuple)) else value


def mask(value: Any) -> None:
    """Mask the strings of a JSON value where they are: a report of many findings need not be there twice."""
    if isinstance(value, dict):
        for name, item in list(value.items()):
            if isinstance(item, str):
                value[name] = masked_text(item)
            else:
                mask(item)
            shown = masked_text(name)
            if shown != name:
                value[shown] = value.pop(name)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                value[number] = masked_text(item)
            else:
                mask(item)


def looks_like_a_key(segment: str) -> bool:
    """Whether the last part of a stream's path is a key and no name: long, with letters and digits mixed."""
    name = _EXTENSION.sub("", segment)
    if _KNOWN_KEYS.fullmatch(name):
        return bool(re.search(r"\d", name))
    runs = [*_RUN.findall(name), "".join(_RUN.findall(name)) if _has_both_cases(name) else ""]
    return any(_is_mixed(run) for run in runs)


def _masked_part(part: str) -> str:
    """A part of a query: the value of a parameter, or a value without a name, as a token may be."""
    if "=" in part:
        return _VALUE.sub(f"={MASK}", part)
    return MASK if looks_like_a_key(part) or _TOKEN.fullmatch(part) else part


def _is_mixed(run: str) -> bool:
    switches = len(_SWITCH.findall(run))
    return (len(run) >= 10 and switches >= 4) or (len(run) >= 16 and switches >= 2) or (len(run) >= 24 and switches > 0)


def _has_both_cases(name: str) -> bool:
    """Names of streams are hardly written so; base64 is."""
    return bool(re.search(r"[a-z][A-Z]|[A-Z][a-z].*[A-Z]{2}", name))


def _masked_url(found: re.Match[str]) -> str:
    rest = found["rest"]
    end = rest.rstrip(_PUNCTUATION)
    ending = rest[len(end) :]
    rest, fragment_sign, fragment = end.partition("#")
    rest, query_sign, query = rest.partition("?")
    user, at, host = rest.rpartition("@")  # a password may hold a slash
    if at:
        user = MASK
    host, slash, path = host.partition("/")
    before, last_slash, segment = path.rpartition("/")
    if looks_like_a_key(segment):
        segment = MASK
    query = "".join(_masked_part(part) for part in _PARTS.split(query))
    fragment = _VALUE.sub(f"={MASK}", fragment)
    path = f"{before}{last_slash}{segment}"
    return f"{found['scheme']}{user}{at}{host}{slash}{path}{query_sign}{query}{fragment_sign}{fragment}{ending}"
