# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit whose options were all checked, and that can be carried out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ..drift import Declaration, DeclarationOptions
from ..errors import InputError
from ..located_yaml import entries_of_option, read_entries
from ..query import Doubts
from ..reports import Location
from .chosen_rules import BUILT_IN_IDS, chosen_rules
from .coverage_plan import coverage_plan
from .earlier import NOTHING, Earlier, read_earlier
from .joined_fields import LOOKED_UP, NEED_TEMPLATES, Needs
from .options import AuditOptions
from .rule import Rule
from .scope import Scope, scope_of
from .suppressions import Suppressions, check_suppressions

if TYPE_CHECKING:
    from ..coverage import CoveragePlan

_SOURCE = re.compile(r"(?P<file>.+):(?P<line>[1-9]\d{0,8})")


@dataclass(frozen=True)
class PreparedAudit:
    """What can be known before any request.

    :ivar now: seconds since the epoch
    :ivar coverage: None if what was recorded is not asked for
    :ivar warnings: sentences
    """

    options: AuditOptions
    now: int
    rules: Sequence[Rule]
    suppressions: Suppressions
    earlier: Earlier
    needs: Needs
    doubts: Doubts
    scope: Scope
    declaration: Declaration | None
    coverage: CoveragePlan | None
    warnings: list[str]

    @property
    def needs_templates(self) -> bool:
        """Whether the list of templates has to be read."""
        named = self.declaration is not None and self.declaration.regions_with_names
        return bool(named) or not self.needs.names.isdisjoint(NEED_TEMPLATES)


def prepare(options: AuditOptions, regions: Sequence[str], now: int) -> PreparedAudit:
    """Check the options.

    :param regions: that are audited
    :param now: seconds since the epoch
    :raises InputError: naming the option, or the entry with its file and line
    """
    for each in fields(options):
        choices, value = each.metadata.get("choices"), getattr(options, each.name)
        if choices and value is not None and value not in choices:
            raise InputError(f"{each.name}: {value!r} is none of {', '.join(choices)}.")
    _check_start(options)
    location = _location(options.source)
    given = [*entries_of_option("suppressions", options.suppressions)]
    for path in options.suppressions_files:
        given += read_entries(path, option="suppressions_files", key="suppressions")
    declared = DeclarationOptions(options.declared, options.declared_files, options.declared_scope)
    declaration = Declaration.from_options(declared, regions=regions, now=now, location=location)
    coverage = coverage_plan(options, now)
    rules = chosen_rules(
        builtin=options.builtin_rules,
        files=options.rules_files,
        inline=options.rules,
        parameters=options.parameters,
        has_declaration=declared.is_given,
        has_suppressions=bool(given),
        coverage=coverage,
        location=location,
        now=now,
    )
    if not rules:
        raise InputError("No rule is left to ask. Set rules or rules_files, or leave builtin_rules out.")
    ids = [*dict.fromkeys([*BUILT_IN_IDS, *(rule.id for rule in rules)])]
    suppressions = check_suppressions(given, ids, location=location, now=now)
    earlier, warnings = NOTHING, _without_effect(options)
    if options.compare_with is not None:
        found = read_earlier(options.compare_with)
        earlier = found or NOTHING
        if found is None:
            warnings.append(f"compare_with: there is no file {options.compare_with}, so that each finding is new.")
    asked = [rule for rule in rules if not rule.not_given]
    queries = [query for rule in asked for query in (rule.where, rule.query) if query is not None]
    return PreparedAudit(
        options=options,
        now=now,
        rules=rules,
        suppressions=suppressions,
        earlier=earlier,
        needs=_needs(asked, suppressions, declaration),
        doubts=Doubts([*queries, *suppressions.queries]),
        scope=scope_of(options, now),
        declaration=declaration,
        coverage=coverage,
        warnings=warnings,
    )


def _check_start(options: AuditOptions) -> None:
    """Refuse a start if no list is read: it limits what is read, and given jobs would all be judged nevertheless."""
    if options.jobs is not None and options.start_time is not None:
        raise InputError(
            "start_time limits what is read, and nothing is read if jobs are given. Leave it out, and give only the "
            "jobs that you mean."
        )


def _without_effect(options: AuditOptions) -> list[str]:
    """What was set in vain, as sentences."""
    found = []
    if options.jobs is None and options.jobs_complete:
        found.append("jobs_complete has no effect without jobs: the audit reads them, and sees whether they are all.")
    if options.fail_on_new_only and options.fail_on == "none":
        found.append("fail_on_new_only has no effect without fail_on: nothing that is found lets the audit fail.")
    return found


def _needs(rules: Sequence[Rule], suppressions: Suppressions, declaration: Declaration | None) -> Needs:
    names = suppressions.names.union(*(rule.names for rule in rules))
    about_all = [rule for rule in rules if rule.query is not None]
    of_all = suppressions.names.union(*(rule.names for rule in about_all)) if about_all else frozenset()
    for_all = of_all & frozenset(LOOKED_UP)
    named = None
    if declaration is not None:
        named = frozenset((each.name, each.stream_input.get("url")) for each in declaration.entries)
    return Needs(names, keeps_all=bool(about_all), for_all=for_all, declared=named)


def _location(source: str | None) -> Location | None:
    if source is None:
        return None
    found = _SOURCE.fullmatch(source)
    if not found:
        raise InputError(f"source: {source!r} must be a file and a line, as in site.yml:12.")
    return {"file": found["file"], "line": int(found["line"])}
