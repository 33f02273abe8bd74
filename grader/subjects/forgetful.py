"""Tells whether the functions of a file can leave anything to each other.

A function that uses what another one has left behind, such as a session in a global variable,
works only after that one. So each function is called in a process that no other one has used.
There is no need of that where the file has nothing to leave a thing in: at its top are imports of
modules that keep nothing, constants and functions, and no function changes anything but its own.

This reads plain files only, as most are. Whatever it does not know may keep something.
"""

import ast
import functools
from collections.abc import Iterator

MODULES = {"__future__", "base64", "collections", "html", "http", "json", "requests", "typing"}
MODULES |= {"urllib"}
# names of what reaches things in other ways than by their own names
WAYS_ROUND = {
    "__import__",
    "delattr",
    "eval",
    "exec",
    "globals",
    "locals",
    "open",
    "setattr",
    "vars",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@functools.lru_cache(maxsize=64)
def keeps_nothing(source: str) -> bool:
    """Tell whether it is plain from this source that nothing is left from one call to the next."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    at_the_top = {name for statement in tree.body for name in _names_of(statement)}
    return all(map(_is_fixed, tree.body)) and not any(
        _may_keep(node, at_the_top) for node in ast.walk(tree)
    )


def _names_of(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the top of a file defines."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            yield alias.asname or alias.name.partition(".")[0]
    elif isinstance(statement, FUNCTIONS):
        yield statement.name
    else:
        yield from (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _is_fixed(statement: ast.stmt) -> bool:
    """Tell whether a statement at the top of a file defines nothing that can change."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.Assign(value=value) | ast.AnnAssign(value=value):
            return value is None or _is_constant(value)
        case ast.If(ast.Compare(ast.Name("__name__"))):
            return True  # it does not run where functions are called
    return isinstance(statement, FUNCTIONS)


def _is_constant(value: ast.expr) -> bool:
    if isinstance(value, ast.Tuple):
        return all(map(_is_constant, value.elts))
    return isinstance(value, ast.Constant)


def _may_keep(node: ast.AST, at_the_top: set[str]) -> bool:
    """Tell whether something may outlive a call by this part of a file."""
    match node:
        case ast.Import(names):
            return any(alias.name.partition(".")[0] not in MODULES for alias in names)
        case ast.ImportFrom(module):
            return node.level > 0 or (module or "").partition(".")[0] not in MODULES
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            given = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            return bool(node.decorator_list) or not all(map(_is_constant, given))
        case (
            ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del())
        ):
            return not _is_of_its_own(node, at_the_top)
        case ast.Name(name):
            return name in WAYS_ROUND
    return isinstance(node, ast.Global | ast.ClassDef | ast.Lambda)


def _is_of_its_own(node: ast.expr, at_the_top: set[str]) -> bool:
    """Tell whether what is changed is a part of something that the function itself has made."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return isinstance(node, ast.Name) and node.id not in at_the_top
