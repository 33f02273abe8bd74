"""Shows the next hint for a check: one rung of its ladder for each time it is asked."""

import argparse
import sys
from pathlib import Path

from grader import output, state
from grader.course import hints, layout
from grader.i18n import gettext, gettext_noop
from grader.renderers import columns
from grader.usage import Status, WrongUse

NAME = "hint"
HELP = gettext_noop("Shows the next hint for a check.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "check",
        nargs="?",
        metavar="CHECK",
        help=gettext(
            "such as 01_hello/tcp_server::hangs_up; none: the first check that failed in the last run"
        ),
    )


def run(options: argparse.Namespace) -> Status:
    """Print the hint. Raises WrongUse for a check that does not exist, and where none failed."""
    word: str | None = options.check
    try:
        output.show(_fitted(hints.next_hint(word or _first_failed(), Path.cwd())))
    except hints.UnknownCheck as error:
        raise WrongUse(str(error)) from None
    return Status.PASSED


def _fitted(text: str) -> str:
    """Break the lines to the width of the terminal, if that is where they go."""
    if not sys.stdout.isatty():
        return text
    width = columns.of_terminal()
    lines = []
    for line in text.splitlines():
        margin = line[: len(line) - len(line.lstrip())]
        lines += [margin + part for part in columns.wrapped(line, width - len(margin))] or [""]
    return "\n".join(lines)


def _first_failed() -> str:
    """Give the first check that failed in the last run. Raises WrongUse where there is none."""
    run = state.last(layout.ROOT)
    if run is None and (reason := state.obstacle(layout.ROOT)):
        raise WrongUse(gettext("no run can be kept here ({reason}): name a check", reason=reason))
    if run is None:
        raise WrongUse(gettext("no last run is known: run python -m grader first, or name a check"))
    if not run.failed:
        first = hints.first_of(layout.everything()[0])
        raise WrongUse(
            gettext(
                "no check failed in the last run; name one to get its hint, such as {check}",
                check=first,
            )
        )
    return run.failed[0]
