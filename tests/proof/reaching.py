"""Which lines of the grader each program of the shelf reaches, and each test.

A line of a mutant that nobody reaches cannot be noticed, and of all that reach it a few are enough
to find out. Who reaches what is kept in a file, a line of JSON for each program and test, so that
what has been judged already is not judged again.
"""

import contextlib
import itertools
import json
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

from mutating import ROOMS, ROOT

Lines = Mapping[str, frozenset[int]]
# those of the rooms, and those that look at them from beside
TESTS = ("tests/peers", "tests/failures", "tests/examiner", "tests/checks/test_out_of_bounds.py")
WORKERS = 48  # they wait most of their time


@dataclass(frozen=True, eq=False)
class Judge:
    """A program of the shelf or a test, and the lines that are run for it."""

    name: str
    seconds: float
    loses: frozenset[str]
    lines: Lines

    @property
    def is_test(self) -> bool:
        """Whether it is a test, and no program."""
        return "::" in self.name

    def reaches(self, file: str, first: int, last: int) -> bool:
        """Whether one of these lines is run for it."""
        return any(first <= line <= last for line in self.lines.get(file, ()))


def read(kept: Path) -> dict[str, Judge]:
    """Give all that is kept."""
    found = {}
    for text in kept.read_text(encoding="utf-8").splitlines() if kept.exists() else ():
        data = json.loads(text)
        lines = {file: frozenset(numbers) for file, numbers in data["lines"].items()}
        loses = frozenset(data["loses"])
        found[data["name"]] = Judge(data["name"], data["seconds"], loses, lines)
    return found


def _keep(kept: Path, name: str, seconds: float, loses: Iterable[str], lines: Any) -> None:
    data = {"name": name, "seconds": round(seconds, 2), "loses": sorted(loses), "lines": lines}
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(data) + "\n")


@contextlib.contextmanager
def _watched() -> Iterator[dict[str, list[int]]]:
    """Give what fills with the lines of the rooms that are run meanwhile."""
    lines: dict[str, list[int]] = {}
    rooms = [str(ROOT / "grader" / room / "*") for room in ROOMS]
    tracer = coverage.Coverage(data_file=None, include=rooms, config_file=False, messages=False)
    tracer.start()
    try:
        yield lines
    finally:
        tracer.stop()
        data = tracer.get_data()
        for file in data.measured_files():
            lines[Path(file).relative_to(ROOT).as_posix()] = sorted(data.lines(file) or ())


# ------------------------------------------------------------------ programs of the shelf


def judge_shelf(kept: Path) -> None:
    """Judge all programs that are not kept yet, in a random order."""
    import shelf
    from grader.examiner import session
    from grader.grading import pool
    from grader.launch import launcher

    known = read(kept)
    left = [each for each in shelf.everything() if each.can_be_judged and str(each) not in known]
    random.Random(1).shuffle(left)
    session.warm_up({each.target for each in left})
    with contextlib.closing(launcher()) as started, pool.Workers(started, WORKERS) as executor:
        width = pool.Width(WORKERS)
        for entry, outcome in pool.once(_reached, left, executor, width):
            if isinstance(outcome, Exception):
                print(f"{entry}: {outcome!r}", file=sys.stderr)
            else:
                _keep(kept, str(entry), outcome[0], entry.loses, outcome[1])


def _reached(entry: Any) -> tuple[float, dict[str, list[int]]]:
    """Judge a program; how long it took, and which lines were run."""
    from grader.grading import pool

    began = time.monotonic()
    with _watched() as lines:
        pool.judge(entry.job(1))
    return time.monotonic() - began, lines


# ------------------------------------------------------------------ tests


class _Watching:
    """A plugin of pytest: watches each test by itself."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._failed = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began = time.monotonic()
        self._failed = False
        with _watched() as lines:
            result = yield
        if lines and not self._failed:
            _keep(self._kept, item.nodeid, time.monotonic() - began, (), lines)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed


def run_tests(kept: Path) -> None:
    """Run the quick tests of the rooms, and keep what each reaches; nothing if that is kept."""
    if kept.exists():
        return
    found = kept.with_suffix(".part")
    found.unlink(missing_ok=True)
    words = ["-q", "-n", "0", "-p", "no:cacheprovider", *TESTS]
    pytest.main(words, plugins=[_Watching(found)])
    found.rename(kept)


def choose(judges: Sequence[Judge], function: str, most: int, dice: random.Random) -> list[Judge]:
    """Choose those which would notice a change in a function, the likeliest first.

    In turns they are one that loses the check that is changed, one that reaches little beside the
    change, and any other, since what is likely misses what nobody thought of. Those that take
    long are the last.
    """
    if not judges:
        return []
    slow = 4 * statistics.median(each.seconds for each in judges)
    check = function.partition("test_")[2] if function.startswith("test_") else ""
    size = {each.name: sum(map(len, each.lines.values())) for each in judges}
    others = dice.sample(list(judges), len(judges))
    losers = [each for each in others if check in each.loses]
    lean = sorted(others, key=lambda each: size[each.name])
    turns = itertools.chain.from_iterable(itertools.zip_longest(losers, lean, others))
    in_turns = dict.fromkeys(each for each in turns if each)
    return sorted(in_turns, key=lambda each: each.seconds > slow)[:most]
