# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that all plugins share can be set everywhere, and under names that users can guess."""

from __future__ import annotations

import importlib

import pytest
import yaml

PLUGINS = "ansible_collections.mediaops.alicloud.plugins"
FRAGMENTS = ["_connection", "_listing", "_reading", "_times"]
# Variables that Alibaba Cloud's own tools read too; every other option has one of the collection's own.
KNOWN_ENVIRONMENT = {
    "access_key_id": "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "access_key_secret": "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "security_token": "ALIBABA_CLOUD_SECURITY_TOKEN",
    "profile": "ALIBABA_CLOUD_PROFILE",
    "region": "ALIBABA_CLOUD_REGION_ID",
    "endpoint": "ALIBABA_CLOUD_ICE_ENDPOINT",
}


def documentation(kind, name="ice_live_record_jobs"):
    """The documentation that a plugin itself has, without its fragments."""
    return yaml.safe_load(importlib.import_module(f"{PLUGINS}.{kind}.{name}").DOCUMENTATION)


def options(fragment, part):
    """The options of one part of a fragment: DOCUMENTATION says what they are, PLUGINS where plugins find them."""
    module = importlib.import_module(f"{PLUGINS}.doc_fragments.{fragment}")
    return yaml.safe_load(getattr(module.ModuleDocFragment, part))["options"]


SHARED = [(fragment, name) for fragment in FRAGMENTS for name in options(fragment, "DOCUMENTATION")]


@pytest.mark.parametrize("kind", ["lookup", "inventory"])
def test_plugins_take_the_shared_options_and_their_sources(kind):
    page = documentation(kind)
    wanted = {f"mediaops.alicloud.{fragment}{part}" for fragment in FRAGMENTS for part in ("", ".plugins")}
    assert wanted <= set(page["extends_documentation_fragment"])
    # An option of the plugin's own goes before the fragment's, and would hide its sources.
    assert not set(page["options"]) & {name for _fragment, name in SHARED}


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_no_option_is_in_one_part_of_a_fragment_only(fragment):
    assert list(options(fragment, "PLUGINS")) == list(options(fragment, "DOCUMENTATION"))


@pytest.mark.parametrize(("fragment", "name"), SHARED)
def test_each_shared_option_has_one_source_of_each_kind(fragment, name):
    assert options(fragment, "PLUGINS")[name] == {
        "env": [{"name": KNOWN_ENVIRONMENT.get(name, f"MEDIAOPS_ALICLOUD_{name.upper()}")}],
        "ini": [{"section": "mediaops_alicloud", "key": name}],
        "vars": [{"name": f"mediaops_alicloud_{name}"}],
    }


def test_no_two_options_share_a_source():
    for kind in ("env", "vars"):
        names = [options(fragment, "PLUGINS")[name][kind][0]["name"] for fragment, name in SHARED]
        assert len(set(names)) == len(names)
