# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example of the documentation, how it is run, and what has to come of it.

``pages`` finds the examples, ``expected_*`` say what each has to result in, ``runs`` runs them.
"""
