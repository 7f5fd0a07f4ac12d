# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations


class ModuleDocFragment:
    # How to reach the API; the same options for everything in the collection
    DOCUMENTATION = r"""
options:
  access_key_id:
    description:
      - The id of the AccessKey that signs requests.
      - Required together with O(access_key_secret); one without the other is an error.
      - "Credentials are searched for in this order: the options O(access_key_id), O(access_key_secret) and
        O(security_token); the profile that O(profile) names; the environment variables E(ALIBABA_CLOUD_ACCESS_KEY_ID),
        E(ALIBABA_CLOUD_ACCESS_KEY_SECRET) and E(ALIBABA_CLOUD_SECURITY_TOKEN); OIDC, if E(ALIBABA_CLOUD_ROLE_ARN),
        E(ALIBABA_CLOUD_OIDC_PROVIDER_ARN) and E(ALIBABA_CLOUD_OIDC_TOKEN_FILE) are all set; the profile that
        E(ALIBABA_CLOUD_PROFILE) names, or else the current one of the Alibaba Cloud CLI; the environment variables
        E(ALICLOUD_ACCESS_KEY), E(ALICLOUD_SECRET_KEY) and E(ALICLOUD_SECURITY_TOKEN) that Terraform uses; the Python
        library C(alibabacloud_credentials), which supports C(~/.alibabacloud/credentials.ini), instance roles and
        credentials URIs."
      - The first of these that has any credentials is used. Values from two of them are never combined.
    type: str
    aliases: [alicloud_access_key, access_key]
  access_key_secret:
    description:
      - The secret of the AccessKey. It is never sent, and does not appear in any result or log.
    type: str
    aliases: [alicloud_secret_key, secret_key]
  security_token:
    description:
      - The token that belongs to temporary (STS) credentials.
    type: str
    aliases: [alicloud_security_token]
  profile:
    description:
      - The profile of the Alibaba Cloud CLI (C(~/.aliyun/config.json)) to take credentials and the region from.
      - A profile that is set here has precedence over credentials in the environment.
      - If not set, the environment variable E(ALIBABA_CLOUD_PROFILE) names the profile, or else the entry C(current) of
        the file. Such a profile does not have precedence over credentials in the environment.
      - E(ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true) switches the file off.
    type: str
  role_arn:
    description:
      - A RAM role to assume with the credentials, wherever they come from, for example
        V(acs:ram::1234567890123456:role/recorder). Requests are then made as this role.
      - Needs permission for the RAM action C(sts:AssumeRole), and the Python library C(alibabacloud_credentials).
      - The Security Token Service of O(region) is asked, or of the region that E(ALIBABA_CLOUD_STS_REGION) names. The
        role's credentials are valid for an hour.
    type: str
  role_session_name:
    description:
      - The name under which the session of O(role_arn) appears in logs of ActionTrail. The default is
        V(mediaops-alicloud).
    type: str
  region:
    description:
      - The region of Alibaba Cloud, for example V(cn-shanghai). Jobs, templates and recorded files belong to a region,
        and are not seen in another.
      - If not set, the environment variable E(ALIBABA_CLOUD_REGION_ID) is used, or else the region of the profile, or
        else E(ALICLOUD_REGION). It is an error if no region is known.
    type: str
    aliases: [region_id, alicloud_region]
  endpoint:
    description:
      - The host of the API, or its URL. By default C(ice.<region>.aliyuncs.com). Required inside a VPC, and for the
        emulator.
      - If not set, the environment variable E(ALIBABA_CLOUD_ICE_ENDPOINT) is used.
      - V({region}) in it is replaced by the region, as in V(ice-vpc.{region}.aliyuncs.com). Several regions need this,
        since it is an error to read two regions from one host, or to name the host of another region.
      - Plain C(http://) is refused unless the host is a loopback address.
      - Proxies are taken from the environment (E(HTTPS_PROXY), E(NO_PROXY)), except for loopback addresses.
    type: str
  validate_certs:
    description:
      - Whether to check the server's certificate. Set this to V(false) for your own tests only.
    type: bool
    default: true
  ca_path:
    description:
      - A file or directory with the certificate authorities to trust, instead of those of the system.
    type: path
  timeout:
    description:
      - How many seconds one request may take, from resolving the host's name to the last byte of the answer.
    type: float
    default: 30
  deadline:
    description:
      - How many seconds the task may take, including all of its requests, retries and waits, and the time until a
        source of credentials answers.
    type: float
    default: 300
  max_retries:
    description:
      - How often one request is tried again after an error of the server or a broken connection.
      - While the server throttles, only O(deadline) ends the waiting. The rate that gets through is learned. The
        processes of one user on one machine share it, so that many hosts of a play can use one account.
    type: int
    default: 5
  max_concurrency:
    description:
      - How many requests may run at the same time, at most.
      - It begins with 8, and grows as long as answers keep coming as fast as before. While the server throttles, fewer
        are sent.
    type: int
    default: 16
requirements:
  - python >= 3.9
  - httpx >= 0.25
"""

    # Where plugins find the same options, beside their arguments
    PLUGINS = r"""
options:
  access_key_id:
    env:
      - name: ALIBABA_CLOUD_ACCESS_KEY_ID
    ini:
      - section: mediaops_alicloud
        key: access_key_id
    vars:
      - name: mediaops_alicloud_access_key_id
  access_key_secret:
    env:
      - name: ALIBABA_CLOUD_ACCESS_KEY_SECRET
    ini:
      - section: mediaops_alicloud
        key: access_key_secret
    vars:
      - name: mediaops_alicloud_access_key_secret
  security_token:
    env:
      - name: ALIBABA_CLOUD_SECURITY_TOKEN
    ini:
      - section: mediaops_alicloud
        key: security_token
    vars:
      - name: mediaops_alicloud_security_token
  profile:
    env:
      - name: ALIBABA_CLOUD_PROFILE
    ini:
      - section: mediaops_alicloud
        key: profile
    vars:
      - name: mediaops_alicloud_profile
  role_arn:
    env:
      - name: MEDIAOPS_ALICLOUD_ROLE_ARN
    ini:
      - section: mediaops_alicloud
        key: role_arn
    vars:
      - name: mediaops_alicloud_role_arn
  role_session_name:
    env:
      - name: MEDIAOPS_ALICLOUD_ROLE_SESSION_NAME
    ini:
      - section: mediaops_alicloud
        key: role_session_name
    vars:
      - name: mediaops_alicloud_role_session_name
  region:
    env:
      - name: ALIBABA_CLOUD_REGION_ID
    ini:
      - section: mediaops_alicloud
        key: region
    vars:
      - name: mediaops_alicloud_region
  endpoint:
    env:
      - name: ALIBABA_CLOUD_ICE_ENDPOINT
    ini:
      - section: mediaops_alicloud
        key: endpoint
    vars:
      - name: mediaops_alicloud_endpoint
  validate_certs:
    env:
      - name: MEDIAOPS_ALICLOUD_VALIDATE_CERTS
    ini:
      - section: mediaops_alicloud
        key: validate_certs
    vars:
      - name: mediaops_alicloud_validate_certs
  ca_path:
    env:
      - name: MEDIAOPS_ALICLOUD_CA_PATH
    ini:
      - section: mediaops_alicloud
        key: ca_path
    vars:
      - name: mediaops_alicloud_ca_path
  timeout:
    env:
      - name: MEDIAOPS_ALICLOUD_TIMEOUT
    ini:
      - section: mediaops_alicloud
        key: timeout
    vars:
      - name: mediaops_alicloud_timeout
  deadline:
    env:
      - name: MEDIAOPS_ALICLOUD_DEADLINE
    ini:
      - section: mediaops_alicloud
        key: deadline
    vars:
      - name: mediaops_alicloud_deadline
  max_retries:
    env:
      - name: MEDIAOPS_ALICLOUD_MAX_RETRIES
    ini:
      - section: mediaops_alicloud
        key: max_retries
    vars:
      - name: mediaops_alicloud_max_retries
  max_concurrency:
    env:
      - name: MEDIAOPS_ALICLOUD_MAX_CONCURRENCY
    ini:
      - section: mediaops_alicloud
        key: max_concurrency
    vars:
      - name: mediaops_alicloud_max_concurrency
"""
