# Copyright (c) mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find the Pythons of this machine: the interpreters themselves, since a version manager's shims do not work here."""

from __future__ import annotations

import os
from pathlib import Path


def find_python(version: str) -> Path | None:
    """Find one, as in 3.9; None if this machine has none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    managed = sorted(pyenv.glob(f"{version}.*/bin/python{version}"))
    plain = [
        Path(folder, f"python{version}")
        for folder in os.get_exec_path()
        if Path(folder).name != "shims" and os.access(Path(folder, f"python{version}"), os.X_OK)
    ]
    return next(iter(managed + plain), None)
