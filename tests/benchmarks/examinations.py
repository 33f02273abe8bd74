"""What an examination costs in a warm process: CPU time, ours and the rest, and the runs in it.

    python tests/benchmarks/examinations.py [--times N] [--file FILE] [UNIT[/PROGRAM] ...]

Judges each solution of a unit (01_hello) N times in this process, with one launcher, as a class
does, and prints the medians. “ours” is this process, “the rest” are the zygotes, the
supervisors and the runs of the program. `--file` judges another file in the place of a solution.
"""

import argparse
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import meter
from grader.course import layout
from grader.course.layout import Target
from grader.examiner import session
from grader.examiner.job import Job
from grader.launch import launcher
from grader.launch.program import Launcher, Program, Supervisor
from grader.report import ProgramResult


class Runs:
    """Counts the supervisors and the runs that a launcher is asked for."""

    def __init__(self, inner: Launcher) -> None:
        self._inner = inner
        self.supervisors = self.scripts = self.modules = 0

    def supervisor(self, web: bool = False) -> Supervisor:
        self.supervisors += 1
        made = self._inner.supervisor(web)
        start = made.start

        def counted(*arguments: Any, channel: bool, **options: Any) -> Program:
            self.scripts += not channel
            self.modules += channel
            return start(*arguments, channel=channel, **options)

        made.start = counted  # type: ignore[method-assign]
        return made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


@dataclass
class Spent:
    """What one examination has cost."""

    wall: float
    cpu: float
    ours: float  # of the CPU seconds
    runs: int
    supervisors: int


def examine(job: Job, started: Launcher, counted: meter.Count) -> tuple[Spent, ProgramResult]:
    """Judge one program, and measure that."""
    runs = Runs(started)
    wall, cpu, ours = time.monotonic(), counted.seconds(), time.process_time()
    result = session.examine(job, runs)
    ours = time.process_time() - ours
    cpu = counted.seconds() - cpu
    wall = time.monotonic() - wall
    return Spent(wall, cpu, ours, runs.scripts + runs.modules, runs.supervisors), result


def runs_of(unit: str) -> dict[str, int]:
    """Count the runs in an examination of each solution of a unit."""
    with contextlib.closing(launcher()) as started:
        counted = meter.Count("", time.process_time)  # nobody looks at it
        return {
            job.target.program: examine(job, started, counted)[0].runs for job in jobs([unit], None)
        }


def jobs(words: list[str], file: Path | None) -> Iterator[Job]:
    """Make a job for each program of these words."""
    for word in words or ["01_hello"]:
        unit, _, program = word.partition("/")
        for name in [program] if program else layout.programs(unit):
            target = Target(unit, name)
            data = (file or layout.SOLUTIONS / target.file).read_bytes()
            yield Job(target, {f"{name}.py": data}, None, 1)


def main() -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="UNIT[/PROGRAM]")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    with meter.count() as counted:
        counted.join()  # and so do the zygotes, which are started later
        return _measure(options, counted)


def _measure(options: argparse.Namespace, counted: meter.Count) -> int:
    with contextlib.closing(launcher()) as started:
        print(f"CPU time by {counted.told}; load {os.getloadavg()[0]:.1f}")
        if counted.warning:
            print(f"warning: {counted.warning}")
        session.warm_up()
        print(
            f"{'median of an examination':28} points  runs   wall ms    CPU ms   ours  the rest  a run"
        )
        sums = [0.0] * 4
        for job in jobs(options.targets, options.file):
            examine(job, started, counted)  # the first one imports what it needs
            all_spent, results = zip(
                *(examine(job, started, counted) for _ in range(options.times)), strict=True
            )
            wall, cpu, ours, runs = (
                statistics.median(getattr(each, name) for each in all_spent)
                for name in ("wall", "cpu", "ours", "runs")
            )
            sums = [a + b for a, b in zip(sums, (wall, cpu, ours, runs), strict=True)]
            line(str(job.target), str(min(each.score for each in results)), wall, cpu, ours, runs)
        line("all", "", *sums)
    return 0


def line(name: str, points: str, wall: float, cpu: float, ours: float, runs: float) -> None:
    """Print a line of the table."""
    print(
        f"{name:28} {points:>6} {runs:5.0f} {1000 * wall:9.0f} {1000 * cpu:9.1f} "
        f"{1000 * ours:6.1f} {1000 * (cpu - ours):9.1f} {1000 * (cpu - ours) / runs:6.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
