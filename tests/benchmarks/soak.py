"""The same verdicts again and again while every core is busy.

    python tests/benchmarks/soak.py [RUNS [SHELF_RUNS]]

Judges the sample solutions RUNS times and the whole shelf SHELF_RUNS times,
with as many burning processes as there are cores beside it.
"""

import collections
import multiprocessing
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import shelf


def burn():
    while True:
        pass


def solutions():
    folder = shelf.SHELF.parent.parent / "solutions"
    return [shelf.Entry(path, frozenset()) for path in sorted(folder.glob("*/*.py"))]


class Solution(shelf.Entry):
    """A sample solution lies at another depth than a shelf program."""

    @property
    def target(self):
        return shelf.course.Target(self.path.parts[-2], self.path.stem)


def soak(name, entries, runs):
    """Judge the entries `runs` times; how often each verdict was not the declared one."""
    wrong, slowest = collections.Counter(), 0.0
    began = time.monotonic()
    for number in range(runs):
        start = time.monotonic()
        for entry, result in shelf.judge(entries, seed=random.randrange(1 << 32), workers=4):
            lost = shelf.lost(result)
            if lost != entry.loses:
                wrong[f"{entry}: {sorted(lost)}"] += 1
                print(
                    f"  run {number}: {entry} lost {sorted(lost)}: "
                    f"{[c.message for c in result.checks if c.outcome in ('failed', 'error')]}",
                    flush=True,
                )
        slowest = max(slowest, time.monotonic() - start)
    seconds = time.monotonic() - began
    print(
        f"{name}: {runs} runs of {len(entries)} programs, {sum(wrong.values())} other verdicts; "
        f"{seconds / max(runs, 1):.2f} s a run, the slowest {slowest:.2f} s",
        flush=True,
    )
    return wrong


def main(runs=100, shelf_runs=3):
    burners = [multiprocessing.Process(target=burn, daemon=True) for _ in range(os.cpu_count())]
    for burner in burners:
        burner.start()
    solved = [Solution(entry.path, entry.loses) for entry in solutions()]
    wrong = soak("solutions", solved, runs)
    for unit in shelf.course.units():
        wrong += soak(f"shelf of {unit}", shelf.entries(unit), shelf_runs)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
