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
      - Keep the listing, and answer from it without any request while it is fresh.
      - What is kept belongs to one endpoint, region, key and set of listing options; another account never sees it.
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
      - The cache plugin to keep it in, for example V(ansible.builtin.jsonfile) or V(community.general.redis).
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
      - How many seconds a listing stays fresh.
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
      - Where the cache plugin keeps it; a directory or an address, see the documentation of the cache plugin.
      - The plugin V(ansible.builtin.jsonfile) uses C(cache/mediaops_alicloud) below Ansible's home unless told
        otherwise.
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
      - What the names of cache entries begin with.
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
