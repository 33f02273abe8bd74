"""What is judged. A check is a pytest function with points, in the checks file of its program.

    KIND = Kind("script", network="real")

    @check(points=3, needs="listens")
    def test_answers_hi(tcp_server):
        '''Answers with exactly the two bytes `hi`.

        Hint: Which call sends bytes on a connected socket?
        Hint: …
        '''

The first line of the docstring is what the learner reads, the `Hint:` paragraphs
are a ladder of help. A check whose `needs` was not passed is not run. What it comes `after`
finds out how the program speaks (`grader.peers.dialect`): where only this check is chosen, that
one is run as well, but it blocks nothing. Runs in which nobody speaks for a while are begun
`ahead` of their check (`grader.examiner.ahead`), and a single run may show several checks
(`grader.examiner.shown`). Such a file has a stamp, `PLAYS = "…"`, of the text for which somebody has
made sure that its plays demand all that the checks do: once it has changed, each check is run by
itself, until `python -m grader verify` is told so by a new stamp. The points of a file add up to 20. A file whose programs are scripts with sockets need not
say its kind. What a check may ask for is in `grader/checks/conftest.py`.
"""

import hashlib
import importlib.util
import inspect
import re
import sys
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Literal, TypeVar, get_args

from grader.course.layout import Target

THIRD_PARTY = "third-party packages"  # all of them, where modules are named
Form = Literal["script", "module"]
Network = Literal["none", "mocked", "real"]
Function = TypeVar("Function", bound=Callable[..., None])
# of an examination; it yields where the silence begins, and is told when that was
SilentRun = Callable[[Any], Generator[None, float, None]]
SitOut = Callable[[SilentRun], None]  # plays one to its end; raises what is wrong
Play = Callable[[Any], None]  # of an examination; raises what is wrong


class BadChecks(Exception):
    """A checks file breaks the rules for one: the course's own fault, never a learner's."""


@dataclass(frozen=True)
class Kind:
    """What a program is, for all the checks of its file.

    A script is run with arguments; the functions of a module are called. The network
    is none, or a mocked one (requests-mock answers), or the real one on loopback; a file
    whose checks use two of them names both: `Kind("module", network=("mocked", "real"))`.
    Modules that would do the exercise are `out_of_bounds` for a script, with all below them:
    `Kind(out_of_bounds=(THIRD_PARTY, "email"), but_for=("email.utils",))`; an import of one that
    stands in the learner's own files fails. Where what a program did before must make no
    difference, its checks may look at the same run, as long as all is right (`shares_runs`; see
    `grader.examiner.shared`). Raises BadChecks for other words.
    """

    form: Form = "script"
    network: Network | tuple[Network, ...] = "real"
    out_of_bounds: tuple[str, ...] = ()
    but_for: tuple[str, ...] = ()
    shares_runs: bool = False

    def __post_init__(self) -> None:
        for word, known in [(self.form, Form), *((word, Network) for word in self.networks)]:
            if word not in get_args(known):
                raise BadChecks(f"a kind is one of {', '.join(get_args(known))}, not {word!r}")
        if self.form == "script" and "mocked" in self.networks:
            raise BadChecks("a script cannot have a mocked network: only calls are mocked")
        if self.form == "module" and self.out_of_bounds:
            raise BadChecks("modules are out of bounds for scripts only")

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks that the checks of the file may use."""
        return (self.network,) if isinstance(self.network, str) else tuple(self.network)

    def demand(self, form: Form | None = None, network: Network | None = None) -> None:
        """Demand that programs of this kind have that form and network. Raises BadChecks."""
        if form not in (None, self.form):
            raise BadChecks(f"a check asks for a {form}, but the KIND of its file is {self}")
        if network is not None and network not in self.networks:
            raise BadChecks(
                f"a check asks for a network that is {network}, but the KIND of its file is {self}"
            )

    def __str__(self) -> str:
        return f"{self.form} with network {' and '.join(self.networks)}"


@dataclass(frozen=True)
class SilentRuns:
    """Runs that are begun long before their check's turn, as soon as another check is passed.

    Their programs are to be there still when the silence is over, unless they `may_end` in it.
    """

    once_passed: str
    runs: tuple[SilentRun, ...]
    may_end: bool = False


@dataclass(frozen=True)
class Check:
    """What the decorator and the docstring of a check say."""

    name: str
    points: int
    needs: tuple[str, ...]
    title: str
    hints: tuple[str, ...]
    after: tuple[str, ...] = ()
    ahead: SilentRuns | None = None
    shown_by: tuple[Play, ...] = ()

    def id(self, target: Target) -> str:
        """Give the name of this check in reports, such as `01_hello/tcp_server::answers_hi`."""
        return f"{target}::{self.name}"


def check(
    *,
    points: int,
    needs: str | Iterable[str] = (),
    after: str | Iterable[str] = (),
    ahead: SilentRuns | None = None,
    shown_by: Iterable[Play] = (),
) -> Callable[[Function], Function]:
    """Make a test function a check worth `points`; `needs` and `after` name others of its file.

    `ahead` are silent runs that it plays, and `shown_by` plays that show it beside other checks.
    Raises BadChecks for a function whose name does not begin with `test_`.
    """

    def mark(function: Function) -> Function:
        prefix, _, name = function.__name__.partition("test_")
        if prefix or not name:
            raise BadChecks(f"{function.__name__} is a check: its name has to begin with test_")
        title, hints = _read_docstring(function)
        needed, before = _names(needs), _names(after)
        function.check = Check(  # type: ignore[attr-defined]
            name, points, needed, title, hints, before, ahead, tuple(shown_by)
        )
        return function

    return mark


def _names(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def of(function: object) -> Check | None:
    """Give what `check` has noted on this function; None for whatever it has not marked."""
    noted = vars(function).get("check") if isinstance(function, FunctionType) else None
    return noted if isinstance(noted, Check) else None


@cache
def load(target: Target) -> tuple[Check, ...]:
    """Give the checks of one program, in the order in which they are run.

    Raises what importing its checks file raises.
    """
    found = (of(thing) for thing in vars(module(target)).values())
    return tuple(dict.fromkeys(check for check in found if check))


def kind(target: Target) -> Kind:
    """Give the kind of one program; a script with a real network where its file says nothing.

    Raises BadChecks for a KIND that is not a `Kind`, and what importing the file raises.
    """
    said = getattr(module(target), "KIND", Kind())
    if not isinstance(said, Kind):
        raise BadChecks(f"the KIND of {target.checks_file.name} is not a Kind, but {said!r}")
    return said


@cache
def plays_hold(target: Target) -> bool:
    """Tell whether the plays of a checks file were compared with its checks as they are now."""
    return getattr(module(target), "PLAYS", "") == stamp(target)


def stamp(target: Target) -> str:
    """Give the stamp of a checks file: the first digits of the SHA-256 of its lines but this one."""
    lines = target.checks_file.read_bytes().splitlines()
    text = b"\n".join(line for line in lines if not line.startswith(b"PLAYS = "))
    return hashlib.sha256(text).hexdigest()[:8]


@cache
def module(target: Target) -> ModuleType:
    """Import the checks file of one program, once in a process, and give the module.

    Raises what the file raises.
    """
    return imported(f"checks_of_{target.unit}_{target.program}", target.checks_file)


def imported(name: str, file: Path) -> ModuleType:
    """Import a file as a module of this name. Raises what the file raises.

    The module is in `sys.modules` before its code runs, since dataclasses look it up there.
    """
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec and spec.loader, f"{file} is no Python file"
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    try:
        spec.loader.exec_module(loaded)
    except BaseException:
        del sys.modules[name]
        raise
    return loaded


def _read_docstring(function: Callable[..., None]) -> tuple[str, tuple[str, ...]]:
    first, _, rest = (inspect.getdoc(function) or "").partition("\n")
    hints = re.split(r"^Hint: ", rest, flags=re.MULTILINE)[1:]
    return first.rstrip("."), tuple(" ".join(hint.split()) for hint in hints)
