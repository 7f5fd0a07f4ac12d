# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator's command line says about itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from ansible_collections.mediaops.alicloud.tests.emulator import command_line

README = Path(command_line.__file__).with_name("README.md").read_text(encoding="utf-8")
OPTIONS = [option for option in command_line._parser()._actions if option.dest != "help"]


def unexplained(options) -> list[str]:
    return [option.option_strings[0] for option in options if not (option.help or "").strip()]


def test_every_option_has_a_help_text() -> None:
    assert unexplained(OPTIONS) == []
    parser = argparse.ArgumentParser()
    assert unexplained([parser.add_argument("--new")]) == ["--new"]


def test_help_names_units_and_defaults() -> None:
    text = " ".join(command_line._parser().format_help().split())
    assert "default: 8787" in text
    assert "default: 127.0.0.1" in text
    for option in OPTIONS:
        if option.option_strings[0].endswith("-s"):
            assert "seconds" in option.help, option.option_strings
            assert option.default is None or f"default: {option.default:g}" in " ".join(text.split()), (
                option.option_strings
            )


def test_the_page_of_the_emulator_has_every_option() -> None:
    assert [name for option in OPTIONS for name in option.option_strings if f"`{name}" not in README] == []
