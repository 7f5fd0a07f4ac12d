# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between AnsibleModule and the engine: options in, errors out.

Argument specs are made of the engine's dataclasses, which have types, defaults and choices. The documentation has
to repeat them; ``ansible-test sanity`` compares the two.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ._ice.connection import ConnectionOptions, connections_to_regions, locate, warnings_about
from ._ice.errors import IceError, InputError, MissingLibraryError
from ._ice.garbage import no_search_at_exit
from ._ice.listing import ListingResult, OnPage

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "str"},
    "int": {"type": "int"},
    "float": {"type": "float"},
    "bool": {"type": "bool"},
    "Sequence[str]": {"type": "list", "elements": "str"},
    "Sequence[Any]": {"type": "list", "elements": "raw"},
    "Mapping[str, Any]": {"type": "dict"},
    "Any": {"type": "raw"},
}

Options = TypeVar("Options", bound="DataclassInstance")


def argument_spec(kind: type[Options], **more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The argument spec of a class of options.

    :param more: what only Ansible has to know of an option: aliases, ``no_log``, another type
    """
    spec: dict[str, dict[str, Any]] = {}
    for each in fields(kind):
        spec[each.name] = dict(_TYPES[str(each.type).partition(" | ")[0]])
        default = each.default if each.default_factory is MISSING else each.default_factory()
        if default is not None:
            spec[each.name]["default"] = list(default) if isinstance(default, tuple) else default
        if each.metadata.get("choices"):
            spec[each.name]["choices"] = list(each.metadata["choices"])
        spec[each.name].update(more.get(each.name, {}))
    return spec


# Credentials and region have no fallback to the environment here: the engine looks there itself, so that an id from
# the task is never paired with a token from the environment.
CONNECTION_SPEC = argument_spec(
    ConnectionOptions,
    access_key_id={"aliases": ["alicloud_access_key", "access_key"], "no_log": False},
    access_key_secret={"aliases": ["alicloud_secret_key", "secret_key"], "no_log": True},
    security_token={"aliases": ["alicloud_security_token"], "no_log": True},
    region={"aliases": ["region_id", "alicloud_region"]},
    ca_path={"type": "path"},
)
PROGRESS_FILE = "MEDIAOPS_ALICLOUD_PROGRESS_FILE"  # in the environment of modules that list
# What modules that read several regions at once have, beside the connection
REGIONS_SPEC: dict[str, dict[str, Any]] = {
    "regions": {"type": "list", "elements": "str"},
    "endpoints": {"type": "dict", "default": {}},
}
# What modules that list have, beside the options of the engine
QUERY_ONLY_SPEC: dict[str, dict[str, Any]] = {"query_only": {"type": "bool", "default": False}}
QUERY_ONLY_NEEDS = [("query_only", True, ("query",))]


def options_from(module: AnsibleModule, kind: type[Options]) -> Options:
    """The module's parameters as the engine's options, which have the same names; others keep their defaults."""
    _hide_password(module, module.params["endpoint"])
    names = [each.name for each in fields(kind) if each.name in module.params]
    options = kind(**{name: module.params[name] for name in names})
    if isinstance(options, ConnectionOptions):
        for warning in warnings_about(options):
            module.warn(warning)
    return options


def connections_from(module: AnsibleModule) -> list[ConnectionOptions]:
    """The connection to each region of a module that reads several. See :data:`REGIONS_SPEC`."""
    for endpoint in module.params["endpoints"].values():
        _hide_password(module, endpoint)
    if module.params["regions"] == []:
        raise InputError("regions is empty. Name at least one region, or leave it out and set region.")
    options = options_from(module, ConnectionOptions)
    return connections_to_regions(options, module.params["regions"], module.params["endpoints"])


def _hide_password(module: AnsibleModule, endpoint: Any) -> None:
    """The engine refuses a password in an endpoint; Ansible would show it among the task's parameters."""
    if isinstance(endpoint, str) and "@" in endpoint:
        module.no_log_values.add(endpoint.rpartition("@")[0].rpartition("/")[2])


def exit_with_list(module: AnsibleModule, connection: ConnectionOptions, result: ListingResult, key: str) -> None:
    """End a module that lists: the rows under their name, where they are from, and what is known of the listing."""
    place = locate(connection)
    for doubt in result.doubts:
        module.warn(f"The list may be incomplete: {doubt}.")
    for remark in result.remarks:
        module.warn(remark)
    facts: dict[str, Any] = {
        "total_count": result.total_count,
        "complete": result.complete,
        "stats": result.stats,
        "request_ids": result.request_ids,
        "region": place.region,
        "endpoint": place.endpoint.url,
    }
    if not module.params["query_only"]:
        facts[key] = result.rows
    if module.params["query"] is not None:
        facts["query_result"] = result.query_result
    module.exit_json(changed=False, **facts)


def progress_to_file() -> OnPage:
    """Writes how far a listing is where the action plugin of the module looks; None if nobody does."""
    path = os.environ.get(PROGRESS_FILE)

    def write(read: int, expected: int) -> None:
        with suppress(OSError):  # the module may run as a user who must not write there
            Path(str(path)).write_text(f"{read} {expected}", encoding="utf-8")

    return write if path else None


def without_none(value: dict[str, Any]) -> dict[str, Any]:
    """Ansible gives options that nobody set as None; the engine leaves them out."""
    return {name: item for name, item in value.items() if item is not None}


@contextmanager
def errors_as_failures(module: AnsibleModule) -> Iterator[None]:
    """Whatever the engine raises ends the module with a message, and with what is known of the request."""
    no_search_at_exit()  # every module comes here, and ends soon after
    try:
        yield
    except MissingLibraryError as error:
        module.fail_json(msg=_missing(error.library), exception=error.cause)
    except IceError as error:
        module.fail_json(msg=error.message, **error.details())


def _missing(library: str) -> str:
    """Most who see this have the library, but in another Python: the one that runs ansible-playbook."""
    return (
        f"{missing_required_lib(library)}. The interpreter was {sys.executable}. If the connection is local and the "
        "library is installed beside Ansible, set ansible_python_interpreter to "
        '"{{ ansible_playbook_python }}" for the play or its hosts.'
    )
