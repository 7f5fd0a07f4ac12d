# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides that are a session at a terminal: files are written, commands typed, and they print what the guide shows."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator

from .ansible_runs import Ansible, assert_no_secrets
from .documented.expected import job, with_times
from .documented.pages import CHECKOUT, SESSIONS, blocks_of
from .documented.runs import write_profiles
from .documented.sessions import Session
from .emulator_state import bring_about, state
from .regions_front import regions_front

INVENTORY, REMEDIATION, SCALING, START = SESSIONS
REGIONS = ["cn-shanghai", "cn-beijing"]
URL = "rtmp://example-live.com/live/"


def channel(name, status="paused", **fields):
    return job(name, status, stream_url=f"{URL}{name}", **fields)


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS, stream_arrives_after_s=0.2) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    made = Ansible(emulator, tmp_path_factory.mktemp("guides"))
    write_profiles(made)
    return made


@pytest.fixture
def take_place(ansible, emulator, tmp_path):
    """Does what a guide says, in a folder of its own, with the API's own hosts."""

    def do(page, before):
        bring_about(emulator, with_times(before))
        with regions_front(emulator.endpoints, ansible.folder) as front:
            environment = {**ansible.environment(), **front, "SSL_CERT_FILE": front["MEDIAOPS_ALICLOUD_CA_PATH"]}
            known = {name: value for name, value in environment.items() if value is not None}
            typed = Session(page).take_place(tmp_path, known)
        assert_no_secrets(each.output for each in typed)
        return typed

    return do


@contextmanager
def stopped_if_it_fails(environment):
    """The last command of the guide stops its emulator; it is not reached if one before it fails."""
    try:
        yield
    except AssertionError:
        ansible = Path(sys.executable).with_name("ansible")
        role = ["-m", "include_role", "-a", "name=mediaops.alicloud.ice_emulator", "-e", "ice_emulator_state=stopped"]
        subprocess.run([str(ansible), "localhost", *role], env=environment, check=False, capture_output=True)
        raise


def shows(session, typed):
    """Each command prints what the guide has below it; whitespace apart."""
    assert session.shown
    for number, text in session.shown.items():
        (output,) = [each.output for each in typed if each.command == session.commands[number]][:1]
        assert " ".join(text.split()) in " ".join(output.split()), output


def test_inventory(take_place):
    jobs = [
        channel("news-early", "started"),
        channel("concert", hours=3),
        channel("concert", hours=9),
        channel("news-late", region="cn-beijing"),
        channel("old", days=40),
    ]
    graph, tell, limited = typed = take_place(INVENTORY, state(added=jobs))
    shows(Session(INVENTORY), typed)
    assert "old" not in graph.output
    assert f"concert in cn-shanghai recorded {URL}concert" in tell.output
    assert f"news-late in cn-beijing recorded {URL}news-late" in tell.output
    assert "failed=0" in tell.output
    assert f"news-late in cn-beijing recorded {URL}news-late" in limited.output
    assert "concert in" not in limited.output


def test_remediation(take_place, emulator):
    jobs = [
        *(channel(f"studio-{number}", days=number) for number in (1, 2, 3)),
        channel("concert", hours=3),
        channel("has just stopped", minutes=20),
    ]
    dry, first, own = typed = take_place(REMEDIATION, state(added=jobs))
    shows(Session(REMEDIATION), typed)
    assert "DRY RUN" in dry.output
    assert "3 submitted again, 1 postponed." in first.output
    assert (
        "What would be done: 2 of 5 jobs matched: 2 submitted again." in own.output
    )  # what was postponed, and the last
    submitted = [each["Name"] for each in emulator.jobs() if each["Status"] != "paused"]
    assert sorted(submitted) == ["concert", "studio-2", "studio-3"]


def test_scaling(take_place, tmp_path):
    _export, fleet, merge = typed = take_place(
        SCALING, state(added=[channel("news", "started"), channel("concert", region="cn-beijing")])
    )
    shows(Session(SCALING), typed)
    assert fleet.output.count("failed=0") == 2
    report = json.loads((tmp_path / "fleet.json").read_text(encoding="utf-8"))
    assert (report["complete"], report["jobs"], report["run"]["id"]) == (True, 2, "tonight")
    assert sorted(report["accounts"]) == ["production-beijing", "production-shanghai"]
    assert "complete" in merge.output


def test_start(ansible, tmp_path, tmp_path_factory):
    """The emulator of the guide is its own, in a home of its own; nothing of the environment leads elsewhere."""
    session = Session(START)
    install = blocks_of("docs/docsite/rst/guide_ci.rst", (CHECKOUT / "docs/docsite/rst/guide_ci.rst").read_text())
    installed = next(block.text for block in install if block.language == "console").replace("$ ", "").splitlines()
    assert session.commands[:3] == installed[:3]  # which test_guide_ci runs
    home = tmp_path_factory.mktemp("home")
    environment = {
        name: value
        for name, value in ansible.environment().items()
        if not name.startswith(("ALIBABA_CLOUD_", "ICE_EMULATOR_"))
    }
    own = {"HOME": str(home), "ANSIBLE_HOME": str(home / ".ansible"), "ANSIBLE_REMOTE_TMP": str(home / "tmp")}
    with stopped_if_it_fails(environment | own):
        typed = session.take_place(tmp_path, environment | own, but=session.commands[:3])
    _start, _source, _look, dry, mend, audit, stop = typed
    shows(session, typed)
    for run in (dry, mend):
        assert "submitted again: concert" in run.output
    assert "DRY RUN" in dry.output
    assert "DRY RUN" not in mend.output
    assert "failed=0" in audit.output
    assert (tmp_path / "audit.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "changed=1" in stop.output or '"changed": true' in stop.output


@pytest.mark.parametrize("page", SESSIONS)
def test_no_block_is_left_out(page):
    rest = [block.text for block in Session(page).rest]
    assert [text for text in rest if "any_unparsed_is_failed" not in text and "ansible-runner run" not in text] == []
