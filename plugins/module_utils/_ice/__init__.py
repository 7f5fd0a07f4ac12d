# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: signed calls of Intelligent Media Services, lists that are read completely, and changes.

It imports nothing of Ansible. Each room names its public face; import from there, and only the rooms you use, since
Ansible copies to a target whatever a module imports:

* :mod:`.errors`, :mod:`.times`, :mod:`.recordings`: small, and needed everywhere
* :mod:`.query`: expressions in JMESPath, checked and evaluated; loads no HTTP library
* :mod:`.connection`: from options to an endpoint, credentials and TLS; sends no request to the API
* :mod:`.client`: one signed call, with its retries, its limits and its errors
* :mod:`.listing`: from one page to a whole list
* :mod:`.changes`: from what a user wants to what has to be done

Each room may import those above it in this list, never those below.

Source of all shapes and limits: the API reference of Intelligent Media Services, version 2020-11-09.
"""
