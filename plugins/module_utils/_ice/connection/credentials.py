# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Credentials, and the order in which sources are searched for them.

The first source that has anything is used as a whole: an id from one source is never paired with a secret or token
from another.

1. the options ``access_key_id``, ``access_key_secret`` and ``security_token`` of the task
2. the profile of the Alibaba Cloud CLI that the option ``profile`` of the task names
3. the environment: ``ALIBABA_CLOUD_ACCESS_KEY_ID``, ``ALIBABA_CLOUD_ACCESS_KEY_SECRET``,
   ``ALIBABA_CLOUD_SECURITY_TOKEN``
4. OIDC, if ``ALIBABA_CLOUD_ROLE_ARN``, ``ALIBABA_CLOUD_OIDC_PROVIDER_ARN`` and ``ALIBABA_CLOUD_OIDC_TOKEN_FILE`` are
   all set
5. the profile that ``ALIBABA_CLOUD_PROFILE`` names, or else the ``current`` one of the CLI
6. ``ALICLOUD_ACCESS_KEY``, ``ALICLOUD_SECRET_KEY`` and ``ALICLOUD_SECURITY_TOKEN``, as Terraform has them
7. everything else (``~/.alibabacloud/credentials.ini``, instance roles, credentials URI) through
   ``alibabacloud_credentials``

This is the order of that library's default provider, with what only a task can say before it, and 6 inserted where the
library would begin to ask other services. Number 4 and the profiles of 2 and 5 that hold no keys need the library too.
"""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..errors import CredentialsError, MissingLibraryError
from ..redaction import Redactor, without_requests
from .cli_profiles import CliProfile

_COMMAND = re.compile(r"Command '.*'(?= (?:returned|timed out|died))", re.DOTALL)  # its arguments may be secrets
_OPTIONS = ("access_key_id", "access_key_secret", "security_token")
_OF_ALIBABA_CLOUD = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN")
_OF_TERRAFORM = ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN")
_OF_OIDC = ("ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE")

_SEPARATORS = ',=&/"'  # of the header that carries the id


@dataclass(frozen=True)
class Credentials:
    """A key id, its secret, and the token that temporary ones have. Printing one shows no secret."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)

    @property
    def account(self) -> str:
        """What distinguishes this account from others, without a request."""
        return self.access_key_id

    def load(self) -> Credentials:
        """The credentials; they are known already."""
        return self

    @functools.cached_property
    def redactor(self) -> Redactor:
        """Masks these secrets in texts that others wrote."""
        return Redactor((self.access_key_secret, self.security_token))

    def redact(self, text: str) -> str:
        """The text with these secrets masked; for messages of a server or a library."""
        return self.redactor.text(text)


class LibraryCredentials(NamedTuple):
    """Credentials that another service has to be asked for; the library that knows these services asks when needed.

    :ivar oidc: ask only the service for OIDC, and no other
    """

    profile: CliProfile | None
    oidc: bool = False

    @property
    def account(self) -> str:
        """What distinguishes this account from others, without a request."""
        if self.profile:
            return self.profile.description
        return "OIDC of the environment" if self.oidc else "default credentials"

    def load(self) -> Credentials:
        """Ask for them.

        :raises CredentialsError: if the source has none
        :raises MissingLibraryError: if it needs ``alibabacloud_credentials``
        """
        return _from_library(self)


def find_credentials(
    access_key_id: str | None,
    access_key_secret: str | None,
    security_token: str | None,
    *,
    profile: CliProfile | None,
    profile_chosen: bool,
    environment: Mapping[str, str],
) -> Credentials | LibraryCredentials:
    """Search the sources in order, without any request.

    :param profile: the CLI profile that applies, if there is one
    :param profile_chosen: whether the task itself named the profile; then it goes before the keys of the environment
    :raises CredentialsError: if a source has only half of a pair
    """
    from_task = from_source(
        access_key_id, access_key_secret, security_token, names=_OPTIONS, source="the task's options"
    )
    if from_task:
        return from_task
    if profile and profile_chosen:
        return _from_profile(profile)
    return (
        _from_environment(_OF_ALIBABA_CLOUD, environment)
        or (LibraryCredentials(profile=None, oidc=True) if _has_oidc(environment) else None)
        or (_from_profile(profile) if profile else None)
        or _from_environment(_OF_TERRAFORM, environment)
        or LibraryCredentials(profile=None)
    )


def needs_no_profile(environment: Mapping[str, str]) -> bool:
    """Whether the environment has credentials that go before a profile that the task does not name."""
    return bool(environment.get(_OF_ALIBABA_CLOUD[0])) or _has_oidc(environment)


def _has_oidc(environment: Mapping[str, str]) -> bool:
    return all(environment.get(name) for name in _OF_OIDC)


def _from_environment(names: tuple[str, str, str], environment: Mapping[str, str]) -> Credentials | None:
    return from_source(*(environment.get(name) for name in names), names=names, source="the environment")


def from_source(
    key_id: str | None, secret: str | None, token: str | None, *, names: tuple[str, str, str], source: str
) -> Credentials | None:
    """Credentials of one source, checked. :raises CredentialsError: if it has half of a pair, or a stray character"""
    if not (key_id or secret or token):
        return None
    if not key_id or not secret:
        present = ", ".join(name for name, value in zip(names, (key_id, secret, token)) if value)
        missing = " and ".join(name for name, value in zip(names, (key_id, secret)) if not value)
        raise CredentialsError(
            f"Credentials are incomplete: {present} without {missing} in {source}. They go together; set both."
        )
    for name, value in zip(names, (key_id, secret, token)):
        # Otherwise the HTTP library refuses the header, with a message that quotes it with the secret.
        if value and not (value.isascii() and value.isprintable() and " " not in value):
            raise CredentialsError(
                f"{name} ({source}) holds a space, a line break or another character that no key has. "
                "Copy it again, or look for a stray newline in the vault or file it comes from."
            )
    if set(key_id) & set(_SEPARATORS):
        raise CredentialsError(
            f"{names[0]} ({source}) holds one of {_SEPARATORS} and so is no id of a key. Are id and secret exchanged?"
        )
    return Credentials(key_id, secret, token or None)


def _from_profile(profile: CliProfile) -> Credentials | LibraryCredentials:
    if not profile.holds_keys:
        return LibraryCredentials(profile)
    found = from_source(
        profile.access_key_id,
        profile.access_key_secret,
        profile.security_token,
        names=("access_key_id", "access_key_secret", "sts_token"),
        source=profile.description,
    )
    if not found:
        raise CredentialsError(f"{profile.description} has no access_key_id. Run: aliyun configure")
    if profile.mode == "StsToken" and not found.security_token:
        raise CredentialsError(f"{profile.description} has no sts_token. Run: aliyun configure --mode StsToken")
    return found


def _from_library(wanted: LibraryCredentials) -> Credentials:
    """Get credentials from a source that needs requests to other services; the library knows these."""
    source = wanted.account if wanted.profile or wanted.oidc else None
    reason = f"for {source}" if source else "to look for credentials beyond options, environment and CLI"
    try:
        from alibabacloud_credentials import provider as providers
    except ImportError as error:
        if source:
            raise MissingLibraryError("alibabacloud_credentials", reason, str(error)) from error
        raise CredentialsError(_NOT_FOUND + " (alibabacloud_credentials is not installed.)") from error
    quiet_library()
    found, failure = None, ""
    try:
        found = _provider(wanted, providers).get_credentials()
    except Exception as error:  # noqa: BLE001  # whatever the library's HTTP client, parser or shell raised
        failure = _words(error, wanted.profile) or type(error).__name__
    if found is None:
        # Raised here, where the library's error is forgotten: where tracebacks are shown, its text would be too.
        if source:
            raise CredentialsError(f"{source} gave no credentials: {failure}")
        raise CredentialsError(f"{_NOT_FOUND} alibabacloud_credentials says: {failure}")
    credentials = from_source(
        found.get_access_key_id(),
        found.get_access_key_secret(),
        found.get_security_token(),
        names=_OPTIONS,
        source=source or "alibabacloud_credentials",
    )
    if not credentials:
        raise CredentialsError(_NOT_FOUND)
    return credentials


def quiet_library() -> None:
    """The library writes its errors to stderr too, with whole signed requests."""
    logging.getLogger("credentials").disabled = True  # the name of its logger


def _provider(wanted: LibraryCredentials, providers: Any) -> Any:
    if wanted.oidc:
        return providers.OIDCRoleArnCredentialsProvider()
    if wanted.profile:
        return providers.CLIProfileCredentialsProvider(
            profile_name=wanted.profile.name, profile_file=str(wanted.profile.file)
        )
    return providers.DefaultCredentialsProvider()


def _words(error: Exception, profile: CliProfile | None) -> str:
    """What the library says. Its messages may quote signed requests, answers with keys, and commands."""
    secrets = (profile.access_key_secret, profile.security_token) if profile else ()
    words = _COMMAND.sub("The profile's command", str(error))
    return without_requests(Redactor(secrets).text(words))


_NOT_FOUND = (
    "No credentials were found. Set access_key_id and access_key_secret, or ALIBABA_CLOUD_ACCESS_KEY_ID and "
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment, or a profile with 'aliyun configure'; RAM roles, instance "
    "roles and OIDC need the Python library alibabacloud_credentials."
)
