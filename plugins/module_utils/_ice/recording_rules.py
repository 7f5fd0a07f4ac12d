# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the API for what a recording is made of. Each error names the option, and the rule that is broken."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from .errors import InputError

STREAM_SCHEMES = ("rtmp", "rtmps")
CALLBACK_SCHEMES = ("http", "https")


def check_text(option: str, text: str) -> None:
    """A text that is not empty. :raises InputError: if it is something else"""
    if not text.strip():
        raise InputError(f"{option} is empty.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{option}: {text!r} is not valid Unicode.") from error


def check_choice(option: str, value: str | None, choices: tuple[str, ...]) -> None:
    """One of some words. :raises InputError: if it is something else"""
    if value not in choices:
        raise InputError(f"{option}: {value!r} is none of {', '.join(choices)}.")


def check_no_blanks(option: str, text: str) -> None:
    """A text without blanks. :raises InputError: if it is something else"""
    if not text.isprintable() or " " in text:
        raise InputError(f"{option}: {text!r} holds blanks, or characters that cannot be printed.")


def check_url(option: str, url: str | None, schemes: tuple[str, ...]) -> None:
    """A URL with a host and one of some schemes. :raises InputError: if it is something else"""
    if not url:
        raise InputError(f"{option} is empty.")
    check_text(option, url)
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in schemes:
        raise InputError(
            f"{option}: {url!r} is no URL of the form {' or '.join(f'{each}://host/...' for each in schemes)}."
        )


def check_place(option: str, output: Mapping[str, str]) -> None:
    """The bucket and the endpoint of an output, if they are there. :raises InputError: if one is invalid"""
    for name in ("bucket", "endpoint"):
        if name in output:
            check_no_blanks(f"{option}.{name}", output[name])
    if "/" in output.get("bucket", ""):
        raise InputError(f"{option}.bucket: {output['bucket']!r} is no name of a bucket; it has a slash.")
