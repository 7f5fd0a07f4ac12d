# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A declaration is written from what runs, compared with it, and applied, by the playbooks that ship."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
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


def run(
    ansible: Ansible,
    server: Emulator,
    playbook: str,
    file: Path,
    *arguments: str,
    env: Mapping[str, str | None] | None = None,
) -> Run:
    variables = {
        "declaration_file": str(file),
        "declaration_regions": REGIONS,
        "ice_endpoints": {region: server.endpoints[region] for region in REGIONS},
    }
    return ansible.command(
        "ansible-playbook", str(PLAYBOOKS / f"{playbook}.yml"), "-e", json.dumps(variables), *arguments, env=env
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


def test_relative_files_are_in_the_folder_that_the_command_runs_in(
    ansible: Ansible, server: Emulator, jobs: list[dict[str, Any]]
) -> None:
    """And not in that of the playbook, which is inside the installed collection."""
    environment = {"PWD": str(ansible.folder)}
    file = Path("here.yml")
    assert run(ansible, server, "write_declaration", file, env=environment).rc == 0
    assert (ansible.folder / file).is_file()
    assert not (PLAYBOOKS / file).exists()
    planned = run(ansible, server, "apply_declaration", file, "--check", env=environment)
    assert "4 of 4 recordings are as declared." in planned.output.replace("\n", " ")
    # What stopped is found in the file again, by the path that the plan has.
    before = len(server.jobs())
    server.set_status("job-1", "paused")
    done = run(ansible, server, "apply_declaration", file, env=environment)
    assert (done.rc, len(server.jobs())) == (0, before + 1), done.output


AUDIT = {
    "mediaops.alicloud.ice_live_record_audit": {
        "regions": REGIONS,
        "endpoints": "{{ endpoints }}",
        "declared_files": ["{{ file }}"],
        "builtin_rules": ["drift-missing", "drift-unexpected", "drift-different", "drift-duplicated"],
    }
}


def audited(ansible: Ansible, server: Emulator, file: Path) -> dict[str, Any]:
    variables = {"endpoints": {region: server.endpoints[region] for region in REGIONS}, "file": str(file)}
    ran = ansible.playbook([{"tasks": [{"name": "audit", **AUDIT}]}], variables=variables)
    result: dict[str, Any] = ran.of("audit")[0].result
    return result


def test_what_was_written_is_no_drift_and_what_stops_is_submitted_again(
    ansible: Ansible, server: Emulator, jobs: list[dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "recordings.yml"
    assert run(ansible, server, "write_declaration", file).rc == 0
    at_first = audited(ansible, server, file)
    assert (at_first["compliant"], at_first["findings"]) == (True, [])
    assert (at_first["drift"]["coverage"], at_first["drift"]["declared"]) == (1.0, 4)

    # One of them stops, one was never submitted, and one runs that nobody has declared.
    declared = yaml.safe_load(file.read_text(encoding="utf-8"))["declared"]
    wanted = {**declared[-1], "name": "new", "region": "cn-beijing", "template": "test template"}
    gone = next(each for each in declared if each["name"] == "2026-01-01")
    declared = [*(each for each in declared if each is not gone), wanted]
    file.write_text(yaml.safe_dump(declared), encoding="utf-8")
    server.set_status("job-1", "paused")
    found = audited(ansible, server, file)
    assert found["compliant"] is False
    assert sorted((each["rule"], each["recording"]["name"]) for each in found["findings"]) == [
        ("drift-missing", "new"),
        ("drift-missing", "studio"),
        ("drift-unexpected", "2026-01-01"),
    ]
    assert KEY not in json.dumps(found)

    before = len(server.jobs())
    refused = run(ansible, server, "apply_declaration", file, "-e", "declaration_max_submissions=1")
    assert refused.rc != 0
    assert "2 recordings would be submitted" in refused.output
    planned = run(ansible, server, "apply_declaration", file, "--check")
    assert (planned.rc, len(server.jobs())) == (0, before)
    assert "submit: studio in cn-shanghai: Its newest job job-1 is paused." in planned.output
    done = run(ansible, server, "apply_declaration", file)
    assert done.rc == 0, done.output
    assert "4 of 4 recordings are as declared." in done.output.replace("\n", " ")
    assert "'2026-01-01' runs in cn-shanghai, and is not declared" in done.output
    added = [(each["Region"], each["Name"], each["StreamInput"]["Url"]) for each in server.jobs()[before:]]
    assert sorted(added) == sorted(
        [("cn-shanghai", "studio", STREAM), ("cn-beijing", "new", wanted["stream_input"]["url"])]
    )
    assert all(KEY not in each.output for each in (refused, planned, done))

    # A submission that the API refuses shows the reason, and no secret.
    refusing = {**wanted, "name": "refused", "template": "00000000-0000-0000-0000-000000000000"}
    refusing["stream_input"] = {"url": STREAM}
    file.write_text(yaml.safe_dump([*declared, refusing]), encoding="utf-8")
    failed = run(ansible, server, "apply_declaration", file)
    assert failed.rc != 0
    assert "(TemplateNotFound)" in failed.output
    assert (KEY in failed.output, len(server.jobs())) == (False, before + 2)
