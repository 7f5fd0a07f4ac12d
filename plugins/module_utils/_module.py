# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between AnsibleModule and the engine: options in, errors out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, NoReturn, TypeVar, Union

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._ice import ConnectionOptions, IceError, ListingResult, MissingLibraryError, ReadingOptions

# Credentials and region have no fallback to the environment here: the engine looks there itself, so that an id from
# the task is never paired with a token from the environment. Defaults are documented in plugins/doc_fragments.
CONNECTION_SPEC: dict[str, dict[str, Any]] = {
    "access_key_id": {"type": "str", "aliases": ["alicloud_access_key", "access_key"], "no_log": False},
    "access_key_secret": {"type": "str", "aliases": ["alicloud_secret_key", "secret_key"], "no_log": True},
    "security_token": {"type": "str", "aliases": ["alicloud_security_token"], "no_log": True},
    "profile": {"type": "str"},
    "region": {"type": "str", "aliases": ["region_id", "alicloud_region"]},
    "endpoint": {"type": "str"},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "timeout": {"type": "float", "default": 30},
    "deadline": {"type": "float", "default": 300},
    "max_retries": {"type": "int", "default": 5},
    "max_concurrency": {"type": "int", "default": 8},
}

READING_SPEC: dict[str, dict[str, Any]] = {
    "sort_by": {"type": "str", "choices": ["asc", "desc"], "default": "desc"},
    "page_size": {"type": "int", "default": 100},
    "page_no": {"type": "int"},
    "where": {"type": "str"},
    "limit": {"type": "int"},
    "query": {"type": "str"},
    "on_incomplete": {"type": "str", "choices": ["fail", "warn"], "default": "fail"},
}

TIMES_SPEC: dict[str, dict[str, Any]] = {
    "start_time": {"type": "str"},
    "end_time": {"type": "str"},
}

LISTING_SPEC: dict[str, dict[str, Any]] = {
    **READING_SPEC,
    **TIMES_SPEC,
    "keyword": {"type": "str", "no_log": False},
    "status": {"type": "str", "choices": ["paused", "initial", "started"]},
}

Options = TypeVar("Options", bound=Union[ConnectionOptions, ReadingOptions])


def options_from(module: AnsibleModule, kind: type[Options]) -> Options:
    """The module's parameters as the engine's options, which have the same names."""
    endpoint = module.params["endpoint"] or ""
    if "@" in endpoint:  # which the engine refuses; Ansible would show the password among the task's parameters
        module.no_log_values.add(endpoint.rpartition("@")[0].rpartition("/")[2])
    return kind(**{field.name: module.params[field.name] for field in fields(kind)})


def exit_with_list(module: AnsibleModule, key: str, result: ListingResult) -> None:
    """End a module that lists: the rows under their name, and what is known of the listing."""
    for doubt in result.doubts:
        module.warn(f"The list may be incomplete: {doubt}.")
    facts: dict[str, Any] = {
        key: result.rows,
        "total_count": result.total_count,
        "complete": result.complete,
        "stats": result.stats,
        "request_ids": result.request_ids,
    }
    if module.params["query"] is not None:
        facts["query_result"] = result.query_result
    module.exit_json(changed=False, **facts)


def without_none(value: dict[str, Any]) -> dict[str, Any]:
    """Ansible gives options that nobody set as None; the engine leaves them out."""
    return {name: item for name, item in value.items() if item is not None}


@contextmanager
def errors_as_failures(module: AnsibleModule) -> Iterator[None]:
    """Whatever the engine raises ends the module with a message, and with what is known of the request."""
    try:
        yield
    except MissingLibraryError as error:
        module.fail_json(msg=missing_required_lib(error.library), exception=error.cause)
    except IceError as error:
        _fail(module, error)


def _fail(module: AnsibleModule, error: IceError) -> NoReturn:
    module.fail_json(msg=error.message, **error.details())
    raise AssertionError  # fail_json does not return; its annotation does not say so
