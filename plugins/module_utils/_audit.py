# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between the audit module and the engine."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ._audit_report import exit_with_report
from ._ice.audit import AuditOptions, audit
from ._ice.connection import ConnectionOptions
from ._ice.errors import IceError
from ._ice.masking import masked
from ._ice.reports import check_paths
from ._module import connections_from, options_from, progress_to_file

_READS = ("rules_files", "suppressions_files", "declared_files")


def run_audit(module: AnsibleModule) -> None:
    """Carry out the audit that the module's parameters describe, and end the module.

    :raises IceError: if an option is invalid, or a report cannot be written
    """
    began, given = time.monotonic(), dict(module.params)
    # Ansible shows what it was given with each result, and jobs and rules have the URLs of streams.
    shown = masked(module.params)
    try:
        options, connections = options_from(module, AuditOptions), connections_from(module)
        module.params = shown
        _audit(module, given, options, connections, began)
    except IceError as error:
        module.params = shown
        error.message = masked(error.message)
        raise


def _audit(
    module: AnsibleModule,
    given: Mapping[str, Any],
    options: AuditOptions,
    connections: Sequence[ConnectionOptions],
    began: float,
) -> None:
    reads = {name: [str(path) for path in given[name]] for name in _READS}
    earlier = [given["compare_with"]] if given["compare_with"] else []
    paths = check_paths(given["reports"], {**reads, "compare_with": earlier})
    result = audit(
        options,
        connections,
        region=given["region"] or os.environ.get("ALIBABA_CLOUD_REGION_ID") or os.environ.get("ALICLOUD_REGION"),
        on_page=progress_to_file(),
        began=began,
    )
    for warning in result.warnings:
        module.warn(warning)
    report = result.report
    if report["gate"]["on_inconclusive"] == "warn" and report["inconclusive"] and result.error is None:
        rules = sorted({each["rule"] for each in report["inconclusive"]})
        module.warn(f"What these rules need is not known, so that they could not be decided: {', '.join(rules)}.")
    exit_with_report(module, report, paths, result.error)
