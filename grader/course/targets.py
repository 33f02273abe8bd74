"""What the words on the command line name: units, programs, single checks.

01_hello   01                              a unit
01_hello/tcp_server   01/tcp_server.py     a program
tcp_server   tcp_server.py                 the program of that name in the unit whose
                                           folder we are in, or the only one there is
assignments/01_hello/tcp_server.py         a path, relative or absolute, as it is tab-completed
01/tcp_server::answers_hi                  a check, with all that it needs
"""

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import checks, layout
from grader.course.layout import Target
from grader.i18n import gettext
from grader.text import either

UNITS_LIE_IN = (layout.ASSIGNMENTS.name, layout.SOLUTIONS.name)


class UnknownTarget(ValueError):
    """A word that names nothing in this course; the text says in one line what there is."""


@dataclass(frozen=True)
class Choice:
    """One program to be judged, by those of its checks that are named, or by all of them (None)."""

    target: Target
    checks: frozenset[str] | None = None

    def __or__(self, other: "Choice") -> "Choice":
        """Make one choice of two of the same program: it has the checks of both."""
        whole = self.checks is None or other.checks is None
        names = None if whole else (self.checks or frozenset()) | (other.checks or frozenset())
        return Choice(self.target, names)


def choose(words: Sequence[str], here: Path, also: Iterable[str] = ()) -> list[Choice]:
    """List what the words name, each program once and in the order of the course.

    No word names everything. `here` is the folder that paths are relative to; `also` holds
    other words that a user may have meant, such as commands. Raises UnknownTarget.
    """
    if not words:
        return [Choice(target) for target in layout.everything()]
    chosen: dict[Target, Choice] = {}
    for word in words:
        for choice in _named_by(word, here, also):
            known = chosen.get(choice.target, choice)
            chosen[choice.target] = known | choice
    return [chosen[target] for target in layout.everything() if target in chosen]


def _named_by(word: str, here: Path, also: Iterable[str]) -> list[Choice]:
    place, colons, name = word.partition("::")
    targets = _targets(place, here, also)
    if not colons:
        return [Choice(target) for target in targets]
    if len(targets) != 1:
        raise UnknownTarget(
            gettext(
                "{word} names a check of several programs: write {check}",
                word=repr(word),
                check=f"{targets[0]}::{name}",
            )
        )
    return [Choice(targets[0], _with_needs(targets[0], name.removeprefix("test_")))]


def _with_needs(target: Target, name: str) -> frozenset[str]:
    """Give the names of this check, of all that it needs or comes after, and so on in turn.

    Raises UnknownTarget if there is no such check.
    """
    needs = {check.name: check.needs + check.after for check in checks.load(target)}
    if name not in needs:
        raise UnknownTarget(
            _no(
                gettext("there is no check {check} of {program}", check=repr(name), program=target),
                name,
                needs,
                gettext("the checks are {names}", names=", ".join(needs)),
            )
        )
    found: set[str] = set()
    left = [name]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += needs.get(one, ())
    return frozenset(found)


# ------------------------------------------------------------------ programs


def _targets(word: str, here: Path, also: Iterable[str]) -> list[Target]:
    parts = [part for part in word.replace("\\", "/").split("/") if part not in ("", ".")]
    for unit, program in _readings(word, parts, here):
        if not program:
            return [Target(unit, name) for name in layout.programs(unit)]
        if program in layout.programs(unit):
            return [Target(unit, program)]
        there = layout.programs(unit)
        known = [*there, *also, *layout.units()]
        raise UnknownTarget(
            _no(
                gettext("there is no program {name} in {unit}", name=repr(program), unit=unit),
                program,
                known,
                gettext("the programs are {names}", names=", ".join(there)),
            )
        )
    if parts and parts[-1] in UNITS_LIE_IN and (here / Path(*parts)).is_dir():
        return layout.everything()  # the folder that all units lie in
    return [_by_its_name(word, parts, also)]


def _readings(word: str, parts: list[str], here: Path) -> Iterator[tuple[str, str]]:
    """Yield what a word may mean, likeliest first: a unit, and a program of it or "" for all."""
    if len(parts) in (1, 2) and (unit := _unit(parts[0])):
        yield unit, _stem(parts[1]) if len(parts) == 2 else ""
    in_a_unit = len(parts) == 1 and here.name in layout.units()
    if in_a_unit and _stem(parts[0]) in layout.programs(here.name):
        yield here.name, _stem(parts[0])
    if word and (place := _place_of(here / word.replace("\\", os.sep))):
        yield place


def _unit(word: str) -> str | None:
    return next((unit for unit in layout.units() if word in (unit, unit[:2])), None)


def _stem(name: str) -> str:
    return name.removesuffix(".py")


def _place_of(path: Path) -> tuple[str, str] | None:
    """Give the unit and the program that a path leads to; None for one that leads elsewhere."""
    parts = Path(os.path.normpath(path.absolute())).parts
    for index in range(len(parts) - 1, 0, -1):
        if parts[index] in layout.units() and parts[index - 1] in UNITS_LIE_IN:
            return parts[index], _stem("/".join(parts[index + 1 :]))
    return None


def _by_its_name(word: str, parts: list[str], also: Iterable[str]) -> Target:
    """Give the only program of that name. Raises UnknownTarget if there is none or several."""
    name = _stem(parts[0]) if len(parts) == 1 else word
    found = [target for target in layout.everything() if target.program == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownTarget(
            gettext(
                "{name} is a program of several units: write {programs}",
                name=repr(name),
                programs=either(map(str, found)),
            )
        )
    units = layout.units()
    programs = list(dict.fromkeys(target.program for target in layout.everything()))
    known = [*also, *units, *programs, *map(str, layout.everything())]
    raise UnknownTarget(
        _no(
            gettext("there is no unit or program {name}", name=repr(word)),
            name,
            known,
            gettext("the units are {names}", names=", ".join(units)),
            gettext("the programs are {names}", names=", ".join(programs)),
        )
    )


def _no(nothing: str, word: str, known: Iterable[str], *there: str) -> str:
    """Write the line about a word that names nothing: what it may have meant, and what there is."""
    close = difflib.get_close_matches(word, list(known), n=1)
    if close:
        nothing = gettext("{nothing} (did you mean {word}?)", nothing=nothing, word=repr(close[0]))
    for each in there:
        nothing = gettext("{one}; {other}", one=nothing, other=each)
    return nothing
