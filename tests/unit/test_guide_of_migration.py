# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the guide for those who come from other collections says of this one is so."""

from __future__ import annotations

import re
from pathlib import Path

from ansible_collections.mediaops.alicloud.plugins.module_utils import _module
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import operations
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import credentials, resolve

GUIDE = Path(__file__).parents[2] / "docs" / "docsite" / "rst" / "guide_migration.rst"
NAME = re.compile(r"``([^`]+)``")


def table(part):
    """The cells of each row, as lists of the names in them."""
    text = GUIDE.read_text(encoding="utf-8")
    (found,) = re.findall(f"{re.escape(f'.. {part}: begin')}(.*?){re.escape(f'.. {part}: end')}", text, re.DOTALL)
    rows = found.split("   * - ")[2:]
    return [row.split("\n     -") for row in rows]


def test_options_and_their_aliases():
    rows = table("options")
    assert len(rows) == 7
    for _there, here, aliases in rows:
        (name,) = NAME.findall(here)
        assert sorted(NAME.findall(aliases)) == sorted(_module.CONNECTION_SPEC[name].get("aliases", []))
    spelled = GUIDE.read_text(encoding="utf-8")
    assert "``secret_access_key`` is no alias here" in spelled
    assert "secret_access_key" not in _module.CONNECTION_SPEC["access_key_secret"]["aliases"]


def test_variables_of_the_environment():
    read = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (credentials, resolve))
    rows = table("variables")
    assert len(rows) == 9
    for there, _here, works in rows:
        (name,) = NAME.findall(there)
        assert (f'"{name}"' in read) is (works.strip() == "yes"), name


def test_every_operation_has_its_module():
    named = {name for there, _use in table("operations") for name in NAME.findall(there)}
    known = {value.name for value in vars(operations).values() if isinstance(value, operations.Operation)}
    assert named == known
