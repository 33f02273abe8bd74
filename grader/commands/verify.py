"""The course's own lint: what its authors promise, found by its folders.

Names, numbers, what the pages teach and that they do so in each language come first. Only
where they agree are the programs run: every stub must be "not started", and every solution
must get full marks. How many points a unit has follows from its programs.
"""

import argparse
import ast
import contextlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader import launch, output
from grader.course import checks, layout, lessons, lint, models, translations
from grader.course.checks import Check
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.grading import progress
from grader.grading.collect import collect
from grader.i18n import gettext, gettext_noop, ngettext
from grader.report import Report
from grader.submissions import folder as submission
from grader.text import printable
from grader.usage import Status, WrongUse, random_seed

NAME = "verify"
HELP = gettext_noop("Checks the course itself: names, points, lessons, hints, stubs and solutions.")
POINTS_OF_A_PROGRAM = 20
MODELS = "MODELS.md"  # in solutions/ of a learner's copy, and nowhere else
# Where a program has its three files: the stub, one solution, the checks.
PLACES = ("assignments/{}/{}.py", "solutions/{}/{}.py", "grader/checks/{}/test_{}.py")

Programs = set[tuple[str, str]]  # a unit's name and a program's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command: it has none."""


def run(options: argparse.Namespace) -> Status:
    """Print a line for each thing to mend. Raises WrongUse in a learner's copy of the course."""
    if not layout.SOLUTIONS.is_dir() or (layout.SOLUTIONS / MODELS).is_file():
        raise WrongUse(
            gettext(
                "this is a learner's copy of the course ({folder}); verify is for the course itself",
                folder=layout.ROOT,
            )
        )
    found = [printable(finding) for finding in findings()]
    number = len(found)
    last = ngettext("{number} finding", "{number} findings", number)
    if not found:
        last = gettext("The course is sound.")
    output.show("\n".join([*found, last]))
    return Status.POINTS_LOST if found else Status.PASSED


def findings() -> list[str]:
    """Give a line for each thing to mend; none for a sound course."""
    readable = [*_names(), *_numbers(), *translations.findings()]
    return readable or [*unfit_stubs(), *_imperfect_solutions(), *_plays()]


# ------------------------------------------------------------------ names


def _names() -> Iterator[str]:
    """Yield each file that is missing beside the other two of its program."""
    there = {place: _programs_at(place) for place in PLACES}
    everything: Programs = set().union(*there.values())
    for program in sorted(everything):
        missing = [place for place in PLACES if program not in there[place]]
        found = next(place for place in PLACES if program in there[place])
        for place in missing:
            yield gettext(
                "{page}: missing, though there is {other}",
                page=place.format(*program),
                other=found.format(*program),
            )


def _programs_at(place: str) -> Programs:
    files = layout.ROOT.glob(place.format("*", "*"))
    are_solutions = place.startswith(layout.SOLUTIONS.name)
    prefix = place.rpartition("/")[2].partition("{")[0]
    return {
        (file.parent.name, file.stem.removeprefix(prefix))
        for file in files
        if layout.UNIT_FOLDER.fullmatch(file.parent.name)
        and not (are_solutions and models.is_helper(file))
    }


# ------------------------------------------------------------------ plays


def _plays() -> Iterator[str]:
    """Name each checks file that has changed since its plays were compared with its checks."""
    for target in layout.everything():
        has_plays = any(check.shown_by for check in checks.load(target))
        if has_plays and not checks.plays_hold(target):
            yield gettext(
                '{file} has changed: see that its plays still demand all that its checks do, and stamp it with PLAYS = "{stamp}"',
                file=_shown(target.checks_file),
                stamp=checks.stamp(target),
            )


# ------------------------------------------------------------------ numbers


def _numbers() -> Iterator[str]:
    for unit in layout.units():
        loaded = []
        for target in [Target(unit, program) for program in layout.programs(unit)]:
            found = list(_checks(target))
            yield from (f"{_shown(target.checks_file)}: {finding}" for finding in found)
            if not _cannot_be_loaded(target):
                loaded.append(target)
        yield from _readme(unit, loaded)


def _cannot_be_loaded(target: Target) -> str | None:
    """Say why the checks of a program cannot be imported; None where they can."""
    try:
        checks.load(target)
        checks.kind(target)
    except checks.BadChecks as error:
        return str(error)
    except (Exception, SystemExit) as error:
        return gettext("cannot be imported: {error}", error=f"{type(error).__name__}: {error}")
    return None


def _checks(target: Target) -> Iterator[str]:
    """Yield what is wrong with a checks file, read and imported."""
    if why := _cannot_be_loaded(target):
        yield why
        return
    found = checks.load(target)
    tree = ast.parse(target.checks_file.read_bytes())
    yield from _functions(tree, {f"test_{check.name}" for check in found})
    yield from _asserts(tree)
    yield from lint.ladders(found)
    points = sum(check.points for check in found)
    if points != POINTS_OF_A_PROGRAM:
        yield gettext(
            "its points add up to {points}, not {right}", points=points, right=POINTS_OF_A_PROGRAM
        )
    earlier: set[str] = set()
    for check in found:
        yield from (f"{check.name} {problem}" for problem in _check(check, earlier))
        earlier.add(check.name)


def _asserts(tree: ast.Module) -> Iterator[str]:
    """Yield each plain assert: if it failed, the grader would be in error and tell nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            yield gettext(
                "line {line} is a plain assert; a check asks its peer to expect something",
                line=node.lineno,
            )


def _functions(tree: ast.Module, names: set[str]) -> Iterator[str]:
    """Yield test functions that are no checks, or that hide one of the same name."""
    tests = Counter(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    yield from (gettext("{name} has no @check", name=name) for name in tests if name not in names)
    yield from (
        gettext("{name} is there {count} times", name=name, count=count)
        for name, count in tests.items()
        if count > 1
    )


def _check(check: Check, earlier: set[str]) -> Iterator[str]:
    if not (isinstance(check.points, int) and check.points > 0):
        yield gettext("has {points} points; it takes a whole number from 1 on", points=check.points)
    if not check.title or check.title.startswith("Hint:"):
        yield gettext("has no title: the first line of its docstring")
    for name in check.needs:
        if name not in earlier:
            yield gettext("needs {name}, which is no check before it", name=name)
    for name in check.after:
        if name not in earlier:
            yield gettext("comes after {name}, which is no check before it", name=name)


def _readme(unit: str, targets: Sequence[Target]) -> Iterator[str]:
    """Yield what is missing or wrong in a unit's README: each program has its section there."""
    file = layout.ASSIGNMENTS / unit / "README.md"
    if not file.is_file():
        yield gettext("{page}: missing", page=_shown(file))
        return
    has_steps = unit != layout.units()[0]
    for target in targets:
        section = lessons.find(file, target.program)
        if section is None:
            heading = f"## {target.program}.py"
            yield gettext("{page}: no section “{heading}”", page=_shown(file), heading=heading)
            continue
        found = lint.section(section, checks.load(target), has_steps=has_steps)
        yield from (f"{_shown(file)}, {target.program}.py: {finding}" for finding in found)


def _shown(path: Path) -> str:
    return path.relative_to(layout.ROOT).as_posix()


# ------------------------------------------------------------------ programs


def unfit_stubs() -> Iterator[str]:
    """Yield the programs in assignments/ that are not what a learner begins with."""
    report = _graded(layout.ASSIGNMENTS)
    yield from _broken_checks(report)
    for program in report.programs:
        if program.status not in ("not_started", "error"):
            yield gettext(
                "assignments/{file}: a stub is “not started”; this one is “{status}”, "
                "with {score} points",
                file=program.file,
                status=program.status,
                score=program.score,
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
            yield gettext(
                "solutions/{file}: {score} of {most} points with seed {seed}; lost: {names}",
                file=program.file,
                score=program.score,
                most=program.max_score,
                seed=report.seed,
                names=", ".join(lost),
            )


def _broken_checks(report: Report) -> Iterator[str]:
    """Yield a finding for each check at which the grader itself failed."""
    for check in report.checks:
        if check.outcome == "error":
            yield gettext(
                "the check {check} is broken (seed {seed}): {message}",
                check=check.id,
                seed=report.seed,
                message=check.message,
            )


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
