# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios of other tests stand on."""

from __future__ import annotations

import pytest

from ansible_collections.mediaops.alicloud.tests.integration.emulator_state import state


def test_a_state_that_the_emulator_refuses_ends_the_run(ansible):
    """Else the task after it would find an emulator in another state, and pass or fail for the wrong reason."""
    wanted = state(added=[{"status": "no such status"}])
    play = {"tasks": [{"name": "first 1", "ansible.builtin.debug": {"msg": "it ran"}}]}
    with pytest.raises(AssertionError, match=r"(?s)the emulator was not prepared as wanted: .*status"):
        ansible.playbook([play], setups={"first 1": wanted})
