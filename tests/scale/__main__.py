# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make plan`` writes the tables of the guide anew; with ``ARGS=--measure``, from figures of this machine."""

from __future__ import annotations

import sys

from .page import write


def main() -> int:
    """Measure, if that is asked for, and write."""
    if sys.argv[1:] == ["--measure"]:
        from .measure import measure

        measure()
    elif sys.argv[1:]:
        print("The only argument is --measure.", file=sys.stderr)
        return 2
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
