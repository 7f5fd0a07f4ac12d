# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the site: the archive, the collection installed from it, its pages as reStructuredText, and these as HTML.

Runs in an environment of its own, see requirements/docs.in. A warning of any of the tools is an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.site.expected_pages import expected_pages
from ansible_collections.mediaops.alicloud.tests.site.external_pages import write_inventory
from ansible_collections.mediaops.alicloud.tests.site.links import check

CHECKOUT = Path(__file__).resolve().parents[2]
SITE = CHECKOUT / ".cache" / "docs"
HTML = SITE / "html"
_NAME = "mediaops.alicloud"


def main() -> int:
    """Make the site and check its links; 0 if all is well."""
    started = time.monotonic()
    shutil.rmtree(SITE, ignore_errors=True)
    installed = _install()
    pages = _write_pages(installed)
    _make_html(pages)
    checked = check(HTML, expected_pages(installed))
    for fault in checked.faults:
        print(fault)
    print(
        f"{checked.pages} pages, {checked.links} links and {checked.images} images checked in "
        f"{time.monotonic() - started:.0f} s: {(HTML / 'index.html').relative_to(CHECKOUT)}"
    )
    return 1 if checked.faults else 0


def _install() -> Path:
    """The folder of the collection, installed from its archive: so that pages have what users have, roles included."""
    archives, collections = SITE / "archive", SITE / "collections"
    _run("ansible-galaxy", "collection", "build", "--force", "--output-path", archives)
    (archive,) = archives.glob("*.tar.gz")
    # Ansible finds the checkout, too, since it is on the path of this Python: hence --force.
    _run("ansible-galaxy", "collection", "install", archive, "--force", "--offline", "-p", collections)
    return collections / "ansible_collections" / "mediaops" / "alicloud"


def _write_pages(installed: Path) -> Path:
    pages = SITE / "source" / "rst"
    pages.mkdir(parents=True, mode=0o755)
    said = _run(
        "antsibull-docs", "collection", "--use-current", "--fail-on-error", "--squash-hierarchy", "--breadcrumbs",
        "--dest-dir", pages, _NAME,
    )  # fmt: skip
    if "WARNING" in said.upper():
        sys.exit(said)
    # antsibull-docs takes only the texts of guides. Their pictures go to where the guides look for them.
    shutil.copytree(installed / "docs" / "docsite" / "rst" / "images", pages / "docsite" / "images")
    shutil.copytree(installed / "docs" / "images", pages.parent / "images")
    return pages


def _make_html(pages: Path) -> None:
    write_inventory(SITE / "source" / "external.inv")
    _run(
        "sphinx-build", "-b", "html", "-c", Path(__file__).parent, "-d", SITE / "doctrees",
        "--fail-on-warning", "--keep-going", "--quiet", "--jobs", "2", pages, HTML,
    )  # fmt: skip


def _run(program: str, *arguments: object) -> str:
    """What a program of this environment prints; if it fails, the end of all."""
    tools = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "ANSIBLE_COLLECTIONS_PATH": str(SITE / "collections"),
        "ANSIBLE_HOME": str(SITE / "home"),
    }
    done = subprocess.run(
        [str(tools / program), *map(str, arguments)],
        cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{done.stdout}{program} failed")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
