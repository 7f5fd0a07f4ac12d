# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles of the Alibaba Cloud CLI: which one applies, and what a broken file does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.cli_profiles import find_profile
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.profile_file import missing_current
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import CredentialsError
from ansible_collections.mediaops.alicloud.tests.unit.support.home import AK, STS, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def refusal(home: Home, name: str | None = None) -> str:
    with pytest.raises(CredentialsError) as caught:
        find_profile(name, home.environment)
    return caught.value.message


def test_the_file_s_current_profile(home) -> None:
    home.write_profiles(AK, STS, current="sts")
    profile = find_profile(None, home.environment)
    assert profile
    assert (profile.name, profile.mode, profile.region_id) == ("sts", "StsToken", "cn-shenzhen")
    assert (profile.access_key_id, profile.access_key_secret) == ("STS.Id", "StsSecret-1")
    assert profile.security_token == "StsToken-1"
    assert profile.holds_keys


def test_the_environment_s_profile_goes_before_current_and_the_task_s_before_both(home) -> None:
    home.write_profiles(AK, STS, {**AK, "name": "third"}, current="third")
    home.environment["ALIBABA_CLOUD_PROFILE"] = "ak"
    found = find_profile(None, home.environment), find_profile("sts", home.environment)
    assert [profile.name for profile in found if profile] == ["ak", "sts"]


def test_home_is_that_of_the_environment_given(home, tmp_path, monkeypatch) -> None:
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    other.write_profiles(STS)
    home.write_profiles(AK)
    monkeypatch.setenv("HOME", str(other.folder))
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "nowhere")
    here, there = find_profile(None, home.environment), find_profile(None, {})
    assert here
    assert there
    assert (here.name, here.file, there.name) == ("ak", home.file, "sts")


def test_a_stale_token_of_an_ak_profile_is_left_out(home) -> None:
    home.write_profiles({**AK, "sts_token": "from-before"})
    profile = find_profile(None, home.environment)
    assert profile
    assert profile.security_token is None


@pytest.mark.parametrize("mode", ["RamRoleArn", "EcsRamRole", "OIDC", "External", "CloudSSO", "ChainableRamRoleArn"])
def test_other_modes_hold_no_keys_even_where_some_are_there(home, mode) -> None:
    home.write_profiles({**STS, "mode": mode})
    profile = find_profile(None, home.environment)
    assert profile
    assert not profile.holds_keys
    assert profile.security_token is None
    assert profile.description == f"profile 'sts' (mode {mode}) of {home.file}"


@pytest.mark.parametrize("mode", ["AK", "", None])
def test_a_profile_without_a_mode_is_one_with_a_key_as_for_the_cli(home, mode) -> None:
    home.write_profiles({**AK, "mode": mode})
    profile = find_profile(None, home.environment)
    assert profile
    assert (profile.mode, profile.holds_keys) == ("AK", True)


def test_no_file_is_no_profile_unless_one_was_asked_for(home) -> None:
    assert find_profile(None, home.environment) is None
    assert refusal(home, "prod") == (
        f"Profile 'prod' was asked for, but there is no {home.file}. Make it with: aliyun configure --profile prod"
    )
    home.environment["ALIBABA_CLOUD_PROFILE"] = "stage"
    assert "Profile 'stage' was asked for" in refusal(home)


def test_an_unknown_profile_lists_those_there_are(home) -> None:
    home.write_profiles(STS, AK)
    assert refusal(home, "prod") == f"There is no profile 'prod' in {home.file}. It has: ak, sts."


def test_a_current_profile_that_is_gone(home) -> None:
    home.write_profiles(AK, current="deleted")
    assert "no profile 'deleted'" in refusal(home)


@pytest.mark.parametrize("content", [{}, {"current": ""}, {"profiles": [AK]}, {"current": None}])
def test_a_file_that_names_no_current_profile(home, content) -> None:
    home.write(content)
    assert find_profile(None, home.environment) is None
    assert "no profile 'prod'" in refusal(home, "prod")


@pytest.mark.parametrize(
    "content",
    [
        {"current": "ak", "profiles": None},
        {"current": "ak", "profiles": {"ak": AK}},
        {"current": "ak", "profiles": ["ak", None, {"mode": "AK"}]},
        {"current": ["ak"], "profiles": [AK]},
        {"current": 1, "profiles": [AK]},
    ],
)
def test_files_of_another_shape_are_no_traceback(home, content) -> None:
    home.write(content)
    assert "There is no profile" in refusal(home)


@pytest.mark.parametrize("content", ["", "{", '{"profiles": [{"access_key_secret": "AkSecret-1", }]}', "current = ak"])
def test_a_broken_file_is_named_and_not_quoted(home, content) -> None:
    home.write(content)
    message = refusal(home)
    assert message.startswith(f"{home.file} cannot be read as a profile file: ")
    assert "AkSecret-1" not in message


def test_a_file_of_another_encoding(home) -> None:
    home.write("")
    home.file.write_bytes(b"\xff\xfe{}")
    assert "cannot be read as a profile file" in refusal(home)


def test_a_folder_in_the_file_s_place(home) -> None:
    home.file.mkdir(parents=True)
    assert "cannot be read as a profile file" in refusal(home)


def test_a_pipe_in_the_file_s_place_is_not_waited_for(home) -> None:
    home.file.parent.mkdir()
    os.mkfifo(home.file)
    assert refusal(home) == f"{home.file} cannot be read as a profile file: it is not a regular file."


@pytest.mark.parametrize("content", [[], "null", '"AkSecret-1"', "3"])
def test_a_file_that_holds_no_object(home, content) -> None:
    home.write(content)
    message = refusal(home)
    assert "it holds no JSON object with the entries current and profiles" in message
    assert "AkSecret-1" not in message


def test_a_file_that_is_nested_too_deeply(home) -> None:
    home.write("[" * 200_000)
    assert refusal(home) == f"{home.file} cannot be read as a profile file: it is nested too deeply."


def test_a_file_without_a_current_profile_is_remarked(home) -> None:
    assert missing_current(home.environment) is None
    home.write({"profiles": [STS, AK]})
    remark = missing_current(home.environment)
    assert remark
    assert remark.startswith(f"{home.file} does not say which profile is the current one, so none of ak, sts is used.")
    home.write_profiles(AK)
    assert missing_current(home.environment) is None


# --- who could have written the file ---


def warnings(home: Home) -> tuple[str, ...]:
    profile = find_profile(None, home.environment)
    assert profile
    return profile.warnings


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o664])
def test_a_file_that_is_the_user_s_own(home, mode) -> None:
    home.write_profiles(AK)
    home.file.chmod(mode)
    assert warnings(home) == ()


@pytest.mark.parametrize("mode", [0o602, 0o666, 0o777])
def test_a_file_that_everybody_can_write(home, mode) -> None:
    home.write_profiles(AK)
    home.file.chmod(mode)
    (warning,) = warnings(home)
    assert warning.startswith(f"{home.file} can be written by everybody on this machine")
    assert warning.endswith(f"Run: chmod 600 {home.file}")


def test_a_file_of_somebody_else(home, monkeypatch) -> None:
    home.write_profiles(AK)
    owner = home.file.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    real = os.fstat
    # Only root can give a file away, so what the file system says is changed instead.
    monkeypatch.setattr(os, "fstat", lambda number: _owned(real(number), 12345))
    (warning,) = warnings(home)
    assert warning.startswith(f"{home.file} belongs to another user (id 12345)")
    monkeypatch.setattr(os, "fstat", lambda number: _owned(real(number), 0))  # root can write everything anyway
    assert warnings(home) == ()


def _owned(status: os.stat_result, owner: int) -> os.stat_result:
    fields = list(status)
    fields[4] = owner
    return os.stat_result(fields)


# --- the file switched off, and the other file that ALIBABA_CLOUD_PROFILE may mean ---


@pytest.mark.parametrize("value", ["true", "TRUE", "True"])
def test_the_file_can_be_switched_off(home, value) -> None:
    home.write("{")
    home.environment |= {"ALIBABA_CLOUD_CLI_PROFILE_DISABLED": value, "ALIBABA_CLOUD_PROFILE": "prod"}
    assert find_profile(None, home.environment) is None
    assert refusal(home, "prod").startswith(
        "profile: 'prod' was asked for, but ALIBABA_CLOUD_CLI_PROFILE_DISABLED switches"
    )


@pytest.mark.parametrize("value", ["false", "", "1", "yes"])
def test_it_is_switched_off_by_true_only_as_in_the_official_library(home, value) -> None:
    home.write_profiles(AK)
    home.environment["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = value
    assert find_profile(None, home.environment)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_profile_of_the_environment_may_be_a_section_of_the_library_s_file(home, tmp_path, elsewhere) -> None:
    file = tmp_path / ("mine.ini" if elsewhere else ".alibabacloud/credentials.ini")
    file.parent.mkdir(exist_ok=True)
    file.write_text("[prod]\ntype = access_key\naccess_key_secret = 100%\n")
    home.environment["ALIBABA_CLOUD_PROFILE"] = "prod"
    if elsewhere:
        home.environment["ALIBABA_CLOUD_CREDENTIALS_FILE"] = str(file)
    assert find_profile(None, home.environment) is None
    home.write_profiles(AK)
    assert find_profile(None, home.environment) is None
    assert "no profile 'prod'" in refusal(home, "prod")  # the option means the CLI's
    home.environment["ALIBABA_CLOUD_PROFILE"] = "stage"
    assert "no profile 'stage'" in refusal(home)


def test_printing_a_profile_shows_no_secret(home) -> None:
    home.write_profiles(STS)
    profile = find_profile(None, home.environment)
    assert "STS.Id" in repr(profile)
    assert "StsSecret-1" not in repr(profile)
    assert "StsToken-1" not in repr(profile)
