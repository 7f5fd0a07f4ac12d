# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the demo playbook against an emulator of its own: no account, no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .emulator import Emulator, EmulatorError
from .emulator.environment import overriding

CHECKOUT = Path(__file__).resolve().parent.parent
JOBS = 2500
MAX_CHANGES = 2
REPORT = "paused_recordings.txt"
AUDIT = "audit"  # .html and .json


def demo_environment(emulator: Emulator, folder: Path) -> dict[str, str]:
    """What a user would export to point playbooks at the emulator."""
    return {
        **os.environ,
        **overriding(emulator.environment()),
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
        "DEMO_MAX_CHANGES": str(MAX_CHANGES),
        "DEMO_REPORT": str(folder / REPORT),
        "DEMO_AUDIT": str(folder / AUDIT),
    }


def main() -> int:
    """Start the emulator, run the playbook, show the first lines of what it made; with --events, run the rulebook."""
    if "--events" in sys.argv[1:]:
        from . import demo_of_events

        return demo_of_events.main()
    folder = CHECKOUT / ".cache" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / REPORT
    report.unlink(missing_ok=True)
    try:
        with Emulator(jobs=JOBS, stream_timeout_s=5, stream_arrives_after_s=0.5) as emulator:
            print(f"The emulator answers at {emulator.endpoint} with {JOBS} jobs.", flush=True)
            ansible_playbook = str(Path(sys.executable).parent / "ansible-playbook")
            playbook = str(CHECKOUT / "playbooks" / "demo.yml")
            command = [ansible_playbook, "-i", "localhost,", playbook, *sys.argv[1:]]
            code = subprocess.run(command, env=demo_environment(emulator, folder), check=False).returncode
    except EmulatorError as error:
        print(f"The demo needs its emulator: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if code == 0:
        lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
        print(f"The first of {len(lines)} lines in {report}:", *lines[:3], sep="\n  ")
        print(f"The report of the audit is {(folder / AUDIT).with_suffix('.html')}, and as JSON beside it.")
    return code


if __name__ == "__main__":
    sys.exit(main())
