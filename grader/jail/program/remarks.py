"""Reads the source of a function for mistakes that its value alone does not show."""

import ast
import functools
from collections.abc import Iterator

MOST = 10
# Methods of a response whose mere name does nothing.
METHODS = ("raise_for_status", "json")
# Names by which a file may see to it that requests does not read a body at once.
UNREAD = ("stream", "hooks", "send", "HTTPAdapter", "BaseAdapter")
# Kind, a name or a text, and the line where it stands.
Remark = tuple[str, str, int]


@functools.cache  # a function may be called often
def on(source: bytes, name: str) -> list[Remark]:
    """Give what is remarkable in the function of this name, if it is written in this file.

    It may not be this function that is called, if the file gives the name to something else.
    """
    tree = _parsed(source)
    found = [node for node in tree.body if getattr(node, "name", None) == name]
    if not found or not isinstance(found[-1], ast.FunctionDef) or _stores(tree, name, source):
        return []
    remarks = list(_inside(found[-1]))
    raw = _reads_raw(found[-1])
    if raw and not any(_leaves_unread(node) for node in ast.walk(tree)):
        remarks += raw
    if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in _own(found[-1])):
        remarks.append(("yields", name, found[-1].lineno))
    if not _returns(found[-1]):
        remarks.insert(0, ("no return", name, found[-1].lineno))
    return remarks[:MOST]


def on_missing(source: bytes, name: str) -> list[Remark]:
    """Tell inside of which functions and classes one of this name is written."""
    tree = _parsed(source)
    blocks = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        ("inside", outer.name, node.lineno)
        for outer in ast.walk(tree)
        if isinstance(outer, blocks)
        for node in outer.body
        if isinstance(node, blocks[:2]) and node.name == name
    ][:MOST]


def _parsed(source: bytes) -> ast.Module:
    """Parse a file; one that cannot be parsed is as good as empty."""
    try:
        return ast.parse(source)
    except Exception:
        return ast.Module([], [])


def _inside(function: ast.FunctionDef) -> Iterator[Remark]:
    for node in ast.walk(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute):
            if node.value.attr in METHODS:
                yield ("not called", node.value.attr, node.lineno)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            texts = [side.value for side in sides if isinstance(side, ast.Constant)]
            is_equality = all(
                isinstance(way, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)) for way in node.ops
            )
            if is_equality and any(getattr(side, "attr", "") == "status_code" for side in sides):
                yield from (
                    ("compared", text, node.lineno) for text in texts if isinstance(text, str)
                )
        elif isinstance(node, ast.Attribute) and node.attr == "apparent_encoding":
            yield ("guessed", node.attr, node.lineno)


def _stores(tree: ast.AST, name: str, source: bytes) -> bool:
    if source.isascii() and source.count(name.encode()) == 1:  # a letter may be another one (NFKC)
        return False
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in ast.walk(tree)
    )


def _leaves_unread(node: ast.AST) -> bool:
    """Tell whether an argument, an attribute, a name or a text is one of UNREAD."""
    named = [getattr(node, part, None) for part in ("arg", "attr", "id", "name", "value")]
    return any(name in UNREAD for name in named if isinstance(name, str))


def _reads_raw(function: ast.FunctionDef) -> list[Remark]:
    return [
        ("raw", "raw", node.lineno)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "raw"
    ]


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """Give what stands in a function, apart from functions and classes inside it."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, inner):
            yield child
            yield from _own(child)


def _returns(function: ast.AST) -> bool:
    """Tell whether a function returns or yields something, apart from functions inside it."""
    return any(
        isinstance(node, (ast.Yield, ast.YieldFrom))
        or (isinstance(node, ast.Return) and node.value is not None)
        for node in _own(function)
    )
