# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the parameters of the role live_record_remediate can be used. Everything that is wrong is said at once.

Ansible has compared them with the role's argument specs before, but as a copy: a string stays a string where a list is
wanted. It can also be told not to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.times import parse_duration
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.webhook import (
    faults_in_address,
    faults_in_headers,
)

from ._remediation import condition_of
from ._remediation_tasks_file import look_at

_ALL_BITS = 0o7777
_PREFIX = "live_record_remediate_"
_ACTIONS = ("submit_again", "run_tasks", "notify")
_KEYS = ("name", "where", "actions", "max_changes", "webhook_url", "webhook_headers", "tasks_file")


def faults_in(parameters: Mapping[str, Any], folder: str) -> list[str]:
    """Sentences that say what is wrong, each with the name of the role's variable; none if nothing is.

    :param parameters: the role's variables, without their prefix
    :param folder: where relative paths of files with tasks start
    """
    return [*_faults_in_values(parameters), *_faults_in_rules(parameters.get("rules"), folder)]


def _faults_in_values(parameters: Mapping[str, Any]) -> Iterator[str]:
    if not _is_whole(parameters.get("max_changes")):
        yield f"{_PREFIX}max_changes must be a whole number that is not negative."
    if not _is_whole(parameters.get("webhook_timeout"), least=1):
        yield f"{_PREFIX}webhook_timeout must be a whole number of seconds, 1 or more."
    if parameters.get("wait_timeout") is not None and not _is_positive(parameters["wait_timeout"]):
        yield f"{_PREFIX}wait_timeout must be a number of seconds that is more than 0."
    try:
        grace_seconds(parameters.get("grace_period"))
    except InputError as error:
        yield f"{_PREFIX}grace_period: {error.message} Use 0s for none."
    regions = parameters.get("regions")
    if not isinstance(regions, list) or not all(isinstance(region, str) and region for region in regions):
        yield f"{_PREFIX}regions must be a list of the names of regions."
    if not isinstance(parameters.get("endpoints"), dict):
        yield (
            f"{_PREFIX}endpoints must be a dictionary of regions and their endpoints. On the command line, pass JSON: "
            f"""-e '{{"{_PREFIX}endpoints": {{"cn-shanghai": "https://..."}}}}'."""
        )
    if parameters.get("report") is not None and not str(parameters["report"]).strip():
        yield f"{_PREFIX}report is empty. Name a file, or leave it out."
    if not _is_folder(parameters.get("state_dir", "")):
        yield f"{_PREFIX}state_dir must be a path that begins with / or ~, or an empty text to keep no journal."
    if not _is_mode(parameters.get("report_mode")):
        yield f"{_PREFIX}report_mode must be an octal number in quotes, as '0600'."


def grace_seconds(text: Any) -> int:
    """The grace period in seconds. :raises InputError: if it is not a duration"""
    return 0 if str(text) == "0" else parse_duration(str(text))


def _is_whole(value: Any, *, least: int = 0) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return False
    try:
        return int(value) >= least
    except ValueError:
        return False


def _is_positive(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and 0 < float(value) < float("inf")
    except (TypeError, ValueError):
        return False


def _is_folder(value: Any) -> bool:
    return isinstance(value, str) and (value == "" or value.startswith(("/", "~")))


def _is_mode(value: Any) -> bool:
    """YAML reads 0600 without quotes as the number that is meant."""
    if isinstance(value, int):
        return not isinstance(value, bool) and 0 <= value <= _ALL_BITS
    return isinstance(value, str) and re.fullmatch(r"0?[0-7]{3,4}", value) is not None


def _faults_in_rules(rules: Any, folder: str) -> Iterator[str]:
    if not isinstance(rules, list) or not rules:
        yield f"{_PREFIX}rules must be a list with at least one rule."
        return
    for number, rule in enumerate(rules, 1):
        if not isinstance(rule, dict):
            yield f"{_PREFIX}rules: rule {number} must be a dictionary with name, where and actions."
            continue
        name = rule.get("name")
        said = f"the rule {name!s}" if name else f"rule {number}"
        for fault in _faults_in_rule(rule, folder):
            end = "" if fault.endswith("^") else "."  # which points at a character
            yield f"{_PREFIX}rules, {said}: {fault}{end}"
    names = Counter(str(rule.get("name")) for rule in rules if isinstance(rule, dict))
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        yield f"{_PREFIX}rules: each rule needs a name of its own. More than one is called {', '.join(twice)}."


def _faults_in_rule(rule: Mapping[str, Any], folder: str) -> Iterator[str]:
    unknown = [str(key) for key in rule if key not in _KEYS]
    if unknown:
        yield f"unknown keys: {', '.join(unknown)}. There are {', '.join(_KEYS)}"
    if not isinstance(rule.get("name"), str) or not rule["name"].strip():
        yield "a rule needs a name"
    if not isinstance(rule.get("where"), str) or not rule["where"].strip():
        yield "a rule needs a condition, where"
    else:
        try:
            condition_of({"name": "", **rule})
        except InputError as error:
            yield error.message.removesuffix(".")
    if rule.get("max_changes") is not None and not _is_whole(rule["max_changes"]):
        yield "max_changes must be a whole number that is not negative"
    actions = rule.get("actions")
    if not isinstance(actions, list) or not actions or any(action not in _ACTIONS for action in actions):
        yield f"a rule needs actions, a list of {', '.join(_ACTIONS)}"
        return
    if "notify" in actions or rule.get("webhook_url"):
        if not rule.get("webhook_url"):
            yield "the action notify needs a webhook_url"
        else:
            yield from (f"webhook_url {fault}" for fault in faults_in_address(rule["webhook_url"]))
    if rule.get("webhook_headers") is not None:
        yield from (f"webhook_headers {fault}" for fault in faults_in_headers(rule["webhook_headers"]))
    if "run_tasks" in actions or rule.get("tasks_file"):
        if not rule.get("tasks_file"):
            yield "the action run_tasks needs a tasks_file"
        elif not Path(folder, str(rule["tasks_file"])).is_file():
            yield f"there is no tasks_file {rule['tasks_file']}. A relative path starts at the playbook's folder"
        else:
            faults = look_at(Path(folder, str(rule["tasks_file"]))).faults
            yield from (f"tasks_file {rule['tasks_file']}: {fault}" for fault in faults)
