"""Mutants of the grader's code: which there are, and which of them say nothing.

A mutant is the text of a file with one small change, made by an operator of cosmic-ray or by one
of the two below, which take a demand out of a check and an explanation out of a diagnosis.
"""

import ast
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parso
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

ROOT = Path(__file__).parents[2]
ROOMS = ("checks", "peers", "failures")
Place = tuple[int, int]  # a line and a column


class RemoveDemand(Operator):  # type: ignore[misc]
    """Replaces a statement that is a call, or raises something, with `pass`."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Yield the position of the statement."""
        first = node.children[0] if node.type == "simple_stmt" else node
        is_call = first.type in ("atom_expr", "power") and first.children[-1].type == "trailer"
        if first is not node and (is_call or first.type == "raise_stmt"):
            yield first.start_pos, first.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace the statement."""
        _replace(node, 0, "pass")
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None: they are for cosmic-ray's own tests."""
        return ()


class ReturnNone(RemoveDemand):
    """Replaces the value that a function returns with None."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Place, Place]]:
        """Yield the position of the value."""
        if node.type == "return_stmt" and node.children[1].get_code().strip() != "None":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace the value; as many lines remain."""
        _replace(node, 1, "None")
        return node


def _replace(node: Any, index: int, text: str) -> None:
    """Put a text in the place of a child; a value in brackets keeps the lines that it had."""
    old = node.children[index]
    lines = old.end_pos[0] - old.start_pos[0]
    prefix = old.get_first_leaf().prefix
    kept = prefix + (f"({text}{chr(10) * lines})" if text != "pass" and lines else text)
    node.children[index] = parso.parse(kept)


# What is left out, with the reason:
# RemoveDecorator          without @cache all is slower and nothing else; without any other it cannot be loaded
# VariableReplacer/Inserter  random names: nearly always a NameError
# ReplaceBinaryOperator_…  one other operator each, since others are noticed by the same tests; `|` mostly
#                          joins types
# ReplaceComparison…       the opposite, and the neighbour at the bound
# ReplaceUnaryOperator_…   the same for `not` and `-`
COMPARISONS = """
    Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot IsNot_Is
"""
BINARY = "Add_Sub Sub_Add Mul_Add Div_Mul FloorDiv_Mul Mod_Mul LShift_RShift RShift_LShift"
OTHERS = """
    ReplaceUnaryOperator_Delete_Not ReplaceUnaryOperator_Delete_USub AddNot ReplaceTrueWithFalse
    ReplaceFalseWithTrue ReplaceAndWithOr ReplaceOrWithAnd ReplaceBreakWithContinue
    ReplaceContinueWithBreak ExceptionReplacer NumberReplacer ZeroIterationForLoop
"""
CHOSEN = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in COMPARISONS.split()),
    *(f"ReplaceBinaryOperator_{pair}" for pair in BINARY.split()),
    *OTHERS.split(),
)
OWN: dict[str, type[Operator]] = {"RemoveDemand": RemoveDemand, "ReturnNone": ReturnNone}
TIMES = re.compile(r"second|timeout|tick|patience|deadline|pause|moment|\bwithin\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mutant:
    """One change of one file, and where it is."""

    file: str
    operator: str
    occurrence: int
    line: int
    column: int
    function: str  # in which it is; empty at the top of a module
    lines: tuple[int, int]  # who runs one of these has reached it

    @property
    def name(self) -> str:
        """What it is called in the list."""
        return f"{self.file}:{self.line}:{self.column} {self.operator} {self.occurrence}"

    @property
    def is_python(self) -> bool:
        """Whether it can be made and still has a syntax: cosmic-ray's operators do not make sure of that."""
        try:
            compile(self.text(), self.file, "exec", dont_inherit=True)
        except (AttributeError, SyntaxError):
            return False
        return True

    def text(self) -> str:
        """The text of the whole file with the change."""
        return _mutated(self.file, self.operator, self.occurrence)

    def shown(self) -> tuple[str, str]:
        """The first line that differs, as it was and as it is."""
        pairs = zip(_source(self.file).splitlines(), self.text().splitlines(), strict=False)
        was, is_now = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
        return was.strip(), is_now.strip()


@functools.cache
def _mutated(file: str, name: str, occurrence: int) -> str:
    mutated = mutate_code(_source(file), operator(name), occurrence)
    assert mutated, f"{file} has no place {occurrence} for {name} any more"
    return str(mutated)


@functools.cache
def operator(name: str) -> Operator:
    """Make the operator of this name."""
    return OWN[name]() if name in OWN else plugins.get_operator(f"core/{name}")()


@functools.cache
def _source(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def files(room: str) -> list[str]:
    """The files of a room that judge: not what plays with a person at a terminal."""
    every = sorted((ROOT / "grader" / room).rglob("*.py"))
    by_hand = ("peers/byhand/", "/peer_", "/pair_")
    names = [path.relative_to(ROOT).as_posix() for path in every]
    return [name for name in names if not any(part in name for part in by_hand)]


def mutants(room: str) -> list[Mutant]:
    """All mutants of a room that may say something, in the order of their files."""
    return [mutant for file in files(room) for mutant in _mutants_of(file)]


def _mutants_of(file: str) -> Iterator[Mutant]:
    source = _source(file)
    outline = Outline(file, source)
    nodes = list(ast_nodes(get_ast(source)))
    for name in (*CHOSEN, *OWN):
        positions = (each for node in nodes for each in operator(name).mutation_positions(node))
        for occurrence, ((line, column), _) in enumerate(positions):
            if not outline.says_nothing(name, line, column):
                function, reached = outline.function(line), outline.reached_by(line)
                yield Mutant(file, name, occurrence, line, column, function, reached)


class Outline:
    """What of a file's text is a statement, an annotation, or a function."""

    def __init__(self, file: str, source: str) -> None:
        tree = ast.parse(source)
        self._is_of_checks = file.startswith("grader/checks/")
        self._lines = source.splitlines()
        self._last = len(self._lines)
        every = list(ast.walk(tree))
        self._functions = [
            n for n in every if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        self._statements = [n for n in every if isinstance(n, ast.stmt)]
        self._silent = list(_silent(every))
        self._names: dict[int, str] = {}
        self._name(tree, "")

    def _name(self, node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = getattr(child, "name", None)
            is_named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            inner = f"{prefix}{name}." if is_named else prefix
            if is_named:
                self._names[id(child)] = inner.rstrip(".")
            self._name(child, inner)

    def says_nothing(self, name: str, line: int, column: int) -> bool:
        """Whether a change here is equivalent by its kind.

        These are annotations, decorators (what they say is the lint's), asserts (of what our own
        code has to keep to), `__repr__`, the exact lengths of times, and the numbers in checks,
        which are sent in the place of any others.
        """
        if any(_is_within(node, line, column) for node in self._silent):
            return True
        is_any = self._is_of_checks or TIMES.search(self._lines[line - 1])
        return name == "NumberReplacer" and bool(is_any)

    def function(self, line: int) -> str:
        """The qualified name of the function around a line; empty outside of all."""
        around = self._around(line)
        return self._names[id(around)] if around else ""

    def reached_by(self, line: int) -> tuple[int, int]:
        """The lines of which one is run by whoever can notice a change of this one.

        Of what runs when the file is loaded, these are those of the function, or of the file.
        """
        around = self._around(line)
        if around is None:
            return 1, self._last
        body = around.body[0].lineno, around.end_lineno or self._last
        if line < body[0]:
            return body
        inner = [n for n in self._statements if n.lineno <= line <= (n.end_lineno or 0)]
        statement = max(inner, key=lambda node: (node.lineno, -(node.end_lineno or 0)))
        blocks = [b for b in ("body", "orelse", "handlers", "cases") if getattr(statement, b, None)]
        ends = [getattr(statement, block)[0] for block in blocks]
        starts = [getattr(end, "lineno", None) or end.body[0].lineno - 1 for end in ends]
        last = min(starts) - 1 if starts else statement.end_lineno or line
        return statement.lineno, max(statement.lineno, last)

    def _around(self, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        inside = [n for n in self._functions if n.lineno <= line <= (n.end_lineno or 0)]
        return max(inside, key=lambda node: node.lineno, default=None)


def _silent(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield the nodes in which a change says nothing (see `says_nothing`)."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from node.decorator_list
            yield from [node.returns] if node.returns else []
            if node.name == "__repr__":
                yield node
        elif isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign):
            yield from [node.annotation] if node.annotation else []
        elif isinstance(node, ast.Assert):
            yield node


def _is_within(node: Any, line: int, column: int) -> bool:
    begin, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
    return bool(begin <= (line, column) < end)
