# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the unit tests notice a small fault? Faults are put into the engine, one at a time, and its tests run.

Written here, and no tool of others, because those that work with namespace packages take ``*arguments`` for a
multiplication and ``X | None`` for an operation, and change no text: of the signature, which consists of texts, they
make one mutant.
"""
