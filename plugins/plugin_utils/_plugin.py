# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between Ansible's plugins and the engine: options in, errors out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from ansible.errors import AnsibleError
from ansible.plugins import AnsiblePlugin
from ansible.template import Templar
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    ConnectionOptions,
    warnings_about,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError, InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions

_KEYS = ("access_key_id", "access_key_secret", "security_token")


def connection_options(plugin: AnsiblePlugin, **changes: Any) -> ConnectionOptions:
    """The plugin's options as the engine takes them; ``changes`` override them."""
    values = {field.name: _plain(plugin.get_option(field.name)) for field in fields(ConnectionOptions)}
    values.update(dict.fromkeys((*_KEYS, "profile")), **_credentials(plugin))
    options = ConnectionOptions(**{**values, **changes})
    for warning in warnings_about(options):
        Display().warning(warning)  # once, however often it is said
    return options


def listing_options(plugin: AnsiblePlugin, **changes: Any) -> JobListingOptions:
    """The plugin's options as the engine takes them; ``changes`` override them."""
    values = {field.name: _plain(plugin.get_option(field.name)) for field in fields(JobListingOptions)}
    return JobListingOptions(**{**values, **changes})


def check_names(plugin: AnsiblePlugin, names: Iterable[str]) -> None:
    """Find unknown options, which Ansible silently ignores. :raises InputError: naming the first"""
    known = {name for name in plugin.option_definitions if not name.startswith("_")}
    for definition in plugin.option_definitions.values():
        known.update(definition.get("aliases") or ())
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"Options are: {', '.join(sorted(known))}."
            raise InputError(f"{name}: there is no such option. {hint}")


def option_variables(plugin: AnsiblePlugin, templar: Templar | None, variables: dict[str, Any]) -> dict[str, Any]:
    """The variables that options are taken from, templated: Ansible passes them to lookups as they were written."""
    sources = [source for option in plugin.option_definitions.values() for source in option.get("vars") or ()]
    names = {str(source["name"]) for source in sources}
    found = {name: variables[name] for name in names if name in variables}
    return {name: templar.template(value) for name, value in found.items()} if templar else found


def set_templated_options(
    plugin: AnsiblePlugin, templar: Templar, variables: dict[str, Any], more: Iterable[str] = ()
) -> None:
    """Template the options of the connection and the listing that are templates, as a secret from a vault is.

    Also those of ``more``, which may be lists or dictionaries.
    """
    templar.available_variables = variables
    for name in (*(field.name for field in (*fields(ConnectionOptions), *fields(JobListingOptions))), *more):
        value = plugin.get_option(name)
        if value and templar.is_template(value):
            plugin.set_option(name, templar.template(value))


def error_of(error: IceError) -> AnsibleError:
    """An error of the engine as an error of Ansible, with all that a support ticket needs."""
    # What has parts of its own is in the message.
    known = {name: value for name, value in error.details().items() if not isinstance(value, Mapping)}
    details = ", ".join(f"{name}: {value}" for name, value in known.items())
    return AnsibleError(f"{error.message} [{details}]" if details else error.message)


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn whatever the engine raises into an error of Ansible."""
    try:
        yield
    except IceError as error:
        raise error_of(error) from None  # Ansible would print every exception of the chain


def _credentials(plugin: AnsiblePlugin) -> dict[str, str]:
    """Keys and profile from one source: the playbook, else the environment, else ansible.cfg.

    Ansible resolves each option by itself, and would combine an id from one source with a token or a profile from
    another. What is in the environment is left to the engine, which then knows that no task named it.
    """
    for source in ("playbook", "environment", "ansible.cfg"):
        found = {
            name: str(plugin.get_option(name))
            for name in (*_KEYS, "profile")
            if plugin.get_option(name) and _source(plugin, name) == source
        }
        if source != "environment" and found:
            return found
        if found.keys() & set(_KEYS):
            return {}
    return {}


def _source(plugin: AnsiblePlugin, option: str) -> str:
    origin = str(plugin.get_option_and_origin(option)[1])
    if origin.startswith(("Direct", "var: ", "keyword: ", "cli: ")):
        return "playbook"
    return "environment" if origin.startswith("env: ") else "ansible.cfg"


def _plain(value: Any) -> Any:
    """Options are tagged strings of ansible-core; the engine takes plain ones."""
    return str(value) if isinstance(value, str) else value
