# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs in the shape that ``ansible-inventory --list`` prints."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData
from ansible.inventory.group import Group
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import AnsiblePlugin
from ansible.template import is_trusted_as_template

from ._grouping import check_grouping
from ._host_names import HostNames, Job
from ._hosts import JobHosts

_INTERNAL = ("inventory_file", "inventory_dir")  # of each host, and never printed


def check_inventory_options(options: AnsiblePlugin) -> HostNames:
    """Check the options that say how to make an inventory, before any request.

    :param options: a plugin with the options of constructed inventories, and ``hostnames``
    :returns: how to name hosts
    """
    check_grouping(options)
    _check_trust(options)
    return HostNames(options.get_option("hostnames"))


def inventory_shape(
    options: AnsiblePlugin, names: HostNames, region: str, jobs: list[Job], loader: DataLoader | None
) -> dict[str, Any]:
    """The inventory that the inventory plugin makes of these jobs, as data.

    :param options: a plugin with the options of constructed inventories
    """
    inventory = InventoryData()
    JobHosts(options, inventory, loader).add([(region, job) for job in jobs], names)
    inventory.reconcile_inventory()
    variables = {
        host: {name: value for name, value in made.vars.items() if name not in _INTERNAL}
        for host, made in inventory.hosts.items()
    }
    shape: dict[str, Any] = {"_meta": {"hostvars": variables}}
    _add_group(shape, inventory.groups["all"])
    return shape


def _check_trust(options: AnsiblePlugin) -> None:
    """ansible-core templates no string that it does not trust; constructed inventories silently ignore such strings."""
    written = {
        "compose": list(options.get_option("compose").values()),
        "groups": list(options.get_option("groups").values()),
        "keyed_groups": [entry.get("key") for entry in options.get_option("keyed_groups")],
    }
    for option, expressions in written.items():
        for expression in expressions:
            if isinstance(expression, str) and not is_trusted_as_template(expression):
                raise AnsibleError(
                    f"{option}: Ansible does not trust the expression {expression!r}, since it was written inside of a "
                    f"template. Write {option} as a variable (vars:) and hand that to the lookup."
                )


def _add_group(shape: dict[str, Any], group: Group) -> None:
    entry: dict[str, list[str]] = {}
    if group.name != "all":
        entry["hosts"] = [host.name for host in group.hosts]
    entry["children"] = [child.name for child in group.child_groups]
    entry = {name: members for name, members in entry.items() if members}
    if entry:  # ansible-inventory leaves empty groups out
        shape[group.name] = entry
    for child in group.child_groups:
        if child.name not in shape:
            _add_group(shape, child)
