# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that were written earlier, or by others."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any, cast

from ..errors import InputError
from ..ordinary_files import read_ordinary
from .report import SCHEMA_VERSION, Report
from .shape import faults_in

_SHOWN = 3  # faults of a report


def read_report(path: Path | str) -> Report:
    """The report in a file, whose path may begin with ``~``.

    :raises InputError: if it cannot be read, or is no report of this version; it names the file and the place in it
    """
    path = Path(path).expanduser()
    try:
        content = read_ordinary(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        value = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except RecursionError:
        raise InputError(f"{path} is no report of an audit: it is nested too deeply.") from None
    except ValueError as error:  # also of the bytes
        raise InputError(f"{path} is no JSON: {error}.") from None
    return report_of(value, str(path))


def report_of(value: Any, source: str) -> Report:
    """A value as a report.

    :param source: what it is called in messages: a path, or an entry of an option
    :raises InputError: if it is no report of this version
    """
    version = value.get("schema_version") if isinstance(value, dict) else None
    if isinstance(version, str) and version != SCHEMA_VERSION:
        raise InputError(
            f"{source} has the schema version {version[:20]!r}; this version of the collection reads {SCHEMA_VERSION}. "
            "Make the report again."
        )
    faults = list(islice(faults_in(value), _SHOWN))
    if faults:
        raise InputError(f"{source} is no report of an audit: {'; '.join(faults)}.")
    return cast(Report, value)


def _refuse(word: str) -> Any:
    raise ValueError(f"it has the number {word}")
