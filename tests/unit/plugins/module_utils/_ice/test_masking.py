# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in URLs of streams, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.masking import masked, masked_text

MASKED = {
    "rtmp://user:pa55word@live.example.com/live/studio-1": "rtmp://********@live.example.com/live/studio-1",
    "rtmp://user:pa/ss@word@live.example.com/live/a": "rtmp://********@live.example.com/live/a",
    "rtmp://h/live/a?auth_key=165-0-0-ab&vhost=x#token=y": (
        "rtmp://h/live/a?auth_key=********&vhost=********#token=********"
    ),
    "rtmp://a.rtmp.youtube.com/live2/abcd-1234-efgh-5678-ijkl": "rtmp://a.rtmp.youtube.com/live2/********",
    "rtmp://live.twitch.tv/app/live_123456789_AbCdEfGhIjKlMnOp": "rtmp://live.twitch.tv/app/********",
    "rtmps://live-api-s.facebook.com:443/rtmp/FB-1234567890123-0-AbyzWx1": (
        "rtmps://live-api-s.facebook.com:443/rtmp/********"
    ),
    "rtmp://h/live/9f86d081884c7d659a2feaa0c55ad015": "rtmp://h/live/********",
    "rtmp://h/live/9f86d081884c7d659a2feaa0c55ad015.flv": "rtmp://h/live/********",
    "rtmp://h/live/7c9e6679-7425-40de-944b-e07fc1f90ae7": "rtmp://h/live/********",
    "rtmp://h/live/sk_live_4f9a8b7c6d5e": "rtmp://h/live/********",
    "rtmp://h/live/k3y5up3rs3cr3t": "rtmp://h/live/********",
    "see (rtmp://u:p@h/a?k=v), then": "see (rtmp://********@h/a?k=********), then",
    "rtmp://h/live/a?T0kenOfSomebody": "rtmp://h/live/a?********",
    "rtmp://h/live/a?vhost=x&T0kenOfSomebody;hd": "rtmp://h/live/a?vhost=********&********;hd",
    "user:pa55word@h/live/a": "********@h/live/a",
    "N one U user:pa55:word@h:1935 and more": "N one U ********@h:1935 and more",
    "//user:pa55word@h/live/a": "//********@h/live/a",
    "rtmp:/user:pa55word@h/live/a": "rtmp:/********@h/live/a",
    "rtmp://h/app pass=pa55word live=1": "rtmp://h/app pass=******** live=1",
    "12:30@studio": "12:30@studio",
    "ops@example.com": "ops@example.com",
    "auth_key=123-abc is wrong": "auth_key=******** is wrong",
    "a rtmp://h/live/studio-1?a b": "a rtmp://h/live/studio-1?a b",
}
NAMES = (
    "studio-1", "stream1", "evening-news-hangzhou-0042", "camera-2024-11-26", "channel_12_hd", "main", "stadium-3.flv",
    "lecture-hall-2026", "a" * 40, "1" * 20,
)  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), MASKED.items())
def test_secrets_are_masked_and_nothing_else(text, shown) -> None:
    assert masked_text(text) == shown


@pytest.mark.parametrize("name", NAMES)
def test_names_are_no_keys(name) -> None:
    url = f"rtmp://example-live.com/live/{name}"
    assert masked_text(url) == url


KEYS = st.from_regex(r"[a-f0-9]{24,40}", fullmatch=True).filter(lambda key: not key.isdigit() and not key.isalpha())
PLAIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=9, max_size=12)


@given(
    PLAIN, PLAIN, PLAIN, st.sampled_from(["rtmp", "https", "srt", "RTMPS"]), st.text(max_size=5), st.text(max_size=5)
)
def test_whatever_is_around_an_url_its_secrets_are_gone(user, password, value, scheme, before, after) -> None:
    url = f"{scheme}://{user}:{password}@example.com/live/a?x={value}"
    shown = masked_text(f"{before} {url} {after}")
    assert user not in shown
    assert password not in shown
    assert value not in shown
    assert masked_text(shown) == shown


@pytest.mark.parametrize("part", ["u:", "a", "a@", "/a:", "a:b@c", "(", "?a1", "&a1", "://", "a1;"])
def test_a_long_text_takes_no_time(part) -> None:
    """A search that begins anew at each character would need hours for this."""
    assert len(masked_text("rtmp://h/" + part * 200_000)) > 0


@given(KEYS)
def test_hexadecimal_keys_are_masked(key) -> None:
    assert key not in masked_text(f"rtmp://h/live/{key}")


def test_values_are_masked_wherever_they_are() -> None:
    url = "rtmp://u:p@h/live/a"
    assert masked({"a": [url, 5, None], url: True}) == {
        "a": ["rtmp://********@h/live/a", 5, None],
        "rtmp://********@h/live/a": True,
    }
