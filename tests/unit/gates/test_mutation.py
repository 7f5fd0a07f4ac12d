# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutants: which faults are put into a text, which of them are chosen, and what the gate makes of what survives."""

from __future__ import annotations

import time
from textwrap import dedent

import pytest

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import deadline
from ansible_collections.mediaops.alicloud.tests.gates.mutation.__main__ import all_of, verdict
from ansible_collections.mediaops.alicloud.tests.gates.mutation.areas import AREAS, ROOT
from ansible_collections.mediaops.alicloud.tests.gates.mutation.mutants import Mutant, chosen, mutants_of
from ansible_collections.mediaops.alicloud.tests.gates.mutation.survivors import (
    FILE,
    not_explained,
    outdated,
    read_explained,
)
from ansible_collections.mediaops.alicloud.tests.gates.mutation.trial import (
    KILLED,
    SURVIVED,
    TOO_SLOW,
    Trial,
    run_all,
)


def changes(text):
    return {(each.was, each.becomes) for each in mutants_of("a.py", dedent(text))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a < b", {("a < b", "a <= b")}),
        ("a == b != c", {("a == b != c", "a != b != c"), ("a == b != c", "a == b == c")}),
        ("a in b", {("a in b", "a not in b")}),
        ("a and b", {("a and b", "a or b")}),
        ("not a", {("not a", "a")}),
        ("if a: pass", {("a", "not a")}),
        ("a + b * c", {("a + b * c", "a - b * c"), ("b * c", "b // c")}),
        ("a = True", {("True", "False")}),
        ("a = 7", {("7", "8")}),
        ("a = 'host'", {("'host'", "'hostX'")}),
        ("a = ''", {("''", "'X'")}),
        ("a = 'a sentence for people'", set()),
        ("def a():\n    return b", {("return b", "return None")}),
        ("def a():\n    return None", set()),
        ("a()", {("a()", "pass")}),
        # What only describes is left alone.
        ('def a(b: int | None = c) -> "x":\n    """Text"""', set()),
        ("class A:\n    b: int | str", set()),
        ("import a\nfrom b import c\n__all__ = ('x',)\nif TYPE_CHECKING:\n    a()", set()),
        ("a = f'b{c}'", set()),
        ("a = [*b, *c]\nd = {**e}", set()),
    ],
)
def test_faults(text, wanted):
    assert changes(text) == wanted


def test_only_the_place_of_the_fault_changes():
    text = "a = 'ä€'; b = 1  # one\n\nc = [\n    2,\n    3,\n]\n"
    sources = [each.source for each in mutants_of("a.py", text)]
    assert sources == [
        text.replace("'ä€'", "('ä€X')"),
        text.replace("b = 1", "b = (2)"),
        text.replace("2,", "(3),"),
        text.replace("3,", "(4),"),
    ]


def test_every_mutant_of_the_engine_can_be_compiled_and_differs():
    for area in AREAS:
        for each in chosen(all_of(area), area.number, 1):
            compile(each.source, each.file, "exec", dont_inherit=True)
            assert each.was != each.becomes
        assert sum(1 for _file in area.sources()) >= 1
        assert all((ROOT / path).exists() for path in area.test_paths())


def test_the_choice_is_that_of_the_seed_and_bears_changes_elsewhere():
    text = "\n".join(f"a{number} = {number}" for number in range(40)) + "\n"
    found = mutants_of("a.py", text)
    first = [each.key for each in chosen(found, 10, 1)]
    assert len(set(first)) == 10
    assert [each.key for each in chosen(reversed(found), 10, 1)] == first
    assert [each.key for each in chosen(found, 10, 2)] != first
    changed = [each.key for each in chosen(mutants_of("a.py", "b = 100\n" + text), 10, 1)]
    assert len(set(first) & set(changed)) >= 9


def mutant(was="1"):
    return Mutant("plugins/a.py", 3, f"a = {was}", was, "2", "a = 2")


def trial(outcome, was="1"):
    return Trial(mutant(was), (), 1, outcome)


def test_the_verdict():
    trials = [trial(KILLED), trial(TOO_SLOW), trial(SURVIVED)]
    assert verdict(3, trials, [], []) == []
    assert verdict(3, [*trials[:2], trial("")], [], [])[0].startswith("2 mutants ran, 3 are promised")
    assert verdict(0, [], [], [])[0].startswith("0 mutants ran, 0 are promised")
    assert "1 mutants survived" in verdict(3, trials, [mutant()], [])[0]
    assert "cannot be made of the code any more" in verdict(3, trials, [], [mutant().key])[0]


def test_survivors_are_explained_one_by_one(tmp_path):
    file = tmp_path / "survivors.yml"
    entry = '- {file: plugins/a.py, at: "a = 1", was: "1", becomes: "2", why: nobody asks}\n'
    file.write_text(entry)
    explained = read_explained(file)
    assert not_explained([mutant(), mutant("5")], explained) == [mutant("5")]
    assert outdated([mutant(), mutant("5")], explained) == []
    assert outdated([mutant("5")], explained) == [mutant().key]
    for wrong in (entry * 2, entry.replace("nobody asks", "''")):
        file.write_text(wrong)
        with pytest.raises(ValueError, match="is there twice, or has no reason"):
            read_explained(file)


def test_what_is_explained_can_be_made_of_the_code():
    explained = read_explained()
    possible = [each for file, *_rest in set(explained) for each in mutants_of(file, (ROOT / file).read_text())]
    assert outdated(possible, explained) == [], f"see {FILE.name}"


def test_tests_run_with_the_mutant_in_place_of_the_module(tmp_path):
    """A child process sees it, and nobody else; also if the module was loaded before."""
    assert not hasattr(deadline, "WORD")
    name = "plugins/module_utils/_ice/deadline.py"
    source = "WORD = 'from the mutant'\n"
    (tmp_path / "test_it.py").write_text(
        "from ansible_collections.mediaops.alicloud.plugins.module_utils._ice import deadline\n"
        "def test_it():\n"
        "    assert getattr(deadline, 'WORD', None) == 'from the mutant'\n"
    )
    tests = ("-c", "/dev/null", str(tmp_path / "test_it.py"))
    trials = [
        Trial(Mutant(name, 1, "", "", "", source), tests, 60),
        Trial(Mutant(name, 1, "", "", "", "WORD = 'another'\n"), tests, 60),
    ]
    told = []
    run_all(trials, side_by_side=2, report=told.append, until=time.monotonic() + 100)
    assert [each.outcome for each in trials] == [SURVIVED, KILLED]
    assert len(told) == 2
    assert not hasattr(deadline, "WORD")
