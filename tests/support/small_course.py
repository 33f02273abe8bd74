"""A course of one unit and two programs: all that a test needs which is not about a unit.

It is cut from this course, so it is graded, verified and exported in the same way, in a
fraction of the time, and stays as it is when this course gets another unit or program.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

# not that of a conftest: the examiner imports one of its own by the same name
ROOT = Path(__file__).parents[2]
UNIT = "01_hello"
PROGRAMS = ("tcp_server", "tcp_client")
POINTS = 20 * len(PROGRAMS)
# The three files of a program, as in grader.course.layout.
PLACES = ("assignments/{}/{}.py", "solutions/{}/{}.py", "grader/checks/{}/test_{}.py")
CACHES = shutil.ignore_patterns("__pycache__")


def make(folder: Path, programs: Sequence[str] = PROGRAMS) -> Path:
    """Make a course with some programs of unit 1 in a folder that is not there yet; return it."""
    shutil.copytree(ROOT / "grader", folder / "grader", ignore=_other_units)
    for name in (".gitignore", "pyproject.toml", "assignments/README.md"):
        _copy(name, folder)
    _copy(f"assignments/{UNIT}/README.md", folder)
    for program in programs:
        for place in PLACES:
            _copy(place.format(UNIT, program), folder)
    return folder


def _other_units(folder: str, names: list[str]) -> set[str]:
    """What is not copied: caches, and the units' checks, which are copied by name."""
    caches = CACHES(folder, names)
    is_checks = Path(folder) == ROOT / "grader" / "checks"
    return caches | {name for name in names if is_checks and name[:2].isdigit()}


def _copy(name: str, folder: Path) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / name, target)
