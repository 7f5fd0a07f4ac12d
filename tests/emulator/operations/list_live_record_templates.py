# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ListLiveRecordTemplates: one page of the templates that match."""

from __future__ import annotations

from ansible_collections.mediaops.alicloud.tests.emulator.store.template_store import TEMPLATE_TYPES, TemplateSelection

from .list_operation import list_operation, page_wanted, read_page
from .operation import Call
from .parameters import one_of, optional_text, text_list

LARGEST_PAGE = 100


def _list(call: Call) -> str:
    wanted = page_wanted(call, smallest=1, largest=LARGEST_PAGE, sort_by="desc")
    page = read_page(call, call.services.templates, _selection(call), wanted)
    return (
        f'{{"PageNo":{wanted.number},"PageSize":{wanted.size},"RecordTemplateList":[{",".join(page.entries)}],'
        f'"SortBy":"{wanted.sort_by}","TotalCount":{page.total}}}'
    )


def _selection(call: Call) -> TemplateSelection:
    return TemplateSelection(
        keyword=optional_text(call.parameters, "Keyword"),
        ids_only=call.services.plan.faults.keyword_finds_ids_only,
        kind=one_of(call.parameters, "Type", TEMPLATE_TYPES),
        template_ids=tuple(text_list(call.parameters, "TemplateIds")),
    )


LIST_LIVE_RECORD_TEMPLATES = list_operation(
    "ListLiveRecordTemplates", ("Keyword", "Type"), _list, list_parameters=("TemplateIds",)
)
