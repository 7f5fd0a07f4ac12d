# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Python imports out of zip files, in the tests: compiled once, and the same as without that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest

SOURCE = "def fail():\n    raise RuntimeError('here')\n"
ASK = """
import json, sys, traceback
sys.path.insert(0, sys.argv[1])
import sent
try:
    sent.fail()
except RuntimeError:
    print(json.dumps(traceback.format_exc()))
"""


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def imported(tmp_path, kept):
    """Imports a module out of a zip file of this name; returns the traceback of an error in it."""

    def run(name, source=SOURCE):
        file = tmp_path / name
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("sent.py", source)
        done = subprocess.run(
            [sys.executable, "-c", ASK, str(file)],
            env={**os.environ, "COMPILED_MODULES": str(kept)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    return run


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_compiled_once_and_each_traceback_names_its_own_file(imported, kept, tmp_path):
    assert str(tmp_path / "one.zip" / "sent.py") in imported("one.zip")
    (file,) = files(kept)
    written = file.stat().st_mtime_ns
    assert str(tmp_path / "two.zip" / "sent.py") in imported("two.zip")
    assert [file.stat().st_mtime_ns for file in files(kept)] == [written]


def test_other_source_is_compiled_anew(imported, kept):
    imported("one.zip")
    assert "there" in imported("one.zip", SOURCE.replace("here", "there"))
    assert len(files(kept)) == 2


@pytest.mark.parametrize("damaged", [b"", b"\x00", b"no code", b"i\x01\x00\x00\x00"])
def test_damaged_files_do_no_harm(imported, kept, damaged):
    imported("one.zip")
    (file,) = files(kept)
    whole = file.read_bytes()
    file.write_bytes(damaged)
    assert "here" in imported("one.zip")
    assert file.read_bytes() == whole


def test_no_place_to_keep_it(imported, kept):
    kept.write_text("a file")
    assert "here" in imported("one.zip")
