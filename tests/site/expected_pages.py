# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pages the site has to have, from what is in the collection."""

from __future__ import annotations

from pathlib import Path

_KINDS = {"modules": "module", "lookup": "lookup", "inventory": "inventory", "filter": "filter"}


def expected_pages(collection: Path) -> set[str]:
    """The paths of the pages: each module and plugin, each role, each guide, and the page that leads to them."""
    plugins = {
        f"{file.stem}_{kind}.html"
        for folder, kind in _KINDS.items()
        for file in (collection / "plugins" / folder).glob("[!_]*.py")
    }
    roles = {f"{folder.parent.parent.name}_role.html" for folder in collection.glob("roles/*/meta/argument_specs.yml")}
    guides = {f"docsite/{file.stem}.html" for file in (collection / "docs" / "docsite" / "rst").glob("*.rst")}
    return {"index.html", *plugins, *roles, *guides}
