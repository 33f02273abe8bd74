"""The same verdicts again and again while every core is busy.

    python tests/benchmarks/soak.py [RUNS [RIGHT_RUNS [SHELF_RUNS]]]

Judges the sample solutions RUNS times, the right programs of the shelf RIGHT_RUNS times and
the whole shelf SHELF_RUNS times, with as many burning processes beside it as there are cores.
The exit status is 1 if any verdict was another than the declared one.
"""

import collections
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

sys.path[:0] = [str(path) for path in Path(__file__).parents[1:3]]

import shelf
from grader.course import layout
from grader.course.layout import Target

WORKERS = 10


class Solution(shelf.Entry):
    """A sample solution: it lies at another depth than a program of the shelf, and loses nothing."""

    @property
    def target(self) -> Target:
        """The program that it solves."""
        return Target(self.path.parts[-2], self.path.stem)


def solutions() -> list[Solution]:
    """One solution for each program of the course."""
    return [Solution(layout.SOLUTIONS / target.file) for target in layout.everything()]


def burn() -> NoReturn:
    """Keep a core busy."""
    while True:
        pass


def soak(name: str, entries: Sequence[shelf.Entry], runs: int) -> int:
    """Judge the entries `runs` times; how many verdicts were not the declared one."""
    wrong: collections.Counter[str] = collections.Counter()
    slowest, began = 0.0, time.monotonic()
    for number in range(runs):
        start = time.monotonic()
        seed = random.randrange(1 << 32)
        for entry, result in shelf.judge(entries, seed, WORKERS):
            lost = shelf.lost(result)
            if lost != entry.loses or shelf.errors(result):
                wrong[f"{entry}: {sorted(lost)}"] += 1
                said = [c.message for c in result.checks if c.outcome in ("failed", "error")]
                print(
                    f"  run {number}, seed {seed}: {entry} lost {sorted(lost)}: {said}", flush=True
                )
        slowest = max(slowest, time.monotonic() - start)
    seconds = (time.monotonic() - began) / max(runs, 1)
    print(
        f"{name}: {runs} runs of {len(entries)} programs, {wrong.total()} other verdicts; "
        f"{seconds:.2f} s a run, the slowest {slowest:.2f} s",
        flush=True,
    )
    return wrong.total()


def main(runs: int = 100, right_runs: int = 3, shelf_runs: int = 1) -> int:
    """Soak all of them; the exit status."""
    for _ in range(os.cpu_count() or 1):
        multiprocessing.Process(target=burn, daemon=True).start()
    wrong = soak("solutions", solutions(), runs)
    rights = [entry for entry in shelf.everything() if not entry.loses]
    wrong += soak("right programs", rights, right_runs) if right_runs else 0
    for unit in layout.units() if shelf_runs else []:
        wrong += soak(f"shelf of {unit}", shelf.entries(unit), shelf_runs)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
