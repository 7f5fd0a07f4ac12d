# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the user said about the connection to what a client needs: checked once, before any request."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .cli_profiles import CliProfile, find_profile
from .credentials import Credentials, LibraryCredentials, find_credentials
from .endpoints import Endpoint, check_region, endpoint_of_region, parse_endpoint
from .errors import CredentialsError, InputError


@dataclass(frozen=True)
class ConnectionOptions:
    """The connection as the user describes it; the names are those of the collection's options.

    ``timeout`` and ``deadline`` are in seconds: for one request, and for the whole task with its retries.
    """

    access_key_id: str | None = None
    access_key_secret: str | None = field(default=None, repr=False)
    security_token: str | None = field(default=None, repr=False)
    profile: str | None = None
    region: str | None = None
    endpoint: str | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    timeout: float = 30
    deadline: float = 300
    max_retries: int = 5
    max_concurrency: int = 8


@dataclass(frozen=True)
class Connection:
    """A connection ready for use."""

    credentials: Credentials
    region: str
    endpoint: Endpoint
    tls: ssl.SSLContext | None
    timeout: float
    deadline: float
    max_retries: int
    max_concurrency: int


@dataclass(frozen=True)
class Location:
    """Where requests go, and as whom; known without any request."""

    region: str
    endpoint: Endpoint
    credentials: Credentials | LibraryCredentials


def locate(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> Location:
    """Fill in what environment, profile and region say.

    :raises InputError: where region or endpoint are missing or cannot be meant
    :raises CredentialsError: where there is half of a pair of credentials
    """
    environment = os.environ if environment is None else environment
    profile = _profile(options, environment)
    region = options.region or environment.get("ALIBABA_CLOUD_REGION_ID") or (profile.region_id if profile else None)
    if not region:
        raise InputError(
            "No region is known. Set the option region (as in cn-shanghai), ALIBABA_CLOUD_REGION_ID in the "
            "environment, or a region in the profile of the Alibaba Cloud CLI."
        )
    check_region(region)
    endpoint_text = options.endpoint or environment.get("ALIBABA_CLOUD_ICE_ENDPOINT")
    return Location(
        region=region,
        endpoint=parse_endpoint(endpoint_text.replace("{region}", region))
        if endpoint_text
        else endpoint_of_region(region),
        credentials=find_credentials(
            options.access_key_id,
            options.access_key_secret,
            options.security_token,
            profile=profile,
            profile_chosen=bool(options.profile),
            environment=environment,
        ),
    )


def resolve_connection(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> Connection:
    """Check the options, :func:`locate`, and get the credentials.

    :raises InputError: where an option cannot be meant
    :raises CredentialsError: where there are no credentials, or half of a pair
    """
    _check_numbers(options)
    location = locate(options, environment)
    return Connection(
        credentials=location.credentials.load(),
        region=location.region,
        endpoint=location.endpoint,
        tls=_tls(options) if location.endpoint.scheme == "https" else None,
        timeout=options.timeout,
        deadline=options.deadline,
        max_retries=options.max_retries,
        max_concurrency=options.max_concurrency,
    )


def _profile(options: ConnectionOptions, environment: Mapping[str, str]) -> CliProfile | None:
    keys_said = options.access_key_id or options.access_key_secret or options.security_token
    try:
        return find_profile(options.profile, environment)
    except CredentialsError:
        # A broken profile file that nobody needs is nobody's error.
        if options.profile or not (keys_said or environment.get("ALIBABA_CLOUD_ACCESS_KEY_ID")):
            raise
        return None


def _check_numbers(options: ConnectionOptions) -> None:
    for name, value, least in (
        ("max_retries", options.max_retries, 0),
        ("max_concurrency", options.max_concurrency, 1),
    ):
        if value < least:
            raise InputError(f"{name} is {value}; it must be at least {least}.")
    for name, seconds in (("timeout", options.timeout), ("deadline", options.deadline)):
        if not 0 < seconds < float("inf"):
            raise InputError(f"{name} is {seconds:g}; it must be a number of seconds above 0.")


def _tls(options: ConnectionOptions) -> ssl.SSLContext:
    """The system's certificate authorities, or those the user names."""
    if not options.validate_certs:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if not options.ca_path:
        return ssl.create_default_context()
    path = Path(options.ca_path)
    try:
        path = path.expanduser()
        if path.is_dir():
            return ssl.create_default_context(capath=str(path))
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError, RuntimeError) as error:  # ssl.SSLError is the first; the last: no such user's home
        raise InputError(f"ca_path: {path} cannot be used: {error}.") from error
