"""Why a program ran to its end and did nothing: its functions are never called."""

import ast

from grader import scratch
from grader.i18n import gettext
from grader.syntax import NOT_PARSED

MOST_READ = 1 << 20  # bytes; no program of the course is longer
QUIET = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass)


def of_source(folder: str, name: str) -> str | None:
    """Tell why the file of that name does nothing when it is run, or None if it does something."""
    source = scratch.read(folder, name, MOST_READ)
    if source is None:
        return None
    try:
        tree = ast.parse(source)
    except NOT_PARSED:
        return None
    if any(_may_do_something(statement) for statement in tree.body):
        return None
    functions = [node for node in tree.body if isinstance(node, QUIET[:2])]
    if not functions:
        return gettext(
            "The file ran to its end and did nothing: it holds no line that does anything."
        )
    last = functions[-1]
    return gettext(
        "The file ran to its end and did nothing: it defines functions, {name}() in line {line} for instance, and no line outside of them calls one.",
        name=last.name,
        line=last.lineno,
    )


def _may_do_something(statement: ast.stmt) -> bool:
    """Tell whether a statement at the top of a file does more than to define a name."""
    if isinstance(statement, QUIET):
        return False
    return not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr) or any(
        isinstance(node, ast.Call | ast.Await) for node in ast.walk(statement)
    )
