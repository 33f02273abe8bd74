"""What a check looks back at is run before it, even where a learner asks for that check alone."""

import ast
import functools
import inspect
import textwrap
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest

from conftest import ROOT
from grader.course import checks, layout, targets
from grader.course.layout import Target

OURS = ("grader.subjects", "checks_of_")  # modules whose code may look back


@functools.cache
def tree(code: FunctionType | type) -> ast.AST:
    found = ast.parse(textwrap.dedent(inspect.getsource(code)))
    for node in ast.walk(found):
        if isinstance(node, ast.Call):  # what a play misses, the check finds when it is run
            node.keywords = [each for each in node.keywords if each.arg != "shown_by"]
    return found


def is_written(function: FunctionType) -> bool:
    """Whether it stands in a file: a dataclass makes some of its methods itself."""
    return not function.__code__.co_filename.startswith("<")


def is_ours(thing: Any) -> bool:
    return isinstance(thing, FunctionType | type) and thing.__module__.startswith(OURS)


def functions_of(kind: type) -> Iterator[FunctionType]:
    """Yield the methods of a class and of those that it is made of."""
    for base in kind.__mro__:
        if is_ours(base):
            for thing in vars(base).values():
                inner = getattr(thing, "fget", None) or getattr(thing, "__func__", thing)
                inner = inspect.unwrap(inner) if callable(inner) else inner
                if isinstance(inner, FunctionType) and is_written(inner):
                    yield inner


class Reach:
    """The code that a check may run, and the strings in it."""

    def __init__(self, function: FunctionType) -> None:
        self.strings: set[str] = set()
        self._functions: set[FunctionType] = set()
        self._kinds: set[type] = set()
        self._attributes: set[str] = set()
        self._enter(function)
        while self._enter_methods():
            pass

    def _enter(self, thing: Any) -> None:
        if isinstance(thing, type):
            self._kinds.add(thing)
        elif thing not in self._functions:
            self._functions.add(thing)
            self._read(thing)

    def _enter_methods(self) -> bool:
        """Go into the methods whose names have been seen; tell whether there were new ones."""
        known = len(self._functions), len(self._kinds)
        for kind in list(self._kinds):
            for function in functions_of(kind):
                if function.__name__ in self._attributes | {"__init__"}:
                    self._enter(function)
            self.strings.update(
                value
                for base in kind.__mro__
                for name, value in vars(base).items()
                if name in self._attributes and isinstance(value, str)
            )
        return known != (len(self._functions), len(self._kinds))

    def _read(self, function: FunctionType) -> None:
        scope = function.__globals__
        for node in ast.walk(tree(function)):
            if isinstance(node, ast.Call):
                self._read_arguments(node, scope)
            if isinstance(node, ast.Attribute):
                self._attributes.add(node.attr)
            if isinstance(node, ast.Name) and is_ours(scope.get(node.id)):
                self._enter(scope[node.id])

    def _read_arguments(self, call: ast.Call, scope: dict[str, Any]) -> None:
        for node in [*call.args, *(keyword.value for keyword in call.keywords)]:
            value = None
            if isinstance(node, ast.Constant):
                value = node.value
            elif isinstance(node, ast.Name):
                value = scope.get(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                value = getattr(scope.get(node.value.id), node.attr, None)
            if isinstance(value, str):
                self.strings.add(value)


def looks_back_at(target: Target, name: str) -> set[str]:
    """Give the strings that the code of a check uses: names of earlier checks among them."""
    function = getattr(checks.module(target), f"test_{name}")
    return Reach(function).strings


@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_what_a_check_looks_back_at_is_run_before_it(target: Target) -> None:
    names = [check.name for check in checks.load(target)]
    missing = {}
    for number, name in enumerate(names):
        [chosen] = targets.choose([f"{target}::{name}"], ROOT)
        assert chosen.checks is not None
        if more := (looks_back_at(target, name) & set(names[:number])) - chosen.checks:
            missing[name] = more
    assert missing == {}, "put these into their `after`"


@pytest.mark.parametrize(
    ("name", "earlier"),
    [
        ("02_rough_seas/udp_client::uses_new_ids", "sends_every_line"),  # in a method
        ("02_rough_seas/http_tasks::retries_raise_at_once", "retries_errors"),  # an argument
        ("03_services/http_tasks::fetch_all_together", "fetch_all_fetches"),  # a constant
        ("03_services/udp_client::writes_any_name", "sends_a_query"),  # of the class
    ],
)
def test_looks_are_found_wherever_they_are(name: str, earlier: str) -> None:
    program, _, check = name.partition("::")
    assert earlier in looks_back_at(Target(*program.split("/")), check)
