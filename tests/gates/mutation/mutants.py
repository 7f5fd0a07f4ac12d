# Copyright (c) 2026, mediaops maintainers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mutants of a file: its text with one small fault each."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
_LONGEST_WORD = 24


@dataclass(frozen=True)
class Mutant:
    """One fault.

    :ivar file: relative to the checkout
    :ivar at: the line of code that it begins in, without its blanks
    :ivar was, becomes: the expression or statement, on one line each
    :ivar source: the whole text of the file with the fault
    """

    file: str
    line: int
    at: str
    was: str
    becomes: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from others, also when the file has changed elsewhere."""
        return self.file, self.at, self.was, self.becomes

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was}  ->  {self.becomes}"


def mutants_of(file: str, text: str) -> list[Mutant]:
    """Every mutant of a file, each once."""
    tree = ast.parse(text)
    found: dict[tuple[int, str, str, str, str], Mutant] = {}
    for node, new in _faults(tree):
        mutant = _mutant(file, text, node, new)
        found.setdefault((mutant.line, *mutant.key), mutant)
    return list(found.values())


def chosen(mutants: Iterable[Mutant], number: int, seed: int) -> list[Mutant]:
    """As many of them, by the seed. A change of one line of the code changes little of the choice."""
    return sorted(mutants, key=lambda each: (_draw(each, seed), each.line))[:number]


def _draw(mutant: Mutant, seed: int) -> str:
    return hashlib.sha256("\0".join((str(seed), *mutant.key)).encode()).hexdigest()


def _mutant(file: str, text: str, node: ast.expr | ast.stmt, new: ast.AST) -> Mutant:
    becomes = ast.unparse(new)
    if isinstance(new, ast.expr):
        becomes = f"({becomes})"
    lines = text.encode().splitlines(keepends=True)  # positions count bytes
    assert node.end_lineno is not None
    before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    after = lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(lines[node.end_lineno :])
    source = (before + becomes.encode() + after).decode()
    at = lines[node.lineno - 1].decode().strip()
    return Mutant(file, node.lineno, at, ast.unparse(node), ast.unparse(new), source)


def _faults(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
    for node in _code(tree):
        for fault in _FAULTS:
            yield from fault(node)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only describe: annotations, documentation, imports, and what is for type checkers."""
    yield node
    described = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        children = [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)]
        if described and name == "body" and ast.get_docstring(node) is not None:  # type: ignore[arg-type]
            children = children[1:]
        for child in children:
            if not _only_describes(child):
                yield from _code(child)


def _only_describes(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    named = [getattr(target, "id", "") for target in node.targets] if isinstance(node, ast.Assign) else []
    # The text of f-strings has no place of its own before Python 3.12.
    return isinstance(node, (ast.Import, ast.ImportFrom, ast.JoinedStr)) or "__all__" in named


def _comparison(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            ops: list[ast.cmpop] = list(node.ops)
            ops[number] = _COMPARISONS[type(operator)]()
            yield node, ast.Compare(node.left, ops, node.comparators)


def _logic(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    if isinstance(node, ast.BoolOp):
        yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)) and isinstance(
        node.test, (ast.Name, ast.Call, ast.Attribute)
    ):
        yield node.test, ast.UnaryOp(ast.Not(), node.test)


def _arithmetic(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield node, ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _constant(node: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """Other constants; of texts only words and signs, since sentences are for people."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield node, ast.Constant(not value)
    elif isinstance(value, int):
        yield node, ast.Constant(value + 1)
    elif isinstance(value, str) and len(value) <= _LONGEST_WORD and " " not in value.strip():
        yield node, ast.Constant(f"{value}X" if value else "X")


def _return(node: ast.AST) -> Iterator[tuple[ast.stmt, ast.AST]]:
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield node, ast.Return(ast.Constant(None))


def _left_out(node: ast.AST) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """A call whose value nobody uses is not made."""
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Await)):
        yield node, ast.Pass()


_FAULTS: tuple[Callable[[ast.AST], Iterator[tuple[ast.expr | ast.stmt, ast.AST]]], ...] = (
    _comparison, _logic, _arithmetic, _constant, _return, _left_out,
)  # fmt: skip
