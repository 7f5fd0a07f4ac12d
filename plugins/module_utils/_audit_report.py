# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How modules that have a report of an audit end: files are written, then the gate decides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ._ice.errors import IceError
from ._ice.reports import FAIL_ON, ON_INCONCLUSIVE, Report, write_reports

REPORT_SPEC: dict[str, dict[str, Any]] = {
    "reports": {"type": "dict", "default": {}},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": FAIL_ON[0]},
    "fail_on_new_only": {"type": "bool", "default": False},
    "on_inconclusive": {"type": "str", "choices": list(ON_INCONCLUSIVE)},
}


def exit_with_report(
    module: AnsibleModule, report: Report, paths: Mapping[str, Path], error: IceError | None = None
) -> None:
    """End the module with what was found. All files are written before it fails.

    :param paths: as ``check_paths`` gave them, before the work began
    :param error: why nothing could be found; the module fails with it
    :raises IceError: if a file cannot be written
    """
    given = {name: str(path) for name, path in paths.items()}
    changed = write_reports(report, given, check_mode=module.check_mode)
    facts: dict[str, Any] = {**report, "changed": changed, "reports": given}
    written = f" Reports: {', '.join(given.values())}." if given and not module.check_mode else ""
    if error is not None:
        module.fail_json(msg=f"{error.message}{written}", **{**facts, **error.details()})
    elif report["gate"]["passed"]:
        module.exit_json(**facts)
    else:
        module.fail_json(msg=f"The audit does not pass. {' '.join(report['gate']['reasons'])}{written}", **facts)
