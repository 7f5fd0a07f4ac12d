# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
name: ice_live_record_jobs
short_description: Live recording jobs of Intelligent Media Services as hosts
version_added: 1.0.0
author:
  - mediaops maintainers (@mediaops)
description:
  - Makes a host of each live recording job, for one or several regions that are read concurrently.
  - Each host has the job's fields as variables in snake case with the prefix C(ice_), and the variable C(ice_region).
  - It is an error if a region cannot be read, or if its list cannot be shown to be complete, unless
    O(on_incomplete=warn) or O(skip_forbidden_regions=true). The inventory is never silently smaller.
  - The API takes time ranges of at most 30 days. Longer ranges are read in slices.
  - Values that come from the API are never templated, whatever the name of a job contains.
  - The name of the file must end with C(ice_live_record_jobs.yml) or C(ice_live_record_jobs.yaml). A file of another
    name, such as C(ice.yml), is not read, and a warning tells its right name. Ansible then gives it to other plugins,
    whose complaints about it mean nothing.
  - Needs permission for the RAM action C(ice:ListLiveRecordJobs).
  - R(The guide,ansible_collections.mediaops.alicloud.docsite.guide_permissions) has the RAM policy as JSON.
extends_documentation_fragment:
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
  - mediaops.alicloud._connection
  - mediaops.alicloud._connection.plugins
  - mediaops.alicloud._regions
  - mediaops.alicloud._listing
  - mediaops.alicloud._listing.plugins
  - mediaops.alicloud._reading
  - mediaops.alicloud._reading.plugins
  - mediaops.alicloud._times
  - mediaops.alicloud._times.plugins
notes:
  - If an inventory source fails, Ansible continues with a warning. Set C(any_unparsed_is_failed) in the section
    C(inventory) of C(ansible.cfg) to stop instead.
  - Ansible cannot log in to a job. Use C(connection=local) in plays for these hosts, and disable C(gather_facts). To
    run modules of this collection in such a play, set C(ansible_python_interpreter) to
    C({{ ansible_playbook_python }}). Otherwise Ansible chooses a Python that may lack their libraries.
  - With O(cache=true) and no O(cache_plugin), or V(memory), lists are cached with V(ansible.builtin.jsonfile) in
    C(cache/mediaops_alicloud) in Ansible's home directory.
  - Cache plugins that write files need a directory of the user's own, to which nobody else may write. It is made, for
    this user alone, if it is not there. Links are refused. Files in it can be read by this user alone.
  - Cache entries that are damaged are read anew. If a list cannot be cached, that is a warning.
  - Options of the connection and the listing may be templates, to take secrets from a vault.
options:
  plugin:
    description:
      - The name of this plugin.
    type: str
    required: true
    choices: [mediaops.alicloud.ice_live_record_jobs]
  skip_forbidden_regions:
    description:
      - Whether to leave out a region that the key may not read, or in which the service is not activated, with a
        warning that names the region, the error code and the id of the request.
      - The variable C(ice_skipped_regions) of all hosts is then a list of the regions that were left out, with
        C(region), C(error_code) and C(request_id) of each. It is empty if there was none.
      - Other errors still fail, and so does an inventory without any region that can be read.
    type: bool
    default: false
  hostnames:
    description:
      - JMESPath expressions that are evaluated for a job, for example V(name) or V(stream_input.url). The first that
        returns a name is used.
      - Names have letters and digits of any language, V(_), V(-) and V(.) only. Everything else, such as white space,
        slashes, quotes, and what has a meaning in host patterns, is replaced by an underscore. Names do not begin
        with V(.), V(-) or V(_). Names of more than 120 bytes are cut and end with a hash. The variable C(ice_name) has
        the original name.
      - Names are always unique, also for file systems that ignore case, since caches make a file for each host. If
        several jobs would have the same name, the oldest job in the list has it, and the others get V(-) and their ids
        appended. So a job that is submitted again does not rename the host of the earlier job.
      - If a job has the name of a group, an IP address, or V(localhost), its id is appended, too.
      - An older job can be missing from the list, for example due to O(status), O(start_time), O(limit) or O(where).
        Then the next oldest job has the bare name. Use C(job_id), or C(join('-', [name, job_id])), for names that
        never depend on other jobs.
    type: list
    elements: str
    default: [job_id]
"""

EXAMPLES = r"""
# studio.ice_live_record_jobs.yml: a group for each state, and one for each bucket
plugin: mediaops.alicloud.ice_live_record_jobs
regions: [cn-shanghai]
start_time: -30d
hostnames: [name, job_id]
keyed_groups:
  - prefix: status
    key: ice_status
  - prefix: bucket
    key: ice_record_output.bucket
---
# stuck.ice_live_record_jobs.yml: only jobs that wait for their stream, cached for five minutes
plugin: mediaops.alicloud.ice_live_record_jobs
regions: [cn-shanghai]
status: initial
where: age(create_time) > duration('10m')
compose:
  stream: ice_stream_input.url
groups:
  needs_a_look: ice_template_name != ''
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.ansible/cache/ice_live_record_jobs
cache_timeout: 300
---
# recordings.ice_live_record_jobs.yml: a host for each recording; a job that was submitted again has none any more
plugin: mediaops.alicloud.ice_live_record_jobs
regions: [cn-shanghai]
current_only: true
hostnames: [name]
---
# fleet.ice_live_record_jobs.yml: several regions from inside their VPCs; those that the key may not read are left out
plugin: mediaops.alicloud.ice_live_record_jobs
regions: [cn-shanghai, cn-beijing]
endpoints:
  cn-shanghai: ice-vpc.cn-shanghai.aliyuncs.com
  cn-beijing: ice-vpc.cn-beijing.aliyuncs.com
skip_forbidden_regions: true
keyed_groups:
  - prefix: region
    key: ice_region
"""

import time
from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin
from ansible.utils.display import Display

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import check_distinct_hosts, locate
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._grouping import check_grouping
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._host_names import HostNames, Job
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._hosts import JobHosts
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._inventory_file import SUFFIXES, name_to_use
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._listing import read_listings
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._plugin import (
    check_names,
    engine_errors,
    listing_options,
    set_templated_options,
)
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._regions import SkippedRegions, connections_of_plugin


class InventoryModule(BaseInventoryPlugin):
    NAME = "mediaops.alicloud.ice_live_record_jobs"

    def verify_file(self, path: str) -> bool:
        if not super().verify_file(path):
            return False
        wanted = name_to_use(path, self.NAME)
        if wanted:
            Display().warning(
                f"{path} is for the inventory plugin {self.NAME}, but is not read: the names of its files must end "
                f"with ice_live_record_jobs.yml or ice_live_record_jobs.yaml. Rename it to {wanted}."
            )
        return path.endswith(SUFFIXES)

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        began = time.monotonic()
        super().parse(inventory, loader, path, cache)
        try:
            config = self._read_config_data(path)
            with engine_errors():
                self._check(config)
                set_templated_options(self, self.templar, self._vars or {}, more=["regions", "endpoints"])
                names = HostNames(self.get_option("hostnames"))
                skipped = SkippedRegions()
                jobs = self._read(skipped, began, refresh=not cache)
                JobHosts(self, inventory, loader).add(jobs, names)
                if self.get_option("skip_forbidden_regions"):
                    inventory.set_variable("all", "ice_skipped_regions", skipped.reports)
        except AnsibleError as error:
            hint = " Set cache_connection." if "'_uri'" in error.message else ""
            raise AnsibleParserError(f"{path}: {error.message}{hint}") from None

    def _check(self, config: Mapping[str, Any]) -> None:
        """Find mistakes that Ansible itself silently ignores."""
        check_names(self, config)
        if "regions" in config and not self.get_option("regions"):
            raise InputError("regions is empty. Name at least one region, or leave it out and set region.")
        check_grouping(self)

    def _read(self, skipped: SkippedRegions, began: float, *, refresh: bool) -> list[tuple[str, Job]]:
        connections = connections_of_plugin(self)
        places = [locate(connection) for connection in connections]
        check_distinct_hosts(places)
        answers = read_listings(
            self,
            [(each, listing_options(self)) for each in connections],
            began=began,
            refresh=refresh,
            forgive=skipped.forgive if self.get_option("skip_forbidden_regions") else None,
        )
        found: list[tuple[str, Job]] = []
        for place, jobs in zip(places, answers):
            if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
                raise InputError("query: its value must be a list of jobs, to make hosts of.")
            found += [(place.region, job) for job in jobs]
        return found
