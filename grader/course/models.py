"""The model solutions, where the course ships them: a program and the modules of its own beside it."""

import ast
from pathlib import Path

from grader.course import layout
from grader.course.layout import Target


def file(target: Target) -> Path | None:
    """Give the file of a program's model; None where the course ships none."""
    path = layout.SOLUTIONS / target.file
    return path if path.is_file() else None


def helpers(model: Path) -> list[Path]:
    """Give the modules beside a model that it imports, and those that they import, in order."""
    found: list[Path] = []
    left = [model]
    while left:
        for path in _imported(left.pop(0)):
            if path != model and path not in found:
                found.append(path)
                left.append(path)
    return found


def is_helper(path: Path) -> bool:
    """Tell whether a file is a module that a model beside it imports, and no program."""
    target = Target(path.parent.name, path.stem)
    if target.checks_file.is_file() or (layout.ASSIGNMENTS / target.file).is_file():
        return False
    return any(path in helpers(model) for model in path.parent.glob("*.py") if model != path)


def _imported(path: Path) -> list[Path]:
    """Give the files beside this one whose names it imports; none where it cannot be read."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    beside = (path.with_name(f"{name.partition('.')[0]}.py") for name in names)
    return [each for each in dict.fromkeys(beside) if each.is_file()]
