"""A course that a test makes: this grader, with a unit of the test's own."""

import shutil
from pathlib import Path

from conftest import ROOT

UNIT = "07_made"


class Course:
    """A course in a folder that is not there yet; programs are added as their three files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "grader", folder / "grader", ignore=_units_and_caches)

    def add(self, program: str, *, checks: str, solution: str, stub: str = "") -> None:
        """Write the three files of a program, and nothing else."""
        stub = stub or "raise NotImplementedError\n"
        self._write(f"assignments/{UNIT}/{program}.py", stub)
        self._write(f"solutions/{UNIT}/{program}.py", solution)
        self._write(f"grader/checks/{UNIT}/test_{program}.py", checks)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _units_and_caches(folder: str, names: list[str]) -> set[str]:
    is_checks = Path(folder) == ROOT / "grader" / "checks"
    return {name for name in names if name == "__pycache__" or (is_checks and name[:2].isdigit())}
