# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of the API never becomes a template: what Ansible makes of it is the text itself."""

from __future__ import annotations

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2.nativetypes import NativeEnvironment

from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching.inert import inert, inert_text

# Whoever evaluates one of these has a giveaway in the result.
HOSTILE = [
    "{{ 'was_' ~ 'evaluated' }}",
    "{% if true %}was_{% endif %}evaluated",
    "{# was_ #}evaluated",
    "{{{ 'was_' ~ 'evaluated' }}}",
    "{{{{ 'was_' ~ 'evaluated' }}}}",
    "#jinja2: variable_start_string:'<<', variable_end_string:'>>'\n<< 'was_' ~ 'evaluated' >>",
    "#jinja2:line_statement_prefix:'$'\n$ if true\nwas_evaluated",
    "#jinja2:",
    "#jinja2: nonsense\n",
    "{{ '{' }}{ 'x' }}",
    "{",
    "{{",
    "{%",
    "{#",
    "#",
    "#jinja",
    "$ANSIBLE_VAULT;1.1;AES256\n3438",
    "a $ANSIBLE_VAULT b",
    "{%- raw %}{{ x }}{% endraw %}",
    "}}{{",
    "\\{{ x }}",
    "{{ x",
    "{{'{{'}}",
    "'{{",
]
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["{", "}", "%", "#", "{{", "}}", "{%", "%}", "'", '"', "\\", "-", " ", "\n", "raw", "#jinja2:"]
        ),
        st.text(max_size=5),
    ),
    max_size=12,
).map("".join)


@pytest.fixture(scope="module")
def templar():
    return Templar(DataLoader(), variables={})


@pytest.mark.parametrize("text", HOSTILE)
def test_ansible_shows_the_text(templar, text):
    assert templar.template(trust_as_template(inert_text(text))) == text


@given(text=PIECES.filter(lambda text: "\r" not in text))
@example(text="{{ 1 }}\n")
@example(text="{{ 1 }}\n\n")
def test_ansible_shows_any_text(templar, text):
    assert templar.template(trust_as_template(inert_text(text))) == text


@given(first=PIECES, second=PIECES)
def test_two_texts_side_by_side_are_no_template_either(templar, first, second):
    """A rulebook puts them together, before Ansible sees them; jinja2 takes only what is escaped for a template."""
    joined = inert_text(first) + inert_text(second)
    bare = joined
    for sign in "{#$":
        bare = bare.replace(f"{{{{ '{sign}' }}}}", "\0")
    assert not any(begin in bare for begin in ("{{", "{%", "{#", "$ANSIBLE_VAULT"))
    assert not bare.startswith("#jinja2:")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_template_of_a_rulebook_hands_it_on_as_it_is(text):
    """ansible-rulebook evaluates the templates of its rulebook, but not what comes of them."""
    context = {"event": {"name": inert_text(text)}}
    assert NativeEnvironment().from_string("x{{ event.name }}").render(context) == "x" + inert_text(text)


@pytest.mark.parametrize("text", ["studio-1", "a { b", "100 %", "# 1", "#1 news", "{ }", "Nachrichten: {x}", "$5", ""])
def test_ordinary_names_stay_as_they_are(text):
    assert inert_text(text) == text


def test_every_text_of_a_value():
    value = {"{{ a }}": ["{{ b }}", {"c": "{{ d }}"}, 1, None, True], "plain": "plain"}
    e = "{{ '{' }}{ "
    assert inert(value) == {f"{e}a }}}}": [f"{e}b }}}}", {"c": f"{e}d }}}}"}, 1, None, True], "plain": "plain"}
