# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles that are assumed: temporary credentials of a role, which the Security Token Service gives for those of a user.

The service is asked through ``alibabacloud_credentials``, and only when the credentials are needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Union

from ..errors import CredentialsError, InputError, MissingLibraryError
from ..redaction import without_requests
from .cli_profiles import CliProfile
from .credentials import Credentials, LibraryCredentials, from_source, quiet_library
from .options import ConnectionOptions

DEFAULT_SESSION_NAME = "mediaops-alicloud"
_ROLE_ARN = re.compile(r"acs:ram::[0-9]+:role/[A-Za-z0-9._@/-]+")
_SESSION_NAME = re.compile(r"[A-Za-z0-9._@-]{2,64}")
_ANSWER = re.compile(r"result: (.*)", re.DOTALL)


class AssumedRole(NamedTuple):
    """A role, and as whom it is assumed.

    :ivar sts_region: whose Security Token Service is asked
    """

    source: Credentials | LibraryCredentials
    role_arn: str
    session_name: str
    sts_region: str

    @property
    def account(self) -> str:
        """What distinguishes this account from others, without a request."""
        return f"{self.source.account} as {self.role_arn}"

    @property
    def profile(self) -> CliProfile | None:
        """The profile that the source's credentials come from, if another service gives them."""
        return self.source.profile if isinstance(self.source, LibraryCredentials) else None

    def load(self) -> Credentials:
        """Get the source's credentials, and assume the role with them.

        :raises CredentialsError: if the role was not given, or the source has no credentials
        :raises MissingLibraryError: if ``alibabacloud_credentials`` is not installed
        """
        try:
            from alibabacloud_credentials import provider as providers
        except ImportError as error:
            raise MissingLibraryError("alibabacloud_credentials", "for role_arn", str(error)) from error
        source = self.source.load()
        provider = providers.RamRoleArnCredentialsProvider(
            access_key_id=source.access_key_id,
            access_key_secret=source.access_key_secret,
            security_token=source.security_token,
            role_arn=self.role_arn,
            role_session_name=self.session_name,
            sts_region_id=self.sts_region,
        )
        quiet_library()
        found, failure = None, ""
        try:
            found = provider.get_credentials()
        except Exception as error:  # noqa: BLE001  # whatever the library's HTTP client or parser raised
            failure = _reason(error, source)
        if found is None:
            # Raised here, where the library's error is forgotten: it may have the request with its signature.
            raise CredentialsError(
                f"role_arn: key {source.access_key_id} could not assume {self.role_arn}: {failure}. It "
                "needs the RAM action sts:AssumeRole, and the role has to trust its account."
            )
        credentials = from_source(
            found.get_access_key_id(),
            found.get_access_key_secret(),
            found.get_security_token(),
            names=("access_key_id", "access_key_secret", "security_token"),
            source=f"the session of {self.role_arn}",
        )
        if not credentials:
            raise CredentialsError(f"role_arn: the session of {self.role_arn} came without credentials.")
        return credentials


AnyCredentials = Union[Credentials, LibraryCredentials, AssumedRole]


def with_role(
    source: Credentials | LibraryCredentials, options: ConnectionOptions, region: str, environment: Mapping[str, str]
) -> AnyCredentials:
    """The credentials as they are, or those of the role that the options name.

    :raises InputError: if the name of the role or of the session is none
    """
    if not options.role_arn:
        return source
    if not _ROLE_ARN.fullmatch(options.role_arn):
        raise InputError(
            f"role_arn: {options.role_arn!r} is no ARN of a role. Write it as in "
            "acs:ram::1234567890123456:role/recorder."
        )
    session_name = options.role_session_name or DEFAULT_SESSION_NAME
    if not _SESSION_NAME.fullmatch(session_name):
        raise InputError(
            f"role_session_name: {session_name!r} is no name of a session. It may have 2 to 64 letters, digits, "
            "and . @ _ -"
        )
    return AssumedRole(source, options.role_arn, session_name, environment.get("ALIBABA_CLOUD_STS_REGION") or region)


def _reason(error: Exception, source: Credentials) -> str:
    """What the service or the library says, without anything that may be secret.

    The library repeats whole answers, which may hold keys, and whole URLs, which hold a signature and a token.
    """
    text = str(error)
    answer = _ANSWER.search(text)
    if answer:
        return _refusal(answer.group(1))
    return without_requests(source.redact(text)).rstrip(". \n")


def _refusal(answer: str) -> str:
    try:
        said: Any = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not said.get("Code"):
        return "the Security Token Service gave no usable answer"
    words = str(said.get("Message") or "no message").rstrip(". \n")
    return f"{words} ({said['Code']}, request_id {said.get('RequestId') or 'unknown'})"
