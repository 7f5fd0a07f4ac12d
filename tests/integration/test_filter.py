# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter: the collection's JMESPath over whatever data a playbook has."""

from __future__ import annotations

import json

import pytest
import yaml

from ansible_collections.mediaops.alicloud.tests.integration.plugin_runs import (
    FILTER,
    AnyTask,
    TaskWith,
    documentation,
)
from ansible_collections.mediaops.alicloud.tests.integration.scenarios import scenario

ITEMS = [
    {"name": "b", "size": 3, "share": 0.5, "on": True, "at": "2022-07-20T03:26:36Z", "tags": {"k": 2}},
    {"name": "a", "size": 11, "share": 0.25, "on": False, "at": "2022-07-21T03:26:36Z", "tags": {"k": 1}},
    {"name": "c", "size": 7, "share": 2, "on": True, "at": None, "tags": {"k": 3}},
]


@pytest.fixture(scope="module")
def variables(variables):
    return {
        **variables,
        "items_of_file": ITEMS,
        "number_of_file": 7,
        "templated": "{{ items_of_file }}",
        "computed": [{"size": "{{ 2 + 3 }}"}, {"size": "{{ number_of_file }}"}],
        "as_json": json.dumps(ITEMS),
    }


def search(data, expression, **keywords):
    """A task that applies the filter; the expression comes from a variable, as in a playbook."""
    return TaskWith(f"{data} | {FILTER}(jmespath_expression)", {"jmespath_expression": expression}, keywords)


def values(outcomes):
    for outcome in outcomes:
        assert not outcome.failed, outcome.result
    return [shown(outcome.result) for outcome in outcomes]


def shown(result):
    """The value that a task shows; from ansible-core 2.21 on a result has no msg where the value is null."""
    return result.get("msg")


def message(outcome):
    assert outcome.failed, outcome.result
    assert "Traceback" not in json.dumps(outcome.result)
    return outcome.msg


NUMBERS = {
    "max([].size)": 11,
    "min([].share)": 0.25,
    "sum([].size)": 21,
    "avg([].size)": 7,
    "sort_by(@, &size)[].name": ["b", "c", "a"],
    "sort_by(@, &name)[].size": [11, 3, 7],
    "max_by(@, &tags.k).name": "c",
    "sort([].name)": ["a", "b", "c"],
    "join('-', [].name)": "b-a-c",
    "map(&size, @)": [3, 11, 7],
    "[?size > `5`].name": ["a", "c"],
    "[?on].name": ["b", "c"],
    "[].tags.to_string(@)": ['{"k":2}', '{"k":1}', '{"k":3}'],
    "[?contains(name, 'a')] | [0].type(size)": "number",
    "[0].type(name)": "string",
    "length(@)": 3,
    "[?age(at) > duration('1d')].name": ["b", "a"],
    "to_epoch([0].at)": 1658287596,
    "[?matches('^[ab]$', name)].name": ["b", "a"],
    "type(now())": "number",
    "merge({x: `1`}, [0].tags)": {"x": 1, "k": 2},
    "reverse([].size)": [7, 11, 3],
    "nothing.at.all": None,
}
SOURCES = ("items_of_file", "templated", "(as_json | from_json)", "fact")


@scenario(
    AnyTask({"ansible.builtin.set_fact": {"fact": "{{ items_of_file }}"}}),
    *(
        AnyTask(
            {
                "ansible.builtin.debug": {"msg": f"{{{{ {source} | {FILTER}(item) }}}}"},
                "loop": list(NUMBERS),
                "loop_control": {"label": ""},
            }
        )
        for source in SOURCES
    ),
)
@pytest.mark.smoke
def test_values_of_all_sources(outcomes):
    for outcome in outcomes[1:]:
        assert not outcome.failed, outcome.result
        found = [shown(item) for item in outcome.result["results"]]
        assert dict(zip(NUMBERS, found, strict=True)) == NUMBERS


@scenario(
    search("computed", "max([].size)"),
    search("computed", "sum([].size)"),
    search("[1, number_of_file, 3]", "max(@)"),
    search("{'n': number_of_file}", "n"),
    search("'text'", "length(@)"),
    search("number_of_file", "@"),
    search("items_of_file | map(attribute='size') | list", "sort(@)"),
    search("items_of_file | map(attribute='size')", "sum(@)"),
    search("(1, 2, 3)", "max(@)"),
    search("{'a': 1, 'b': 2}.values() | list", "sum(@)"),
    search("range(4) | list", "length(@)"),
)
def test_values_made_in_templates(outcomes):
    assert values(outcomes[:7]) == [7, 12, 7, 7, 4, 7, [3, 7, 11]]
    assert values(outcomes[7:]) == [21, 3, 3, 4]


@scenario(
    AnyTask({"ansible.builtin.setup": {"gather_subset": ["!all", "!min", "python"]}}),
    AnyTask({"ansible.builtin.command": "true", "register": "done"}),
    search("ansible_facts", "type(python.version.major)"),
    search("[done, done]", "max([].rc)"),
    search("none", "length"),
    search("none", "a.b"),
    search("{}", "a || 'other'"),
    search("[]", "max(@)"),
)
def test_facts_registered_values_and_nothing(outcomes):
    assert values(outcomes[2:]) == ["number", 0, None, None, "other", None]


@scenario(
    search("items_of_file", "[?name == "),
    search("items_of_file", "[].nosuch(name)"),
    search("items_of_file", "max([].name, `1`)"),
    search("items_of_file", "max([].tags)"),
    search("items_of_file", ""),
    search("items_of_file", ["name"]),
    search("items_of_file", None),
    search("items_of_file", "age('yesterday')"),
    search("items_of_file", "matches('(', 'a')"),
    search("items_of_file", "[?name == 'a'\n].max(size"),
    search("nothing_defined", "[0]"),
    search("items_of_file[0].nothing", "[0]"),
)
@pytest.mark.smoke
def test_errors_show_where(outcomes):
    wanted = [
        "expression is not a JMESPath expression: at character 11: the expression ends too early",
        "at character 4: there is no function nosuch()",
        "at character 1: max() takes 1 argument(s) and was given 2",
        "The expression is: max([].tags)",
        "expression is empty",
        "The expression must be a string",
        "There is no expression",
        "yesterday",
        "'(' is not a regular expression",
        "at line 2, character",
        "'nothing_defined' is undefined",
        "nothing",
    ]
    for outcome, words in zip(outcomes, wanted, strict=True):
        assert words in message(outcome)


@scenario(
    TaskWith(f"items_of_file | {FILTER}"),
    TaskWith(f"items_of_file | {FILTER}('name', 'more')"),
    TaskWith(f"items_of_file | {FILTER}(expression='[0].name')"),
)
def test_arguments(outcomes):
    missing, more, named = outcomes
    assert "expression" in message(missing)
    assert "argument" in message(more)
    assert values([named]) == ["b"]


EXAMPLES = yaml.safe_load(documentation("filter", "jmespath", "EXAMPLES"))


def test_ansible_doc(ansible):
    text = ansible.command("ansible-doc", "-t", "filter", FILTER).stdout
    page = json.loads(ansible.command("ansible-doc", "-t", "filter", "--json", FILTER).stdout)[FILTER]
    assert set(page["doc"]["options"]) == {"_input", "expression"}
    for words in ("expression", "duration('36h')", "matches(regex, string)", "EXAMPLES", "RETURN"):
        assert words in " ".join(text.split())
    assert yaml.safe_load(page["examples"]) == EXAMPLES
    assert page["return"]["_value"]
