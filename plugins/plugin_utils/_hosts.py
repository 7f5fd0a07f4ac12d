# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as hosts of an inventory, with their variables and groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData
from ansible.inventory.group import to_safe_group_name
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import AnsiblePlugin
from ansible.plugins.inventory import Constructable
from ansible.utils.vars import load_extra_vars

from ._host_names import HostNames, Job


def host_variables(region: str, job: Job) -> Job:
    """The job's fields under ``ice_``, and its region."""
    return {**{f"ice_{name}": value for name, value in job.items()}, "ice_region": region}


class JobHosts(Constructable):
    """Makes a host of each job.

    :param options: a plugin with the options of constructed inventories; it says how to group hosts
    """

    inventory: InventoryData

    def __init__(self, options: AnsiblePlugin, inventory: InventoryData, loader: DataLoader | None) -> None:
        super().__init__()
        self._plugin = options
        self.inventory = inventory
        self.loader = loader
        self._vars = load_extra_vars(loader) if loader else {}

    # Group names are made of what the API returns; they are always cleaned, whatever ansible.cfg says.
    @staticmethod
    def _sanitize_group_name(name: str) -> str:
        safe = str(to_safe_group_name(name, force=True, silent=True))
        # In the inventory as data, this key holds the variables of all hosts.
        return safe if safe != "_meta" else "meta"

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        return self._plugin.get_option(option, hostvars)

    def add(self, regions_and_jobs: Sequence[tuple[str, Job]], names: HostNames) -> None:
        """Add all of them to the inventory, or none if one cannot be made."""
        hosts, groups = set(self.inventory.hosts), set(self.inventory.groups)
        reserved = set(groups)
        while True:
            try:
                named = self._add(regions_and_jobs, names, reserved)
            except AnsibleError:
                _remove_others(self.inventory, hosts, groups)
                raise
            if not named.intersection(self.inventory.groups):
                return
            # A job is called like a group, and a play for the group would run on that one host.
            reserved.update(self.inventory.groups)
            _remove_others(self.inventory, hosts, groups)

    def _add(
        self, regions_and_jobs: Sequence[tuple[str, Job]], names: HostNames, reserved: Collection[str]
    ) -> set[str]:
        named = names.name_all(regions_and_jobs, reserved)
        compose, groups, keyed = (self.get_option(name) for name in ("compose", "groups", "keyed_groups"))
        strict = self.get_option("strict")
        for host, (region, job) in zip(named, regions_and_jobs, strict=True):
            variables = host_variables(region, job)
            self.inventory.add_host(host)
            for name, value in variables.items():
                self.inventory.set_variable(host, name, value)
            self._set_composite_vars(compose, variables, host, strict=strict)
            # To look up a host's variables again costs more than all the rest; only compose can have added some.
            fetch = bool(compose)
            self._add_host_to_composed_groups(groups, variables, host, strict=strict, fetch_hostvars=fetch)
            self._add_host_to_keyed_groups(keyed, variables, host, strict=strict, fetch_hostvars=fetch)
        return set(named)

    def _compose(self, template: Any, variables: Mapping[str, Any], *arguments: Any) -> Any:
        """An expression that only names a variable, as most keys of groups do, needs no template engine.

        ansible-core compiles it again for each host, which takes a third of the time of a large inventory.
        """
        value = variables.get(template) if isinstance(template, str) else None
        if isinstance(value, str) and not self.get_option("use_extra_vars"):
            return value
        return super()._compose(template, variables, *arguments)


def _remove_others(inventory: InventoryData, hosts: set[str], groups: set[str]) -> None:
    """Keep only these hosts and groups, which other sources made."""
    for name in set(inventory.hosts) - hosts:
        inventory.remove_host(inventory.hosts[name])
    for name in set(inventory.groups) - groups:
        group = inventory.groups[name]
        inventory.remove_group(group)
        for parent in inventory.groups.values():
            if group in parent.child_groups:
                parent.child_groups.remove(group)
