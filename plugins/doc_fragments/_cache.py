# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # How the lookup keeps listings; the inventory has Ansible's own inventory_cache
    DOCUMENTATION = r"""
options:
  cache:
    description:
      - Whether to cache the list of jobs. While it is fresh, it is returned without any request.
      - A cache entry belongs to one endpoint, region, key and set of options. It is never used for another account.
    type: bool
    default: false
    env:
      - name: MEDIAOPS_ALICLOUD_CACHE
    ini:
      - section: mediaops_alicloud
        key: cache
    vars:
      - name: mediaops_alicloud_cache
  cache_plugin:
    description:
      - The cache plugin to use, for example V(ansible.builtin.jsonfile) or V(community.general.redis).
    type: str
    default: ansible.builtin.jsonfile
    env:
      - name: MEDIAOPS_ALICLOUD_CACHE_PLUGIN
    ini:
      - section: mediaops_alicloud
        key: cache_plugin
    vars:
      - name: mediaops_alicloud_cache_plugin
  cache_timeout:
    description:
      - How many seconds a list stays fresh.
    type: int
    default: 300
    env:
      - name: MEDIAOPS_ALICLOUD_CACHE_TIMEOUT
    ini:
      - section: mediaops_alicloud
        key: cache_timeout
    vars:
      - name: mediaops_alicloud_cache_timeout
  cache_connection:
    description:
      - Where the cache plugin stores its entries; a directory or an address, see the documentation of the cache plugin.
      - The default for the plugin V(ansible.builtin.jsonfile) is C(cache/mediaops_alicloud) in Ansible's home
        directory.
    type: str
    env:
      - name: MEDIAOPS_ALICLOUD_CACHE_CONNECTION
    ini:
      - section: mediaops_alicloud
        key: cache_connection
    vars:
      - name: mediaops_alicloud_cache_connection
  cache_prefix:
    description:
      - The prefix of the names of cache entries.
    type: str
    default: mediaops_alicloud_
    env:
      - name: MEDIAOPS_ALICLOUD_CACHE_PREFIX
    ini:
      - section: mediaops_alicloud
        key: cache_prefix
    vars:
      - name: mediaops_alicloud_cache_prefix
"""
