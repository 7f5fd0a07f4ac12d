# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading a list costs with this collection, and with the alternatives, all measured in one run.

Every contender is a process of its own, timed whole, from its start to its end. Machines differ and are never quiet:
contenders take turns, and goals are ratios of runs that stood next to each other.
"""
