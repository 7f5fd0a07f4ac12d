# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates and files behind a fake API, and what it does wrong when told to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions

from .connections import KEY_ID, SECRET
from .fake_api import FakeApi, refused

OPTIONS = ConnectionOptions(
    access_key_id=KEY_ID, access_key_secret=SECRET, region="cn-shanghai", endpoint="http://127.0.0.1:9", max_retries=0
)


@dataclass
class FamilyApi:
    """What is told to go wrong.

    ``keeps_cycle``: the cycle that new templates have, whatever was asked for. ``tells_nothing``: files stay, and the
    answer names none. ``lose`` names an operation whose answer is lost; ``done`` says whether it took effect before.
    """

    templates: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    undeletable: dict[str, str] = field(default_factory=dict)
    omits_ok: bool = False
    tells_nothing: bool = False
    most_ids: int = 20
    keeps_cycle: int | None = None
    lose: str | None = None
    done: bool = True
    refuse: dict[str, int] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def installed(self) -> Any:
        return FakeApi(self._answer).installed()

    @property
    def actions(self) -> list[str]:
        return [action for action, _parameters in self.calls]

    def _answer(self, _number: int, request: httpx.Request) -> httpx.Response | Exception:
        action = request.headers["x-acs-action"]
        sent = request.content.decode() or request.url.query.decode()
        parameters = dict(parse_qsl(sent, keep_blank_values=True))
        self.calls.append((action, parameters))
        if action in self.refuse and self.actions.count(action) > self.refuse[action]:
            return refused("NoPermission", 403)
        lost = action == self.lose
        answer = {} if lost and not self.done else getattr(self, f"_{action}")(parameters)
        if lost:
            return httpx.ReadError("reset")
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json={"RequestId": "R", **answer})

    def _ListLiveRecordTemplates(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802 - the API's name
        ids = {value for name, value in wanted.items() if name.startswith("TemplateIds.")}
        rows = [
            template
            for template in self.templates
            if wanted.get("Keyword", "") in template["Name"] and (not ids or template["TemplateId"] in ids)
        ]
        return {"RecordTemplateList": rows, "TotalCount": len(rows)}

    def _CreateLiveRecordTemplate(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        template_id = f"t{len(self.templates) + 1}"
        formats = json.loads(wanted["RecordFormat"])
        for entry in formats if self.keeps_cycle else ():
            entry["CycleDuration"] = self.keeps_cycle
        self.templates.append(template(template_id, wanted["Name"], formats))
        return {"TemplateId": template_id}

    def _UpdateLiveRecordTemplate(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        found = next(each for each in self.templates if each["TemplateId"] == wanted["TemplateId"])
        found.update(Name=wanted["Name"], RecordFormatList=json.loads(wanted["RecordFormat"]))
        return {}

    def _DeleteLiveRecordTemplate(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        self.templates = [each for each in self.templates if each["TemplateId"] != wanted["TemplateId"]]
        return {}

    def _ListLiveRecordFiles(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        size, number = int(wanted["PageSize"]), int(wanted["PageNo"])
        fields = {"CreateTime": "2026-03-01T00:00:00Z", "JobId": wanted.get("JobIds.1", "j")}
        rows = [{"RecordId": name, **fields} for name in self.files]
        return {"Files": rows[(number - 1) * size : number * size], "TotalCount": str(len(rows))}

    def _DeleteLiveRecordFiles(self, wanted: dict[str, str]) -> dict[str, Any] | httpx.Response:  # noqa: N802
        names = [value for name, value in wanted.items() if name.startswith("RecordIds.")]
        if len(names) > self.most_ids:
            return refused("InvalidParameter.RecordIds")
        if self.tells_nothing:
            return {"DeleteFileInfoList": [], "Message": "OK"}
        told = []
        for name in names:
            code = self.undeletable.get(name) or ("OK" if name in self.files else "FileNotFound")
            if code in ("OK", "FileNotFound"):
                self.files = [each for each in self.files if each != name]
            if code != "OK" or not self.omits_ok:
                told.append({"RecordId": name, "Code": code, "Message": f"{code}."})
        return {"DeleteFileInfoList": told, "Message": "OK"}


def template(template_id: str, name: str, formats: list[dict[str, Any]], kind: str = "custom") -> dict[str, Any]:
    return {
        "TemplateId": template_id,
        "Name": name,
        "Type": kind,
        "RecordFormatList": formats,
        "CreateTime": "2026-03-01T00:00:00Z",
    }
