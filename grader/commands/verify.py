"""The course's own lint: what its authors promise, found by its folders.

Names and numbers come first. Only where they agree are the programs run: every
stub must be "not started", and every solution must get full marks. How many
points a unit has follows from its programs.
"""

import argparse
import ast
import contextlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader import launch, output
from grader.course import checks, layout
from grader.course.checks import Check
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.grading import progress
from grader.grading.collect import collect
from grader.report import Report
from grader.submissions import folder as submission
from grader.text import counted, printable
from grader.usage import Status, WrongUse, random_seed

NAME = "verify"
HELP = "Checks the course itself: names, points, hints, stubs and solutions."
POINTS_OF_A_PROGRAM = 20
FEWEST_HINTS = 2
# Where a program has its three files: the stub, one solution, the checks.
PLACES = ("assignments/{}/{}.py", "solutions/{}/{}.py", "grader/checks/{}/test_{}.py")
RULE = re.compile(r"^\|.*\|\s*(\d+)\s*\|$", re.MULTILINE)  # | rule | points |


Programs = set[tuple[str, str]]  # a unit's name and a program's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command: it has none."""


def run(options: argparse.Namespace) -> Status:
    """Print a line for each thing to mend. Raises WrongUse in a learner's copy of the course."""
    if not layout.SOLUTIONS.is_dir():
        raise WrongUse(
            f"there is no {layout.SOLUTIONS}: this is a learner's copy; verify is for the course itself"
        )
    found = [printable(finding) for finding in findings()]
    last = counted(len(found), "finding") if found else "The course is sound."
    output.show("\n".join([*found, last]))
    return Status.POINTS_LOST if found else Status.PASSED


def findings() -> list[str]:
    """Give a line for each thing to mend; none for a sound course."""
    return [*_names(), *_numbers()] or [*unfit_stubs(), *_imperfect_solutions()]


# ------------------------------------------------------------------ names


def _names() -> Iterator[str]:
    """Yield each file that is missing beside the other two of its program."""
    there = {place: _programs_at(place) for place in PLACES}
    everything: Programs = set().union(*there.values())
    for program in sorted(everything):
        missing = [place for place in PLACES if program not in there[place]]
        found = next(place for place in PLACES if program in there[place])
        for place in missing:
            yield f"{place.format(*program)}: missing, though there is {found.format(*program)}"


def _programs_at(place: str) -> Programs:
    files = layout.ROOT.glob(place.format("*", "*"))
    prefix = place.rpartition("/")[2].partition("{")[0]
    return {
        (file.parent.name, file.stem.removeprefix(prefix))
        for file in files
        if layout.UNIT_FOLDER.fullmatch(file.parent.name)
    }


# ------------------------------------------------------------------ numbers


def _numbers() -> Iterator[str]:
    for unit in layout.units():
        targets = [Target(unit, program) for program in layout.programs(unit)]
        found = [
            f"{_shown(target.checks_file)}: {finding}"
            for target in targets
            for finding in _checks(target)
        ]
        yield from found or _readme(unit, targets)


def _checks(target: Target) -> Iterator[str]:
    """Yield what is wrong with a checks file, read and imported."""
    try:
        found = checks.load(target)
        checks.kind(target)
    except checks.BadChecks as error:
        yield str(error)
        return
    except (Exception, SystemExit) as error:
        yield f"cannot be imported: {type(error).__name__}: {error}"
        return
    tree = ast.parse(target.checks_file.read_bytes())
    yield from _functions(tree, {f"test_{check.name}" for check in found})
    yield from _asserts(tree)
    points = sum(check.points for check in found)
    if points != POINTS_OF_A_PROGRAM:
        yield f"its points add up to {points}, not {POINTS_OF_A_PROGRAM}"
    earlier: set[str] = set()
    for check in found:
        yield from (f"{check.name} {problem}" for problem in _check(check, earlier))
        earlier.add(check.name)


def _asserts(tree: ast.Module) -> Iterator[str]:
    """Yield each plain assert: if it failed, the grader would be in error and tell nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield f"line {node.lineno} is a plain assert; a check asks its peer to expect something"


def _functions(tree: ast.Module, names: set[str]) -> Iterator[str]:
    """Yield test functions that are no checks, or that hide one of the same name."""
    tests = Counter(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    yield from (f"{name} has no @check" for name in tests if name not in names)
    yield from (f"{name} is there {count} times" for name, count in tests.items() if count > 1)


def _check(check: Check, earlier: set[str]) -> Iterator[str]:
    if not (isinstance(check.points, int) and check.points > 0):
        yield f"has {check.points} points; it takes a whole number from 1 on"
    if not check.title or check.title.startswith("Hint:"):
        yield "has no title: the first line of its docstring"
    if len(check.hints) < FEWEST_HINTS:
        yield f"has {len(check.hints)} of at least {FEWEST_HINTS} hints"
    for verb, names in (("needs", check.needs), ("comes after", check.after)):
        yield from (
            f"{verb} {name}, which is no check before it" for name in names if name not in earlier
        )


def _readme(unit: str, targets: Sequence[Target]) -> Iterator[str]:
    """Yield what is missing or wrong in what a unit's README says of the points."""
    file = layout.ASSIGNMENTS / unit / "README.md"
    if not file.is_file():
        yield f"{_shown(file)}: missing"
        return
    text = file.read_text(encoding="utf-8")
    for target in targets:
        yield from (f"{_shown(file)}: {finding}" for finding in _rules(text, target))


def _rules(text: str, target: Target) -> Iterator[str]:
    """Yield what a README lacks: the program's section, or a check's row `| rule | points |`."""
    heading = f"## {target.program}.py"
    section = re.search(rf"^{re.escape(heading)}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not section:
        yield f"no section “{heading}”"
        return
    said = sorted(int(points) for points in RULE.findall(section[0]))
    judged = sorted(check.points for check in checks.load(target))
    if said != judged:
        yield f"the rules of {target.program}.py have {_list(said)} points, its checks {_list(judged)}"


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers)) or "no"


def _shown(path: Path) -> str:
    return path.relative_to(layout.ROOT).as_posix()


# ------------------------------------------------------------------ programs


def unfit_stubs() -> Iterator[str]:
    """Yield the programs in assignments/ that are not what a learner begins with."""
    report = _graded(layout.ASSIGNMENTS)
    yield from _broken_checks(report)
    for program in report.programs:
        if program.status not in ("not_started", "error"):
            yield (
                f"assignments/{program.file}: a stub is “not started”; this one is "
                f"“{program.status}”, with {program.score} points"
            )


def _imperfect_solutions() -> Iterator[str]:
    report = _graded(layout.SOLUTIONS)
    yield from _broken_checks(report)
    for program in report.programs:
        lost = [
            check.id.partition("::")[2]
            for check in program.checks
            if check.outcome != "passed" and check.max_points
        ]
        if lost:
            yield (
                f"solutions/{program.file}: {program.score} of {program.max_score} points "
                f"with seed {report.seed}; lost: {', '.join(lost)}"
            )


def _broken_checks(report: Report) -> Iterator[str]:
    """Yield a finding for each check at which the grader itself failed."""
    for check in report.checks:
        if check.outcome == "error":
            yield f"the check {check.id} is broken (seed {report.seed}): {check.message}"


def _graded(folder: Path) -> Report:
    """Give the report on all programs of a folder."""
    choices = [Choice(target) for target in layout.everything()]
    handed_in = submission.read(folder, layout.units())
    with (
        contextlib.closing(launch.launcher()) as launcher,
        progress.display(len(choices), sys.stderr) as watcher,
    ):
        report = collect(
            handed_in,
            choices,
            launcher,
            seed=random_seed(),
            watcher=watcher,
        )
    if not report.complete:
        raise KeyboardInterrupt
    return report
