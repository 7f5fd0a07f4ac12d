# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide about errors has each code and each kind that the engine knows, and says rightly what is sent again."""

from __future__ import annotations

import re
from pathlib import Path

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.client import advice, api_errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import state_file

GUIDE = Path(__file__).parents[2] / "docs" / "docsite" / "rst" / "guide_errors.rst"


def rows(part):
    """Code and "Again" of each row of one of the tables."""
    text = GUIDE.read_text(encoding="utf-8")
    (table,) = re.findall(f"{re.escape(f'.. {part}: begin')}(.*?){re.escape(f'.. {part}: end')}", text, re.DOTALL)
    return re.findall(r"^   \* - ``([\w.]+)``\n     - (yes|no)$", table, re.MULTILINE)


def kind_of(code):
    return next(kind for prefix, kind in api_errors._ERRORS_BY_CODE if code.startswith(prefix))


def words(again):
    return "yes" if again else "no"


def test_every_code_is_there_and_in_the_order_in_which_it_counts():
    codes = [code for code, _again in rows("codes of the API")]
    known = [prefix for prefix, _kind in api_errors._ERRORS_BY_CODE]
    assert [code for code in codes if code in known] == known
    more = {prefix for prefix, _words in advice._ABOUT_KEYS if prefix} - set(known)
    assert set(codes) - set(known) == more


def test_a_longer_code_stands_before_the_one_that_it_begins_with():
    codes = [code for code, _again in rows("codes of the API")]
    for place, code in enumerate(codes):
        assert not [earlier for earlier in codes[:place] if code.startswith(earlier)]


def test_what_is_sent_again_is_said_rightly():
    table = rows("codes of the API")
    assert table
    assert table == [(code, words(kind_of(code).retryable)) for code, _again in table]


def test_every_kind_without_a_code_is_there():
    known = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.IceError)]
    kinds = [*known, state_file.StateError]
    named = {kind.__name__: words(kind.retryable) for kind in kinds if not issubclass(kind, errors.ApiError)}
    del named["IceError"]
    assert dict(rows("kinds of errors")) == named
