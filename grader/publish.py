"""Shows a report to whoever is there, and writes it wherever it is wanted."""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from grader import actions, output
from grader.course import hints
from grader.renderers import terminal
from grader.renderers.destination import CannotWrite, Destination
from grader.report import Hints, Report


def publish(report: Report, root: Path, destinations: Iterable[Destination]) -> None:
    """Show the report on the units in the folder `root`, and write it to each place.

    All places are tried; then the first CannotPrint or CannotWrite is raised.
    """
    ladders = hints.ladders()
    steps: list[Callable[[], None]] = [partial(_show, report, ladders)]
    if actions.running() and report.complete:
        steps.append(lambda: output.show(actions.orders(report, root)))
        steps.append(partial(actions.write_files, report, ladders))
    steps += [partial(each.write, report, ladders) for each in destinations]
    errors: list[Exception] = []
    for step in steps:
        try:
            step()
        except (output.CannotPrint, CannotWrite) as error:
            errors.append(error)
    if not report.complete:
        left = len(report.not_graded)
        output.complain(f"interrupted; not graded: {left} of {len(report.programs)} programs")
    if errors:
        raise errors[0]


def _show(report: Report, ladders: Hints) -> None:
    if actions.running():
        output.show(actions.muted(terminal.render(report, ladders)))
    elif sys.stdout.isatty():
        with output.standard_output() as stream:
            terminal.paint(report, stream, color=not os.environ.get("NO_COLOR"))
    else:
        output.show(terminal.render(report, ladders))
