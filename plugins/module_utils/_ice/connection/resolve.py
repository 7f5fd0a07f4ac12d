# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the options of a connection to what a client needs: everything is checked once, before any request."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import CredentialsError, InputError
from .cli_profiles import CliProfile, find_profile
from .credentials import Credentials, LibraryCredentials, find_credentials
from .endpoints import Endpoint, check_region, endpoint_of_region, parse_endpoint
from .options import ConnectionOptions
from .tls import tls_context


@dataclass(frozen=True)
class Connection:
    """A connection ready for use.

    :ivar options: those that need no more work than a check
    :ivar tls: None if the endpoint is not encrypted
    """

    options: ConnectionOptions
    credentials: Credentials
    region: str
    endpoint: Endpoint
    tls: ssl.SSLContext | None


@dataclass(frozen=True)
class Location:
    """Where requests go, and as whom; known without any request."""

    region: str
    endpoint: Endpoint
    credentials: Credentials | LibraryCredentials


def locate(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> Location:
    """Fill in what the environment, the profile and the region say.

    :raises InputError: if the region is missing, or if region or endpoint are invalid
    :raises CredentialsError: if there is half of a pair of credentials
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
    """Check the options, :func:`locate` the API, and get the credentials.

    :raises InputError: if an option is invalid
    :raises CredentialsError: if there are no credentials, or half of a pair
    """
    options.check_numbers()
    location = locate(options, environment)
    is_encrypted = location.endpoint.scheme == "https"
    return Connection(
        options=options,
        credentials=location.credentials.load(),
        region=location.region,
        endpoint=location.endpoint,
        tls=tls_context(validate_certs=options.validate_certs, ca_path=options.ca_path) if is_encrypted else None,
    )


def _profile(options: ConnectionOptions, environment: Mapping[str, str]) -> CliProfile | None:
    has_keys = options.access_key_id or options.access_key_secret or options.security_token
    try:
        return find_profile(options.profile, environment)
    except CredentialsError:
        # A broken profile file that is not needed is no error.
        if options.profile or not (has_keys or environment.get("ALIBABA_CLOUD_ACCESS_KEY_ID")):
            raise
        return None
