"""Shows the next hint for a check: one rung of its ladder for each time it is asked."""

import argparse
from pathlib import Path

from grader import output
from grader.course import hints
from grader.usage import Status, WrongUse

NAME = "hint"
HELP = "Shows the next hint for a check."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("check", metavar="CHECK", help="such as 01_hello/tcp_server::hangs_up")


def run(options: argparse.Namespace) -> Status:
    """Print the hint. Raises WrongUse for a check that does not exist."""
    word: str = options.check
    try:
        output.show(hints.next_hint(word, Path.cwd()))
    except hints.UnknownCheck as error:
        raise WrongUse(str(error)) from None
    return Status.PASSED
