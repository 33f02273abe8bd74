"""Plays one check against a program for all to see, or is the peer of one that runs beside."""

import argparse
import contextlib
import os
from pathlib import Path

from grader import launch, machine, output, state
from grader.byhand.screen import Screen
from grader.course import checks, layout, targets
from grader.course.layout import Target
from grader.course.targets import Choice
from grader.i18n import gettext, gettext_noop, of_course
from grader.launch.errors import LaunchError
from grader.peers.byhand.hand import Faults, numbers, seconds
from grader.submissions import folder as submission
from grader.submissions.places import BadSubmission
from grader.text import clipped, printable
from grader.usage import LARGEST_SEED, Status, WrongUse, number, random_seed

NAME = "peer"
HELP = gettext_noop(
    "Plays one check for you to watch, or is the other end of a program that you run by hand."
)
OF_A_CHECK = ("submission",)
OF_A_PROGRAM = ("port", "path", "fragment", "drop", "delay", "reset_after")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "target",
        metavar="TARGET",
        help=gettext(
            "a check, such as 01/tcp_server::answers_hi, which is played against your program; or a "
            "program, such as 01/tcp_server, whose other end this is while you run it yourself"
        ),
    )
    parser.add_argument(
        "--submission",
        metavar="DIR",
        help=gettext("the folder that holds your units (default: assignments); for a check"),
    )
    parser.add_argument(
        "--seed",
        type=number("seed", 0, LARGEST_SEED),
        metavar="N",
        help=gettext(
            "the same number gives the same words (default: that of the last run, or random)"
        ),
    )
    _add_those_of_a_program(parser)


def _add_those_of_a_program(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=number("port", 1, 65535),
        metavar="N",
        help=gettext("the port of the server, yours or ours (default: a free one)"),
    )
    parser.add_argument(
        "--path",
        metavar="FILE",
        help=gettext(
            "the path of a Unix-domain socket, in the place of a host and a port (unit 2)"
        ),
    )
    parser.add_argument(
        "--fragment",
        type=number("number of bytes", 1, 1 << 20),
        metavar="N",
        help=gettext("send everything in pieces of N bytes"),
    )
    parser.add_argument(
        "--drop",
        type=_datagrams,
        metavar="N,N",
        help=gettext("lose these of the datagrams that come: 1,3 loses the first and the third"),
    )
    parser.add_argument(
        "--delay",
        type=_seconds,
        metavar="SECONDS",
        help=gettext("wait so long before each thing that is sent"),
    )
    parser.add_argument(
        "--reset-after",
        type=number("number of bytes", 0, 1 << 30),
        metavar="N",
        help=gettext("reset each connection after N bytes have been sent on it"),
    )


def _datagrams(text: str) -> frozenset[int]:
    found = numbers(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            gettext("{text} names no datagrams: write numbers such as 1,3", text=_shown(text))
        )
    return found


def _seconds(text: str) -> float:
    found = seconds(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            gettext("{text} is no number of seconds: write 0.5, or 3600 at most", text=_shown(text))
        )
    return found


def _shown(text: str) -> str:
    return clipped(repr(text), 40)


def run(options: argparse.Namespace) -> Status:
    """Play the check, or be the peer. Raises WrongUse and UnfitMachine."""
    word: str = options.target
    try:
        choices = targets.choose([word], Path.cwd())
    except targets.UnknownTarget as error:
        raise WrongUse(str(error)) from None
    if len(choices) != 1:
        raise WrongUse(
            gettext(
                "{word} is not one program: name one, such as {program}",
                word=repr(word),
                program=choices[0].target,
            )
        )
    of_a_check = choices[0].checks is not None
    _refuse_options(choices[0].target, options, of_a_check)
    if of_a_check:
        name = word.partition("::")[2].removeprefix("test_")
        return _play_check(choices[0], name, options.submission, options.seed)
    try:
        return _be_the_peer(choices[0].target, options)
    except output.NobodyReads:
        return Status.PASSED


def _refuse_options(target: Target, options: argparse.Namespace, of_a_check: bool) -> None:
    """Refuse the options that make no sense for this target. Raises WrongUse."""
    names = OF_A_PROGRAM if of_a_check else OF_A_CHECK
    given = [f"--{name.replace('_', '-')}" for name in names if vars(options)[name] is not None]
    if given and of_a_check:
        raise WrongUse(
            gettext(
                "{option} goes with a program, such as {program}: a check has addresses and faults of its own",
                option=given[0],
                program=target,
            )
        )
    if given:
        raise WrongUse(
            gettext(
                "{option} goes with a check: a program that is tried by hand is started by you",
                option=given[0],
            )
        )


# ------------------------------------------------------------------ a check


def _play_check(choice: Choice, name: str, named: str | None, seed: int | None) -> Status:
    from grader.byhand import replay
    from grader.grading.collect import jobs_for
    from grader.publish import path_of

    target = choice.target
    folder = Path(named) if named else submission.default(Path.cwd())
    machine.prepare(1)
    try:
        handed_in = submission.read(folder, [target.unit], is_named=named is not None)
    except BadSubmission as error:
        raise WrongUse(str(error)) from None
    if handed_in.note:
        output.complain(printable(handed_in.note))
    check = next(check for check in checks.load(target) if check.name == name)
    if seed is None:
        seed = _seed_of_last_run(check.id(target), folder)
    (job,) = jobs_for(handed_in, [choice], seed)
    screen = Screen(may_be_left=True)
    screen.say(f"{check.id(target)}: {of_course(check.title)}")
    screen.say(gettext("seed {seed}: the same seed gives the same words again", seed=seed))
    try:
        is_module = checks.kind(target).form == "module"
        with contextlib.closing(launch.launcher(web=is_module)) as launcher:
            path = path_of(handed_in.root, target.file)
            return replay.play(job, name, launcher, screen, path)
    except LaunchError as error:
        output.complain(printable(str(error)))
        return Status.GRADER_FAILED
    except KeyboardInterrupt:
        output.complain(gettext("interrupted: the check was not played to its end"))
        return Status.INTERRUPTED


def _seed_of_last_run(check_id: str, folder: Path) -> int:
    """Give the seed of the last run, if this check of these files failed in it; else any."""
    run = state.last(layout.ROOT)
    if run and check_id in run.failed and run.submission == os.path.realpath(folder):
        return run.seed
    return random_seed()


# ------------------------------------------------------------------ a program


def _be_the_peer(target: Target, options: argparse.Namespace) -> Status:
    from grader.byhand import beside

    faults = Faults(
        options.fragment, options.drop or frozenset(), options.delay or 0.0, options.reset_after
    )
    seed = random_seed() if options.seed is None else options.seed
    return beside.play(target, faults, port=options.port, path=options.path, seed=seed)
