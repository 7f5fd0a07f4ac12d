# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: bare httpx, 16 requests in flight, all of them known and signed before it starts.

It parses the pages' JSON, because no reader could do without, and does nothing else: no signing, no errors, no
order. Its client is set up for the least work: no certificates, no look at the environment.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from pathlib import Path
from typing import Any

import httpx

from ansible_collections.mediaops.alicloud.tests.benchmarks.contenders.task import answer, read_task

IN_FLIGHT = 16


async def fetch(requests: list[dict[str, Any]]) -> list[Any]:
    pages: list[Any] = []
    remaining = iter(requests)

    async def worker(client: httpx.AsyncClient) -> None:
        for request in remaining:
            response = await client.get(request["url"], headers=request["headers"])
            response.raise_for_status()
            pages.append(json.loads(response.content))

    limits = httpx.Limits(max_connections=IN_FLIGHT, max_keepalive_connections=IN_FLIGHT)
    no_certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with httpx.AsyncClient(verify=no_certificates, trust_env=False, limits=limits) as client:
        await asyncio.gather(*(worker(client) for _number in range(IN_FLIGHT)))
    return pages


def main() -> None:
    requests = json.loads(Path(read_task()["requests"]).read_text(encoding="utf-8"))
    pages = asyncio.run(fetch(requests))
    jobs = {job["JobId"] for page in pages for job in page["LiveRecordJobs"]}
    answer(jobs=len(jobs), requests=len(pages))


if __name__ == "__main__":
    main()
