"""Finds units, programs and checks by their place in the folders. Nothing is registered.

assignments/UNIT/PROGRAM.py          the stub
solutions/UNIT/PROGRAM.py            one solution
grader/checks/UNIT/test_PROGRAM.py   its checks
"""

import importlib.util
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
UNIT_FOLDER = re.compile(r"\d\d_\w+")
# The order in which a unit is worked through.
ORDER = ("tcp_server", "tcp_client", "udp_server", "udp_client", "http_tasks")
CHECKS = ROOT / "grader" / "checks"
ASSIGNMENTS = ROOT / "assignments"
SOLUTIONS = ROOT / "solutions"


class UnknownTarget(ValueError):
    """A target that names nothing in this course; the text says what there is."""


@dataclass(frozen=True)
class Target:
    """One program of one unit."""

    unit: str
    program: str

    @property
    def file(self):
        return f"{self.unit}/{self.program}.py"

    @property
    def is_web(self):
        """A module of functions that use requests, and not a script."""
        return self.program == "http_tasks"

    @property
    def checks_file(self):
        return CHECKS / self.unit / f"test_{self.program}.py"

    def __str__(self):
        return f"{self.unit}/{self.program}"


def units():
    """The names of the units that have checks, in order."""
    return sorted(p.name for p in CHECKS.iterdir() if UNIT_FOLDER.fullmatch(p.name))


def programs(unit):
    """The programs of a unit that have checks, in the order in which they are worked on."""
    found = {path.stem.removeprefix("test_") for path in (CHECKS / unit).glob("test_*.py")}
    known = [name for name in ORDER if name in found]
    return known + sorted(found.difference(known))


def title(unit):
    """The heading of the unit's README, or its name in words."""
    readme = ASSIGNMENTS / unit / "README.md"
    if readme.is_file():
        heading = readme.read_text(encoding="utf-8").partition("\n")[0]
        return heading.lstrip("# ").strip()
    return unit[3:].replace("_", " ").capitalize()


def targets(words):
    """The targets that the words name; all there are for no word. Raises UnknownTarget.

    A word is `01_hello`, `01`, `01_hello/tcp_server` or `01/tcp_server`.
    """
    named = {target for word in words for target in _named_by(word)}
    everything = [Target(unit, program) for unit in units() for program in programs(unit)]
    return [target for target in everything if target in named] if words else everything


def _named_by(word):
    unit_word, _, program = word.strip("/").removesuffix(".py").partition("/")
    matches = [unit for unit in units() if unit_word in (unit, unit[:2])]
    if not matches:
        raise UnknownTarget(f"there is no unit {unit_word!r}; the units are {', '.join(units())}")
    unit = matches[0]
    if not program:
        return [Target(unit, name) for name in programs(unit)]
    if program not in programs(unit):
        raise UnknownTarget(
            f"there is no program {program!r} in {unit}; "
            f"the programs are {', '.join(programs(unit))}"
        )
    return [Target(unit, program)]


@cache
def checks(target):
    """The checks of one program, in the order in which they are run."""
    spec = importlib.util.spec_from_file_location(f"checks_of_{target.program}", target.checks_file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [thing.check for thing in vars(module).values() if hasattr(thing, "check")]
    return tuple(found)
