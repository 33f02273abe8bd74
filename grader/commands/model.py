"""Shows the model solution of a program, with the modules of its own, to those who have full marks.

A course ships models if its instructor wants that: `export --models`.
"""

import argparse
from pathlib import Path

from grader import output
from grader.commands import grade
from grader.course import models, targets
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.i18n import gettext, gettext_noop
from grader.report import Report
from grader.usage import Status, WrongUse

NAME = "model"
HELP = gettext_noop("Shows the commented model solution of a program, once yours has full marks.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("program", metavar="PROGRAM", help=gettext("such as 01_hello/tcp_server"))
    parser.add_argument(
        "--submission",
        metavar="DIR",
        help=gettext("the folder that holds your units (default: assignments)"),
    )


def run(options: argparse.Namespace) -> Status:
    """Grade the program, and print its model if that has full marks. Raises WrongUse."""
    word: str = options.program
    submission: str | None = options.submission
    target = _target(word)
    model = models.file(target)
    if model is None:
        raise WrongUse(
            gettext(
                "this copy of the course ships no model of {target}: ask your instructor",
                target=target,
            )
        )
    report = grade.judge([Choice(target)], grade.Options(submission=submission))
    return _refusal(target, report) or _show([model, *models.helpers(model)])


def _target(word: str) -> Target:
    """Give the one program that a word names. Raises WrongUse."""
    try:
        choices = targets.choose([word], Path.cwd())
    except targets.UnknownTarget as error:
        raise WrongUse(str(error)) from None
    if len(choices) != 1 or choices[0].checks is not None:
        raise WrongUse(
            gettext(
                "{word} is not one program: name one, such as {program}",
                word=repr(word),
                program=choices[0].target,
            )
        )
    return choices[0].target


def _refusal(target: Target, report: Report) -> Status | None:
    """Say why the model is not shown, and give the status for that; None where it may be shown."""
    if not report.complete:
        output.complain(
            gettext("interrupted; the model is shown after the program has been graded")
        )
        return Status.INTERRUPTED
    if report.has_errors:
        broken = next(check for check in report.checks if check.outcome == "error")
        output.complain(
            gettext("the grader itself failed at {id}, so the model is not shown", id=broken.id)
        )
        return Status.GRADER_FAILED
    if report.score < report.max_score:
        output.show(
            gettext(
                "{target} has {score} of {max_score} points: the model is shown at {max_score}",
                target=target,
                score=report.score,
                max_score=report.max_score,
            )
        )
        return Status.POINTS_LOST
    return None


def _show(files: list[Path]) -> Status:
    shown = (
        f"# {file.parent.name}/{file.name}\n\n{file.read_text(encoding='utf-8').strip()}\n"
        for file in files
    )
    output.show("\n\n".join(shown))
    return Status.PASSED
