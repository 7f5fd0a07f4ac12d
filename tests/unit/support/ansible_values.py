# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as ansible-core hands them to plugins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ansible._internal._datatag._tags import Origin, TrustedAsTemplate
from ansible._internal._templating._engine import TemplateEngine, TemplateOptions
from ansible._internal._templating._lazy_containers import _AnsibleLazyTemplateMixin
from ansible._internal._templating._utils import TemplateContext


def tagged(value: Any) -> Any:
    """Every part of it with tags."""
    if isinstance(value, dict):
        value = {tagged(key): tagged(item) for key, item in value.items()}
    elif isinstance(value, list):
        value = [tagged(item) for item in value]
    value = Origin(path="/playbook.yml", line_num=1).tag(value)
    return TrustedAsTemplate().tag(value) if isinstance(value, str) else value


@contextmanager
def as_filters_get_it(value: Any) -> Iterator[Any]:
    """In containers that template an item when it is read, as long as the block lasts."""
    context = TemplateContext(template_value=value, templar=TemplateEngine(), options=TemplateOptions.DEFAULT)
    with context:
        yield _AnsibleLazyTemplateMixin._try_create(tagged(value))


def native(value: Any) -> Any:
    """The same value in built-in types."""
    if isinstance(value, dict):
        return {native(key): native(item) for key, item in value.items()}
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, bool):
        return value
    return next((kind(value) for kind in (int, float, str) if isinstance(value, kind)), value)
