# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections: where each value comes from, and what is refused before any request."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import (
    Connection,
    ConnectionOptions,
    check_distinct_hosts,
    locate,
    resolve_connection,
    warnings_about,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.credentials import Credentials
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import CredentialsError, InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.certificate import Certificate
from ansible_collections.mediaops.alicloud.tests.unit.support.home import AK, STS, Home

KEYS = {"access_key_id": "TaskId", "access_key_secret": "TaskSecret-1"}
LOCAL = {**KEYS, "region": "cn-shanghai", "endpoint": "http://127.0.0.1:9"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def resolve(home: Home, **options: Any) -> Connection:
    return resolve_connection(ConnectionOptions(**options), home.environment)


def refusal(home: Home, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        resolve(home, **options)
    return caught.value.message


def test_numbers_have_the_documented_defaults(home) -> None:
    found = resolve(home, **LOCAL)
    kept = found.options
    assert (kept.timeout, kept.deadline, kept.max_retries, kept.max_concurrency) == (30, 300, 5, 16)
    changed = resolve(home, **LOCAL, timeout=1.5, deadline=2, max_retries=0, max_concurrency=1).options
    assert (changed.timeout, changed.deadline, changed.max_retries, changed.max_concurrency) == (1.5, 2, 0, 1)


# --- region ---


def test_region_of_task_then_environment_then_profile(home) -> None:
    home.write_profiles(AK)
    assert resolve(home).region == "cn-beijing"
    home.environment["ALIBABA_CLOUD_REGION_ID"] = "cn-shenzhen"
    assert resolve(home).region == "cn-shenzhen"
    assert resolve(home, region="cn-shanghai").region == "cn-shanghai"


def test_region_of_a_profile_whose_keys_are_not_used(home) -> None:
    home.write_profiles(STS)
    found = resolve(home, **KEYS)
    assert (found.region, found.credentials) == ("cn-shenzhen", Credentials("TaskId", "TaskSecret-1", None))


@pytest.mark.parametrize("profile", [None, {**AK, "region_id": ""}])
def test_no_region_says_how_to_set_one(home, profile) -> None:
    if profile:
        home.write_profiles(profile)
    message = refusal(home, **KEYS)
    for hint in ("region", "cn-shanghai", "ALIBABA_CLOUD_REGION_ID", "profile"):
        assert hint in message


@pytest.mark.parametrize("source", ["task", "environment", "profile"])
def test_a_bad_region_of_any_source(home, source) -> None:
    bad = "cn-shanghai.evil.example/"
    if source == "environment":
        home.environment["ALIBABA_CLOUD_REGION_ID"] = bad
    elif source == "profile":
        home.write_profiles({**AK, "region_id": bad})
    assert f"{bad!r} is not a region id" in refusal(home, **KEYS, **({"region": bad} if source == "task" else {}))


# --- endpoint ---


def test_endpoint_of_task_then_environment_then_region(home) -> None:
    options = {**KEYS, "region": "cn-shanghai"}
    assert resolve(home, **options).endpoint.url == "https://ice.cn-shanghai.aliyuncs.com"
    home.environment["ALIBABA_CLOUD_ICE_ENDPOINT"] = "ice-vpc.cn-shanghai.aliyuncs.com"
    assert resolve(home, **options).endpoint.url == "https://ice-vpc.cn-shanghai.aliyuncs.com"
    assert resolve(home, **options, endpoint="http://[::1]:8080").endpoint.url == "http://[::1]:8080"


def test_an_endpoint_may_leave_the_place_of_the_region_open(home) -> None:
    found = resolve(home, **KEYS, region="cn-beijing", endpoint="ice-vpc.{region}.aliyuncs.com").endpoint
    assert found.url == "https://ice-vpc.cn-beijing.aliyuncs.com"


@pytest.mark.parametrize("source", ["option", "environment"])
@pytest.mark.parametrize("host", ["ice.cn-beijing.aliyuncs.com", "ice-vpc.cn-beijing.aliyuncs.com"])
def test_the_host_of_another_region_is_refused_wherever_it_is_from(home, source, host) -> None:
    options = {"endpoint": host} if source == "option" else {}
    if source == "environment":
        home.environment["ALIBABA_CLOUD_ICE_ENDPOINT"] = host
    message = refusal(home, **KEYS, region="cn-shanghai", **options)
    assert f"endpoint: {host} is the API of cn-beijing, and the region is cn-shanghai" in message
    assert resolve(home, **KEYS, region="cn-beijing", **options).endpoint.host == host


@pytest.mark.parametrize("host", ["ice.aliyuncs.com", "ice.internal", "gateway.cn-beijing.aliyuncs.com"])
def test_a_host_that_names_no_region_may_be_the_user_s_own_way(home, host) -> None:
    assert resolve(home, **KEYS, region="cn-shanghai", endpoint=host).endpoint.host == host


def test_an_endpoint_needs_a_region_all_the_same(home) -> None:
    assert "No region is known" in refusal(home, **KEYS, endpoint="http://127.0.0.1:9")


def test_a_bad_endpoint_of_the_environment(home) -> None:
    home.environment["ALIBABA_CLOUD_ICE_ENDPOINT"] = "http://ice.example"
    assert "plain http:// to ice.example is refused" in refusal(home, **KEYS, region="cn-shanghai")


# --- several regions ---


def places(home: Home, *regions: str, **options: Any) -> list[Any]:
    return [locate(ConnectionOptions(**KEYS, **options, region=region), home.environment) for region in regions]


@pytest.mark.parametrize("source", ["option", "environment"])
@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "ice.aliyuncs.com"])
def test_two_regions_on_one_host_are_refused_wherever_the_endpoint_is_from(home, source, endpoint) -> None:
    options = {"endpoint": endpoint} if source == "option" else {}
    if source == "environment":
        home.environment["ALIBABA_CLOUD_ICE_ENDPOINT"] = endpoint
    with pytest.raises(InputError) as caught:
        check_distinct_hosts(places(home, "cn-shanghai", "cn-beijing", **options))
    assert endpoint in caught.value.message
    assert "cannot answer for 2 regions (cn-shanghai, cn-beijing)" in caught.value.message
    assert "{region}" in caught.value.message


@pytest.mark.parametrize("source", ["option", "environment"])
def test_regions_with_hosts_of_their_own(home, source) -> None:
    check_distinct_hosts(places(home, "cn-shanghai", "cn-beijing", "cn-hangzhou", "us-west-1", "ap-southeast-1"))
    template = "ice-vpc.{region}.aliyuncs.com"
    options = {"endpoint": template} if source == "option" else {}
    if source == "environment":
        home.environment["ALIBABA_CLOUD_ICE_ENDPOINT"] = template
    found = places(home, "cn-shanghai", "cn-beijing", **options)
    assert [place.endpoint.host for place in found] == [
        "ice-vpc.cn-shanghai.aliyuncs.com",
        "ice-vpc.cn-beijing.aliyuncs.com",
    ]
    check_distinct_hosts(found)


def test_one_region_twice_is_one_region(home) -> None:
    check_distinct_hosts(places(home, "cn-shanghai", "cn-shanghai", endpoint="http://127.0.0.1:9"))


def test_terraform_s_region_is_the_last(home) -> None:
    home.environment["ALICLOUD_REGION"] = "eu-central-1"
    assert resolve(home, **KEYS).region == "eu-central-1"
    home.write_profiles(AK)
    assert resolve(home, **KEYS).region == "cn-beijing"


# --- warnings ---


def test_warnings_are_data(home) -> None:
    home.write_profiles(AK)
    home.file.chmod(0o606)
    assert locate(ConnectionOptions(), home.environment).warnings == warnings_about(
        ConnectionOptions(), home.environment
    )
    assert "can be written by everybody" in warnings_about(ConnectionOptions(), home.environment)[0]
    assert warnings_about(ConnectionOptions(access_key_id="half"), home.environment) == ()  # an error, told elsewhere


def test_a_file_without_current_is_a_warning_if_its_keys_would_help(home) -> None:
    home.write({"profiles": [AK]})
    (warning,) = warnings_about(ConnectionOptions(region="cn-shanghai"), home.environment)
    assert "does not say which profile is the current one" in warning
    assert warnings_about(ConnectionOptions(**KEYS, region="cn-shanghai"), home.environment) == ()


# --- profiles and keys ---


def test_a_profile_named_by_the_task_beats_keys_of_the_environment(home) -> None:
    home.write_profiles(AK, STS)
    home.environment |= {"ALIBABA_CLOUD_ACCESS_KEY_ID": "EnvId", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "EnvSecret-1"}
    assert resolve(home).credentials.access_key_id == "EnvId"
    found = resolve(home, profile="sts")
    assert (found.credentials.access_key_id, found.region) == ("STS.Id", "cn-shenzhen")


@pytest.mark.parametrize(
    "break_it", [lambda home: home.write("{"), lambda home: home.write_profiles(AK, current="gone")]
)
def test_a_broken_profile_file_that_nobody_needs_is_nobody_s_error(home, break_it) -> None:
    break_it(home)
    assert resolve(home, **LOCAL).credentials.access_key_id == "TaskId"
    home.environment |= {"ALIBABA_CLOUD_ACCESS_KEY_ID": "EnvId", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "EnvSecret-1"}
    assert resolve(home, region="cn-shanghai").credentials.access_key_id == "EnvId"


@pytest.mark.parametrize(
    "break_it", [lambda home: home.write("{"), lambda home: home.write_profiles(AK, current="gone")]
)
def test_a_broken_profile_file_is_an_error_where_the_profile_is_wanted(home, break_it) -> None:
    break_it(home)
    assert str(home.file) in refusal(home, region="cn-shanghai")
    assert str(home.file) in refusal(home, **LOCAL, profile="prod")


def test_half_a_pair_is_an_error_of_credentials(home) -> None:
    with pytest.raises(CredentialsError, match="access_key_secret"):
        resolve(home, access_key_id="TaskId", region="cn-shanghai")


def test_the_process_s_environment_is_the_default(home, monkeypatch) -> None:
    for name in ("ALIBABA_CLOUD_PROFILE", "ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_ACCESS_KEY_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home.folder))
    monkeypatch.setenv("ALIBABA_CLOUD_ICE_ENDPOINT", "http://127.0.0.1:9")
    home.write_profiles(AK)
    found = resolve_connection(ConnectionOptions())
    assert (found.region, found.endpoint.port, found.credentials.access_key_id) == ("cn-beijing", 9, "AkId")


def test_locating_asks_no_library_for_credentials(home, monkeypatch) -> None:
    home.write_profiles({**AK, "mode": "RamRoleArn"})
    monkeypatch.setitem(__import__("sys").modules, "alibabacloud_credentials", None)
    found = locate(ConnectionOptions(), home.environment)
    assert (found.region, found.endpoint.host) == ("cn-beijing", "ice.cn-beijing.aliyuncs.com")
    assert "mode RamRoleArn" in found.credentials.account


# --- numbers ---


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("max_retries", -1, "at least 0"),
        ("max_concurrency", 0, "at least 1"),
        ("max_concurrency", -8, "at least 1"),
        ("timeout", 0, "above 0"),
        ("timeout", -1.5, "above 0"),
        ("timeout", float("nan"), "above 0"),
        ("deadline", 0, "above 0"),
        ("deadline", float("inf"), "above 0"),
    ],
)
def test_numbers_that_cannot_be_meant(home, name, value, problem) -> None:
    message = refusal(home, **LOCAL, **{name: value})
    assert message.startswith(f"{name} is {value}; ")
    assert problem in message


# --- certificates ---


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("tls"))


def tls(home: Home, **options: Any) -> ssl.SSLContext:
    context = resolve(home, **KEYS, region="cn-shanghai", **options).tls
    assert context
    return context


def test_certificates_are_checked_by_default(home) -> None:
    context = tls(home)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_certificates_are_not_checked_where_the_user_says_so(home) -> None:
    context = tls(home, validate_certs=False, ca_path="/nowhere")
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_NONE, False)


def test_a_ca_file_is_the_only_authority(home, certificate) -> None:
    context = tls(home, ca_path=str(certificate.file))
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert [ca["serialNumber"] for ca in context.get_ca_certs()] == [certificate.serial]


def test_a_ca_folder(home, certificate, monkeypatch) -> None:
    asked: list[dict[str, Any]] = []
    real = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda **paths: (asked.append(paths), real(**paths))[1])
    tls(home, ca_path=str(certificate.file.parent))
    assert asked == [{"capath": str(certificate.file.parent)}]


def test_a_ca_path_below_the_home_folder(home, certificate, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(certificate.file.parent))
    assert tls(home, ca_path=f"~/{certificate.file.name}").get_ca_certs()


@pytest.mark.parametrize("path", ["/nowhere/ca.pem", "~no-such-user/ca.pem", "nul\0", "{empty}"])
def test_a_ca_path_that_cannot_be_used_is_named(home, path, tmp_path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    path = path.format(empty=empty)
    message = refusal(home, **KEYS, region="cn-shanghai", ca_path=path)
    assert message.startswith(f"ca_path: {path} cannot be used: ")


def test_plain_http_on_this_machine_loads_no_authorities(home) -> None:
    assert resolve(home, **LOCAL, ca_path="/nowhere").tls is None


# --- secrets ---


def test_printing_options_or_a_connection_shows_no_secret(home) -> None:
    options = ConnectionOptions(**LOCAL, security_token="TaskToken-1")
    for shown in (repr(options), repr(resolve_connection(options, home.environment))):
        assert "TaskId" in shown
        assert "TaskSecret-1" not in shown
        assert "TaskToken-1" not in shown
