# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A declaration is written from what runs, compared with it, and applied, by the playbooks that ship."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.drift import (
    Declaration,
    DeclarationOptions,
    RegionJobs,
    compare,
)
from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import (
    EVALUATED,
    GIVEAWAY,
    Ansible,
    Run,
    as_module_shows,
)

PLAYBOOKS = Path(__file__).parents[2] / "playbooks"
REGIONS = ["cn-shanghai", "cn-beijing"]
KEY = "a1b2c3d4e5f6g7h8"
STREAM = f"rtmp://user:{KEY}@example.com/live/studio?auth_key={KEY}"


@pytest.fixture(scope="module")
def server() -> Iterator[Emulator]:
    with Emulator(regions=REGIONS, stream_arrives_after_s=0) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(server: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Ansible:
    return Ansible(server, tmp_path_factory.mktemp("declarations"))


@pytest.fixture
def jobs(server: Emulator) -> list[dict[str, Any]]:
    """Recordings of two regions, one of them with a secret, and one with a name that templates would evaluate."""
    server.reset()
    for number, (region, name, status, fields) in enumerate(
        [
            ("cn-shanghai", "studio", "paused", {"stream_url": STREAM}),
            ("cn-shanghai", "studio", "started", {"stream_url": STREAM, "notify_url": "https://example.com/n"}),
            ("cn-shanghai", GIVEAWAY, "initial", {}),
            ("cn-shanghai", "2026-01-01", "started", {}),
            ("cn-shanghai", "stopped", "paused", {}),
            ("cn-beijing", "studio", "started", {}),
        ]
    ):
        server.add_job(
            region=region,
            name=name,
            status=status,
            job_id=f"job-{number}",
            create_time=f"2026-03-01T00:00:0{number}Z",
            **{"stream_url": f"rtmp://example.com/live/{number}", **fields},
        )
    return [as_module_shows(job) for job in server.jobs()]


def run(ansible: Ansible, server: Emulator, playbook: str, file: Path, *arguments: str) -> Run:
    variables = {
        "declaration_file": str(file),
        "declaration_regions": REGIONS,
        "ice_endpoints": {region: server.endpoints[region] for region in REGIONS},
    }
    return ansible.command(
        "ansible-playbook", str(PLAYBOOKS / f"{playbook}.yml"), "-e", json.dumps(variables), *arguments
    )


def test_a_first_declaration(ansible: Ansible, server: Emulator, jobs: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "recordings.yml"
    written = run(ansible, server, "write_declaration", file)
    assert written.rc == 0, written.output
    assert "(4 recordings run)" in written.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    declared = yaml.safe_load(file.read_text(encoding="utf-8"))["declared"]
    assert sorted((each["region"], str(each["name"])) for each in declared) == sorted(
        [("cn-beijing", "studio"), ("cn-shanghai", "2026-01-01"), ("cn-shanghai", GIVEAWAY), ("cn-shanghai", "studio")]
    )
    assert EVALUATED not in file.read_text(encoding="utf-8")
    (studio,) = [each for each in declared if each["name"] == "studio" and each["region"] == "cn-shanghai"]
    assert (studio["stream_input"]["url"], studio["notify_url"]) == (STREAM, "https://example.com/n")
    assert KEY not in written.output

    declaration = Declaration.from_options(DeclarationOptions(declared_files=[str(file)]), regions=REGIONS, now=0)
    assert declaration is not None
    reads = [
        RegionJobs("account", region, [as_module_shows(job) for job in server.jobs() if job["Region"] == region])
        for region in REGIONS
    ]
    found = compare(declaration, reads)
    assert (found.findings, found.undecided, found.drift["coverage"]) == ([], [], 1.0)

    file.write_text("# written by people\n[]\n", encoding="utf-8")
    again = run(ansible, server, "write_declaration", file)
    assert "Left alone, since it is there" in again.output
    assert file.read_text(encoding="utf-8") == "# written by people\n[]\n"
