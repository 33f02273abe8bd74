"""Measures how much of the grader the tests run: its branch coverage, and that of each room.

    python tests/proof/covered.py [PYTEST_ARGUMENT ...]

Runs the quick tests, or those that the arguments choose (`-m ''` for all), in an environment in
which each process notes what it runs (see `noting`): also the zygotes, the supervisors, and the
learners' programs in their jail. What coverage.py then leaves out stands in pyproject.toml, or
beside the code, with its reason. The exit status is 1 below the `fail_under` that stands there,
or if a test failed. It takes some four times as long as the tests do without it, and leaves
`.coverage`, of which `coverage html` shows each line.
"""

import collections
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

import coverage

import noting

ROOT = Path(__file__).parents[2]
GRADER = ROOT / "grader"
# What finds that it is measured: each new interpreter has a descriptor of the table.
SEEN_BY = ["tests/launch/test_launch.py::test_nothing_is_inherited"]


class Counts(NamedTuple):
    """How many lines and branches there are, and how many of them were run."""

    lines: int
    lines_run: int
    branches: int
    branches_run: int

    def __str__(self) -> str:
        together = _share(self.lines_run + self.branches_run, self.lines + self.branches)
        lines, branches = _share(*self[1::-1]), _share(*self[:1:-1])
        return f"{self.lines:>7} {lines} {self.branches:>9} {branches} {together}"


HEADER = f"{'room':24} {'lines':>7} {'run':>8} {'branches':>9} {'run':>8} {'together':>8}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 100:7.2f}%"


# ------------------------------------------------------------------ running the tests


def measured(arguments: list[str]) -> tuple[int, dict[str, list[noting.Arc]]]:
    """Run pytest; give its exit status, and the arcs that were taken in each file."""
    with tempfile.TemporaryDirectory() as folder:
        python, packages = _environment(Path(folder))
        shutil.copy2(noting.__file__, packages)
        noting.prepare(packages, sorted(GRADER.rglob("*.py")))
        (packages / "noting.pth").write_text("import noting; noting.begin()\n")
        left_out = [f"--deselect={test}" for test in SEEN_BY]
        # what takes four times as long keeps to no time limit
        plugins = ["-p", "noting", "-p", "no:timeout"]
        command = [str(python), "-m", "pytest", "-q", *plugins, *left_out, *arguments]
        status = subprocess.run(command, cwd=ROOT).returncode
        return status, noting.noted(packages)


def _environment(folder: Path) -> tuple[Path, Path]:
    """Make an environment with all that this one has; give its Python and its packages' folder."""
    venv.create(folder, symlinks=os.name != "nt")
    ours = sysconfig.get_paths()
    theirs = sysconfig.get_paths("venv", {"base": str(folder), "platbase": str(folder)})
    for each in ("purelib", "scripts"):
        shutil.copytree(ours[each], theirs[each], copy_function=_link, dirs_exist_ok=True)
    return Path(theirs["scripts"], Path(sys.executable).name), Path(theirs["purelib"])


def _link(source: str, target: str) -> None:
    if os.path.lexists(target):
        return  # the environment's own Python
    try:
        os.link(source, target)
    except OSError:  # on another disk, or one without links
        shutil.copy2(source, target)


# ------------------------------------------------------------------ telling


def rooms(judge: coverage.Coverage) -> dict[str, Counts]:
    """Give the counts of each room, which is a folder of `grader/`, and those of all."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        judge.json_report(outfile=str(file))
        report = json.loads(file.read_text())
    found: dict[str, list[Counts]] = collections.defaultdict(list)
    for name, of_file in report["files"].items():
        inside = Path(name).resolve().relative_to(GRADER).parts
        room = f"{inside[0]}/" if len(inside) > 1 else "(beside the rooms)"
        found[room].append(_counts(of_file["summary"]))
    table = {room: Counts(*map(sum, zip(*found[room], strict=True))) for room in sorted(found)}
    return table | {"grader/": _counts(report["totals"])}


def _counts(summary: dict[str, int]) -> Counts:
    return Counts(
        summary["num_statements"],
        summary["covered_lines"],
        summary["num_branches"],
        summary["covered_branches"],
    )


def main(arguments: list[str]) -> int:
    """Measure, tell what was missed and how much each room has, and judge by `fail_under`."""
    judge = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    status, arcs = measured(arguments)
    judge.get_data().add_arcs(arcs)
    judge.get_data().touch_files(arcs)  # also those that nothing has imported
    judge.save()
    total = judge.report(show_missing=True, skip_covered=True)
    print(f"\n{HEADER}")
    for room, counts in rooms(judge).items():
        print(f"{room:24} {counts}")
    wanted = judge.get_option("report:fail_under")
    assert isinstance(wanted, float), "pyproject.toml says it"
    return 1 if status or total < wanted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
