# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints: one for each region, and those that users name."""

from __future__ import annotations

import pytest
from alibabacloud_ice20201109.client import Client as OfficialClient
from alibabacloud_tea_openapi.utils_models import Config
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection.endpoints import (
    Endpoint,
    check_region,
    endpoint_of_region,
    parse_endpoint,
)
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse_endpoint(text)
    return caught.value.message


# --- regions ---


def official(region: str) -> OfficialClient:
    return OfficialClient(Config(access_key_id="id", access_key_secret="secret", region_id=region))


def test_every_region_has_a_host_of_its_own() -> None:
    """Also those that the official SDK sends to a host that regions share."""
    regions = [*official("cn-shanghai")._endpoint_map, "cn-shanghai", "cn-new-9"]
    hosts = {region: endpoint_of_region(check_region(region)) for region in regions}
    assert hosts == {region: Endpoint("https", f"ice.{region}.aliyuncs.com", 443) for region in regions}


@pytest.mark.parametrize("region", ["cn-shanghai", "eu-central-2", "cn-new-9"])
def test_where_the_official_sdk_knows_a_host_of_the_region_it_is_the_same(region) -> None:
    assert endpoint_of_region(region).host == official(region)._endpoint


@pytest.mark.parametrize(
    "region",
    ["", "cn_shanghai", "-cn", "cn-", "evil.com/", "a@b", "cn..b", "cn-a.b", "cn\r\nHost: b", "cn-é"],
)
def test_what_is_no_region_never_becomes_a_host_name(region) -> None:
    with pytest.raises(InputError) as caught:
        check_region(region)
    assert caught.value.message == f"region: {region!r} is not a region id. Write it as in cn-shanghai."


@pytest.mark.parametrize("region", ["CN-Shanghai", " cn-shanghai", "cn-shanghai\n"])
def test_a_region_written_otherwise_is_an_error_that_knows_what_is_meant(region) -> None:
    with pytest.raises(InputError) as caught:
        check_region(region)
    assert caught.value.message == f"region: {region!r} is not a region id. Did you mean cn-shanghai?"


@pytest.mark.parametrize("bad", ["\n", "\r\nX-Evil: 1", "\t", " ", "\0", "\u2028", "\u00a0"])
@pytest.mark.parametrize("text", ["ice.cn-shanghai.aliyuncs.com{}", "{}ice.cn-shanghai.aliyuncs.com", "ice.a{}.b"])
def test_an_endpoint_with_a_line_break_or_the_like_is_refused(text, bad) -> None:
    message = refusal(text.format(bad))
    assert message.startswith("endpoint: ")
    assert message.isprintable()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://localhost:80", "http://127.0.0.1:80"),
        ("https://a.example", "a.example:443"),
        ("A.Example", "a.example"),
        ("[2001:db8::7]", "[2001:DB8:0::7]"),
    ],
)
def test_one_server_however_it_is_written(one, other) -> None:
    assert parse_endpoint(one).server == parse_endpoint(other).server


@pytest.mark.parametrize(("one", "other"), [("a.example", "a.example:8443"), ("a.example", "b.example")])
def test_two_servers(one, other) -> None:
    assert parse_endpoint(one).server != parse_endpoint(other).server


# --- endpoints as users write them ---


@pytest.mark.parametrize(
    ("text", "url", "host_header"),
    [
        ("ice.cn-shanghai.aliyuncs.com", "https://ice.cn-shanghai.aliyuncs.com", "ice.cn-shanghai.aliyuncs.com"),
        ("https://ice.aliyuncs.com/", "https://ice.aliyuncs.com", "ice.aliyuncs.com"),
        ("HTTPS://Ice.Aliyuncs.COM", "https://ice.aliyuncs.com", "ice.aliyuncs.com"),
        ("ice-vpc.cn-shanghai.aliyuncs.com:443", "https://ice-vpc.cn-shanghai.aliyuncs.com", None),
        ("ice.internal:8443", "https://ice.internal:8443", "ice.internal:8443"),
        ("https://ice.internal:80", "https://ice.internal:80", "ice.internal:80"),
        ("localhost", "https://localhost", "localhost"),
        ("http://localhost:8080", "http://localhost:8080", "localhost:8080"),
        ("http://LocalHost:80", "http://localhost", "localhost"),
        ("http://127.0.0.1:443", "http://127.0.0.1:443", "127.0.0.1:443"),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
        ("http://[::1]", "http://[::1]", "[::1]"),
        ("[2001:DB8::7]:8443", "https://[2001:db8::7]:8443", "[2001:db8::7]:8443"),
        ("https://[2001:db8::7]", "https://[2001:db8::7]", "[2001:db8::7]"),
        ("10.1.2.3", "https://10.1.2.3", "10.1.2.3"),
    ],
)
def test_urls_and_host_headers(text, url, host_header) -> None:
    endpoint = parse_endpoint(text)
    assert endpoint.url == url
    assert endpoint.host_header == (host_header or url.removeprefix("https://"))
    assert parse_endpoint(endpoint.url) == endpoint


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255), st.integers(1, 65535))
def test_plain_http_to_all_of_the_loopback_network(b, c, d, port) -> None:
    endpoint = parse_endpoint(f"http://127.{b}.{c}.{d}:{port}")
    assert endpoint.is_loopback
    assert endpoint == Endpoint("http", f"127.{b}.{c}.{d}", port)


@pytest.mark.parametrize(
    "host",
    [
        "ice.aliyuncs.com",
        "10.0.0.1",
        "128.0.0.1",
        "0.0.0.0",  # noqa: S104
        "127.1",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[2001:db8::1]",
        "[::]",
        "[::ffff:10.0.0.1]",
        "xn--localhost",
    ],
)
def test_plain_http_over_a_network_is_refused(host) -> None:
    message = refusal(f"http://{host}:8080")
    assert f"plain http:// to {host.strip('[]')} is refused" in message
    assert "loopback" in message
    assert "https://" in message
    assert not parse_endpoint(f"https://{host}").is_loopback


@pytest.mark.parametrize(
    "text",
    [
        "https://user:hunter2@ice.aliyuncs.com",
        "user:hunter2@ice.aliyuncs.com",
        "http://hunter2@localhost",
        "ftp://user:hunter2@host/path?x",
        "https://user:hunter2@[::1",
    ],
)
def test_user_names_and_passwords_are_refused_and_never_quoted(text) -> None:
    message = refusal(text)
    assert "user name or password" in message
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not a host or URL"),
        ("https://", "is not a host or URL"),
        ("ice aliyuncs.com", "is not a host or URL"),
        ("-ice.aliyuncs.com", "is not a host or URL"),
        ("localhost.", "is not a host or URL"),
        ("ice.aliyuncs.com:https", "is not a host or URL"),
        ("ice.aliyuncs.com:65536", "out of range"),
        ("ice.aliyuncs.com:-1", "is not a host or URL"),
        ("ice.aliyuncs.com:0", "port 0"),
        ("::1", "is not a host or URL"),
        ("[::1", "is not a host or URL"),
        ("[v1.fe:80]", "is not a host or URL"),
        ("https://[::1::1]", "is not a host or URL"),
        ("256.256.256.256", "is not a host or URL"),
        ("010.1.2.3:8443", "is not a host or URL"),
        ("ftp://ice.aliyuncs.com", "begins with ftp://"),
        ("unix:///run/ice", "begins with unix://"),
        ("https://ice.aliyuncs.com/api", "has a path or query"),
        ("ice.aliyuncs.com?x=1", "has a path or query"),
        ("ice.aliyuncs.com#x", "has a path or query"),
        ("//ice.aliyuncs.com", "has a path or query"),
    ],
)
def test_what_is_no_endpoint_is_named(text, problem) -> None:
    message = refusal(text)
    assert message.startswith("endpoint: ")
    assert repr(text) in message
    assert problem in message


@given(st.text(max_size=30) | st.text("htps:/.[]127loca-x?#@0", max_size=25))
def test_any_text_is_an_endpoint_or_an_input_error(text) -> None:
    try:
        endpoint = parse_endpoint(text)
    except InputError:
        return
    assert endpoint.scheme == "https" or endpoint.is_loopback
    assert 0 < endpoint.port < 65536
    assert parse_endpoint(endpoint.url) == endpoint
