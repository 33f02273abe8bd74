"""What it costs to grade a class: this grader beside the bare programs and the usual grader.

    python tests/benchmarks/a_class.py [--sizes N ...] [--hanging N] [--rounds N] [--jobs N]
    python tests/benchmarks/a_class.py --full    classes of 10, 50, 200 and 1,000; 200 with some who hang

All of them have their turn, round after round, and the table has the medians. Everything is for
one submission of unit 1, solved, and CPU time is that of all processes (see `meter`):

    bare     its programs by themselves, run as often as our checks run them (see `bare`)
    usual    `pytest` for each submission, with the same checks written the usual way (`usual/`)
    ours     `python -m grader batch`, for one submission and for classes of these sizes

The memory at its peak is that of the process that was started, and of all processes together, in
which what they share is counted once.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BENCHMARKS = Path(__file__).parent
COURSE = BENCHMARKS.parent.parent
sys.path[:0] = [str(COURSE / place) for place in ("", "tests", "tests/support")]

import bare
import examinations
import made_class
import meter

UNIT = "01_hello"
USUAL = BENCHMARKS / "usual"
A_FULL_RUN = {"sizes": [10, 50, 200, 1000], "hanging": 200}
EVERY = 10  # one in so many hangs, in the class that has some who do
SMALL = 50  # the class that larger ones are compared with


@dataclass
class Contestant:
    """Somebody who grades so many submissions at each turn."""

    name: str
    submissions: int
    grade: Callable[[], meter.Cost]
    costs: list[meter.Cost] = field(default_factory=list)

    def median(self, name: str) -> float:
        """Give the median of a number of its costs."""
        return statistics.median(getattr(cost, name) for cost in self.costs)

    @property
    def cpu(self) -> float:
        """CPU seconds for a submission."""
        return self.median("cpu") / self.submissions

    @property
    def wall(self) -> float:
        """Seconds for a submission."""
        return self.median("wall") / self.submissions


class Contest:
    """Makes the classes and the contestants, in a folder of its own."""

    def __init__(self, folder: Path, counted: meter.Count, options: argparse.Namespace) -> None:
        self._folder, self._counted, self._options = folder, counted, options
        self._gradebooks = 0
        submission = next(self._made(1).iterdir())
        runs = examinations.runs_of(UNIT)
        self.told = ", ".join(f"{program} {times}" for program, times in runs.items())
        self.bare = Contestant("bare", 1, lambda: bare.Runs(submission / UNIT, counted).all(runs))
        self.usual = Contestant("usual", 1, lambda: self._usual(submission))
        self.classes = [self._ours(size, f"ours, {size:,}") for size in sorted(options.sizes)]
        self.hanging: list[Contestant] = []
        if size := options.hanging:
            self.hanging = [
                self._ours(size, f"ours, {size:,}, none hangs"),
                self._ours(size, f"ours, {size:,}, every {EVERY}th hangs", EVERY),
            ]
        alone = self._ours(1, "ours, alone")
        self.everybody = [self.bare, self.usual, alone, *self.classes, *self.hanging]

    def play(self) -> None:
        """Let everybody have a turn in each round."""
        for number in range(self._options.rounds):
            for contestant in self.everybody:
                tell(f"round {number + 1} of {self._options.rounds}: {contestant.name}")
                contestant.costs.append(contestant.grade())
        tell("")

    def _made(self, size: int, hanging: int = 0) -> Path:
        folder = self._folder / f"class-{size}-{hanging}"
        if not folder.exists():
            made_class.make(folder, made_class.Class(size, (UNIT,), hanging=hanging))
        return folder

    def _ours(self, size: int, name: str, hanging: int = 0) -> Contestant:
        folder = self._made(size, hanging)
        return Contestant(name, size, lambda: self._batch(folder))

    def _usual(self, submission: Path) -> meter.Cost:
        environment = {
            "SUBMISSION": str(submission / UNIT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # it has no use for what is installed here
        }
        return self._run(
            ["pytest", "-c", USUAL / "pytest.ini", "-p", "pytest_timeout", USUAL], environment
        )

    def _batch(self, folder: Path) -> meter.Cost:
        self._gradebooks += 1
        gradebook = self._folder / f"{self._gradebooks}.sqlite"
        words: list[str | Path] = [
            "grader",
            "batch",
            folder,
            "--gradebook",
            gradebook,
            "--only",
            UNIT,
        ]
        if self._options.jobs:
            words += ["--jobs", str(self._options.jobs)]
        return self._run(words, {"PYTHONPATH": str(COURSE)})

    def _run(self, words: Sequence[str | Path], environment: Mapping[str, str]) -> meter.Cost:
        """Run a module, which has to end with status 0."""
        command = [sys.executable, "-m", *words]
        cost = meter.measure(command, self._counted, environment={**os.environ, **environment})
        if cost.status:
            said = cost.output.decode("utf-8", "replace")
            raise SystemExit(f"{words[0]} ended with status {cost.status}:\n{said}")
        return cost


def tell(what: str) -> None:
    """Say what is done now, where somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


# ------------------------------------------------------------------ the table


def show(contest: Contest) -> None:
    """Print the table, and the ratios of classes."""
    bare, usual = contest.bare, contest.usual
    print(
        "                                CPU  to bare  to usual     wall  to usual   peak of memory"
    )
    for each in contest.everybody:
        line = (
            f"{each.name:26} {each.cpu:7.3f} s {each.cpu / bare.cpu:7.2f} {each.cpu / usual.cpu:9.3f} "
            f"{each.wall:6.2f} s {each.wall / usual.wall:9.3f}"
        )
        own, everything = (each.median(name) / (1 << 20) for name in ("own_peak", "all_peak"))
        print(line + (f"{own:7.0f} of {everything:.0f} MiB" if own else ""))
    small = next((each for each in contest.classes if each.submissions == SMALL), None)
    for each in contest.classes:
        if small and each.submissions > SMALL:
            print(
                f"a submission in a class of {each.submissions:,} to one in a class of {SMALL}: "
                f"{each.cpu / small.cpu:.2f} of the CPU, {each.wall / small.wall:.2f} of the time"
            )
    if contest.hanging:
        none, some = contest.hanging
        print(
            f"a class where every {EVERY}th hangs to one where none does: "
            f"{some.cpu / none.cpu:.2f} of the CPU, {some.wall / none.wall:.2f} of the time"
        )


def main() -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 50], help="of classes")
    parser.add_argument("--hanging", type=int, default=0, help="the size of one with some who hang")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    if options.full:
        vars(options).update(A_FULL_RUN)
    with meter.count() as counted, tempfile.TemporaryDirectory(prefix="class-") as folder:
        contest = Contest(Path(folder), counted, options)
        before = os.getloadavg()[0]
        contest.play()
        print(
            f"CPU time by {counted.told}. The load was {before:.1f} and is {os.getloadavg()[0]:.1f}"
        )
        print(
            f"on {os.cpu_count()} cores. Medians of {options.rounds} rounds. Runs: {contest.told}."
        )
        if counted.warning:
            print(f"Warning: {counted.warning}.")
        show(contest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
