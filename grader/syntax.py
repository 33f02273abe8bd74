"""Parses a learner's program, whatever it is: it may be no Python, or nested beyond all bounds."""

import ast

NOT_PARSED = (SyntaxError, ValueError, RecursionError, MemoryError)


def parsed(source: str | bytes) -> ast.Module:
    """Parse a program; one that cannot be parsed has no statements."""
    try:
        return ast.parse(source)
    except NOT_PARSED:
        return ast.Module([], [])


def written(node: ast.AST) -> str:
    """Give a part of a program as its text, empty for one that is nested too deeply for that."""
    try:
        return ast.unparse(node)
    except RecursionError:
        return ""
