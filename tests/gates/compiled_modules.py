# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compile once what Ansible's modules import out of zip files.

Ansible sends each module as a zip file of Python sources, and Python keeps no compiled code of a zip file: every task
compiles the module, and all that it imports, again. In the tests that was a third of the processor time of a task.
With COMPILED_MODULES in the environment, a folder, compiled code is kept there, by the content of its source.

`environment.py` links this file into the environment of the tests, and has each Python process there import it if the
variable is set. Tasks of users are not changed; neither are measurements, which do not set the variable.
"""

# ruff: noqa: PTH103, PTH105, PTH118, PTH123
# pathlib takes longer to import than this file saves for a small module.

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
import zipimport
from types import CodeType
from typing import Any

FOLDER = os.path.join(os.environ["COMPILED_MODULES"], f"{sys.implementation.cache_tag}-{sys.hexversion:x}")
# Of Python's own, without public names: how a zip file's source is compiled, and how code is told its file
_compile: Any = zipimport._compile_source  # type: ignore[attr-defined]
_tell_file: Any = zipimport._imp._fix_co_filename  # type: ignore[attr-defined]


def compiled(path: str, source: bytes) -> CodeType:
    """The code of a source; compiled only if no process has done so before.

    :param path: where the source is, a path into a zip file; tracebacks show it
    """
    kept = os.path.join(FOLDER, hashlib.sha256(source).hexdigest())
    found: Any = None
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError), open(kept, "rb") as file:
        found = marshal.load(file)  # noqa: S302  only this file writes to the folder
    if isinstance(found, CodeType):
        _tell_file(found, path)
        return found
    code: CodeType = _compile(path, source)
    # Without a place to keep it, the tests are only slower.
    with contextlib.suppress(OSError):
        keep(kept, code)
    return code


def keep(path: str, code: CodeType) -> None:
    """Write the code so that no other process sees half of it."""
    os.makedirs(FOLDER, exist_ok=True)
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "wb") as file:
        marshal.dump(code, file)
    os.replace(unfinished, path)


zipimport._compile_source = compiled  # type: ignore[attr-defined]
