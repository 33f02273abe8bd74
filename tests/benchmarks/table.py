"""Prints the README's table: what grading costs here, beside the bare programs and other graders.

    python tests/benchmarks/table.py [--check50 FILE] [--learners N ...] [--rounds N] [--jobs N]
    python tests/benchmarks/table.py --quick      one round, of a small class: to see that it works

Everything is unit 1, solved. All have their turn side by side, round after round; the table has
the medians, and of each ratio the median of the rounds. CPU time is that of all processes (see
`meter`). Beside this grader stand

    bare     the programs by themselves, run as often as our checks run them (see `bare`)
    pytest   the same checks written the usual way (`usual/`)
    check50  the same checks of one program as a problem set (`check50/`), by `check50 --dev`
"""

import argparse
import datetime
import json
import os
import platform
import shutil
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
PROGRAM = "tcp_server"
CHECK = "listens"
EVERY = 10  # one in so many hangs, in the class that has some who do
ROUNDS_OF_A_CLASS = 3  # at most, since one of them takes a minute
OTHERS = ("bare", "pytest", "check50")
HEAD = (
    *("what is graded", "time", "CPU time", "to the bare programs", "to a pytest grader"),
    *("to check50 `--dev`", "memory"),
)
Grade = Callable[[], meter.Cost]


@dataclass
class Row:
    """A job, who does it, and what it has cost each of them in each round."""

    title: str
    graders: Mapping[str, Grade]  # "ours", and those of OTHERS that do the same job
    submissions: int = 1
    costs: dict[str, list[meter.Cost]] = field(default_factory=dict)
    others: "Row | None" = None  # where what the other graders have done is not done again

    def play(self) -> None:
        """Let all of them do the job once."""
        for name, grade in self.graders.items():
            tell(f"{self.title}: {name}")
            cost = grade()
            if name == "ours" and cost.status:
                said = cost.output.decode("utf-8", "replace")
                raise SystemExit(f"{self.title}: the status was {cost.status}:\n{said}")
            self.costs.setdefault(name, []).append(cost)

    def cells(self) -> list[str]:
        """Give the row of the table."""
        ours = self.costs["ours"]
        memory = statistics.median(cost.all_peak for cost in ours) / (1 << 20)
        return [
            self.title,
            *(f"{self._each(name):.2f} s" for name in ("wall", "cpu")),
            *map(self._ratios, OTHERS),
            f"{memory:.0f} MiB" if self.submissions > 1 else "",
        ]

    def _each(self, name: str) -> float:
        """Give a cost of ours for a submission."""
        return statistics.median(getattr(cost, name) for cost in self.costs["ours"]) / (
            self.submissions
        )

    def _ratios(self, other: str) -> str:
        """Give what ours costs for a submission, divided by what it costs another: time, CPU time."""
        theirs = (self.others or self).costs.get(other)
        if not theirs:
            return ""
        pairs = list(zip(self.costs["ours"], theirs, strict=False))
        return " · ".join(
            f"{statistics.median(getattr(a, name) / getattr(b, name) for a, b in pairs) / self.submissions:.2f}"
            for name in ("wall", "cpu")
        )


class Jobs:
    """Makes the rows of the table, in a folder of its own."""

    def __init__(self, folder: Path, counted: meter.Count, options: argparse.Namespace) -> None:
        self._folder, self._counted, self._options = folder, counted, options
        self._gradebooks = 0
        self._submission = next(self._made(1).iterdir())
        self._bare = bare.Runs(self._submission / UNIT, counted)

    def rows(self) -> list[Row]:
        """Give all rows, the small jobs first."""
        target = f"{UNIT}/{PROGRAM}"
        check = f"{target}::{CHECK}"
        runs = examinations.runs_of(UNIT)
        unit = self._row("the unit: five programs", UNIT, runs, "")
        return [
            Row("nothing: a hint is shown", {"ours": lambda: self._grader("hint", check)}),
            self._row("one check", check, {PROGRAM: 1}, f"test_{PROGRAM}_{CHECK}", CHECK),
            self._row("one program", target, {PROGRAM: runs[PROGRAM]}, f"test_{PROGRAM}_", ""),
            unit,
            *(self._class(size, unit) for size in self._options.learners),
            *(self._class(size, unit, EVERY) for size in self._options.learners),
        ]

    def _row(
        self,
        title: str,
        target: str,
        runs: Mapping[str, int],
        named: str,
        of_set: str | None = None,
    ) -> Row:
        """Give the row of a target; `named` are the tests of pytest, `of_set` check50's check."""
        graders: dict[str, Grade] = {
            "ours": lambda: self._grader(target, "--submission", self._submission),
            "bare": lambda: self._bare.all(runs),
            "pytest": lambda: self._pytest(named),
        }
        if of_set is not None and self._options.check50:
            graders["check50"] = lambda: self._check50(of_set)
        return Row(title, graders)

    def _class(self, size: int, unit: Row, hanging: int = 0) -> Row:
        """Give the row of a class, for each submission in it."""
        folder = self._made(size, hanging)
        title = f"each of a class of {size:,}" + (f", every {hanging}th hangs" if hanging else "")
        return Row(title, {"ours": lambda: self._batch(folder)}, size, others=unit)

    def _made(self, size: int, hanging: int = 0) -> Path:
        folder = self._folder / f"class-{size}-{hanging}"
        if not folder.exists():
            made_class.make(folder, made_class.Class(size, (UNIT,), hanging=hanging))
        return folder

    # -------------------------------------------------------------- who does it

    def _batch(self, folder: Path) -> meter.Cost:
        self._gradebooks += 1
        gradebook = self._folder / f"{self._gradebooks}.sqlite"
        jobs = ["--jobs", self._options.jobs] if self._options.jobs else []
        return self._grader("batch", folder, "--gradebook", gradebook, "--only", UNIT, *jobs)

    def _grader(self, *words: object) -> meter.Cost:
        environment = {"PYTHONPATH": str(COURSE), "XDG_STATE_HOME": str(self._folder / "state")}
        return self._run([sys.executable, "-m", "grader", *words], environment)

    def _pytest(self, named: str) -> meter.Cost:
        usual = BENCHMARKS / "usual"
        words = ["pytest", "-c", usual / "pytest.ini", "-p", "pytest_timeout", "-k", named, usual]
        environment = {
            "SUBMISSION": str(self._submission / UNIT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # it has no use for what is installed here
        }
        return self._run([sys.executable, "-m", *words], environment)

    def _check50(self, check: str) -> meter.Cost:
        results = self._folder / "check50.json"
        results.unlink(missing_ok=True)
        words = ["--dev", BENCHMARKS / "check50", "--output", "json", "--output-file", results]
        target = ["--target", check] if check else []
        cost = self._run(
            [self._options.check50, *words, *target], {}, folder=self._submission / UNIT
        )
        passed = [each["passed"] for each in json.loads(results.read_text())["results"]]
        cost.status = not all(passed)
        return cost

    def _run(
        self, command: Sequence[object], environment: Mapping[str, str], folder: Path = COURSE
    ) -> meter.Cost:
        environment = {**os.environ, **environment}
        return meter.measure(command, self._counted, environment=environment, folder=folder)


# ------------------------------------------------------------------ what is shown


def tell(what: str) -> None:
    """Say what is done now, where somebody looks on."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what}", end="", file=sys.stderr, flush=True)


def line(cells: Sequence[str]) -> str:
    """Give a line of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def machine(load: float, counted: meter.Count, rounds: int) -> str:
    """Give the sentence that says when and where it was measured."""
    told = (
        f"{datetime.date.today()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.release().partition('-')[0]}, Python {platform.python_version()}. The load was "
        f"{load:.1f} before. Rounds: {rounds}, of a class {min(rounds, ROUNDS_OF_A_CLASS)}."
    )
    return f"{told} Warning: {counted.warning}." if counted.warning else told


def wrong_verdicts(rows: Sequence[Row]) -> list[str]:
    """Give a line for each that did not pass the solutions, as on a busy machine."""
    return [
        f"{row.title}: {name} failed a right program in {failed} of {len(costs)} rounds."
        for row in rows
        for name, costs in row.costs.items()
        if (failed := sum(cost.status != 0 for cost in costs))
    ]


def main() -> int:
    """Measure and print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check50", default=shutil.which("check50"), help="the command")
    parser.add_argument("--learners", type=int, nargs="*", default=[50], help="in a class")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, help="submissions of a class judged at once")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.learners = 1, [EVERY]
    load = os.getloadavg()[0]
    with meter.count() as counted, tempfile.TemporaryDirectory(prefix="table-") as folder:
        rows = Jobs(Path(folder), counted, options).rows()
        for number in range(options.rounds):
            for row in rows:
                if row.submissions == 1 or number < ROUNDS_OF_A_CLASS:
                    row.play()
        tell("")
    print(line(HEAD))
    print(line(["---", *(["---:"] * (len(HEAD) - 1))]))
    for row in rows:
        print(line(row.cells()))
    print(f"\n{machine(load, counted, options.rounds)}")
    print(*wrong_verdicts(rows), sep="\n", end="")
    if not options.check50:
        print("check50 is not on PATH; `--check50 FILE` says where it is.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
