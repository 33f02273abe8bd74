"""Grades the submissions of a class into a gradebook, and says who could not be graded."""

import argparse
import contextlib
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from grader import launch, machine, output
from grader.course import targets
from grader.course.targets import Choice
from grader.gradebook import digests
from grader.gradebook.marking import Marked, Marking
from grader.gradebook.store import BadGradebook, Gradebook
from grader.grading import batch, progress
from grader.grading.cluster import Cluster, ClusterGone, NoCluster
from grader.grading.collect import stop_signals
from grader.grading.pool import Places, Width
from grader.i18n import gettext, gettext_noop
from grader.renderers import class_files, class_summary, columns, gradesheet, terminal
from grader.renderers.class_summary import Summary
from grader.renderers.destination import CannotWrite
from grader.renderers.story import plain
from grader.submissions import attendance, intake
from grader.submissions.attendance import Attendance, Handed
from grader.submissions.intake import NothingThere
from grader.submissions.roster import BadRoster, Roster
from grader.text import listed, printable
from grader.usage import LARGEST_SEED, Status, WrongUse, expect, number, random_seed

NAME = "batch"
HELP = gettext_noop("Grades a class into a gradebook; later on only what has changed.")


@dataclass(frozen=True)
class Options:
    """The command line of `batch`, read and checked by its parser."""

    paths: list[str]
    gradebook: str
    only: list[str]
    roster: str | None = None
    csv: str | None = None
    csv_format: gradesheet.Format = "plain"
    csv_name: str = ""
    html: str | None = None
    jobs: int | None = None
    cluster: str | None = None
    force: bool = False
    seed: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help=gettext(
            "a submission, or a folder full of them: folders, repositories, .zip, .tar.gz"
        ),
    )
    parser.add_argument(
        "--gradebook",
        required=True,
        metavar="FILE.sqlite",
        help=gettext("where the reports are kept; made where there is none"),
    )
    parser.add_argument(
        "--only",
        nargs="+",
        action="extend",
        default=[],
        metavar="TARGET",
        help=gettext("units, programs or checks to be graded (default: everything)"),
    )
    parser.add_argument(
        "--roster",
        metavar="FILE.csv",
        help=gettext(
            "who is in the class, as Canvas or Moodle exports it, or a list with a header"
        ),
    )
    _add_files(parser)
    _add_ways(parser)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--csv", metavar="FILE", help=gettext("write the points of all learners as well")
    )
    parser.add_argument(
        "--csv-format",
        choices=gradesheet.FORMATS,
        default="plain",
        help=gettext("how they are written (default: plain)"),
    )
    parser.add_argument(
        "--csv-name",
        default="",
        metavar="NAME",
        help=gettext("what Canvas calls the assignment (default: the units)"),
    )
    parser.add_argument(
        "--html", metavar="FILE", help=gettext("write the page of the class as well")
    )


def _add_ways(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=number(gettext("number of jobs"), 1, 256),
        metavar="N",
        help=gettext(
            "submissions that are judged at once (default: as many as keep this machine busy)"
        ),
    )
    parser.add_argument(
        "--cluster",
        metavar="tcp://HOST:PORT",
        help=gettext("the scheduler of dask.distributed whose workers judge them"),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=gettext("grade what has not changed, too"),
    )
    parser.add_argument(
        "--seed",
        type=number(gettext("seed"), 0, LARGEST_SEED),
        metavar="N",
        help=gettext("the run's seed, below 2**64, to repeat it (default: random)"),
    )


def run(options: argparse.Namespace) -> Status:
    """Grade a class. Raises WrongUse and UnfitMachine."""
    read = Options(**vars(options))
    for_table = read.csv_format != "plain" or read.csv_name
    expect(bool(read.csv or not for_table), "--csv-format, --csv-name", "--csv FILE")
    began = time.monotonic()
    try:
        choices = targets.choose(read.only, Path.cwd())
        results = Results.of(read)
        units = list(dict.fromkeys(choice.target.unit for choice in choices))
        paths = [Path(path) for path in read.paths]
        found = list(intake.find(paths, units))
        roster = Roster.read(Path(read.roster)) if read.roster else None
        present = attendance.take(found, roster)
    except (targets.UnknownTarget, NothingThere, BadRoster, CannotWrite) as error:
        raise WrongUse(str(error)) from None
    if not present.handed:
        raise WrongUse(gettext("there is no submission in {paths}", paths=", ".join(read.paths)))
    if read.csv:
        _expect_ids(present, read.csv_format)
    if others := intake.left_out(paths):
        output.complain(printable(others))
    machine.prepare(1)
    with contextlib.ExitStack() as held:
        stopped = held.enter_context(stop_signals())
        try:
            book = held.enter_context(Gradebook.open(Path(read.gradebook), for_grading=True))
        except BadGradebook as error:
            raise WrongUse(str(error)) from None
        summary = Summary(missing=[learner.name for learner in present.missing])
        ended = _graded(read, choices, present, book, stopped, summary)
        summary.seconds = time.monotonic() - began
        summary.not_graded.sort(key=lambda each: each[0].casefold())
        try:
            if not ended.why:
                summary.files = results.write(book)
        except (CannotWrite, BadGradebook, gradesheet.Unfit) as error:
            ended = Ended(Status.GRADER_FAILED, str(error))
        _show(summary, read)
        if ended.why:
            output.complain(printable(ended.why))
    return ended.status


def _expect_ids(present: Attendance, format: gradesheet.Format) -> None:
    """Make sure before anything is graded that the table can be written. Raises WrongUse."""
    learners = [handed.learner for handed in present.handed]
    try:
        gradesheet.expect_ids(learners, format)
    except gradesheet.Unfit as error:
        raise WrongUse(str(error)) from None


@dataclass(frozen=True)
class Ended:
    """How a run over a class has ended; where it was not by itself, `why` says so in one line."""

    status: Status
    why: str = ""


def _graded(
    options: Options,
    choices: Sequence[Choice],
    present: Attendance,
    book: Gradebook,
    stopped: Callable[[], bool],
    summary: Summary,
) -> Ended:
    """Grade into the gradebook, and note in the summary what came of it."""
    left = {handed.learner.key: handed.learner.name for handed in present.handed}
    try:
        with progress.of_class(len(left), sys.stderr) as watcher:

            def tell(marked: Marked) -> None:
                del left[marked.learner.key]
                _note(summary, marked, options)
                watcher.learner(marked.how != "not graded")
                _tell(marked)

            tick = _ticking(watcher.tick, stopped)
            _mark(options, choices, present.handed, book, tell, tick)
    except KeyboardInterrupt:
        return Ended(
            Status.INTERRUPTED,
            gettext(
                "interrupted; {number} of {all} are left: the same command goes on from here",
                number=len(left),
                all=len(present.handed),
            ),
        )
    except (ClusterGone, BadGradebook) as error:
        summary.not_graded += [(name, gettext("not reached")) for name in left.values()]
        return Ended(
            Status.GRADER_FAILED,
            gettext("{error}; the same command goes on from here", error=error),
        )
    return Ended(Status.GRADER_FAILED if summary.not_graded else Status.PASSED)


def _mark(
    options: Options,
    choices: Sequence[Choice],
    handed: Sequence[Handed],
    book: Gradebook,
    tell: Callable[[Marked], None],
    tick: Callable[[], None],
) -> None:
    """Make a run of it, which ends with the last submission, and not where something is raised."""
    seed = random_seed() if options.seed is None else options.seed
    run = book.begin(" ".join(map(_told, choices)), seed, digests.checks_version())
    with _executor(options, choices, tick) as (executor, width, tick):
        marking = Marking(book, run, choices, again=options.force, tell=tell, tick=tick)
        marking.mark(handed, executor, width)
    book.end(run)


def _told(choice: Choice) -> str:
    """Write a choice as one asks for it on the command line; the checks are in order."""
    if choice.checks is None:
        return str(choice.target)
    return " ".join(f"{choice.target}::{name}" for name in sorted(choice.checks))


@contextlib.contextmanager
def _executor(
    options: Options, choices: Sequence[Choice], tick: Callable[[], None]
) -> Iterator[tuple[Executor, Places, Callable[[], None]]]:
    """Yield what judges the submissions, how many at once, and what is called meanwhile."""
    if options.cluster:
        with _cluster(options.cluster, tick) as workers:

            def tick_of_both() -> None:
                tick()
                workers.tick()

            yield workers, Width(options.jobs) if options.jobs else workers, tick_of_both
        return
    with contextlib.closing(launch.launcher()) as launcher:
        batch.warm_up(choices)
        with batch.workers(launcher, options.jobs) as own:
            yield own, batch.width(options.jobs), tick


def _cluster(address: str, tick: Callable[[], None]) -> Cluster:
    try:
        return Cluster(address, digests.checks_version, output.complain, tick)
    except NoCluster as error:
        raise WrongUse(str(error)) from None


def _ticking(tick: Callable[[], None], stopped: Callable[[], bool]) -> Callable[[], None]:
    """Make what is called all the time, and raises KeyboardInterrupt when a run has to end."""

    def both() -> None:
        tick()
        if stopped():
            raise KeyboardInterrupt

    return both


# ------------------------------------------------------------------ what is said


def _note(summary: Summary, marked: Marked, options: Options) -> None:
    if marked.how == "not graded":
        summary.not_graded.append((marked.learner.name, marked.problem))
        return
    summary.graded += marked.how == "graded"
    summary.unchanged += marked.how == "unchanged"
    summary.scores.append(marked.score)
    summary.maximum = max(summary.maximum, marked.maximum)
    if not summary.command:
        words = ["gradebook", options.gradebook, marked.learner.key]
        summary.command = "python -m grader " + " ".join(map(shlex.quote, words))


def _tell(marked: Marked) -> None:
    """Print a learner's line where no person looks on: the name, points, of how many, and how."""
    if sys.stdout.isatty():
        return
    points = ["", ""] if marked.problem else [str(marked.score), str(marked.maximum)]
    with contextlib.suppress(output.NobodyReads):
        line = "\t".join([printable(marked.learner.key), *points, marked.how])
        output.tell(plain(terminal.inert([(line, "")])))


def _show(summary: Summary, options: Options) -> None:
    """Say at the end what the run came to; in a pipe only what went wrong, on standard error."""
    if sys.stdout.isatty():
        summary.files.insert(0, (gettext("gradebook"), options.gradebook))
        output.show(class_summary.render(summary, columns.of_terminal()))
        return
    for name, why in summary.not_graded:
        line = gettext("{name} was not graded: {why}", name=name, why=why)
        output.complain(printable(line))
    if summary.missing:
        names = listed(summary.missing)
        output.complain(printable(gettext("nothing handed in: {names}", names=names)))


@dataclass(frozen=True)
class Results:
    """The files that a run writes beside its gradebook, all of whose places have been tried."""

    book: Path
    csv: Path | None
    csv_format: gradesheet.Format
    csv_name: str
    html: Path | None

    @classmethod
    def of(cls, options: Options) -> Self:
        """Read them from the command line. Raises CannotWrite."""
        book = Path(options.gradebook)
        read = [*options.paths, *filter(None, [options.roster])]
        csv, html = class_files.checked(book, options.csv, options.html, read=read)
        return cls(book, csv, options.csv_format, options.csv_name, html)

    def write(self, book: Gradebook) -> list[tuple[str, str]]:
        """Write them from the latest run; give what each is, and where.

        Raises CannotWrite and Unfit.
        """
        run, done = book.runs()[-1], []
        if self.csv:
            entries = book.entries(run)
            notes = class_files.write_table(entries, self.csv_format, self.csv, self.csv_name)
            done.append((gettext("points"), str(self.csv)))
            for note in notes:
                output.complain(printable(note))
        if self.html:
            class_files.write_page(book.entries(run), self.book, self.html)
            done.append((gettext("page"), str(self.html)))
        return done
