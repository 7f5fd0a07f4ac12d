# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who else can see or change what is cached, and how long one process waits for another."""

from __future__ import annotations

import fcntl
import os
import stat
import time

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.ansible_runs import Ansible
from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import look, write_inventory
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import MARCH

LIST = ("ansible-inventory", "--list", "-i")


@pytest.fixture
def own(emulator, tmp_path):
    """Ansible with a home that nothing was cached in yet, and an emulator with three jobs."""
    emulator.reset()
    emulator.seed(3, **MARCH)
    return Ansible(emulator, tmp_path / "run")


def look_up(ansible, *arguments, env=None, **options):
    return ansible.playbook([{"tasks": [look(cache=True, **options).as_yaml("look")]}], *arguments, env=env)


def found(run, task="look"):
    (outcome,) = run.of(task)
    assert not outcome.failed, outcome.result
    return outcome.result["msg"]


def refused(run):
    (outcome,) = run.of("look")
    assert outcome.failed
    assert not outcome.requests
    assert "Traceback" not in run.output
    return outcome.msg


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def default_folder(ansible):
    return ansible.home / ".ansible" / "cache" / "mediaops_alicloud"


def entry(folder):
    (file,) = folder.iterdir()
    return file


# Private


def test_the_default_folder_and_its_files_are_private(own):
    assert len(found(look_up(own))) == 3
    folder = default_folder(own)
    assert mode(folder) == 0o700
    assert mode(entry(folder)) == 0o600


@pytest.mark.parametrize("kind", ["lookup", "inventory"])
def test_a_folder_that_is_not_there_is_made_private(own, kind):
    folder = own.folder / "named" / "kept"
    if kind == "lookup":
        found(look_up(own, cache_connection=str(folder)))
    else:
        file = write_inventory(own.folder / "inventory", "kept", cache=True, cache_connection=str(folder))
        assert own.command(*LIST, str(file)).rc == 0
    assert mode(folder) == 0o700
    assert mode(entry(folder)) == 0o600


def test_an_entry_in_a_folder_that_others_may_read_is_private(own):
    folder = own.folder / "readable"
    folder.mkdir(mode=0o755)
    found(look_up(own, cache_connection=str(folder)))
    assert mode(entry(folder)) == 0o600


def others_may_write(path):
    path.mkdir()
    path.chmod(0o777)
    return "Others may write to"


def a_link(path):
    (path.parent / "elsewhere").mkdir(mode=0o700)
    path.symlink_to(path.parent / "elsewhere")
    return "is a link"


def of_somebody_else(path):
    if os.geteuid():
        pytest.skip("only root can give a folder to somebody else")
    path.mkdir(mode=0o755)
    os.chown(path, 12345, 12345)
    return "belongs to another user (uid 12345)"


@pytest.mark.parametrize("made", [others_may_write, a_link, of_somebody_else])
@pytest.mark.parametrize("named", [True, False])
def test_a_folder_that_others_can_change_is_refused(own, made, named):
    folder = own.folder / "unsafe" if named else default_folder(own)
    folder.parent.mkdir(parents=True, exist_ok=True)
    words = made(folder)
    message = refused(look_up(own, **({"cache_connection": str(folder)} if named else {})))
    assert words in message
    assert str(folder) in message
    assert "cache_plugin: ansible.builtin.jsonfile cannot be used" in message


@pytest.mark.parametrize("made", [others_may_write, a_link, of_somebody_else])
def test_the_inventory_refuses_it_too(own, made):
    folder = own.folder / "unsafe"
    words = made(folder)
    file = write_inventory(own.folder / "inventory", "unsafe", cache=True, cache_connection=str(folder))
    run = own.command(*LIST, str(file), env={"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"})
    assert run.rc != 0
    assert words in " ".join(run.output.split())
    assert "Traceback" not in run.output


@pytest.mark.parametrize("planted", ["link", "writable"])
def test_an_entry_that_somebody_planted_is_refused(own, planted):
    found(look_up(own))
    file = entry(default_folder(own))
    if planted == "link":
        elsewhere = file.rename(own.folder / "elsewhere")
        file.symlink_to(elsewhere)
    else:
        file.chmod(0o666)
    message = refused(look_up(own))
    assert ("is a link" if planted == "link" else "Others may write to") in message


def test_a_lock_does_not_write_through_a_link(own):
    victim = own.folder / "victim"
    found(look_up(own))
    (lock,) = (own.home / ".ansible" / "mediaops_alicloud_locks").iterdir()
    entry(default_folder(own)).unlink()
    victim.write_text("precious")
    lock.unlink()
    lock.symlink_to(victim)
    assert "is a link" in refused(look_up(own))
    assert victim.read_text() == "precious"


# Deadlines


def test_waiting_for_a_lock_ends_with_the_deadline(own):
    found(look_up(own))
    entry(default_folder(own)).unlink()
    (lock,) = (own.home / ".ansible" / "mediaops_alicloud_locks").iterdir()
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        message = refused(look_up(own, deadline=1))
    assert "deadline of 1 seconds does not suffice: another process reads the same list" in message


def test_each_host_waits_no_longer_than_its_own_deadline(own, emulator):
    emulator.set_faults(latency_ms=600_000)
    inventory = ",".join(f"host{number}" for number in range(8)) + ","
    task = look(cache=True, deadline=3).as_yaml("look")
    began = time.monotonic()
    run = own.playbook([{"hosts": "all", "tasks": [task]}], "-i", inventory, "--forks", "8")
    took = time.monotonic() - began
    assert len(run.of("look")) == 8
    for outcome in run.of("look"):
        assert outcome.failed
        assert "deadline of 3 seconds" in outcome.msg
    assert took < 8 * 3  # one after another would be at least this
