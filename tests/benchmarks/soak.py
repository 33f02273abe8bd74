"""The same verdicts again and again on a machine that has no time.

    python tests/benchmarks/soak.py                              100 programs, four burners a core
    python tests/benchmarks/soak.py --programs 5000 --seed 7     more of them, as seed 7 draws them
    python tests/benchmarks/soak.py --only solutions --load 1    the sample solutions, one a core

Judges programs in random order, one half of them wrong ones of the shelf, a quarter right ones, a
quarter sample solutions, while processes beside them do nothing but burn time: `--load` of them for
each core. None is judged twice before all of its kind were judged once, so that 5000 programs are
all of the shelf, and more. A verdict differs where a program loses other checks or points than it
declares, is told something else, or the grader fails. Each one that does is printed, with the seed
of its job; the last line says how many there were, and how many different programs were
judged. The exit status is 1 if any differed.

SIGTERM and Ctrl-C end it early, with the same last line.
"""

import argparse
import contextlib
import itertools
import multiprocessing
import os
import random
import secrets
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

sys.path[:0] = [str(path) for path in Path(__file__).parents[1:3]]

import shelf
from grader.course import layout
from grader.course.layout import Target
from grader.examiner.job import Job
from grader.report import ProgramResult

CORES = os.cpu_count() or 1
A_ROUND = 500  # programs; after each, the processes that judge are new, and the sum is printed
SOME_WORK = 100_000  # turns of a burner between two looks whether it is still wanted
LONGEST_SEED = 1 << 32
IN_TURN = ("wrong", "right", "wrong", "solutions")  # there are most of the wrong ones


class Solution(shelf.Entry):
    """A sample solution: it lies at another depth than a program of the shelf, and loses nothing."""

    @property
    def target(self) -> Target:
        """The program that it solves."""
        return Target(self.path.parts[-2], self.path.stem)

    def __str__(self) -> str:
        return f"solutions/{self.target}"


def solutions() -> list[shelf.Entry]:
    """One solution for each program of the course."""
    return [Solution(layout.SOLUTIONS / target.file) for target in layout.everything()]


def drawn(only: str | None, dice: random.Random) -> Iterator[shelf.Entry]:
    """Yield programs without end, of one kind or of all of them in turn."""
    every = [entry for entry in shelf.everything() if entry.can_be_judged]
    found = {
        "solutions": solutions(),
        "right": [entry for entry in every if not entry.loses],
        "wrong": [entry for entry in every if entry.loses],
    }
    kinds = {name: shuffled(entries, dice) for name, entries in found.items()}
    for name in itertools.cycle([only] if only else IN_TURN):
        yield next(kinds[name])


def shuffled(entries: list[shelf.Entry], dice: random.Random) -> Iterator[shelf.Entry]:
    """Yield all of them in random order, and then again in another one, without end."""
    while True:
        yield from dice.sample(entries, len(entries))


@dataclass
class Sum:
    """What came of the runs until now."""

    wanted: int
    began: float = field(default_factory=time.monotonic)
    runs: int = 0
    differing: int = 0
    loads: list[float] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, entry: shelf.Entry, job: Job, result: ProgramResult) -> None:
        """Note a verdict, and print what is amiss with it."""
        self.runs += 1
        self.names.add(str(entry))
        if hasattr(os, "getloadavg"):
            self.loads.append(os.getloadavg()[0])
        if amiss := shelf.amiss(entry, result):
            self.differing += 1
            print(f"  {entry}, seed {job.seed}: {'; '.join(amiss)}")
            shelf.print_lost(result)

    def __str__(self) -> str:
        load = f"{statistics.mean(self.loads):.1f}" if self.loads else "unknown"
        return (
            f"{self.runs} of {self.wanted} programs, {len(self.names)} different ones, "
            f"{self.differing} differing verdicts, "
            f"load average {load}, {time.monotonic() - self.began:.0f} s"
        )


def burn(parent: int) -> None:
    """Keep a core busy as long as this process has that parent.

    It is in a session of its own, as a learner's program is: Linux divides the time of the
    processors among sessions first (sched(7), autogroup).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setsid"):
        os.setsid()
    while os.getppid() == parent:
        for _ in range(SOME_WORK):
            pass


@contextlib.contextmanager
def burning(count: int) -> Iterator[None]:
    """Have so many processes burn time."""
    burners = [
        multiprocessing.Process(target=burn, args=(os.getpid(),), daemon=True) for _ in range(count)
    ]
    for burner in burners:
        burner.start()
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()


def soak(options: argparse.Namespace, so_far: Sum) -> None:
    """Judge what is drawn, in rounds."""
    dice = random.Random(options.seed)
    programs = drawn(options.only, dice)
    while so_far.runs < options.programs:
        these = itertools.islice(programs, min(A_ROUND, options.programs - so_far.runs))
        jobs = [(entry, entry.job(dice.randrange(LONGEST_SEED))) for entry in these]
        for entry, job, result in shelf.judge_jobs(jobs, options.workers):
            so_far.add(entry, job, result)
        if so_far.runs < options.programs:
            print(so_far, flush=True)


def main() -> int:
    """Soak as the command line says; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--load", type=float, default=4, help="burning processes for each core")
    parser.add_argument("--programs", type=int, default=100, help="how many are judged")
    parser.add_argument("--only", choices=("solutions", "right", "wrong"), help="one kind of them")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(LONGEST_SEED))
    parser.add_argument("--workers", type=int, default=shelf.WORKERS, help="judged at once")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    burners = round(options.load * CORES)
    print(f"seed {options.seed}, {burners} burning processes on {CORES} cores", flush=True)
    so_far = Sum(options.programs)
    try:
        with burning(burners):
            soak(options, so_far)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    print(so_far, flush=True)
    return 1 if so_far.differing else 0


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
