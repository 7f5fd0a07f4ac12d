# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the gate of coverage decides, of lines and of branches each for themselves."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.gates.measure_coverage import every_file, faults

FILES = frozenset({"plugins/a.py", "extensions/b.py"})


def report(lines=(99, 100), branches=(99, 100), files=FILES):
    totals = dict(zip(("covered_lines", "num_statements"), lines, strict=True))
    return {
        "totals": {**totals, "covered_branches": branches[0], "num_branches": branches[1]},
        "files": dict.fromkeys(files),
    }


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (report(), []),
        (report(lines=(95, 100), branches=(95, 100)), []),
        (report(lines=(9499, 10000)), ["94.99 % of lines are reached, at least 95 % have to be"]),
        (report(branches=(94, 100)), ["94.00 % of branches are reached, at least 95 % have to be"]),
        (report(lines=(0, 0)), ["no lines were measured"]),
        (report(branches=(0, 0)), ["no branches were measured"]),
        (report(files={"plugins/a.py"}), ["1 files were not measured: extensions/b.py"]),
    ],
)
def test_what_it_decides(measured, said):
    assert faults(measured, FILES) == said


def test_many_lines_do_not_make_up_for_branches():
    (only,) = faults(report(lines=(100_000, 100_000), branches=(0, 10)), FILES)
    assert only.startswith("0.00 % of branches")


def test_everything_that_users_run_is_to_be_measured():
    wanted = every_file()
    assert len(wanted) > 250
    assert {"plugins/modules/ice_live_record_job.py", "plugins/module_utils/_ice/times.py"} <= wanted
    assert "extensions/eda/plugins/event_source/ice_live_record_jobs.py" in wanted
