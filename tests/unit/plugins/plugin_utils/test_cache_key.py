# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of kept listings: one for each place, account and way to ask, and none that tells a key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.listing import JobListingOptions
from ansible_collections.mediaops.alicloud.plugins.plugin_utils import _cache_key
from ansible_collections.mediaops.alicloud.plugins.plugin_utils._cache_key import cache_key

PLACE = ConnectionOptions(access_key_id="LTAI5tOne", access_key_secret="secret-of-one", region="cn-shanghai")
LIBRARY = ConnectionOptions(region="cn-shanghai")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """An environment without credentials."""
    for name in ("ID", "SECRET"):
        monkeypatch.delenv(f"ALIBABA_CLOUD_ACCESS_KEY_{name}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def key(connection=PLACE, **listing):
    return cache_key([(connection, JobListingOptions(**listing))])


def test_the_same_question_has_the_same_name():
    assert key() == key(sort_by="desc")
    assert key() == key(replace(PLACE, timeout=1, deadline=2, max_retries=3, max_concurrency=4))
    assert key() == key(replace(PLACE, access_key_secret="rotated", security_token="new"))


@pytest.mark.parametrize("change", [{"access_key_id": "LTAI5tTwo"}, {"region": "cn-beijing"}, {"endpoint": "ice.x.y"}])
def test_every_place_and_account_has_its_own(change):
    assert key(replace(PLACE, **change)) != key()


def test_how_often_something_is_asked_counts():
    one = (PLACE, JobListingOptions())
    assert len({cache_key(asked) for asked in ([], [one], [one, one])}) == 3


def test_the_name_tells_nothing():
    assert set(key()) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "name", ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_ECS_METADATA"]
)
def test_accounts_that_have_to_be_asked_for_are_told_apart_by_who_is_asked(name, monkeypatch):
    """Nobody is asked for the name's sake; two roles never share an entry."""
    before = key(LIBRARY)
    monkeypatch.setenv(name, "one")
    one = key(LIBRARY)
    monkeypatch.setenv(name, "two")
    assert len({before, one, key(LIBRARY)}) == 3
    assert key() == key()


def test_instance_roles_of_two_machines_are_two_accounts(monkeypatch):
    here = key(LIBRARY)
    monkeypatch.setattr(_cache_key.platform, "node", lambda: "another-machine")
    assert key(LIBRARY) != here


def test_a_role_of_a_profile_that_changed_is_another_account(home):
    (home / ".aliyun").mkdir()
    names = []
    for role in ("one", "two"):
        profile = f'{{"name": "p", "mode": "RamRoleArn", "access_key_id": "LTAI5tP", "ram_role_arn": "{role}"}}'
        (home / ".aliyun" / "config.json").write_text(f'{{"current": "p", "profiles": [{profile}]}}')
        names.append(key(LIBRARY))
    assert len(set(names)) == 2
