# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Sphinx has to know; the names of this file are Sphinx's own."""

from __future__ import annotations

from typing import Any

from ansible_collections.mediaops.alicloud.tests.site.__main__ import SITE
from ansible_collections.mediaops.alicloud.tests.site.external_pages import ANSIBLE

project = "mediaops.alicloud"
copyright = "2026, mediaops maintainers"  # noqa: A001
html_title = "mediaops.alicloud: live recordings of Alibaba Cloud with Ansible"
html_short_title = "mediaops.alicloud"

extensions = ["sphinx.ext.intersphinx", "sphinx_antsibull_ext"]
intersphinx_mapping = {"ansible": (ANSIBLE, str(SITE / "source" / "external.inv"))}
nitpicky = True
default_role = "any"
highlight_language = "YAML+Jinja"
pygments_style = "ansible"

html_theme = "sphinx_ansible_theme"
# Nothing that is fetched from elsewhere, and no links that lead to other projects.
html_theme_options = {
    "show_extranav": False,
    "show_rtd_ethical_ads": False,
    "topbar_links": {},
}
html_copy_source = False
html_show_sphinx = False
html_use_index = False


def setup(app: Any) -> None:
    """The logo leads to the first page of the site, from each folder of it; the theme has one address for all."""

    def add_home(_app: Any, _page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
        context["theme_documentation_home_url"] = context["pathto"]("index")

    app.connect("html-page-context", add_home)
