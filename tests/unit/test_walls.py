# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import whom: the rooms of the engine, and the walls between the parts of the project."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLLECTION = "ansible_collections.mediaops.alicloud"
ENGINE = "plugins.module_utils._ice"

# From the ground up: each may import those before it. What stands in one line is on one floor.
FLOORS = (
    ("garbage", "lazy_face", "redaction", "strict_json", "ordinary_files"),
    ("errors", "names", "masking", "json_lines"),
    ("times", "deadline", "within", "located_yaml", "recording_rules"),
    ("private_files", "shapes", "recordings", "entry_fields"),
    ("operations", "query", "reports", "webhook"),
    ("connection",),
    ("client", "journal", "drift"),
    ("listing",),
    ("job_templates",),
    ("coverage",),
    ("changes", "audit", "watching"),
)
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}
# What others import from; of the changes, each file is one.
FACES = {f"{ENGINE}.{room}" for room in FLOOR if room != "changes"}
# The same for the emulator.
EMULATOR = "tests.emulator"
EMULATOR_FLOORS = (
    ("api_error", "clock"),
    ("store",),
    ("faults",),
    ("region",),
    ("operations",),
    ("gateway", "control"),
)


def files(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


def imports(file: Path) -> Iterator[str]:
    """The names of imported modules; those of the collection from its root on."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.removeprefix(f"{COLLECTION}.") for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield ".".join((*package[: len(package) - node.level + 1], *(node.module or "").split("."))).rstrip(".")
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").removeprefix(f"{COLLECTION}.")


def all_imports(folder: str) -> list[tuple[str, str]]:
    return [(str(file.relative_to(ROOT)), name) for file in files(folder) for name in imports(file)]


def starts(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_the_engine_knows_nothing_of_ansible() -> None:
    assert [each for each in all_imports("plugins/module_utils/_ice") if starts(each[1], "ansible")] == []


def test_in_the_engine_imports_point_down() -> None:
    upward = []
    for file, name in all_imports("plugins/module_utils/_ice"):
        if not name.startswith(f"{ENGINE}."):
            continue
        here = Path(file).relative_to("plugins/module_utils/_ice").parts[0].removesuffix(".py")
        there = name.removeprefix(f"{ENGINE}.").split(".")[0]
        if here != there and FLOOR[here] <= FLOOR[there]:
            upward.append((file, name))
    assert upward == []


def test_in_the_emulator_imports_point_down() -> None:
    floor = {room: number for number, rooms in enumerate(EMULATOR_FLOORS) for room in rooms}
    upward = []
    for file, name in all_imports("tests/emulator"):
        here = Path(file).relative_to("tests/emulator").parts[0].removesuffix(".py")
        there = name.removeprefix(f"{EMULATOR}.").split(".")[0]
        if starts(name, EMULATOR) and here in floor and here != there and floor[here] <= floor[there]:
            upward.append((file, name))
    assert upward == []


def test_rooms_of_the_engine_import_only_the_faces_of_other_rooms() -> None:
    around = [
        (file, name)
        for file, name in all_imports("plugins/module_utils/_ice")
        if name.startswith(f"{ENGINE}.")
        and name not in FACES
        and name.split(".")[3] != Path(file).relative_to("plugins/module_utils/_ice").parts[0]
    ]
    assert around == []


def test_the_engine_itself_imports_nothing() -> None:
    assert list(imports(ROOT / "plugins/module_utils/_ice/__init__.py")) == []


@pytest.mark.parametrize("folder", ["modules", "lookup", "inventory", "filter", "plugin_utils"])
def test_ansible_s_side_knows_the_faces_of_the_engine_and_nothing_of_http(folder: str) -> None:
    wrong = [
        (file, name)
        for file, name in all_imports(f"plugins/{folder}")
        if starts(name, "httpx", "anyio", "asyncio", "ssl", "socket", "urllib")
        or (starts(name, ENGINE) and name not in FACES and not starts(name, f"{ENGINE}.changes"))
    ]
    assert wrong == []


def test_plugins_import_nothing_of_the_tests() -> None:
    assert [each for each in all_imports("plugins") if starts(each[1], "tests")] == []


def test_the_emulator_shares_nothing_with_the_engine() -> None:
    """Else a mistake in signing would agree with itself."""
    assert [each for each in all_imports("tests/emulator") if starts(each[1], "plugins")] == []


def test_benchmarks_use_public_faces_only() -> None:
    wrong = [each for each in all_imports("tests/benchmarks") if starts(each[1], "plugins") and each[1] not in FACES]
    assert wrong == []


def test_the_query_language_loads_no_http_library() -> None:
    program = f"""
import sys
from {COLLECTION}.{ENGINE}.query import Query
print(Query("[?a].b").search([{{"a": 1, "b": 2}}]), sorted({{"httpx", "anyio", "asyncio", "ssl"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[2] []\n"


def test_the_filters_load_little() -> None:
    """Ansible loads all filters of a collection with the first one that is used."""
    names = [f"{COLLECTION}.plugins.filter.{file.stem}" for file in files("plugins/filter")]
    program = f"""
import importlib, sys
import ansible.errors, ansible.constants
before = set(sys.modules)
for name in {names}:
    importlib.import_module(name)
unwanted = {{"httpx", "anyio", "asyncio", "ssl"}}
unwanted |= {{f"{COLLECTION}.{ENGINE}.{{room}}" for room in ("audit", "coverage", "drift", "listing", "reports")}}
print(sorted(unwanted & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_list_from_the_cache_needs_no_http_library() -> None:
    """The lookup and the inventory load it when they read a list."""
    names = [f"{COLLECTION}.plugins.{kind}.ice_live_record_jobs" for kind in ("lookup", "inventory")]
    program = f"""
import importlib, sys
import ansible.errors, ansible.constants, ansible.plugins.loader, ansible.template
before = set(sys.modules)
for name in {names}:
    importlib.import_module(name)
print(sorted({{"httpx", "anyio", "asyncio", "ssl"}} & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
