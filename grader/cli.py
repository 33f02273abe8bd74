"""The command line: parse, call, print, exit status. No judgement is made here.

Exit status: 0 full marks (or --fail-under reached), 1 points lost, 2 the command
line or the folder is wrong, 3 the grader itself failed at a check, 130 interrupted.
"""

import argparse
import contextlib
import os
import random
import sys
import traceback
from pathlib import Path

from grader import actions, launch, renderers
from grader.course import checks, hints, targets
from grader.submissions import folder as submission
from grader.text import counted, printable

PASSED, POINTS_LOST, WRONG_USE, GRADER_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class WrongUse(Exception):
    """One line that says what to do."""


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise WrongUse(f"{message} (python -m grader --help tells more)")


def main(arguments=None):
    """Run one command; the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _make_output_safe()
    try:
        command = COMMANDS.get(arguments[0]) if arguments else None
        return command(arguments[1:]) if command else _grade(arguments)
    except (
        WrongUse,
        submission.BadSubmission,
        targets.UnknownTarget,
        renderers.CannotWrite,
    ) as error:
        print(f"grader: {printable(str(error))}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("grader: interrupted before anything was graded", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(where.filename)}, line {where.lineno}"
        text = printable(f"{type(error).__name__}: {error} ({place})")
        print(f"grader: failed, which is our mistake: {text}", file=sys.stderr)
        return GRADER_FAILED


def _make_output_safe():
    """A terminal or log that knows no UTF-8 shows escapes instead of ending us."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


# ------------------------------------------------------------------ grading


def _grade(arguments):
    options = _grading_parser().parse_args(arguments)
    choices = targets.choose(options.targets, Path.cwd(), COMMANDS)
    destinations = [renderers.destination(text) for text in options.report]
    seed = random.SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    report = _graded(options, choices, seed)
    text = renderers.terminal.render(report, color=_wants_color(sys.stdout))
    print(actions.muted(text) if actions.running() else text)
    if not report.complete:
        left, total = len(report.not_graded), len(report.programs)
        print(f"grader: interrupted; not graded: {left} of {total} programs", file=sys.stderr)
    elif actions.running():
        actions.tell(report, submission.find(Path(options.submission), _units(choices)))
    for destination in destinations:
        destination.write(report)
    return INTERRUPTED if not report.complete else _status(report, options.fail_under)


def _graded(options, choices, seed):
    submission.find(Path(options.submission), _units(choices))
    is_module = any(checks.kind(choice.target).form == "module" for choice in choices)
    with contextlib.closing(launch.launcher(web=is_module)) as launcher:
        if options.require_isolation:
            _require_full(launcher.isolation())
        # Only now, so that the launcher and the examiner's libraries warm up side by side.
        from grader.grading import progress
        from grader.grading.collect import collect

        with progress.display(len(choices), sys.stderr) as watcher:
            return collect(
                Path(options.submission),
                choices,
                launcher,
                seed=seed,
                workers=options.jobs,
                watcher=watcher,
            )


def _units(choices):
    return [choice.target.unit for choice in choices]


def _require_full(isolation):
    level, missing = isolation
    if level != "full":
        raise WrongUse(
            f"not graded: isolation is {level} (missing: {', '.join(missing)}); "
            "python -m grader doctor tells the remedies"
        )


def _status(report, fail_under):
    if any(check.outcome == "error" for check in report.checks):
        return GRADER_FAILED
    wanted = report.max_score if fail_under is None else fail_under
    return PASSED if report.score >= wanted else POINTS_LOST


def _grading_parser():
    parser = _Parser(
        prog="python -m grader",
        description="Judges your programs with reference peers, over real sockets.",
        epilog="Other commands: python -m grader hint CHECK (the next hint for a check), "
        "python -m grader doctor (what this machine can do), python -m grader verify (the "
        "course's own lint), python -m grader export DIR (the repository for students).",
    )
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help="01_hello, 01, 01_hello/tcp_server or 01/tcp_server; none: everything",
    )
    parser.add_argument(
        "--submission",
        default="assignments",
        metavar="DIR",
        help="the folder that holds your units (default: assignments)",
    )
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="write a report as well; FORMAT: " + ", ".join(renderers.FORMATS),
    )
    parser.add_argument(
        "--seed",
        type=_number("seed", 0),
        metavar="N",
        help="the run's seed, to repeat it (default: random, printed)",
    )
    parser.add_argument(
        "--jobs",
        type=_number("number of jobs", 1, 256),
        metavar="N",
        default=os.cpu_count() or 1,
        help="programs that are judged at once (default: the machine's cores)",
    )
    parser.add_argument(
        "--fail-under",
        type=_number("number of points", 0),
        metavar="N",
        help="exit 1 below N points (default: the full marks)",
    )
    parser.add_argument(
        "--require-isolation",
        action="store_true",
        help="refuse to grade where programs cannot be isolated fully",
    )
    return parser


def _number(what, least, most=None):
    def parse(text):
        if (
            not (text.isascii() and text.isdigit())
            or int(text) < least
            or (most and int(text) > most)
        ):
            limit = f"from {least} to {most}" if most else f"from {least} on"
            raise argparse.ArgumentTypeError(f"{text!r} is no {what}: a whole number {limit}")
        return int(text)

    return parse


def _wants_color(stream):
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


# ------------------------------------------------------------------ hints


def _hint(arguments):
    parser = _Parser(prog="python -m grader hint", description="Shows the next hint for a check.")
    parser.add_argument("check", metavar="CHECK", help="such as 01_hello/tcp_server::hangs_up")
    try:
        print(hints.next_hint(parser.parse_args(arguments).check, Path.cwd()))
    except hints.UnknownCheck as error:
        raise WrongUse(str(error)) from None
    return PASSED


# ------------------------------------------------------------------ the machine


def _doctor(arguments):
    _Parser(
        prog="python -m grader doctor",
        description="Tries what this machine can do; for each gap it tells a remedy.",
    ).parse_args(arguments)
    from grader.commands import doctor

    with contextlib.closing(launch.launcher(web=False)) as launcher:
        findings = doctor.examine(launcher)
        print(doctor.render(findings, launcher.isolation()))
    return PASSED if all(finding.well or not finding.needed for finding in findings) else WRONG_USE


# ------------------------------------------------------------------ the course


def _verify(arguments):
    _Parser(
        prog="python -m grader verify",
        description="Checks the course itself: names, points, hints, stubs and solutions.",
    ).parse_args(arguments)
    from grader.commands import verify

    try:
        findings = verify.findings()
    except verify.NotTheCourse as error:
        raise WrongUse(str(error)) from None
    for finding in findings:
        print(printable(finding))
    print(counted(len(findings), "finding") if findings else "The course is sound.")
    return POINTS_LOST if findings else PASSED


def _export(arguments):
    parser = _Parser(
        prog="python -m grader export",
        description="Writes the repository that students get: no solutions, no tests of the grader.",
    )
    parser.add_argument("folder", metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--force",
        action="store_true",
        help="write over what is in the folder; other files there stay",
    )
    options = parser.parse_args(arguments)
    from grader.commands import export

    try:
        notes = export.export(options.folder, options.force)
    except export.CannotExport as error:
        raise WrongUse(str(error)) from None
    for note in notes:
        print(printable(note))
    return PASSED


COMMANDS = {"hint": _hint, "doctor": _doctor, "verify": _verify, "export": _export}
