# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: what is checked when they are loaded, and the errors, which name rule, file and line."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.audit import BUILT_IN_IDS, BUILT_IN_RULES
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.errors import InputError
from ansible_collections.mediaops.alicloud.tests.unit.support.audits import audited, fired, job, rule, states

MISTAKES = {
    "no dictionary": ("text", "this rule: it must be a dictionary"),
    "no id": ({"title": "x"}, "id is missing"),
    "an id of two words": (rule("two words"), "id 'two words' must be"),
    "an unknown field": ({**rule(), "whre": "x"}, "'whre' is no field of a rule. Did you mean where?"),
    "no title": ({"id": "mine", "severity": "low", "where": "!name"}, "title is missing"),
    "an unknown severity": (rule(severity="hgih"), "severity 'hgih' is not known. Did you mean high?"),
    "no condition": (rule(where=None), "where or query is missing"),
    "two conditions": (rule(query="[]"), "it has both where and query"),
    "no expression": (rule(where="status = 'paused'"), "To compare, write =="),
    "text without quotes": (rule(where="status == paused"), "Write text in single quotes: 'paused'"),
    "a constant": (rule(where="now() > `5`"), "it is the same for every job"),
    "an unknown parameter": (
        rule(where="age(create_time) > duration(params.oldr)", params={"older": "1d"}),
        "the rule has no parameter oldr. Did you mean older?",
    ),
    "parameters without a name": (rule(where="params == name", params={"a": 1}), "params alone is no value"),
    "a parameter that is no list": (rule(params=["a"]), "params must be a dictionary"),
    "the name of a parameter": (rule(params={"A-B": 1}), "the name of a parameter must be small letters"),
    "a brace without a partner": (rule(message="{name"), "a brace has no partner"),
    "an unknown placeholder": (rule(message="{nmae} is wrong"), "Did you mean name?"),
    "an example that does not fire": (
        rule(examples={"fires": [{"status": "paused"}, {"status": "started"}]}),
        "it does not fire for number 2 of fires",
    ),
    "an example that fires": (rule(examples={"passes": [{"status": "paused"}]}), "it fires for number 1 of passes"),
    "an example that is not enough": (rule(examples={"fires": [{}]}), "number 1 of fires is not enough"),
    "an example with a field that nothing knows": (
        rule(where="!name", examples={"fires": [{}, {"Nmae": "x"}]}),
        "has a field 'Nmae', which neither the API's reference nor the rule names. Did you mean name?",
    ),
    "examples of another kind": (rule(examples={"wrong": []}), "'wrong' is not known. They are fires and passes."),
    "an example that is no job": (rule(examples={"fires": ["x"]}), "fires must be a list of jobs"),
    "an example of a query": (
        rule(where=None, query="[?status == 'paused']", examples={"fires": [{"status": "started"}]}),
        "it does not fire for number 1 of fires",
    ),
    "a function that refuses": (
        rule(where="duration(name) > `1`", examples={"fires": [{"name": "x"}]}),
        "'x' is not a duration",
    ),
    "a duration without a unit": (rule(where="age(create_time) > duration('36')"), "'36' is not a duration"),
    "a regular expression": (rule(where="matches('a(', name)"), "'a(' is not a regular expression: missing )"),
    "an empty text": (rule(remediation=" "), "remediation is empty"),
    "a number for text": (rule(title=5), "title must be text, and is 5"),
}


@pytest.mark.parametrize(("mistake", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_found_before_anything_is_judged(mistake, said) -> None:
    with pytest.raises(InputError) as error:
        audited([], rule("other"), mistake)
    assert said in error.value.message
    assert error.value.message.startswith("rules, entry 2: ")
    if isinstance(mistake, dict) and mistake.get("id"):
        assert f"rule {mistake['id']}" in error.value.message


def test_the_error_of_a_rule_in_a_file_names_file_and_line(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yml").write_text(
        "rules:\n- id: mine\n  title: a\n  severity: low\n  where: statuss == 'paused'\n"
    )
    with pytest.raises(InputError, match=r"^rules\.yml, line 5: rule mine: where is invalid: .*Did you mean status\?"):
        audited([job()], rules_files=["rules.yml"], builtin_rules=["none"])


def test_findings_of_rules_of_files_and_tasks_know_where_they_are_written(tmp_path) -> None:
    file = tmp_path / "rules.yml"
    file.write_text("- id: of-file\n  title: a\n  severity: low\n  where: name\n")
    found = audited([job()], rule(where="name"), rules_files=[str(file)], source="site.yml:12").report["findings"]
    assert {each["rule"]: each["location"] for each in found} == {
        "mine": {"file": "site.yml", "line": 12},
        "of-file": {"file": str(file), "line": 1},
    }


def test_two_rules_of_one_id_are_refused_and_both_are_named() -> None:
    with pytest.raises(InputError, match=r"^rules, entry 2: .*already a rule of this id \(rules, entry 1: rule mine\)"):
        audited([], rule(), rule())


def test_a_name_that_no_job_has_is_an_error_and_one_that_a_job_has_is_a_new_field() -> None:
    new = rule(where="region_id == 'x'")
    with pytest.raises(InputError, match=r"rule mine: where is invalid: .*no job that was read has it"):
        audited([job()], new)
    assert fired(audited([job(region_id="x")], new)) == [("mine", "job-1")]


def test_without_any_job_a_warning_says_what_could_not_be_checked() -> None:
    result = audited([], rule(where="statuss == 'paused'"))
    assert "no row to check it with" in result.warnings[0]
    assert states(result) == {"mine": "unused"}


PARAMETERS = {
    "of no rule": ({"mien": {}}, "'mien' is none of the rules of this audit. Did you mean mine?"),
    "no dictionary": ({"mine": 5}, "what is given for mine must be a dictionary"),
    "unknown": ({"mine": {"oldr": "1d"}}, "the rule has no parameter 'oldr'. Did you mean older?"),
    "of another type": ({"mine": {"older": 5}}, "older must be text, and is 5"),
    "that the rule cannot use": ({"mine": {"older": "soon"}}, "'soon' is not a duration"),
}
OLDER = rule(
    where="age(create_time) > duration(params.older)",
    params={"older": "1d"},
    message="{name} is older than {params.older}",
    examples={"fires": [{"create_time": "now-2d"}], "passes": [{"create_time": "now-2h"}]},
)


@pytest.mark.parametrize(("given", "said"), PARAMETERS.values(), ids=PARAMETERS)
def test_a_parameter_that_cannot_be_meant_is_refused(given, said) -> None:
    with pytest.raises(InputError) as error:
        audited([], OLDER, parameters=given)
    assert said in error.value.message


def test_parameters_replace_defaults_and_the_report_says_which() -> None:
    jobs = [job(create_time="2026-11-24T00:00:00Z")]
    assert fired(audited(jobs, OLDER, parameters={"mine": {"older": "3d"}})) == []
    report = audited(jobs, OLDER, parameters={"mine": {"older": "36h"}}).report
    assert report["rules"][0]["parameters"] == {"older": "36h"}
    assert report["findings"][0]["message"] == "studio-1 is older than 36h"


def test_a_parameter_means_the_same_inside_of_lists() -> None:
    where = "template.record_format_list[?format == params.format]"
    template = {"template": {"record_format_list": [{"format": "flv"}]}}
    found = audited(
        [job(**template)], rule(where=where, params={"format": "flv"}), rule("not", where, params={"format": "mp4"})
    )
    assert fired(found) == [("mine", "job-1")]


CHOICES = {
    "unknown": (["paused-recordings"], "is no rule. Did you mean paused-recording?"),
    "all among ids": (["all", "no-name"], "entry 1 is all, which stands alone"),
    "without its parameter": (["bucket-not-allowed"], "cannot be asked without its parameter allowed"),
}


@pytest.mark.parametrize(("chosen", "said"), CHOICES.values(), ids=CHOICES)
def test_a_choice_of_rules_that_cannot_be_meant_is_refused(chosen, said) -> None:
    with pytest.raises(InputError, match=said):
        audited([], builtin_rules=chosen)


def test_what_limits_the_list_is_refused_if_none_is_read() -> None:
    with pytest.raises(InputError, match=r"^start_time limits what is read, and nothing is read if jobs are given"):
        audited([job(1)], rule(), start_time="-2d")


@pytest.mark.parametrize(
    ("options", "warned"),
    [({"fail_on_new_only": True}, True), ({"fail_on_new_only": True, "fail_on": "low"}, False), ({}, False)],
)
def test_what_has_no_effect_is_said(options, warned) -> None:
    said = audited([job(1)], rule(), **options).warnings
    assert any("fail_on_new_only has no effect without fail_on" in each for each in said) is warned


def test_no_rule_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="No rule is left to ask"):
        audited([], builtin_rules=["none"])


def test_a_rule_that_is_not_asked_and_one_that_saw_nothing_say_so() -> None:
    result = audited([])
    assert set(states(result).values()) == {"unused"}
    assert result.report["compliant"] is True
    seen = {each["id"]: each["seen"] for each in audited([job(1), job(2)]).report["rules"]}
    assert (seen["no-name"], seen["bucket-not-allowed"]) == (2, 0)


GIVEN = {"allowed": ["imsbucket1"]}
PARTS = {"bucket-not-allowed": GIVEN, "template-not-allowed": GIVEN}


@pytest.mark.parametrize("of_rule", [value for _about, value in BUILT_IN_RULES], ids=lambda value: value["id"])
def test_each_rule_that_is_built_in_is_described_and_has_examples_that_fire(of_rule) -> None:
    assert of_rule["title"]
    assert of_rule["description"]
    assert of_rule["remediation"]
    if "where" in of_rule:
        assert of_rule["examples"]["fires"]


def test_the_rules_that_need_a_list_use_it() -> None:
    jobs = [job(1, record_output={"type": "oss", "bucket": "b"}), job(2), job(3, template_name="imsbucket1")]
    found = fired(audited(jobs, builtin_rules=list(PARTS), parameters=PARTS))
    assert found == [
        ("bucket-not-allowed", "job-1"),
        ("template-not-allowed", "job-1"),
        ("template-not-allowed", "job-2"),
    ]
    with pytest.raises(InputError, match="allowed of bucket-not-allowed must be a list of texts"):
        audited(jobs, parameters={"bucket-not-allowed": {"allowed": "imsbucket1"}})


def test_ids_are_those_of_the_rules() -> None:
    assert len(set(BUILT_IN_IDS)) == len(BUILT_IN_RULES)
