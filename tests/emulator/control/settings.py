# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the control API changes for the whole emulator: streams and faults."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.mediaops.alicloud.tests.emulator.faults.kinds import Faults, faults_from
from ansible_collections.mediaops.alicloud.tests.emulator.faults.readers import FaultError
from ansible_collections.mediaops.alicloud.tests.emulator.operations import LISTS
from ansible_collections.mediaops.alicloud.tests.emulator.region.regions import Regions


def change_streams(regions: Regions, document: Mapping[str, object]) -> None:
    """Change these stream options; the others stay as they are."""
    # What is due by the options of before has happened.
    regions.settle()
    streams = regions.first.streams
    streams.set_options(streams.options.changed(document))


def set_faults(regions: Regions, document: Mapping[str, object], region: str | None = None) -> None:
    """Put these faults in force and no others, in all regions or in one."""
    faults = faults_from(document)
    _check_ignored(faults)
    regions.set_faults(faults, region)


def _check_ignored(faults: Faults) -> None:
    known = sorted({name for operation in LISTS for name in (*operation.parameters, *operation.list_parameters)})
    for name in faults.ignore_parameters:
        if name not in known:
            raise FaultError(f"fault ignore_parameters: no list has {name!r}; known: {', '.join(known)}")
