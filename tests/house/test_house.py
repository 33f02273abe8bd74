"""The house keeps its order: data flows one way through the rooms of `grader/`.

The rooms, and how it is read what a module imports, are in `tests/support/house.py`.
"""

import ast
import graphlib
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from conftest import ROOT
from grader.course import layout
from house import (
    GRADER,
    KNOWN_TO_A_RENDERER,
    LEVEL,
    MODULES,
    READ_BY_BOTH_SIDES,
    ROOMS,
    imported,
    name_of,
    named,
    places,
    room_of,
    sources,
    tree_of,
)

TESTS = ROOT / "tests"
SHELF = TESTS / "submissions"
MOST_LINES = 500  # of a file: what is longer is two things


# ------------------------------------------------------------------ the ways


def test_each_room_has_its_place_in_the_table() -> None:
    assert {room_of(module) for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_data_flows_one_way(room: str) -> None:
    upwards = [
        f"{module} ({room} {ROOMS[room]}) imports {other}"
        for module, path in MODULES.items()
        if room_of(module) == room
        for other in sorted(imported(path))
        if LEVEL[room_of(other)] < LEVEL[room]
    ]
    assert not upwards


def test_there_is_no_circle() -> None:
    """The modules can be put in an order in which each comes after those that it imports."""
    graph = {module: imported(path) - {module} for module, path in MODULES.items()}
    assert len(list(graphlib.TopologicalSorter(graph).static_order())) == len(MODULES)


def test_jail_takes_nothing_of_ours_along() -> None:
    """It imports its own files by relative names, so that it runs from any folder."""
    for module, path in MODULES.items():
        if room_of(module) == "jail":
            assert {room_of(other) for other in imported(path)} <= {"jail"}, module
            absolute = [node for node in ast.walk(tree_of(path)) if _is_ours_by_name(node)]
            assert not places(path, absolute)


def _is_ours_by_name(node: ast.AST) -> bool:
    names = named(node, GRADER) if not getattr(node, "level", 0) else []
    return any(name.partition(".")[0] == "grader" for name in names)


def test_only_what_both_sides_share_is_read_from_outside_the_jail() -> None:
    for module, path in MODULES.items():
        if room_of(module) != "jail":
            from_there = {other for other in imported(path) if room_of(other) == "jail"}
            assert from_there <= READ_BY_BOTH_SIDES, module


def test_renderers_know_only_reports_and_words() -> None:
    for module, path in MODULES.items():
        if room_of(module) == "renderers":
            known = {room_of(other) for other in imported(path)}
            assert known <= KNOWN_TO_A_RENDERER, module


# ------------------------------------------------------------------ the furniture


def test_no_file_is_too_long() -> None:
    """But for checks: those of a program are one list, in the file of its name."""
    judging = {name_of(path) for path in (GRADER / "checks").glob("*/test_*.py")}
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources()
        if name_of(path) not in judging
    }
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


def is_annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether all arguments have types, and what is returned has one; a comment may say them."""
    if function.type_comment:  # as in what any Python reads
        return True
    given = function.args
    named = [*given.posonlyargs, *given.args]
    if named and named[0].arg in ("self", "cls"):
        del named[0]
    named += [*given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    return function.returns is not None and all(argument.annotation for argument in named)


def test_every_function_says_its_types() -> None:
    """The strict reader of types is mypy; this is quick, and there wherever pytest is."""
    silent = [
        place
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_annotated(node)
        for place in places(path, [node])
    ]
    assert not silent


def test_formatter_is_obeyed_everywhere() -> None:
    exempt = re.compile(r"#\s*fmt\s*:\s*(skip|off)|#\s*yapf:\s*disable")
    tests = [path for path in TESTS.rglob("*.py") if not path.is_relative_to(SHELF)]
    for path in [*sources(), *(ROOT / "solutions").rglob("*.py"), *tests]:
        with io.StringIO(path.read_text(encoding="utf-8")) as file:
            words = [t.string for t in tokenize.generate_tokens(file.readline)]
        assert not [word for word in words if word.startswith("#") and exempt.match(word)], path


def test_nothing_sleeps_to_wait() -> None:
    """A wait of the grader ends at an event, or at a deadline."""
    for path in sources():
        sleeps = [node for node in ast.walk(tree_of(path)) if _is_sleep(node)]
        assert not places(path, sleeps)


def _is_sleep(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(alias.name == "sleep" for alias in node.names)
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith("time.sleep")


UNIX_ONLY = {"fcntl", "grp", "pwd", "resource", "termios"}  # modules that Windows has not
ONLY_ON_UNIX = ("jail", "grader.launch.forked", "grader.watching.terminal")  # elsewhere not run


def test_what_windows_lacks_is_imported_with_care() -> None:
    """The plain path has it below a question for `sys.platform`, or bears that it is missing."""
    for module, path in MODULES.items():
        if room_of(module) not in ONLY_ON_UNIX and module not in ONLY_ON_UNIX:
            assert not places(path, list(_careless(tree_of(path)))), "Windows has no such module"


def _careless(node: ast.AST) -> Iterator[ast.AST]:
    """The imports of such modules that neither an `if` nor a `try` guards."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "sys.platform" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Try) and "ImportError" in map(_caught, child.handlers):
            continue
        if UNIX_ONLY.intersection(named(child, GRADER)):
            yield child
        yield from _careless(child)


def _caught(handler: ast.ExceptHandler) -> str:
    return ast.unparse(handler.type) if handler.type else "everything"


def test_no_unit_and_no_program_is_known_by_name() -> None:
    """An exercise is found by its place: only its checks, and the order of the five, name it."""
    programs = {program for unit in layout.units() for program in layout.programs(unit)}
    named = re.compile(rf"\b({'|'.join([*layout.units(), *programs])})\b")
    for path in sources():
        if "checks" in path.relative_to(GRADER).parts[:-1]:
            continue
        tree = tree_of(path)
        excused = _examples(tree) | (_order(tree) if name_of(path) == layout.__name__ else set())
        strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in excused]
        found = [n for n in strings if isinstance(n.value, str) and named.search(n.value)]
        assert not places(path, [*found])


def _examples(tree: ast.Module) -> set[ast.AST]:
    """What may name a program as an example: docstrings, and the help of the command line."""
    nodes = list(ast.walk(tree))
    docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
    helps = [n.value for n in nodes if isinstance(n, ast.keyword) and n.arg == "help"]
    return docstrings | {below for value in helps for below in ast.walk(value)}


def _order(tree: ast.Module) -> set[ast.AST]:
    """The names in the table of the order in which a unit is worked through."""
    return {
        below
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ORDER"
        for below in ast.walk(node)
    }
