# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rows of each list look like by the API's reference, so that expressions over them can be checked.

The API may have fields that the reference does not name: an object may always have more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Union


class Text(NamedTuple):
    """A string.

    :ivar words: the values that are documented; empty if it may be any text
    :ivar is_time: whether it is a time as in 2022-07-20T03:26:36Z
    """

    words: tuple[str, ...] = ()
    is_time: bool = False


class Number:
    """An integer or a float."""


class Boolean:
    """True or false."""


class Array(NamedTuple):
    """A list. :ivar items: the shape of each; None if it may be anything"""

    items: Shape | None = None


class Object(NamedTuple):
    """A dictionary. :ivar is_closed: whether it has no other fields, since the expression itself makes it"""

    fields: Mapping[str, Shape | None]
    is_closed: bool = False


Shape = Union[Text, Number, Boolean, Array, Object]

# Words that the API knows
JOB_STATUSES = ("paused", "initial", "started")
RECORD_FORMATS = ("m3u8", "flv", "mp4")
TEMPLATE_TYPES = ("system", "custom")
STREAM_TYPES = ("rtmp",)
OUTPUT_TYPES = ("oss", "vod")

_TEXT, _TIME, _NUMBER = Text(), Text(is_time=True), Number()
_OUTPUT = Object({"type": Text(OUTPUT_TYPES), "bucket": _TEXT, "endpoint": _TEXT})

JOB = Object(
    {
        "job_id": _TEXT,
        "name": _TEXT,
        "status": Text(JOB_STATUSES),
        "create_time": _TIME,
        "stream_input": Object({"type": Text(STREAM_TYPES), "url": _TEXT}),
        "record_output": _OUTPUT,
        "template_id": _TEXT,
        "template_name": _TEXT,
        "notify_url": _TEXT,
    }
)

FILE = Object(
    {
        "record_id": _TEXT,
        "job_id": _TEXT,
        "job_name": _TEXT,
        "format": Text(RECORD_FORMATS),
        "record_url": _TEXT,
        "stream_url": _TEXT,
        "record_output": _OUTPUT,
        "create_time": _TIME,
        "start_time": _TIME,
        "end_time": _TIME,
        "duration": _NUMBER,
        "width": _NUMBER,
        "height": _NUMBER,
    }
)

TEMPLATE = Object(
    {
        "template_id": _TEXT,
        "name": _TEXT,
        "type": Text(TEMPLATE_TYPES),
        "create_time": _TIME,
        "last_modified": _TIME,
        "record_format_list": Array(
            Object(
                {
                    "format": Text(RECORD_FORMATS),
                    "oss_object_prefix": _TEXT,
                    "slice_oss_object_prefix": _TEXT,
                    "cycle_duration": _NUMBER,
                    "slice_duration": _NUMBER,
                }
            )
        ),
    }
)

# What the rules of an audit see: a job, and what a job alone does not show
AUDITED_JOB = Object(
    {
        **JOB.fields,
        "region": _TEXT,
        "output_region": _TEXT,
        "at_once": Object({"recording": _NUMBER, "stream": _NUMBER, "name": _NUMBER}),
        "template": TEMPLATE,
        "own_template": TEMPLATE,
        "cycle": _NUMBER,
        "last_file": FILE,
        "first_seen": _TIME,
    }
)
# What the rules about all that was audited see
AUDITED_ACCOUNT = Object({"active_jobs": _NUMBER, "regions": Array(_TEXT)})
