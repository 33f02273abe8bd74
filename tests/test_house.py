"""The house keeps its order: data flows one way through the rooms of `grader/`.

What a module imports is read from its source and not from running it, so that an import
inside a function counts as well. Those below `if TYPE_CHECKING:` do not: they are for
mypy only, and nothing flows there.
"""

import ast
import functools
import graphlib
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from grader.course import layout

GRADER = ROOT / "grader"
MOST_LINES = 500  # of a file: what is longer is two things

# From the top of the house to its cellar: a room may ask only those below it for something.
ROOMS = {
    "__main__": "is the door: it may call whoever it likes",
    "cli": "hands the words of a command line to a command",
    "locale": "keeps the catalogs of translations up to date with all the others",
    "commands": "are what a user asks for: they put the rooms below to work",
    "byhand": "plays one check for a person at a terminal, or the peer of a program beside",
    "watching": "grades again after each save, and keeps the screen",
    "publish": "shows a report, and writes it wherever it is wanted",
    "actions": "tells GitHub Actions what a report holds",
    "output": "writes to a terminal or a pipe, for all commands",
    "usage": "is what a wrong use is, for all commands",
    "prerequisites": "says what to do where a Python or a package is missing: it runs on any",
    "renderers": "make a text of a report and know nothing of how it came about",
    "gradebook": "keeps what the learners of a class came to, one run after the other",
    "interop": "plays the learners' own programs against each other",
    "grading": "turns a submission into a report: it makes jobs and has them examined",
    "submissions": "reads a learner's files, for those who make jobs of them",
    "examiner": "judges one program by its checks",
    "checks": "are what is judged: they ask subjects, and never the examiner",
    "subjects": "are what a check may ask for: a program, and the peer that it talks to",
    "course": "finds units, programs and checks, and is what a checks file is written with",
    "peers": "talk to a program, and know nothing of checks and scores",
    "failures": "are what may be wrong, for all who find it",
    "launch": "starts a program, and knows nothing of what is expected of it",
    "machine": "says what a machine must have, before anything is graded on it",
    "scratch": "is the folder of a run",
    "tree": "is a folder of a stranger's, of which no link is followed",
    "state": "is what a user's last run and hints were, kept from one call to the next",
    "entry": "is a learner's line in the gradebook, as plain data",
    "matrix": "is what came of it when programs met each other, as plain data",
    "report": "is the result as plain data, which everybody above may read",
    "text": "is how things are written",
    "i18n": "is the language that they are said in",
    "grader": "is the version",
    "jail": "runs on the other side of a wall, and takes nothing of ours there",
}
LEVEL = {room: number for number, room in enumerate(ROOMS)}
# The two sides of the wall share what a run may do and how they talk, and nothing else.
READ_BY_BOTH_SIDES = {"grader.jail.policy", "grader.jail.messages", "grader.jail.stacks"}
KNOWN_TO_A_RENDERER = {"report", "entry", "matrix", "text", "i18n", "renderers"}


# ------------------------------------------------------------------ reading


def sources() -> list[Path]:
    """The Python files of the grader."""
    return sorted(path for path in GRADER.rglob("*.py") if "template" not in path.parts)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), type_comments=True)


def name_of(path: Path) -> str:
    """The dotted name of the module that is in this file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """The room that a module stands in: a folder of the house, or a file at its top."""
    return module.split(".")[1] if "." in module else module


MODULES = {name_of(path): path for path in sources()}


def imported(path: Path) -> set[str]:
    """The modules of the grader that the one in this file imports, wherever it does."""
    return {
        module if module in MODULES else module.rpartition(".")[0]
        for node in _running(tree_of(path))
        for module in _named(node, path)
        if module.partition(".")[0] == "grader"
    }


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """All below a node but what is for the eyes of mypy only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from (below for other in child.orelse for below in [other, *_running(other)])
        else:
            yield child
            yield from _running(child)


def _named(node: ast.AST, path: Path) -> list[str]:
    """What an import statement names; of `from` the module, and each name as one inside it."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        # one dot is the folder that the file is in, each further one the folder above
        parts = [*path.relative_to(ROOT).parts[: -node.level]] if node.level else []
        module = ".".join([*parts, *filter(None, [node.module])])
        return [f"{module}.{alias.name}" for alias in node.names]
    return []


def places(path: Path, nodes: list[ast.AST]) -> list[str]:
    """Where these nodes stand, to be clicked at."""
    return [f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}" for node in nodes]


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
    names = _named(node, GRADER) if not getattr(node, "level", 0) else []
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
    for path in [*sources(), *(ROOT / "solutions").rglob("*.py"), *(ROOT / "tests").glob("*.py")]:
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
        if UNIX_ONLY.intersection(_named(child, GRADER)):
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
