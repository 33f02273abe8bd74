"""The course's own lint: what its authors promise, found by its folders.

Names and numbers come first. Only where they agree are the programs run: every
stub must be "not started", and every solution must get full marks.
"""

import ast
import contextlib
import os
import random
import re
import sys
from collections import Counter

from grader import launch
from grader.course import checks, layout, targets
from grader.grading import progress
from grader.grading.collect import collect

POINTS_OF_A_PROGRAM = 20
POINTS_OF_A_UNIT = 100
FEWEST_HINTS = 2
# Where a program has its three files: the stub, one solution, the checks.
PLACES = ("assignments/{}/{}.py", "solutions/{}/{}.py", "grader/checks/{}/test_{}.py")
RULE = re.compile(r"^\|.*\|\s*(\d+)\s*\|$", re.MULTILINE)  # | rule | points |


class NotTheCourse(ValueError):
    """A learner's copy of the course; the text says so."""


def findings():
    """One line for each thing to mend; none for a sound course. Raises NotTheCourse."""
    if not layout.SOLUTIONS.is_dir():
        raise NotTheCourse(
            f"there is no {layout.SOLUTIONS}: this is a learner's copy; verify is for the course itself"
        )
    return [*_names(), *_numbers()] or [*unfit_stubs(), *_imperfect_solutions()]


# ------------------------------------------------------------------ names


def _names():
    """A file that is missing beside the other two of its program."""
    there = {place: _programs_at(place) for place in PLACES}
    for program in sorted(set().union(*there.values())):
        missing = [place for place in PLACES if program not in there[place]]
        found = next(place for place in PLACES if program in there[place])
        for place in missing:
            yield f"{place.format(*program)}: missing, though there is {found.format(*program)}"


def _programs_at(place):
    files = layout.ROOT.glob(place.format("*", "*"))
    prefix = place.rpartition("/")[2].partition("{")[0]
    return {
        (file.parent.name, file.stem.removeprefix(prefix))
        for file in files
        if layout.UNIT_FOLDER.fullmatch(file.parent.name)
    }


# ------------------------------------------------------------------ numbers


def _numbers():
    for unit in layout.units():
        sound = True
        for target in (layout.Target(unit, program) for program in layout.programs(unit)):
            for finding in _checks(target):
                sound = False
                yield f"{_shown(target.checks_file)}: {finding}"
        if sound:
            yield from _unit(unit)


def _checks(target):
    try:
        judged = checks.load(target)
    except Exception as error:
        yield f"cannot be imported: {type(error).__name__}: {error}"
        return
    yield from _functions(target.checks_file, {f"test_{check.name}" for check in checks})
    points = sum(check.points for check in judged)
    if points != POINTS_OF_A_PROGRAM:
        yield f"its points add up to {points}, not {POINTS_OF_A_PROGRAM}"
    earlier = set()
    for check in judged:
        yield from (f"{check.name} {problem}" for problem in _check(check, earlier))
        earlier.add(check.name)


def _functions(file, names):
    """Test functions that would be run, but are no checks; or that hide one of the same name."""
    tree = ast.parse(file.read_bytes())
    tests = Counter(
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    yield from (f"{name} has no @check" for name in tests if name not in names)
    yield from (f"{name} is there {count} times" for name, count in tests.items() if count > 1)


def _check(check, earlier):
    if not (isinstance(check.points, int) and check.points > 0):
        yield f"has {check.points} points; it takes a whole number from 1 on"
    if not check.title or check.title.startswith("Hint:"):
        yield "has no title: the first line of its docstring"
    if len(check.hints) < FEWEST_HINTS:
        yield f"has {len(check.hints)} of at least {FEWEST_HINTS} hints"
    for need in check.needs:
        if need not in earlier:
            yield f"needs {need}, which is no check before it"


def _unit(unit):
    """The points of a unit, and what its README says of them."""
    programs = [layout.Target(unit, name) for name in layout.programs(unit)]
    total = sum(check.points for target in programs for check in checks.load(target))
    if total != POINTS_OF_A_UNIT:
        yield f"grader/checks/{unit}: its points add up to {total}, not {POINTS_OF_A_UNIT}"
    file = layout.ASSIGNMENTS / unit / "README.md"
    if not file.is_file():
        yield f"{_shown(file)}: missing"
        return
    text = file.read_text(encoding="utf-8")
    for target in programs:
        yield from (f"{_shown(file)}: {finding}" for finding in _rules(text, target))


def _rules(text, target):
    """A section for each program, and in it a row `| rule | points |` for each check."""
    heading = f"## {target.program}.py"
    section = re.search(rf"^{re.escape(heading)}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not section:
        yield f"no section “{heading}”"
        return
    said = sorted(int(points) for points in RULE.findall(section[0]))
    judged = sorted(check.points for check in checks.load(target))
    if said != judged:
        yield f"the rules of {target.program}.py have {_list(said)} points, its checks {_list(judged)}"


def _list(numbers):
    return ", ".join(map(str, numbers)) or "no"


def _shown(path):
    return path.relative_to(layout.ROOT).as_posix()


# ------------------------------------------------------------------ programs


def unfit_stubs():
    """Findings about programs in assignments/ that are not what a learner begins with."""
    for program in _graded(layout.ASSIGNMENTS).programs:
        if program.status != "not_started":
            yield (
                f"assignments/{program.file}: a stub is “not started”; this one is "
                f"“{program.status}”, with {program.score} points"
            )


def _imperfect_solutions():
    report = _graded(layout.SOLUTIONS)
    for program in report.programs:
        lost = [
            check.id.partition("::")[2] for check in program.checks if check.outcome != "passed"
        ]
        if lost:
            yield (
                f"solutions/{program.file}: {program.score} of {program.max_score} points "
                f"with seed {report.seed}; lost: {', '.join(lost)}"
            )


def _graded(folder):
    """The report on all programs of a folder; where the grader itself fails, so does this."""
    choices = targets.choose([], layout.ROOT)
    seed = random.SystemRandom().randrange(1 << 32)
    with (
        contextlib.closing(launch.launcher()) as launcher,
        progress.display(len(choices), sys.stderr) as watcher,
    ):
        report = collect(
            folder, choices, launcher, seed=seed, workers=os.cpu_count() or 1, watcher=watcher
        )
    if not report.complete:
        raise KeyboardInterrupt
    broken = next((check for check in report.checks if check.outcome == "error"), None)
    if broken:
        raise RuntimeError(f"{broken.id} (seed {seed}): {broken.message}")
    return report
