# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # How the lookup keeps listings; the inventory has Ansible's own inventory_cache, and says the same in its notes
    DOCUMENTATION = r"""
options:
  cache:
    description:
      - Whether to cache the list of jobs. While it is fresh, it is returned without any request.
      - A cache entry belongs to one endpoint, region, key and set of options. It is never used for another account.
      - An entry that is damaged is read anew. If a list cannot be cached, for example because the disk is full, it is
        returned with a warning.
      - If several processes need the same list, one reads it, and the others wait, each for O(deadline) at most.
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
      - V(memory) would forget everything at the end of a task, so V(ansible.builtin.jsonfile) is used instead.
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
      - How many seconds a list stays fresh. With V(0), it stays fresh until it is removed.
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
      - The default for plugins that write files is C(cache/mediaops_alicloud) in Ansible's home directory. If that
        cannot be used, the list is read without a cache, with a warning.
      - Plugins that write files need a directory of the user's own, to which nobody else may write. It is made, for
        this user alone, if it is not there. Links are refused. Files in it can be read by this user alone.
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
