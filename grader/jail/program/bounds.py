"""Keeps a learner's own files from importing modules that would do the exercise for them.

Only the imports that stand in the learner's own code are looked at: what Python's own modules
import is their affair, so `import asyncio` is as good as ever. Like all in this folder it runs
on the untrusted side. It is no wall, and need not be one: nobody but the learner loses anything
behind it. It says in time, and kindly, what the exercise is about.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import os
import runpy
import sys

TYPE_CHECKING = False  # as in typing, whose import would cost every program milliseconds
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

OF_PYTHON = (os.path.dirname(os.__file__) + os.sep, "<frozen ")  # where its own code comes from
THIRD_PARTY = "third-party packages"  # a word for all of them, as in `grader.course.checks`


def keep(folder: str, out_of_bounds: Sequence[str], but_for: Sequence[str]) -> None:
    """Have imports of these modules, and of all below them, fail in files of this folder.

    Some of those below may be fine all the same: `but_for`.
    """
    bounds = _Bounds(folder, frozenset(out_of_bounds), frozenset(but_for))
    builtins.__import__ = importlib.__import__ = bounds.around_import(builtins.__import__)
    importlib.import_module = bounds.around_loader(importlib.import_module)
    runpy.run_module = bounds.around_loader(runpy.run_module)


class _Bounds:
    """The modules that the files of one folder may not import."""

    def __init__(self, folder: str, barred: frozenset[str], fine: frozenset[str]) -> None:
        self._folder, self._barred, self._fine = folder + os.sep, barred, fine

    def around_import(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Make an `__import__` that looks at a name before the original one does."""

        def __import__(
            name: str,
            globals: Any = None,
            locals: Any = None,
            fromlist: Any = (),
            level: int = 0,
        ) -> Any:
            if level == 0 and _is_a_learners(sys._getframe(1).f_code.co_filename):
                for each in [f"{name}.{part}" for part in fromlist or ()] or [name]:
                    self._look_at(each)
            return original(name, globals, locals, fromlist, level)

        return __import__

    def around_loader(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Make a function that loads a module by its name, as the original one does."""

        def load(name: str, *arguments: Any, **named: Any) -> Any:
            if _is_a_learners(sys._getframe(1).f_code.co_filename):
                self._look_at(name)
            return original(name, *arguments, **named)

        return load

    def _look_at(self, name: str) -> None:
        """Raise ImportError for a module that is out of bounds."""
        if _is_among(self._fine, name) or self._is_of_the_folder(name):
            return
        if _is_among(self._barred, name):
            raise ImportError(
                f"{_module_of(name, self._barred)} is out of bounds in this exercise: it would do what you are asked to write",
                name=name,
            )
        top = name.partition(".")[0]
        if THIRD_PARTY in self._barred and _is_third_party(top):
            raise ImportError(
                f"{top} is out of bounds in this exercise: only modules that come with Python, and your own, are fine",
                name=name,
            )

    def _is_of_the_folder(self, name: str) -> bool:
        top = name.partition(".")[0]
        path = self._folder + top
        is_package = os.path.isfile(os.path.join(path, "__init__.py"))
        is_plain_folder = os.path.isdir(path) and top not in sys.stdlib_module_names
        return os.path.isfile(path + ".py") or is_package or is_plain_folder


def _is_a_learners(file: str) -> bool:
    """Tell whether code with this name of its file is none of Python's."""
    return not file.startswith(OF_PYTHON)


def _is_among(modules: frozenset[str], name: str) -> bool:
    return any(name == module or name.startswith(module + ".") for module in modules)


def _module_of(name: str, modules: frozenset[str]) -> str:
    return max((module for module in modules if _is_among(frozenset({module}), name)), key=len)


def _is_third_party(top: str) -> bool:
    """Tell whether a package of this name is installed, and did not come with Python."""
    if top in sys.stdlib_module_names or top in sys.builtin_module_names:
        return False
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):  # it is there, and has no specification
        return top in sys.modules and top != "__main__"
