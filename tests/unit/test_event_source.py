# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source's arguments are described once: all that is made of the description agrees with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields

import pytest
import yaml

from ansible_collections.mediaops.alicloud.extensions.eda.plugins.event_source import ice_live_record_jobs as source
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.connection import ConnectionOptions
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.shapes import JOB_STATUSES
from ansible_collections.mediaops.alicloud.plugins.module_utils._ice.watching import SECRETS, check_arguments
from ansible_collections.mediaops.alicloud.plugins.module_utils._module import CONNECTION_SPEC
from ansible_collections.mediaops.alicloud.tests import event_source_pages as pages

ARGUMENTS = pages.documented()
GUIDE = pages.CHECKOUT / "docs/docsite/rst/guide_events.rst"
RULEBOOK = pages.CHECKOUT / "extensions/eda/rulebooks/remediate_paused.yml"


def rulesets():
    yield from yaml.safe_load(source.EXAMPLES)
    yield from yaml.safe_load(RULEBOOK.read_text(encoding="utf-8"))
    for block in re.findall(r"code-block:: yaml\+jinja\n\n((?:    .*\n|\n)+)", GUIDE.read_text(encoding="utf-8")):
        content = yaml.safe_load(block)
        yield from content if isinstance(content, list) else ()


@pytest.mark.parametrize(("file", "made"), [(pages.SCHEMA, pages.schema), (pages.PAGE, pages.page)])
def test_what_is_made_of_the_description_is_up_to_date(file, made):
    assert file.read_text(encoding="utf-8") == made(), "run: make event-pages"


def test_the_connection_is_that_of_the_modules():
    for each in fields(ConnectionOptions):
        assert ARGUMENTS[each.name].get("default") == each.default
    assert ARGUMENTS["status"]["choices"] == list(JOB_STATUSES)


def test_secrets_are_those_of_the_modules():
    assert {name for name, rules in CONNECTION_SPEC.items() if rules.get("no_log")} == SECRETS
    properties = json.loads(pages.SCHEMA.read_text(encoding="utf-8"))["properties"]
    assert {name for name, rules in properties.items() if rules.get("format") == "password"} == SECRETS


def test_the_schema_is_one_and_takes_what_the_check_takes():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(pages.SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    good = {"region": "cn-shanghai", "regions": ["a"], "endpoints": {"a": "b"}, "interval": 5, "feedback": True}
    assert list(validator.iter_errors(good)) == []
    check_arguments(ARGUMENTS, good)
    for bad in ({"x": 1}, {"interval": "soon"}, {"regions": "a"}, {"status": "stopped"}, {"max_retries": 1.5}):
        assert list(validator.iter_errors(bad))


def test_examples_use_arguments_that_there_are():
    found = [each for ruleset in rulesets() for each in ruleset["sources"]]
    assert len(found) >= 3
    for each in found:
        arguments = each["mediaops.alicloud.ice_live_record_jobs"]
        # What is a template there is known only when it is evaluated.
        plain = {name: value for name, value in arguments.items() if "{{" not in str(value)}
        assert set(arguments) <= set(ARGUMENTS)
        check_arguments(ARGUMENTS, plain)


def test_markup_is_gone_from_what_is_made():
    for file in (pages.SCHEMA, pages.PAGE):
        assert not re.search(r"\b[VOECM]\(", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("elsewhere", [False, True])
def test_it_finds_its_collection_by_itself(tmp_path, elsewhere):
    """As ansible-rulebook runs it: by its path, in a Python that knows nothing of the collection."""
    (tmp_path / "ansible_collections" / "mediaops").mkdir(parents=True)
    (tmp_path / "ansible_collections" / "mediaops" / "alicloud").symlink_to(pages.CHECKOUT)
    path = (
        tmp_path / "ansible_collections/mediaops/alicloud/extensions/eda/plugins/event_source/ice_live_record_jobs.py"
    )
    other = tmp_path / "other" / "ansible_collections"
    other.mkdir(parents=True)
    if elsewhere:  # as the package ansible brings it
        (other / "__init__.py").touch()
    program = f"""
import asyncio, runpy, sys
sys.path[:] = [{str(other.parent)!r}] + [each for each in sys.path if "collections" not in each]
try:
    asyncio.run(runpy.run_path({str(path)!r})["main"](None, {{"intervall": 1}}))
except Exception as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Did you mean interval?" in done.stdout, done.stdout + done.stderr
