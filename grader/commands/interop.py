"""Plays each learner's client against each other learner's server, and shows who understands whom."""

import argparse
import contextlib
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader import launch, machine, output
from grader.course import layout, targets
from grader.course.layout import Target
from grader.grading import progress
from grader.i18n import gettext, gettext_noop, ngettext
from grader.interop import pairs
from grader.interop.pairs import Known
from grader.interop.tournament import Entrant, Plan, Tournament
from grader.matrix import Matrix, Player
from grader.renderers import columns, matrix_page, terminal
from grader.renderers import matrix as matrix_lines
from grader.renderers.destination import CannotWrite, checked, written
from grader.submissions import attendance, folder, intake
from grader.submissions.attendance import Handed
from grader.submissions.intake import NothingThere
from grader.submissions.places import BadSubmission
from grader.text import listed, printable
from grader.usage import LARGEST_SEED, Status, WrongUse, number, random_seed

NAME = "interop"
HELP = gettext_noop("Plays each learner's client against each other learner's server.")
FEW = 12  # learners, who all meet each other where nothing else is said
PARTNERS = 5  # that each client meets in a larger class
LEAST = 2  # learners


@dataclass(frozen=True)
class Options:
    """The command line of `interop`, read and checked by its parser."""

    paths: list[str]
    only: list[str] = field(default_factory=list)
    partners: int | None = None
    client: list[str] = field(default_factory=list)
    server: list[str] = field(default_factory=list)
    json: str | None = None
    html: str | None = None
    seed: int | None = None
    jobs: int | None = None


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
        "--only",
        nargs="+",
        action="extend",
        default=[],
        metavar="TARGET",
        help=gettext("units, programs, or pairs such as 01/tcp (default: all that are there)"),
    )
    parser.add_argument(
        "--partners",
        type=number(gettext("number of partners"), 1),
        metavar="N",
        help=gettext(
            "each client meets N servers, drawn by the seed (default: all, or {number} where there are more than {most} learners)",
            number=PARTNERS,
            most=FEW,
        ),
    )
    for option, told in (
        ("--client", gettext("play only the clients of these learners")),
        ("--server", gettext("play only the servers of these learners")),
    ):
        parser.add_argument(
            option, nargs="+", action="extend", default=[], metavar="NAME", help=told
        )
    _add_results(parser)


def _add_results(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", metavar="FILE", help=gettext("write the matrix as JSON as well"))
    parser.add_argument(
        "--html",
        metavar="FILE",
        help=gettext("write it as a page as well, in which each cell opens its conversation"),
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
            "meetings that are played at once (default: as many as keep this machine busy)"
        ),
    )


def run(options: argparse.Namespace) -> Status:
    """Play, show and write the matrix. Raises WrongUse and UnfitMachine."""
    read = Options(**vars(options))
    try:
        chosen = pairs.choose(read.only, Path.cwd())
        files = {name: checked(file) for name, file in _files(read) if file}
        units = list(dict.fromkeys(known.unit for known in chosen))
        paths = [Path(path) for path in read.paths]
        found = intake.find(paths, units)
        handed = attendance.take(found, None).handed
    except (targets.UnknownTarget, NothingThere, CannotWrite) as error:
        raise WrongUse(str(error)) from None
    if others := intake.left_out(paths):
        output.complain(printable(others))
    reference = _reference(chosen, units)
    entrants, unread = _entrants(handed, units)
    for told in unread:
        output.complain(printable(told))
    plan = _plan(read, chosen if read.only else _handed_in(chosen, entrants), entrants)
    machine.prepare(1)
    matrix = _play(Tournament(entrants, reference, plan), read.jobs)
    again = " ".join(["python -m grader interop", *map(shlex.quote, read.paths)])
    try:
        _write(matrix, files, again)
    except CannotWrite as error:
        raise WrongUse(str(error)) from None
    finally:
        _show(matrix, again)
    if not matrix.complete:
        return Status.INTERRUPTED
    return Status.GRADER_FAILED if unread or matrix.has_errors else Status.PASSED


def _files(read: Options) -> list[tuple[str, str | None]]:
    return [("json", read.json), ("html", read.html)]


def _reference(chosen: Sequence[Known], units: Sequence[str]) -> Entrant:
    """Give the course's own programs. Raises WrongUse where it ships none of these."""
    programs = [target for known in chosen for target in (known.client, known.server)]
    missing = [target for target in programs if not (layout.SOLUTIONS / target.file).is_file()]
    if missing:
        raise WrongUse(
            gettext(
                "there is no solution of {program} here, which the learners' programs meet first",
                program=missing[0],
            )
        )
    return Entrant(None, folder.read(layout.SOLUTIONS, units).units)


def _entrants(handed: Sequence[Handed], units: Sequence[str]) -> tuple[list[Entrant], list[str]]:
    """Read the submissions; give those who take part, and a line for each that cannot."""
    entrants, unread = [], []
    for each in handed:
        problem = each.problem
        try:
            if problem is None:
                read = each.submission.read(units)
                player = Player(each.learner.key, each.learner.name, each.submission.place)
                entrants.append(Entrant(player, read.units))
        except BadSubmission as error:
            problem = str(error)
        if problem is not None:
            unread.append(
                gettext(
                    "{name} does not take part: {problem}",
                    name=each.learner.name,
                    problem=problem,
                )
            )
    return entrants, unread


def _handed_in(chosen: Sequence[Known], entrants: Sequence[Entrant]) -> Sequence[Known]:
    """Leave out the pairs of which nobody has a program, unless that is all of them."""

    def is_there(target: Target) -> bool:
        name = f"{target.program}.py"
        works = [each.units[target.unit] for each in entrants]
        return any(name in work.files or name in work.problems for work in works)

    return [known for known in chosen if is_there(known.client) or is_there(known.server)] or chosen


def _plan(read: Options, chosen: Sequence[Known], entrants: Sequence[Entrant]) -> Plan:
    """Choose who meets whom. Raises WrongUse where that is nobody."""
    keys = [each.player.key for each in entrants if each.player]
    for name in (*read.client, *read.server):
        if name not in keys:
            raise WrongUse(
                gettext(
                    "there is no learner {name}; there are {names}",
                    name=repr(name),
                    names=listed(keys),
                )
            )
    if len(keys) < LEAST:
        raise WrongUse(
            ngettext(
                "{number} submission can be played here, and two learners at least are needed",
                "{number} submissions can be played here, and two learners at least are needed",
                len(keys),
            )
        )
    few = len(keys) <= FEW or read.client or read.server
    return Plan(
        pairs=chosen,
        seed=random_seed() if read.seed is None else read.seed,
        partners=read.partners or (None if few else PARTNERS),
        clients=frozenset(read.client) or None,
        servers=frozenset(read.server) or None,
    )


def _play(tournament: Tournament, jobs: int | None) -> Matrix:
    with (
        contextlib.closing(launch.launcher(web=False)) as launcher,
        progress.of_class(tournament.number, sys.stderr) as watcher,
    ):
        return tournament.play(
            launcher,
            workers=jobs,
            told=lambda cell: watcher.learner(cell.outcome != "error"),
            tick=watcher.tick,
        )


def _write(matrix: Matrix, files: dict[str, Path], again: str) -> None:
    """Write what was asked for. Raises CannotWrite."""
    if "json" in files:
        with written(files["json"]) as file:
            file.write(matrix.to_json().encode())
    if "html" in files:
        with written(files["html"]) as file:
            for piece in matrix_page.render(matrix, again):
                file.write(piece.encode("utf-8", "backslashreplace"))


def _show(matrix: Matrix, again: str) -> None:
    if sys.stdout.isatty():
        lines = matrix_lines.page(matrix, again, columns.of_terminal())
        with output.standard_output() as stream:
            terminal.paint_lines(lines, stream, color=output.has_colors())
    else:
        output.show(matrix_lines.render(matrix, again))
