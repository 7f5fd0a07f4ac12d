# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where plugins find their options: every one of them, in every source, and credentials from one source alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

# Ansible's loader of collections has to come before anything of the collection is imported, so a process of its own.
PROBE = """
import json, os, sys
from dataclasses import asdict

from ansible.plugins.loader import init_plugin_loader, inventory_loader, lookup_loader

init_plugin_loader()
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._plugin import connection_options, listing_options

NAME = "mediaops.alicloud.ice_live_record_jobs"
cases, files = json.load(sys.stdin)
found = []
before = dict(os.environ)
for environment, variables, direct in cases:
    os.environ.clear()
    os.environ.update({**before, **environment})
    plugin = lookup_loader.get(NAME)
    plugin.set_options(var_options=variables, direct=direct)
    found.append({**asdict(connection_options(plugin)), **asdict(listing_options(plugin))})
taken = [inventory_loader.get(NAME).verify_file(file) for file in files]
json.dump([found, taken], sys.stdout)
"""
OPTIONS = {
    "endpoint": ("https://ice.example.com", "other.example.com"),
    "region": ("cn-beijing", "cn-other"),
    "role_arn": ("acs:ram::1:role/one", "acs:ram::1:role/other"),
    "role_session_name": ("one", "other"),
    "validate_certs": (False, True),
    "ca_path": ("/authorities.pem", "/other.pem"),
    "timeout": (1.5, 9),
    "deadline": (2.5, 9),
    "max_retries": (3, 9),
    "max_concurrency": (4, 9),
    "keyword": ("word", "other"),
    "status": ("paused", "started"),
    "sort_by": ("asc", "desc"),
    "start_time": ("-3d", "-9d"),
    "end_time": ("-1d", "-9h"),
    "page_size": (7, 9),
    "page_no": (2, 9),
    "where": ("name", "other"),
    "limit": (8, 9),
    "query": ("[0]", "[9]"),
    "on_incomplete": ("warn", "fail"),
}
NAMES = {"endpoint": "ALIBABA_CLOUD_ICE_ENDPOINT", "region": "ALIBABA_CLOUD_REGION_ID"}
KEYS = ("access_key_id", "access_key_secret", "security_token")
SAID = (KEYS[:1], KEYS[:2], KEYS[2:], KEYS)
OF_ENVIRONMENT = {f"ALIBABA_CLOUD_{name.upper()}": "environment" for name in (*KEYS, "profile")}
FILES = {
    "a.ice_live_record_jobs.yml": True,
    "a.ice_live_record_jobs.yaml": True,
    "ice_live_record_jobs.yml": True,
    "a.ice_live_record_jobs.json": False,
    "a.ice_live_record_jobs": False,
    "ice_live_record_jobs.yml.bak": False,
    "hosts.yml": False,
}


def cases():
    """By name: environment, variables and arguments."""
    made = {"nothing": ({}, {}, {}), "environment": (OF_ENVIRONMENT, {}, {})}
    for name, (value, other) in OPTIONS.items():
        variable, plain = f"mediaops_alicloud_{name}", NAMES.get(name, f"MEDIAOPS_ALICLOUD_{name.upper()}")
        made[f"{name} of environment"] = ({plain: str(value)}, {}, {})
        made[f"{name} of variables"] = ({plain: str(other)}, {variable: value}, {})
        made[f"{name} of arguments"] = ({plain: str(other)}, {variable: other}, {name: value})
    for said in SAID:
        made[f"{said} of variables"] = (OF_ENVIRONMENT, {f"mediaops_alicloud_{name}": "said" for name in said}, {})
        made[f"{said} of arguments"] = (OF_ENVIRONMENT, {}, dict.fromkeys(said, "said"))
    return made


def run_probe(wanted, files, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALIBABA_")}
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        input=json.dumps([wanted, files]),
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def probe(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    for file in FILES:
        (folder / file).write_text("")
    found, taken = run_probe(
        list(cases().values()), [str(folder / file) for file in (*FILES, "none.ice_live_record_jobs.yml")]
    )
    return dict(zip(cases(), found, strict=True)), dict(zip((*FILES, "none"), taken, strict=True))


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_has_every_source_and_the_nearest_counts(probe, name):
    wanted, _other = OPTIONS[name]
    for source in ("environment", "variables", "arguments"):
        assert probe[0][f"{name} of {source}"][name] == wanted, source


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("source", ["variables", "arguments"])
def test_credentials_are_from_one_source(probe, said, source):
    found = probe[0][f"{said} of {source}"]
    assert {name: found[name] for name in KEYS} == {name: "said" if name in said else None for name in KEYS}


def test_credentials_of_the_environment_are_left_to_the_engine(probe):
    assert [probe[0]["environment"][name] for name in (*KEYS, "profile")] == [None] * 4
    assert [probe[0]["nothing"][name] for name in (*KEYS, "profile")] == [None] * 4


KEYS_OF_FILE = {"access_key_id": "of-file", "access_key_secret": "of-file"}
KEYS_OF_ENVIRONMENT = {name: value for name, value in OF_ENVIRONMENT.items() if not name.endswith("PROFILE")}
PROFILE_OF_FILE = {"profile": "of-file"}


@pytest.fixture
def of_configuration(tmp_path):
    """What the plugin makes of a section of ansible.cfg, beside an environment and arguments."""

    def find(section, environment, direct):
        configuration = tmp_path / "ansible.cfg"
        lines = [f"{name} = {value}" for name, value in section.items()]
        configuration.write_text("\n".join(["[mediaops_alicloud]", *lines]))
        return run_probe([(environment, {}, direct)], [], ANSIBLE_CONFIG=str(configuration))[0][0]

    return find


@pytest.mark.parametrize(
    ("section", "environment", "direct", "key_id", "profile"),
    [
        (KEYS_OF_FILE, {}, {}, "of-file", None),
        (PROFILE_OF_FILE, {}, {}, None, "of-file"),
        (KEYS_OF_FILE | PROFILE_OF_FILE, {}, {}, "of-file", "of-file"),
        # A profile that the task names goes before keys of the file ...
        (KEYS_OF_FILE, {}, {"profile": "named"}, None, "named"),
        # ... and keys of the environment before a profile of the file. The engine finds them there by itself.
        (PROFILE_OF_FILE, KEYS_OF_ENVIRONMENT, {}, None, None),
        (KEYS_OF_FILE, {"ALIBABA_CLOUD_PROFILE": "environment"}, {}, "of-file", None),
        (KEYS_OF_FILE, {}, {"access_key_id": "said", "access_key_secret": "said"}, "said", None),
    ],
)
def test_the_configuration_file_comes_after_the_environment(
    of_configuration, section, environment, direct, key_id, profile
):
    found = of_configuration(section, environment, direct)
    assert (found["access_key_id"], found["profile"]) == (key_id, profile)


def test_files_of_the_inventory(probe):
    assert probe[1] == {**FILES, "none": False}
