# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the engine that get mutants, and the tests that have to notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_ENGINE = "plugins/module_utils/_ice"
_TESTS = f"tests/unit/{_ENGINE}"


@dataclass(frozen=True)
class Area:
    """A part of the engine.

    :ivar files: below the engine's folder; may have wildcards
    :ivar tests: in the order that they run, below the folder of its tests; the fastest first
    :ivar number: how many mutants it gets; that many are promised, or all that there are
    """

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    number: int

    def sources(self) -> Iterator[Path]:
        """The files, relative to the checkout."""
        for pattern in self.files:
            yield from sorted(file.relative_to(ROOT) for file in (ROOT / _ENGINE).glob(pattern))

    def test_paths(self) -> list[str]:
        """The tests, relative to the checkout."""
        return [f"{_TESTS}/{name}" for name in self.tests]


_OF_LISTING = """
    options progress concurrently page plan failures ranges limit handing_on deletions oldest_row open_ranges
    current_only attacks repeated_passes requests promise scenarios moving evidence
"""
_AUDIT = """
    judge unknown earlier findings fingerprints joined_fields message rule rule_check rule_examples suppressions
"""
AREAS = (
    Area("signature", ("client/signature.py",), ("client/test_signature.py",), 40),
    Area("times", ("times.py",), ("test_times.py",), 30),
    Area(
        "listing",
        ("listing/[!_]*.py",),
        tuple(f"listing/test_{name}.py" for name in _OF_LISTING.split()),
        25,
    ),
    # What only plans and reads (audit.py, prepared.py, reading.py, ...) is tested by runs of the module.
    Area(
        "audit",
        tuple(f"audit/{name}.py" for name in _AUDIT.split()),
        ("audit",),
        30,
    ),
    Area(
        "event state",
        ("watching/state_file.py", "watching/section.py", "watching/known_job.py", "watching/records.py"),
        (
            "watching/test_state.py",
            "watching/test_state_file.py",
            "watching/test_changes.py",
            "watching/test_crashes.py",
        ),
        25,
    ),
)
