# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about a webhook that cannot be called at all, without its address."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.webhook import notify


@pytest.mark.parametrize(
    ("url", "headers", "said"),
    [
        ("hooks.example.com/kept-secret", {}, "url must begin with http:// or https://"),
        ("https:///kept-secret", {}, "url has no host"),
        ("https://127.0.0.1:1/", {"X": "kept-secret \u20ac"}, "headers has a value with a line break"),
    ],
)
def test_an_address_that_cannot_be_called(url: str, headers: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        notify(url, headers, {}, timeout=1)
    assert caught.value.message.startswith("The address or a header of the webhook is not valid: ")
    assert said in caught.value.message
    assert "kept-secret" not in caught.value.message
