# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every recipe of the cookbook is run, and what comes of it is what its title says.

The recipes run as they are written: each region is reached at the API's own host, through a proxy that leads to an
emulator. A new recipe fails until ``documented/expected_of_recipes.py`` says what has to come of it, or a test here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.emulator import Emulator
from ansible_collections.mediaops.alicloud.tests.rulebook_environment import NoRulebookError, rulebook_environment

from .ansible_runs import Ansible
from .documented.expected import job, with_times
from .documented.expected_of_recipes import RECIPES
from .documented.pages import CHECKOUT, COOKBOOK, blocks_of
from .documented.recipes import Kitchen, recipes
from .documented.runs import write_profiles
from .emulator_state import bring_about, state
from .regions_front import regions_front
from .rulebooks import Rulebook, install_collection
from .webhook import webhook

REGIONS = ["cn-shanghai", "cn-beijing"]
BY_TITLE = {recipe.title: recipe for recipe in recipes()}
STATES = "I have jobs. I want them as hosts, in a group for each state."
CACHED = "I have an inventory that is read all the time. I want it from a cache."
EVENTS = "I have a recording that stops. I want something to happen within a minute."
IMAGE = "I have AWX or Automation Platform. I want an execution environment."
THROTTLED = "I have a playbook. I want to see that it survives throttling."
OTHERS = {STATES, CACHED, EVENTS, IMAGE, THROTTLED}


@pytest.fixture(scope="module")
def emulator():
    with Emulator(regions=REGIONS, stream_arrives_after_s=0.2) as running:
        yield running


@pytest.fixture(scope="module")
def ansible(emulator, tmp_path_factory):
    made = Ansible(emulator, tmp_path_factory.mktemp("cookbook"))
    write_profiles(made)
    return made


@pytest.fixture(scope="module")
def regions(emulator, tmp_path_factory):
    with regions_front(emulator.endpoints, tmp_path_factory.mktemp("regions")) as environment:
        # Modules trust what OpenSSL trusts; plugins are told by their own variable.
        yield {**environment, "SSL_CERT_FILE": environment["MEDIAOPS_ALICLOUD_CA_PATH"]}


@pytest.fixture(scope="module")
def hook():
    with webhook() as running:
        yield running


@pytest.fixture(scope="module")
def kitchen(ansible, regions, hook):
    return Kitchen(ansible, RECIPES, {"ANSIBLE_PIPELINING": "true", **regions}, {"webhook": hook[0]})


@pytest.mark.parametrize("title", [title for title in BY_TITLE if BY_TITLE[title].plays])
def test_recipe(kitchen, title):
    assert title in RECIPES, "this recipe has no expectation"
    RECIPES[title].check(kitchen.cooked(BY_TITLE[title]))


def test_all_recipes_run_without_a_warning(kitchen):
    assert kitchen.run.rc == 0, kitchen.run.output
    warnings = [line for line in kitchen.run.output.splitlines() if "WARNING]" in line]
    assert warnings == ["[WARNING]: compare_with: there is no file gate.json, so that each finding is new."]


def test_recipes_run_with_the_emulator_of_the_page(tmp_path):
    """What a reader without an account has: the scenario that the page shows, and one region."""
    before = (CHECKOUT / COOKBOOK).read_text(encoding="utf-8")
    scenario = next(block.text for block in blocks_of(COOKBOOK, before) if block.file_name == "emulator.yml")
    titles = (
        "I have the name of a channel. I want its newest job.",
        "I have a list of channels. I want all of them recorded.",
        "I have a recording that stopped. I want it back, and to know that it runs.",
        "I have a channel. I want the addresses of its files of last week.",
        "I have recordings that stop. I want them submitted again, a few at a time.",
    )
    with Emulator(stream_arrives_after_s=0.2) as running:
        running.load(yaml.safe_load(scenario)["ice_emulator_scenario"])
        run = Ansible(running, tmp_path).playbook([play for title in titles for play in BY_TITLE[title].plays])
        assert run.rc == 0, run.output
        active = [job["Name"] for job in running.jobs() if job["Status"] != "paused"]
    assert run.of("Show where they are")[0].result["msg"] != []
    assert run.of("Have each channel recorded")[0].result["changed"]
    assert sorted(active) == ["concert", "news", "news", "sports", "studio-1", "weather"]


def test_webhooks_were_called(kitchen, hook):
    alarm, late = hook[1]
    assert alarm == {"text": "Silent: silent"}
    assert (late["rule"], late["job"]["name"]) == ("never started", "late")


def test_no_expectation_is_without_recipe():
    assert set(BY_TITLE) == set(RECIPES) | OTHERS
    assert len(BY_TITLE) >= 25
    assert len(recipes()) == len(BY_TITLE)


# Recipes that are no playbook


def file_of(title, folder):
    """Writes the only file of a recipe."""
    ((name, text),) = BY_TITLE[title].files.items()
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def hosts_of(ansible, file, regions):
    run = ansible.command("ansible-inventory", "-i", str(file), "--list", env=regions)
    assert run.rc == 0, run.output
    assert "[WARNING]" not in run.stderr, run.stderr
    return json.loads(run.stdout)


def test_states(ansible, emulator, regions, tmp_path):
    jobs = [job("news"), job("concert", "paused"), job("talks", "paused", region="cn-beijing"), job("old", days=40)]
    bring_about(emulator, with_times(state(added=jobs)))
    found = hosts_of(ansible, file_of(STATES, tmp_path), regions)
    assert found["status_started"]["hosts"] == ["news"]
    assert sorted(found["status_paused"]["hosts"]) == ["concert", "talks"]
    assert found["region_cn_beijing"]["hosts"] == ["talks"]


def test_cached(ansible, emulator, regions, tmp_path):
    bring_about(
        emulator,
        with_times(
            state(
                added=[
                    {**job("news", status, days=days), "stream_url": "rtmp://example.com/news"}
                    for days, status in ((2, "paused"), (1, "started"))
                ]
            )
        ),
    )
    file = file_of(CACHED, tmp_path)
    first = hosts_of(ansible, file, regions)
    assert first["ungrouped"]["hosts"] == ["news"]
    emulator.clear_requests()
    assert hosts_of(ansible, file, regions) == first
    assert emulator.requests() == []


def test_events(emulator, tmp_path):
    try:
        environment = rulebook_environment()
    except NoRulebookError as error:
        pytest.skip(f"no ansible-rulebook: {error}")
    file = file_of(EVENTS, tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("/var/lib/eda/", f"{tmp_path}/"), encoding="utf-8")
    bring_about(emulator, with_times(state(added=[job("news"), job("concert", "paused")])))
    collections = install_collection(tmp_path / "collections")
    rulebook = Rulebook(environment, collections, emulator, tmp_path, file.name)
    rulebook.start()
    try:
        rulebook.wait_for(lambda: "concert has stopped" in rulebook.output)
    finally:
        rulebook.kill()
    assert "news has stopped" not in rulebook.output


def test_image(tmp_path):
    file = file_of(IMAGE, tmp_path)
    wanted = {**os.environ, "VENV": ".cache/environments/gates", "PINS": "requirements/gates.txt", "CORE": ""}
    subprocess.run([sys.executable, "tests/gates/environment.py"], cwd=CHECKOUT, env=wanted, check=True)
    builder = CHECKOUT / ".cache" / "environments" / "gates" / "bin" / "ansible-builder"
    create = [str(builder), "create", "-f", str(file), "--context", str(tmp_path / "context")]
    done = subprocess.run(create, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    collections = yaml.safe_load((tmp_path / "context" / "_build" / "requirements.yml").read_text(encoding="utf-8"))
    assert collections == {"collections": ["mediaops.alicloud"]}


def test_throttled(ansible, tmp_path):
    file_of(THROTTLED, tmp_path)
    first = next(iter(BY_TITLE.values()))
    (tmp_path / "site.yml").write_text(first.blocks[0].text, encoding="utf-8")
    collections = ansible.environment()["ANSIBLE_COLLECTIONS_PATH"]
    plugin = "ansible_collections.mediaops.alicloud.tests.emulator.pytest_plugin"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", plugin, "-c", os.devnull, str(tmp_path)],
        cwd=tmp_path,
        env={
            **ansible.environment(),
            "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",  # noqa: PTH120
            "PYTHONPATH": collections,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
