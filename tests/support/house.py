"""The rooms of `grader/`, in order, and what the modules in them import: read, and never run.

An import inside a function counts as well. Those below `if TYPE_CHECKING:` do not: they are
for mypy only, and nothing flows there.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

GRADER = ROOT / "grader"

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
    "dice": "throw what no program can guess, and the same for the same seed",
    "text": "is how things are written",
    "tokens": "is a learner's program as tokens, whichever Python reads it",
    "syntax": "is a learner's program as a tree, whatever stands in it",
    "i18n": "is the language that they are said in",
    "grader": "is the version",
    "jail": "runs on the other side of a wall, and takes nothing of ours there",
}
LEVEL = {room: number for number, room in enumerate(ROOMS)}
# The two sides of the wall share what a run may do and how they talk, and nothing else.
READ_BY_BOTH_SIDES = {f"grader.jail.{name}" for name in ("policy", "messages", "stacks", "turns")}
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
        for node in running(tree_of(path))
        for module in named(node, path)
        if module.partition(".")[0] == "grader"
    }


def running(node: ast.AST) -> Iterator[ast.AST]:
    """All below a node but what is for the eyes of mypy only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from (below for other in child.orelse for below in [other, *running(other)])
        else:
            yield child
            yield from running(child)


def named(node: ast.AST, path: Path) -> list[str]:
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
