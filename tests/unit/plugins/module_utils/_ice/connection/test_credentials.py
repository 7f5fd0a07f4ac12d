# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential chain: its order, whole sources only, and no secret in any message."""

from __future__ import annotations

import itertools
import json
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from alibabacloud_credentials import provider as providers
from alibabacloud_credentials.provider import refreshable
from alibabacloud_credentials.utils import auth_constant, auth_util
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.cli_profiles import find_profile
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.credentials import (
    Credentials,
    find_credentials,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import (
    CredentialsError,
    InputError,
    MissingLibraryError,
)
from ansible_collections.mediaops.alicloud.tests.unit.support.home import AK, STS, Home

ENVIRONMENT = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN")
OIDC = ("ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE")
TERRAFORM = ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN")
OPTIONS = ("access_key_id", "access_key_secret", "security_token")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def find(home: Home, *options: str | None, profile: str | None = None) -> Credentials:
    key_id, secret, token = (*options, None, None, None)[:3]
    return find_credentials(
        key_id,
        secret,
        token,
        profile=find_profile(profile, home.environment),
        profile_chosen=bool(profile),
        environment=home.environment,
    ).load()


def refusal(home: Home, *options: str | None, profile: str | None = None) -> str:
    with pytest.raises(CredentialsError) as caught:
        find(home, *options, profile=profile)
    return caught.value.message


def set_environment(home: Home, *values: str | None) -> None:
    home.environment.update({name: value for name, value in zip(ENVIRONMENT, values, strict=False) if value})


class FakeLibrary:
    """Stands for alibabacloud_credentials: gives ``answer``, and remembers how it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer: tuple[str | None, ...] = ("LibId", "LibSecret-1", "LibToken-1")
        self.error: Exception | None = None
        self.asked: list[dict[str, Any]] = []
        package, provider = ModuleType("alibabacloud_credentials"), ModuleType("alibabacloud_credentials.provider")
        package.provider = provider  # type: ignore[attr-defined]
        provider.CLIProfileCredentialsProvider = self._asked("profile")  # type: ignore[attr-defined]
        provider.DefaultCredentialsProvider = self._asked("default")  # type: ignore[attr-defined]
        provider.OIDCRoleArnCredentialsProvider = self._asked("oidc")  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, package.__name__, package)
        monkeypatch.setitem(sys.modules, provider.__name__, provider)

    def _asked(self, kind: str) -> Any:
        def make(**arguments: Any) -> Any:
            self.asked.append({"kind": kind, **arguments})
            return SimpleNamespace(get_credentials=self._get)

        return make

    def _get(self) -> Any:
        if self.error is not None:
            raise self.error
        key_id, secret, token = self.answer
        return SimpleNamespace(
            get_access_key_id=lambda: key_id,
            get_access_key_secret=lambda: secret,
            get_security_token=lambda: token,
        )


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    return FakeLibrary(monkeypatch)


# --- the order ---


def test_each_source_gives_way_to_the_one_before_it(home, library) -> None:
    assert find(home) == Credentials("LibId", "LibSecret-1", "LibToken-1")
    home.environment.update(zip(TERRAFORM, ("TfId", "TfSecret-1", "TfToken-1"), strict=True))
    assert find(home) == Credentials("TfId", "TfSecret-1", "TfToken-1")
    home.write_profiles(AK, STS)
    assert find(home) == Credentials("AkId", "AkSecret-1", None)
    home.environment.update(dict.fromkeys(OIDC, "x"))
    assert find(home) == Credentials("LibId", "LibSecret-1", "LibToken-1")
    set_environment(home, "EnvId", "EnvSecret-1")
    assert find(home) == Credentials("EnvId", "EnvSecret-1", None)
    assert find(home, profile="sts") == Credentials("STS.Id", "StsSecret-1", "StsToken-1")
    assert find(home, "TaskId", "TaskSecret-1", profile="sts") == Credentials("TaskId", "TaskSecret-1", None)
    assert [asked["kind"] for asked in library.asked] == ["default", "oidc"]


@pytest.mark.parametrize("missing", OIDC)
def test_oidc_needs_all_of_its_variables_as_in_the_official_library(home, library, missing) -> None:
    home.write_profiles(AK)
    home.environment.update({name: "" if name == missing else "x" for name in OIDC})
    assert find(home).access_key_id == "AkId"
    assert library.asked == []


def test_oidc_that_fails_is_an_error_and_no_other_account(home, library) -> None:
    home.write_profiles(AK)
    home.environment.update(dict.fromkeys(OIDC, "x"))
    library.error = RuntimeError("the token has expired")
    assert refusal(home) == "OIDC of the environment gave no credentials: the token has expired"


def test_oidc_without_the_library_says_so(home, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    home.write_profiles(AK)
    home.environment.update(dict.fromkeys(OIDC, "x"))
    with pytest.raises(MissingLibraryError, match="for OIDC of the environment"):
        find(home)


def test_a_profile_of_the_environment_does_not_go_before_its_keys(home) -> None:
    home.write_profiles(AK, STS)
    home.environment["ALIBABA_CLOUD_PROFILE"] = "sts"
    assert find(home).access_key_id == "STS.Id"
    set_environment(home, "EnvId", "EnvSecret-1")
    assert find(home).access_key_id == "EnvId"


def test_sources_are_never_mixed(home) -> None:
    home.write_profiles(STS)
    set_environment(home, "EnvId", "EnvSecret-1", "EnvToken-1")
    assert find(home, "TaskId", "TaskSecret-1").security_token is None
    assert find(home, profile="sts").security_token == "StsToken-1"
    home.write_profiles(AK)
    assert find(home, profile="ak").security_token is None


def test_tokens_of_each_source(home) -> None:
    assert find(home, "TaskId", "TaskSecret-1", "TaskToken-1") == Credentials("TaskId", "TaskSecret-1", "TaskToken-1")
    set_environment(home, "EnvId", "EnvSecret-1", "EnvToken-1")
    assert find(home) == Credentials("EnvId", "EnvSecret-1", "EnvToken-1")


def test_empty_values_are_not_there(home) -> None:
    set_environment(home, "EnvId", "EnvSecret-1")
    home.environment["ALIBABA_CLOUD_SECURITY_TOKEN"] = ""
    assert find(home, "", "", "") == Credentials("EnvId", "EnvSecret-1", None)


# --- half of a pair ---

halves = [
    present
    for present in itertools.product([True, False], repeat=3)
    if any(present) and not (present[0] and present[1])
]


def expected_halves(present: tuple[bool, ...], names: tuple[str, ...]) -> tuple[str, str]:
    have = ", ".join(name for name, there in zip(names, present, strict=True) if there)
    miss = " and ".join(name for name, there in zip(names[:2], present[:2], strict=True) if not there)
    return have, miss


@pytest.mark.parametrize("present", halves)
@pytest.mark.parametrize("source", ["task", "environment", "profile", "terraform"])
def test_half_a_pair_is_an_error_in_each_source(home, present, source) -> None:
    values = [text if there else None for text, there in zip(["Id-1", "Secret-1", "Token-1"], present, strict=True)]
    options: list[str | None] = []
    if source == "task":
        names, described = OPTIONS, "the task's options"
        options = values
        set_environment(home, "EnvId", "EnvSecret-1")
    elif source == "environment":
        names, described = ENVIRONMENT, "the environment"
        set_environment(home, *values)
        home.write_profiles(AK)
    elif source == "terraform":
        names, described = TERRAFORM, "the environment"
        home.environment.update({name: value for name, value in zip(names, values, strict=True) if value})
    else:
        names, described = (
            ("access_key_id", "access_key_secret", "sts_token"),
            f"profile 'p' (mode StsToken) of {home.file}",
        )
        home.write_profiles({"name": "p", "mode": "StsToken", **dict(zip(names, values, strict=True))})
    have, miss = expected_halves(present, names)
    message = refusal(home, *options)
    assert described in message
    assert re.search(rf"\b{have} [a-z ]+ {miss}\b", message)  # what is there, and what is missing
    assert "Secret-1" not in message
    assert "Token-1" not in message


def test_an_empty_profile_says_what_to_run(home) -> None:
    home.write_profiles({"name": "new", "mode": "AK"})
    assert refusal(home) == f"profile 'new' (mode AK) of {home.file} has no access_key_id. Run: aliyun configure"


def test_a_profile_of_temporary_credentials_needs_its_token(home) -> None:
    home.write_profiles({"name": "p", "mode": "StsToken", "access_key_id": "I", "access_key_secret": "Secret-1"})
    assert "has no sts_token" in refusal(home)


def test_a_secret_that_is_part_of_the_token_does_not_leave_the_rest_of_it() -> None:
    both = Credentials("Id", "abcdefgh", "abcdefgh-and-more")
    assert both.redact("token abcdefgh-and-more, secret abcdefgh") == "token ********, secret ********"


# --- characters that no key has ---


@pytest.mark.parametrize("bad", ["Secret-1\n", "Sec ret-1", "\tSecret-1", "Secret-1\r\n", "Secret-é", "Secret-1\0"])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("source", ["task", "environment", "profile", "library"])
def test_stray_characters_are_refused_and_never_quoted(home, library, bad, place, source) -> None:
    values = ["Id-1", "Good-1", "Token-1"]
    values[place] = bad
    options: list[str | None] = []
    names = OPTIONS
    if source == "task":
        options = [*values]
    elif source == "environment":
        names = ENVIRONMENT
        set_environment(home, *values)
    elif source == "profile":
        names = ("access_key_id", "access_key_secret", "sts_token")
        home.write_profiles({"name": "p", "mode": "StsToken", **dict(zip(names, values, strict=True))})
    else:
        library.answer = tuple(values)
    message = refusal(home, *options)
    assert message.startswith(names[place])
    assert "stray newline" in message
    assert "ecret" not in message.replace(names[place], "")


@pytest.mark.parametrize("bad", ["Id,SignedHeaders=host", "Id=1", "Id/2", "Id&3", 'Id"4'])
def test_an_id_that_would_change_the_header_that_carries_it_is_refused(home, bad) -> None:
    message = refusal(home, bad, "Secret-1")
    assert message.startswith("access_key_id (the task's options) holds one of ")
    assert bad not in message


# --- secrets stay secret ---


def test_printing_credentials_shows_the_id_only() -> None:
    shown = f"{Credentials('TheId', 'TheSecret', 'TheToken')!r}"
    assert "TheId" in shown
    assert "TheSecret" not in shown
    assert "TheToken" not in shown


def test_redact_strikes_out_secret_and_token() -> None:
    credentials = Credentials("TheId-123", "TheSecret-123", "TheToken-123")
    said = "TheId-123 signed with TheSecret-123 and TheToken-123, TheSecret-123"
    assert credentials.redact(said) == "TheId-123 signed with ******** and ********, ********"
    assert Credentials("TheId-123", "TheSecret-123").redact("TheToken-123") == "TheToken-123"


def test_redact_spares_words_that_short_test_secrets_are_part_of() -> None:
    assert Credentials("id", "secret", "token").redact("The secret is not the token.") == "The secret is not the token."


@given(st.text("abcXYZ09+/=", min_size=8, max_size=40), st.text(max_size=30), st.text(max_size=30))
def test_redacted_text_never_holds_the_secret(secret, before, after) -> None:
    assert secret not in Credentials("id", secret, None).redact(f"{before}{secret}{after}")


# --- everything else: alibabacloud_credentials ---


@pytest.mark.parametrize("profile", [None, {"name": "role", "mode": "RamRoleArn"}])
def test_the_library_is_not_asked_before_the_credentials_are_needed(home, library, profile) -> None:
    if profile:
        home.write_profiles(profile)
    found = find_credentials(
        None,
        None,
        None,
        profile=find_profile(None, home.environment),
        profile_chosen=False,
        environment=home.environment,
    )
    assert found.account == (f"profile 'role' (mode RamRoleArn) of {home.file}" if profile else "default credentials")
    assert library.asked == []
    assert found.load().account == "LibId"
    assert len(library.asked) == 1


@pytest.mark.parametrize("mode", ["RamRoleArn", "EcsRamRole", "External", "OIDC", "CloudSSO", "SomethingNew"])
def test_other_modes_go_to_the_library_with_the_profile_s_own_file(home, library, mode) -> None:
    home.write_profiles({**AK, "name": "role", "mode": mode})
    library.answer = ("LibId", "LibSecret-1", "")
    assert find(home) == Credentials("LibId", "LibSecret-1", None)
    assert library.asked == [{"kind": "profile", "profile_name": "role", "profile_file": str(home.file)}]


def test_profiles_with_keys_need_no_library(home, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    for profile in (AK, STS):
        home.write_profiles(profile)
        assert find(home).access_key_id == profile["access_key_id"]


def test_a_profile_that_gives_nothing_is_named_with_the_library_s_words(home, library) -> None:
    home.write_profiles({"name": "role", "mode": "EcsRamRole"})
    library.error = RuntimeError("no route to the metadata service")
    assert refusal(home) == (
        f"profile 'role' (mode EcsRamRole) of {home.file} gave no credentials: no route to the metadata service"
    )


def test_nothing_anywhere_says_what_to_set_and_what_the_library_says(home, library) -> None:
    library.error = RuntimeError("no provider")
    message = refusal(home)
    for hint in ("access_key_id", *ENVIRONMENT[:2], "aliyun configure", "alibabacloud_credentials says: no provider"):
        assert hint in message


@pytest.mark.parametrize("answer", [(None, None, None), ("", "", "")])
def test_a_library_that_answers_with_nothing(home, library, answer) -> None:
    library.answer = answer
    assert "No credentials were found" in refusal(home)


def test_a_library_that_answers_with_half_a_pair(home, library) -> None:
    library.answer = ("LibId", None, None)
    message = refusal(home)
    assert "alibabacloud_credentials" in message
    assert "access_key_secret" in message


def test_a_profile_that_needs_the_library_says_so_where_it_is_missing(home, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    home.write_profiles({"name": "role", "mode": "RamRoleArn"})
    with pytest.raises(MissingLibraryError) as caught:
        find(home)
    assert caught.value.library == "alibabacloud_credentials"
    assert f"for profile 'role' (mode RamRoleArn) of {home.file}" in caught.value.message
    assert "pip install alibabacloud_credentials" in caught.value.message


def test_no_source_and_no_library(home, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    message = refusal(home)
    assert message.startswith("No credentials were found.")
    assert message.endswith("(alibabacloud_credentials is not installed.)")


def test_credential_errors_are_input_errors() -> None:
    assert issubclass(CredentialsError, InputError)


# --- the real library, as pinned ---


@pytest.fixture
def bare_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The library reads its environment when it is imported; this is an empty one, with no network to ask."""
    for name in vars(auth_util):
        if name.startswith("environment_"):
            monkeypatch.setattr(auth_util, name, None)
    for name in ("environment_cli_profile_disabled", "environment_ecs_metadata_disabled"):
        monkeypatch.setattr(auth_util, name, "true")
    monkeypatch.setattr(auth_util, "environment_imds_v1_disabled", "false")
    monkeypatch.setattr(auth_util, "environment_enable_vpc", "false")
    monkeypatch.setattr(auth_constant, "HOME", str(tmp_path))
    return monkeypatch


def test_an_external_command_through_the_real_library(home, bare_library) -> None:
    bare_library.setattr(auth_util, "environment_cli_profile_disabled", "false")
    answer = home.folder / "answer.json"
    keys = {"mode": "StsToken", "access_key_id": "ExtId", "access_key_secret": "ExtSecret-1", "sts_token": "ExtToken-1"}
    answer.write_text(json.dumps({**keys, "expiration": "2099-01-01T00:00:00Z"}))
    home.write_profiles({"name": "ext", "mode": "External", "process_command": f"cat {answer}"}, AK)
    assert find(home) == Credentials("ExtId", "ExtSecret-1", "ExtToken-1")


def test_an_external_command_that_fails(home, bare_library) -> None:
    bare_library.setattr(auth_util, "environment_cli_profile_disabled", "false")
    home.write_profiles({"name": "ext", "mode": "External", "process_command": f"cat {home.folder}/nothing"})
    message = refusal(home)
    assert message.startswith(f"profile 'ext' (mode External) of {home.file} gave no credentials: ")
    assert "exit status 1" in message


@pytest.fixture
def credentials_uri() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"Code": "Success", "AccessKeyId": "UriId", "AccessKeySecret": "UriSecret-1"}
            body |= {"SecurityToken": "UriToken-1", "Expiration": "2099-01-01T00:00:00Z"}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/credentials"
        server.shutdown()
        thread.join()


def test_a_credentials_uri_through_the_real_library(home, bare_library, credentials_uri) -> None:
    bare_library.setattr(auth_util, "environment_credentials_uri", credentials_uri)
    bare_library.setenv("NO_PROXY", "127.0.0.1")
    assert find(home) == Credentials("UriId", "UriSecret-1", "UriToken-1")


def test_a_signed_request_that_the_library_quotes_is_not_shown(home, bare_library) -> None:
    bare_library.setattr(auth_util, "environment_cli_profile_disabled", "false")
    role = {"name": "role", "mode": "RamRoleArn", "ram_role_arn": "acs:ram::1:role/r", "ram_session_name": "s"}
    home.write_profiles({**AK, **role})
    bare_library.setenv("HTTPS_PROXY", "http://user:pass-word@127.0.0.1:9")  # where nobody listens
    with pytest.raises(CredentialsError) as caught:
        find(home)
    shown = "".join(traceback.format_exception(caught.value))
    assert "gave no credentials" in shown
    assert "sts" in shown
    for part in ("Signature", "AccessKeyId", AK["access_key_id"], AK["access_key_secret"], "pass-word"):
        assert part not in shown


SAID = {
    "url: /?AccessKeyId=I&Signature=abc%3D (Caused by X)": "url: /?... (Caused by X)",
    "https://h/p?a=1&b=2'": "https://h/p?...'",
    "What is that? Nobody knows": "What is that? Nobody knows",
    "http://me:pw@proxy:1 is away": "http://proxy:1 is away",
    '{"AccessKeySecret": "s3cr3t-it-is", "SecurityToken":"t/+="}': (
        '{"AccessKeySecret": "********", "SecurityToken":"********"}'
    ),
    "'access_token': 'abc', refresh_token=abc&x": "'access_token': '********', refresh_token=********&x",
    "Command 'get --key \"it's\"' returned non-zero exit status 1.": (
        "The profile's command returned non-zero exit status 1."
    ),
    "Authorization: Bearer abc.def": "Authorization: ********",
    f"sent {AK['access_key_secret']}": "sent ********",
}


@pytest.mark.parametrize(("said", "shown"), SAID.items())
def test_what_the_library_says_of_requests_and_answers(home, library, said, shown) -> None:
    home.write_profiles({**AK, "mode": "RamRoleArn"})
    library.error = RuntimeError(said)
    assert refusal(home).endswith(f"gave no credentials: {shown}")


def test_nothing_anywhere_through_the_real_library(home, bare_library) -> None:
    message = refusal(home)
    assert message.startswith("No credentials were found.")
    assert "alibabacloud_credentials says: unable to load credentials" in message


# --- the order is that of the library's own default provider ---

SOURCES = ["env", "oidc", "cli", "ini", "ecs", "uri"]


@pytest.mark.parametrize(
    "there", [there for number in range(1, 7) for there in itertools.combinations(SOURCES, number)], ids="-".join
)
def test_whoever_answers_is_whom_the_official_library_would_choose(home, bare_library, there) -> None:
    """Every combination of sources, with the services behind them replaced."""
    for source, provider in (
        ("oidc", providers.OIDCRoleArnCredentialsProvider),
        ("ecs", providers.EcsRamRoleCredentialsProvider),
        ("uri", providers.URLCredentialsProvider),
    ):
        found = refreshable.Credentials(access_key_id=source, access_key_secret="S", security_token="T")
        bare_library.setattr(provider, "get_credentials", lambda _self, found=found: found)
    settings = {
        "environment_cli_profile_disabled": "false",
        "environment_ecs_metadata_disabled": str("ecs" not in there),
    }
    if "env" in there:
        settings |= {"environment_access_key_id": "env", "environment_access_key_secret": "S"}
        set_environment(home, "env", "S")
    if "oidc" in there:
        settings |= dict.fromkeys(("environment_role_arn", "environment_oidc_provider_arn"), "x")
        settings |= {"environment_oidc_token_file": "x", "enable_oidc_credential": "x"}
        home.environment.update(dict.fromkeys(OIDC, "x"))
    if "cli" in there:
        home.write_profiles({"name": "p", "mode": "AK", "access_key_id": "cli", "access_key_secret": "S"})
    if "ini" in there:
        (home.folder / ".alibabacloud").mkdir()
        (home.folder / ".alibabacloud" / "credentials.ini").write_text(
            "[default]\ntype = access_key\naccess_key_id = ini\naccess_key_secret = S\n"
        )
    if "uri" in there:
        settings["environment_credentials_uri"] = "http://127.0.0.1:9"
    for name, value in settings.items():
        bare_library.setattr(auth_util, name, value)
    chosen = providers.DefaultCredentialsProvider().get_credentials().get_access_key_id()
    assert chosen == there[0]
    assert find(home).access_key_id == chosen
