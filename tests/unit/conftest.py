# Copyright: (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hypothesis, for all unit tests: examples may take their time on a busy machine."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples each time, so that a run fails for what was changed and not by chance. ``thorough`` looks for more.
settings.register_profile("unit", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "unit"))
