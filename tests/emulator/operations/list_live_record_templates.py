# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordTemplates: one page of the templates that match."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import TEMPLATE_TYPES, Template

from .operation import Call, Operation
from .paging import page_wanted
from .parameters import one_of, optional_text, text_list

LARGEST_PAGE = 100


def _list(call: Call) -> str:
    wanted = page_wanted(call, smallest=1, largest=LARGEST_PAGE, sort_by="desc")
    matching = list(_matching(call))
    on_page = [template.text() for template in wanted.of(matching, 0, len(matching))]
    if wanted.descending:
        on_page.reverse()
    return (
        f'{{"PageNo":{wanted.number},"PageSize":{wanted.size},"RecordTemplateList":[{",".join(on_page)}],'
        f'"SortBy":"{wanted.sort_by}","TotalCount":{len(matching)}}}'
    )


def _matching(call: Call) -> Iterator[Template]:
    keyword = optional_text(call.parameters, "Keyword")
    kind = one_of(call.parameters, "Type", TEMPLATE_TYPES)
    template_ids = text_list(call.parameters, "TemplateIds")
    for template in call.services.templates.all_of(call.tenant):
        if keyword is not None and keyword != template.template_id and keyword not in template.name:
            continue
        if kind is not None and kind != template.kind:
            continue
        if not template_ids or template.template_id in template_ids:
            yield template


LIST_LIVE_RECORD_TEMPLATES = Operation("ListLiveRecordTemplates", "GET", _list)
