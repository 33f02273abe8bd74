"""Grades again whenever a file is saved, and shows on one screen how things stand."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from grader import launch, machine, output
from grader.course import targets
from grader.i18n import gettext, gettext_noop
from grader.launch.errors import LaunchError
from grader.publish import Publisher
from grader.submissions import folder as submission
from grader.submissions.places import BadSubmission
from grader.usage import Status, WrongUse
from grader.watching import folder
from grader.watching.events import Events
from grader.watching.faces import Face, Printed, Screen
from grader.watching.loop import Loop, Wish
from grader.watching.window import Window, in_use

NAME = "watch"
HELP = gettext_noop("Grades again whenever a file is saved.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="TARGET",
        help=gettext("what to grade, such as 01/tcp_server; none: everything"),
    )
    parser.add_argument(
        "--submission",
        metavar="DIR",
        help=gettext("the folder that holds your units (default: assignments)"),
    )


def run(options: argparse.Namespace) -> Status:
    """Grade, and grade again, until the user ends it. Raises WrongUse and UnfitMachine."""
    named: str | None = options.submission
    place = Path(named) if named else submission.default(Path.cwd())
    try:
        wish = Wish(targets.choose(options.targets, Path.cwd()), place, named is not None)
        machine.prepare(machine.most_jobs(None))
        events = Events()
        with contextlib.closing(launch.launcher()) as launcher, _face(events) as face:
            loop = Loop(wish, launcher, events, face, Publisher((), named).words_here)
            folder.hear(loop.root, events)
            return loop.go_on()
    except (targets.UnknownTarget, BadSubmission, LaunchError) as error:
        raise WrongUse(str(error)) from None


@contextlib.contextmanager
def _face(events: Events) -> Iterator[Face]:
    """Give the whole window to a screen where there is one with a keyboard, else print reports."""
    is_terminal = sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()
    if not is_terminal or output.is_dumb():
        yield Printed(events)
        return
    window = _window(events)
    with in_use(window):
        yield Screen(window, color=output.has_colors())


def _window(events: Events) -> Window:
    if sys.platform == "win32":
        from grader.watching.console import Console as System
    else:
        from grader.watching.terminal import Terminal as System
    return System(sys.stdout, events)
