# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The family of errors: what callers catch, and what they can read from one."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import errors
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import IceError, MissingLibraryError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, IceError)]


def test_every_error_is_an_ice_error_and_says_whether_to_retry() -> None:
    retryable = {kind.__name__ for kind in KINDS if kind.retryable}
    assert retryable == {"TransportError", "NotReachedError", "ServerError", "NonceUsedError", "ThrottlingError"}
    assert issubclass(errors.CertificateError, errors.TransportError)
    assert issubclass(errors.CredentialsError, errors.InputError)
    assert all(
        issubclass(kind, errors.ApiError)
        for kind in (errors.ClockError, errors.PermissionDeniedError, errors.ParameterRefusedError, errors.ServerError)
    )


def test_which_errors_leave_open_whether_the_server_acted() -> None:
    maybe_processed = {kind.__name__ for kind in KINDS if kind.maybe_processed}
    assert maybe_processed == {"TransportError", "AnswerTooLargeError", "ServerError", "NonceUsedError"}


def test_details_hold_what_is_known() -> None:
    assert IceError("x").details() == {}
    assert IceError("x", error_code="C", request_id="R", http_status=0).details() == {
        "error_code": "C",
        "request_id": "R",
        "http_status": 0,
    }
    throttled = errors.ThrottlingError("x", error_code="Throttling")
    throttled.retry_after = 2
    assert throttled.details() == {"error_code": "Throttling"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not MissingLibraryError])
def test_a_remark_is_in_everything_that_prints(kind) -> None:
    error = kind("What was wrong.", error_code="C")
    error.add("(Tried 3 times.)")
    assert error.message == str(error) == "What was wrong. (Tried 3 times.)"
    assert "(Tried 3 times.)" in repr(error)
    assert error.error_code == "C"


def test_a_missing_library_says_what_for_and_what_to_run() -> None:
    error = MissingLibraryError("httpx", "to call the API", "No module named 'httpx'")
    assert error.message == "The Python library httpx is needed to call the API; install it with: pip install httpx"
    assert (error.library, error.cause) == ("httpx", "No module named 'httpx'")
    assert not error.retryable
