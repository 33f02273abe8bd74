"""Finds units and programs by their place in the folders. Nothing is registered.

assignments/UNIT/README.md           the unit's page; README.zh.md is the same one in Chinese
assignments/UNIT/PROGRAM.py          the stub
solutions/UNIT/PROGRAM.py            one solution
grader/checks/UNIT/test_PROGRAM.py   its checks
grader/checks/UNIT/peer_PROGRAM.py   its other end, to try it by hand, if there is one
grader/checks/UNIT/pair_NAME.py      how learners' clients meet learners' servers there, if they do
"""

import re
from dataclasses import dataclass
from pathlib import Path

from grader import i18n

ROOT = Path(__file__).parent.parent.parent
UNIT_FOLDER = re.compile(r"\d\d_\w+")
# The order in which a unit is worked through.
ORDER = ("tcp_server", "tcp_client", "udp_server", "udp_client", "http_tasks")
CHECKS = ROOT / "grader" / "checks"
ASSIGNMENTS = ROOT / "assignments"
SOLUTIONS = ROOT / "solutions"


@dataclass(frozen=True)
class Target:
    """One program of one unit."""

    unit: str
    program: str

    @property
    def file(self) -> str:
        """The learner's file, by its path in a submission."""
        return f"{self.unit}/{self.program}.py"

    @property
    def checks_file(self) -> Path:
        """The file that holds the checks of this program."""
        return CHECKS / self.unit / f"test_{self.program}.py"

    @property
    def peer_file(self) -> Path:
        """The file that holds the peer with which this program is tried by hand."""
        return CHECKS / self.unit / f"peer_{self.program}.py"

    def __str__(self) -> str:
        return f"{self.unit}/{self.program}"


def units() -> list[str]:
    """List the names of the units that have checks, in order."""
    return sorted(path.name for path in CHECKS.iterdir() if UNIT_FOLDER.fullmatch(path.name))


def programs(unit: str) -> list[str]:
    """List the programs of a unit that have checks, in the order in which they are worked on."""
    found = {path.stem.removeprefix("test_") for path in (CHECKS / unit).glob("test_*.py")}
    known = [name for name in ORDER if name in found]
    return known + sorted(found.difference(known))


def pairs(unit: str) -> list[str]:
    """List the names of a unit's pairs of programs that may be played against each other."""
    return sorted(path.stem.removeprefix("pair_") for path in (CHECKS / unit).glob("pair_*.py"))


def pair_file(unit: str, name: str) -> Path:
    """Give the file that says how the programs of a pair meet."""
    return CHECKS / unit / f"pair_{name}.py"


def everything() -> list[Target]:
    """List all the programs of the course, in order."""
    return [Target(unit, program) for unit in units() for program in programs(unit)]


def page(name: str) -> Path:
    """Give a page of the assignments in the language that is spoken; the English one where there is no other."""
    english = ASSIGNMENTS / name
    own = translated(english, i18n.language())
    return own if own.is_file() else english


def translated(page: Path, language: str) -> Path:
    """Give the place of a page's translation."""
    return page.with_suffix(f".{language}{page.suffix}")


def title(unit: str) -> str:
    """Give the heading of the unit's README, or else the unit's name in words."""
    readme = page(f"{unit}/README.md")
    if readme.is_file():
        heading = readme.read_text(encoding="utf-8").partition("\n")[0]
        return heading.lstrip("# ").strip()
    return unit[3:].replace("_", " ").capitalize()
