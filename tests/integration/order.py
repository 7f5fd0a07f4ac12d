# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which worker of pytest-xdist runs which tests, and when: what takes longest comes first, so that all end together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xdist.scheduler import LoadScopeScheduling

# What takes more than half a minute of processor time, from the longest to the shortest
LONGEST = (
    "test_interrupted_remediation",
    "test_documented_examples",
    "test_roles",
    "test_role_parameters",
    "test_fleet",
    "test_cache_faults",
    "test_evidence",
    "test_cookbook",
    "test_guides",
    "test_permissions",
    "test_audit_role",
    "test_declarations",
    "test_caching",
    "test_templates",
    "test_lookup",
    "test_rulebooks",
    "test_recording",
    "test_guide_ci",
    "test_twins",
    "test_regions",
    "test_secrets",
    "test_webhooks",
)
# Their tests share nothing, so each may run anywhere. Those of other files share a playbook, or what they prepared.
APART = {
    "test_host_names",
    "test_interrupted_remediation",
    "test_private_caches",
    "test_recording",
    "test_retention",
    "test_secrets",
    "test_tasks_of_callers",
    "test_twins",
    "test_webhooks",
}


def place_of(path: Path) -> int:
    """Where the tests of this file come among all."""
    return LONGEST.index(path.stem) if path.stem in LONGEST else len(LONGEST)


class SharedFilesTogether(LoadScopeScheduling):
    """The tests of one file go to one worker, unless they share nothing; in the order in which they are collected."""

    def __init__(self, config: Any, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file, _colons, _test = nodeid.partition("::")
        return nodeid if Path(file).stem in APART else file
