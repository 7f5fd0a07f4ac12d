# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the options of a connection to what a client needs: everything is checked once, before any request."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ..errors import CredentialsError, IceError, InputError
from .assumed_role import AnyCredentials, with_role
from .cli_profiles import CliProfile, find_profile
from .credentials import Credentials, LibraryCredentials, find_credentials, needs_no_profile
from .endpoints import Endpoint, check_endpoint_of_region, check_region, endpoint_of_region, parse_endpoint
from .options import ConnectionOptions
from .profile_file import missing_current
from .tls import tls_context

if TYPE_CHECKING:
    import ssl


class Connection(NamedTuple):
    """A connection ready for use.

    :ivar options: those that need no more work than a check
    :ivar account: what tells the account from others; for credentials that last for a while, of where they come from
    :ivar tls: None if the endpoint is not encrypted
    """

    options: ConnectionOptions
    account: str
    credentials: Credentials
    region: str
    endpoint: Endpoint
    tls: ssl.SSLContext | None


class Location(NamedTuple):
    """Where requests go, and as whom; known without any request.

    :ivar warnings: what the user should know about the files that this was found in
    """

    region: str
    endpoint: Endpoint
    credentials: AnyCredentials
    warnings: tuple[str, ...] = ()


def locate(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> Location:
    """Fill in what the environment, the profile and the region say.

    :raises InputError: if the region is missing, or if region or endpoint are invalid
    :raises CredentialsError: if there is half of a pair of credentials
    """
    environment = os.environ if environment is None else environment
    profile = _profile(options, environment)
    region = (
        options.region
        or environment.get("ALIBABA_CLOUD_REGION_ID")
        or (profile.region_id if profile else None)
        or environment.get("ALICLOUD_REGION")
    )
    if not region:
        raise InputError(
            "No region is known. Set the option region (as in cn-shanghai), ALIBABA_CLOUD_REGION_ID in the "
            "environment, or a region in the profile of the Alibaba Cloud CLI."
        )
    check_region(region)
    endpoint_text = options.endpoint or environment.get("ALIBABA_CLOUD_ICE_ENDPOINT")
    found = find_credentials(
        options.access_key_id,
        options.access_key_secret,
        options.security_token,
        profile=profile,
        profile_chosen=bool(options.profile),
        environment=environment,
    )
    return Location(
        region=region,
        endpoint=check_endpoint_of_region(parse_endpoint(endpoint_text.replace("{region}", region)), region)
        if endpoint_text
        else endpoint_of_region(region),
        credentials=with_role(found, options, region, environment),
        warnings=(profile.warnings if profile else ()) + _remarks(found, environment),
    )


def check_distinct_hosts(locations: Iterable[Location]) -> None:
    """Of several regions, each needs a host of its own: a request says nowhere else which region it is about.

    :raises InputError: if two different regions have the same one
    """
    regions: dict[tuple[str, int], dict[str, Endpoint]] = {}
    for location in locations:
        regions.setdefault(location.endpoint.server, {})[location.region] = location.endpoint
    for together in regions.values():
        if len(together) > 1:
            url = next(iter(together.values())).url
            raise InputError(
                f"endpoint: {url} is one server, which cannot answer for {len(together)} regions "
                f"({', '.join(together)}); each would get the same jobs. Write {{region}} where its name has the "
                "region, name an endpoint for each region, or leave endpoint (and ALIBABA_CLOUD_ICE_ENDPOINT) out."
            )


def warnings_about(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The warnings of :func:`locate`; none if it fails, since its error is told elsewhere."""
    try:
        return locate(options, environment).warnings
    except IceError:
        return ()


def resolve_connection(options: ConnectionOptions, environment: Mapping[str, str] | None = None) -> Connection:
    """Check the options, :func:`locate` the API, and get the credentials, however long that takes.

    :raises InputError: if an option is invalid
    :raises CredentialsError: if there are no credentials, or half of a pair
    """
    options.check_numbers()
    location = locate(options, environment)
    is_encrypted = location.endpoint.scheme == "https"
    return Connection(
        options=options,
        account=location.credentials.account,
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
        if options.profile or not (has_keys or needs_no_profile(environment)):
            raise
        return None


def _remarks(found: Credentials | LibraryCredentials, environment: Mapping[str, str]) -> tuple[str, ...]:
    if isinstance(found, Credentials) or found.profile or found.oidc:
        return ()
    remark = missing_current(environment)
    return (remark,) if remark else ()
