# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that users keep in YAML files, such as rules and declarations, with the line that each entry is written on.

An error can then name file and line, and so can a report. A list that a task has itself is treated in the same way; its
entries have a number only.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .errors import InputError, MissingLibraryError
from .ordinary_files import read_ordinary

try:
    import yaml
except ImportError as error:  # Ansible imports this on hosts that read no such file
    MISSING: str | None = str(error)
    yaml = None  # type: ignore[assignment]
else:
    MISSING = None

DEEPEST = 32  # levels
_HINTS = {  # by the words of the library, which do not say what to do
    "found character that cannot start any token": " Indent with spaces, not with tabs, and put quotes around text "
    "that begins with a special character.",
    "did not find expected key": " Put quotes around text that begins with { or [.",
    "mapping values are not allowed in this context": " Put quotes around text that has a colon and a space in it.",
    "but found another document": " A file has one document: remove the line ---.",
}


@dataclass(frozen=True)
class Entry:
    """One entry of a list.

    :ivar value: plain JSON values: times and dates are the texts that were written
    :ivar source: what the list is called in messages: the file, or the option
    :ivar number: of the entry in its list, from 1
    :ivar file: as the user named it, relative to the working directory if it is in there; None for a task's own list
    :ivar line: where the entry begins, from 1; None for a task's own list
    :ivar lines: where each of its fields is written, if it is a dictionary
    """

    value: Any
    source: str
    number: int
    file: str | None = None
    line: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str | None = None) -> str:
        """Where it is written, for messages: ``audit/rules.yml, line 12``, or ``rules, entry 3``.

        :param name: a field, whose own line is named if it is there
        """
        if self.line is None:
            return f"{self.source}, entry {self.number}"
        return f"{self.source}, line {self.lines.get(name or '', self.line)}"


def entries_of_option(option: str, values: Sequence[Any]) -> list[Entry]:
    """The entries of a list that the task has itself."""
    return [Entry(value, option, number) for number, value in enumerate(values, 1)]


def read_entries(path: str, *, option: str, key: str) -> list[Entry]:
    """The entries of a YAML file that is a list, or a dictionary whose only key holds a list.

    :param option: the option that names the file, for messages
    :param key: the only key that a dictionary may have
    :raises InputError: if the file cannot be read, is not YAML, or holds something else; with file and line
    :raises MissingLibraryError: if PyYAML is not installed
    """
    if MISSING is not None:
        raise MissingLibraryError("PyYAML", f"for {option}", MISSING)
    text = _content(path, option)
    name = _relative(path)
    try:
        _check_depth(text)
        loader = _loader(text)
        try:
            return _entries(loader, option, name, key)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _not_yaml(error, option, name) from None


def _entries(loader: Any, option: str, name: str, key: str) -> list[Entry]:
    node = loader.get_single_node()
    if node is None or node.tag == "tag:yaml.org,2002:null":
        raise InputError(f"{option}: {name} is empty. If no entry is what you mean, write [].")
    if isinstance(node, yaml.MappingNode):
        node = _only_value(node, option, name, key)
    if isinstance(node, yaml.ScalarNode) and node.value.startswith("$ANSIBLE_VAULT;"):
        raise InputError(
            f"{option}: {name} is encrypted by Ansible Vault, which only Ansible opens. Load it with vars_files, and "
            f"give the list to the option {key}."
        )
    if not isinstance(node, yaml.SequenceNode):
        raise InputError(f"{option}: {name}, line {_line(node)}: this must be a list of entries.")
    return [
        Entry(loader.construct_object(each, deep=True), name, number, name, _line(each), _lines(each))
        for number, each in enumerate(node.value, 1)
    ]


def _only_value(node: Any, option: str, name: str, key: str) -> Any:
    for its_key, value in node.value:
        if its_key.value != key:
            raise InputError(
                f"{option}: {name}, line {_line(its_key)}: {its_key.value!r} does not belong here. The file must be a "
                f"list of entries, or a dictionary with the key {key} only."
            )
        return value
    raise InputError(f"{option}: {name} is an empty dictionary. If no entry is what you mean, write [].")


def _lines(node: Any) -> dict[str, int]:
    return {str(key.value): _line(key) for key, _value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _content(path: str, option: str) -> str:
    if not path:
        raise InputError(f"{option}: a path is empty. Name a file, or leave the entry out.")
    try:
        return read_ordinary(path).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{option}: {path} cannot be read: {error.strerror}.") from None
    except ValueError:  # not UTF-8, or a path that no system takes
        raise InputError(f"{option}: {path!r} is no file with text in UTF-8.") from None


def _relative(path: str) -> str:
    """Reports are looked at on other machines, where the folder of a checkout has another name."""
    inside = os.path.relpath(path)
    return path if inside.startswith(os.pardir) else inside


def _not_yaml(error: Any, option: str, name: str) -> InputError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"{name}, line {mark.line + 1}, column {mark.column + 1}" if mark else name
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
    return InputError(f"{option}: {place}: {problem}.{_HINTS.get(problem, '')}")


def _fast_loader() -> Any:
    """Written in C, it needs a tenth of the time; not every PyYAML has it."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _check_depth(text: str) -> None:
    """Refuse what is nested so deeply that to compose it would end the process: the library calls itself."""
    depth = 0
    for event in yaml.parse(text, Loader=_fast_loader()):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                mark: Any = event.start_mark
                problem = f"this is nested more than {DEEPEST} levels deep"
                raise yaml.constructor.ConstructorError(None, None, problem, mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _loader(text: str) -> Any:
    """What constructs plain JSON values, and refuses what YAML would silently make something else of."""
    base: Any = _fast_loader()

    class Loader(base):  # type: ignore[misc]
        # YAML's times would become objects, which JSON does not know.
        yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in base.yaml_implicit_resolvers.items()
        }

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            """A dictionary. Its names must be text, and each be there once: YAML would take the last one."""
            seen: dict[Any, int] = {}
            for key, _value in node.value:
                written = key.value
                if key.tag == "tag:yaml.org,2002:merge":
                    continue
                if key.tag != "tag:yaml.org,2002:str":
                    shown = repr(written) if isinstance(written, str) else "this"
                    problem = f"{shown} is no text here, as the name of a field must be; put it in quotes"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                if written in seen:
                    problem = f"{written!r} is already given in line {seen[written]}"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen[written] = _line(key)
            return super().construct_mapping(node, deep)

        def finite(self, node: Any) -> float:
            """A number that JSON has, too."""
            number = float(self.construct_yaml_float(node))
            return number if math.isfinite(number) else float(self.refuse(node))

        def refuse(self, node: Any) -> Any:
            """Tags such as !vault and !unsafe are Ansible's, and no file of its own."""
            shown = node.value if isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!") else node.tag
            problem = f"{shown} cannot be used here; only plain values can"
            if isinstance(node, yaml.ScalarNode) and node.tag.startswith("!"):
                problem += ". Put quotes around text that begins with !"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)

    Loader.add_constructor("tag:yaml.org,2002:float", Loader.finite)
    Loader.add_constructor(None, Loader.refuse)
    for kind in ("binary", "timestamp", "set", "omap", "pairs"):
        Loader.add_constructor(f"tag:yaml.org,2002:{kind}", Loader.refuse)
    return Loader(text)
