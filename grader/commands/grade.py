"""Judges the programs of a submission, shows the report, and writes it where it is wanted."""

import argparse
import contextlib
import dataclasses
import functools
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader import commands, launch, machine, output, state
from grader.course import checks, layout, targets
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.i18n import gettext, gettext_noop
from grader.launch.errors import LaunchError
from grader.launch.program import Launcher
from grader.machine import STOPPING, UnfitMachine
from grader.renderers.destination import FORMATS, CannotWrite, Destination, destinations
from grader.report import Report
from grader.submissions import folder as submission
from grader.submissions.folder import Submission
from grader.submissions.places import BadSubmission
from grader.text import printable
from grader.usage import LARGEST_SEED, Status, WrongUse, number, random_seed

if TYPE_CHECKING:
    from grader.publish import Publisher

NAME = commands.GRADE
# What ends a run before anything is graded.
REFUSALS = (BadSubmission, UnfitMachine, WrongUse, LaunchError)
HELP = gettext_noop("Judges your programs with reference peers, over real sockets.")


@dataclass(frozen=True)
class Options:
    """The command line of `grade`, read and checked by its parser."""

    targets: list[str] = dataclasses.field(default_factory=list)
    submission: str | None = None
    report: list[str] = dataclasses.field(default_factory=list)
    seed: int | None = None
    jobs: int | None = None
    fail_under: int | None = None
    require_isolation: bool = False
    verbose: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help=gettext(
            "01_hello, 01, 01_hello/tcp_server, tcp_server, a path of a program, or a check "
            "such as 01/tcp_server::listens; none: everything"
        ),
    )
    parser.add_argument(
        "--submission",
        metavar="DIR",
        help=gettext("the folder that holds your units (default: assignments)"),
    )
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help=gettext("write a report as well; FORMAT: {formats}", formats=", ".join(FORMATS)),
    )
    parser.add_argument(
        "--seed",
        type=number(gettext("seed"), 0, LARGEST_SEED),
        metavar="N",
        help=gettext("the run's seed, below 2**64, to repeat it (default: random, printed)"),
    )
    parser.add_argument(
        "--jobs",
        type=number(gettext("number of jobs"), 1, 256),
        metavar="N",
        help=gettext(
            "programs that are judged at once (default: the machine's cores, and more while they are idle)"
        ),
    )
    parser.add_argument(
        "--fail-under",
        type=number(gettext("number of points"), 0),
        metavar="N",
        help=gettext("exit 1 below N points (default: the full marks)"),
    )
    parser.add_argument(
        "--require-isolation",
        action="store_true",
        help=gettext("refuse to grade where programs cannot be isolated fully"),
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help=gettext("tell every check, and each failure in full"),
    )


def run(options: argparse.Namespace) -> Status:
    """Grade, show and write the report. Raises WrongUse and UnfitMachine."""
    read = Options(**vars(options))
    try:
        choices = _choices(read.targets, Path.cwd())
        named, folder = _folder(read)
        places = destinations(read.report, graded=named or folder.parent)
        report = judge(choices, read, places, publish=functools.partial(_publish, read))
    except (targets.UnknownTarget, CannotWrite) as error:
        raise WrongUse(str(error)) from None
    return _status(report, read.fail_under)


def _publish(
    options: Options, report: Report, handed_in: Submission, places: Sequence[Destination]
) -> None:
    try:
        _publisher(places, options).publish(report, handed_in)
    finally:
        state.remember(layout.ROOT, report)


def judge(
    choices: Sequence[Choice],
    options: Options,
    places: Sequence[Destination] = (),
    publish: Callable[[Report, Submission, Sequence[Destination]], None] | None = None,
) -> Report:
    """Grade these programs, publish the report while no interruption can cut it short; return it.

    Each of the places is written to whenever a program has been graded, and where nothing can
    be. Raises WrongUse and UnfitMachine.
    """
    named, folder = _folder(options)
    with _interruptible() as end_interruptions:
        try:
            _require_reachable(folder, choices, options.fail_under)
            machine.prepare(machine.most_jobs(options.jobs))
            units = [choice.target.unit for choice in choices]
            handed_in = submission.read(folder, units, is_named=named is not None)
            if handed_in.note:
                output.complain(printable(handed_in.note))
            report = _graded(handed_in, choices, options, places, end_interruptions)
        except (*REFUSALS, KeyboardInterrupt) as error:
            _refuse(
                str(error) or gettext("the run was interrupted"), folder, choices, options, places
            )
            if isinstance(error, BadSubmission):
                raise WrongUse(str(error)) from None
            raise
        if publish:
            publish(report, handed_in, places)
    return report


def _folder(options: Options) -> tuple[Path | None, Path]:
    """Give the folder that the user has named, if any, and the one that is graded."""
    named = Path(options.submission) if options.submission else None
    return named, named or submission.default(Path.cwd())


def _publisher(places: Sequence[Destination], options: Options) -> "Publisher":
    """Make it only now, so that the launcher starts early: nothing before needs what it imports."""
    from grader.publish import Publisher

    return Publisher(places, options.submission, verbose=options.verbose)


def _require_reachable(folder: Path, choices: Sequence[Choice], fail_under: int | None) -> None:
    """Refuse what no run could reach. Raises WrongUse."""
    if not fail_under:  # none is named, or the one that every run reaches
        return
    from grader.grading.collect import not_graded

    whole = not_graded(folder, choices, why="")
    if fail_under > whole.max_score and not whole.has_errors:
        raise WrongUse(
            gettext(
                "no run can reach --fail-under {number}: all that is graded has {points} points; "
                "name {points} or fewer",
                number=fail_under,
                points=whole.max_score,
            )
        )


def _refuse(
    why: str,
    folder: Path,
    choices: Sequence[Choice],
    options: Options,
    places: Sequence[Destination],
) -> None:
    """Write each report that was asked for, of no points and with the reason why."""
    from grader import actions
    from grader.grading.collect import not_graded

    report = not_graded(folder, choices, why=actions.by_repository(why, folder))
    _publisher(places, options).refuse(report, folder)


def _choices(words: Sequence[str], here: Path) -> list[Choice]:
    """Give what is to be graded. Raises UnknownTarget, or WrongUse that lists the commands."""
    try:
        return targets.choose(words, here, also=commands.NAMES)
    except targets.UnknownTarget as error:
        if not _may_be_a_command(words[0], here):
            raise
        names = ", ".join(commands.NAMES)
        raise WrongUse(
            gettext("{error}; the commands are {names}", error=error, names=names)
        ) from None


def _may_be_a_command(word: str, here: Path) -> bool:
    """Tell whether a word that names no target may have been meant as a command."""
    if "/" in word or ":" in word:
        return False
    try:
        targets.choose([word], here)
    except targets.UnknownTarget:
        return True
    return False


# ------------------------------------------------------------------ grading


def _graded(
    handed_in: Submission,
    choices: Sequence[Choice],
    options: Options,
    places: Sequence[Destination],
    end_interruptions: Callable[[], None],
) -> Report:
    """Grade, and return the report; after Ctrl-C the one on what was graded until then."""
    seed = random_seed() if options.seed is None else options.seed
    with contextlib.closing(launch.launcher(web=_any_module(choices))) as launcher:
        if options.require_isolation:
            _require_full(launcher)
        # Imported only now, so that the launcher and the examiner's libraries warm up side by side.
        from grader.grading import progress
        from grader.grading.collect import collect

        with progress.display(len(choices), sys.stderr) as watcher:
            if places:
                keep = _publisher(places, options).keep
                watcher = dataclasses.replace(watcher, report=keep)
            end_interruptions()
            return collect(
                handed_in, choices, launcher, seed=seed, workers=options.jobs, watcher=watcher
            )


@contextlib.contextmanager
def _interruptible() -> Iterator[Callable[[], None]]:
    """Yield a function after which Ctrl-C and its like change nothing more, until the block ends.

    It is called when `collect` begins, which handles them itself. So a second Ctrl-C cannot
    cut short what the first one has set off, and a late one cannot cut short the report.
    """
    is_main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in STOPPING} if is_main else {}

    def end() -> None:
        for number, handler in before.items():
            if callable(handler):  # and not ignored already
                signal.signal(number, lambda *_: None)

    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _any_module(choices: Iterable[Choice]) -> bool:
    """Tell whether any program is a module: the launcher has more to warm up for those."""
    return any(_is_module(choice.target) for choice in choices)


def _is_module(target: Target) -> bool:
    """Tell whether it is one; a checks file that cannot be imported is reported later."""
    try:
        return checks.kind(target).form == "module"
    except Exception:
        return False


def _require_full(launcher: Launcher) -> None:
    level, missing = launcher.isolation()
    if level != "full":
        raise WrongUse(
            gettext(
                "not graded: isolation is {level} (missing: {missing}); "
                "python -m grader doctor tells the remedies",
                level=level,
                missing=", ".join(missing),
            )
        )


def _status(report: Report, fail_under: int | None) -> Status:
    if not report.complete:
        return Status.INTERRUPTED
    if report.has_errors:
        return Status.GRADER_FAILED
    wanted = report.max_score if fail_under is None else fail_under
    return Status.PASSED if report.score >= wanted else Status.POINTS_LOST
