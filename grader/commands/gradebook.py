"""Shows what stands in a gradebook: the class, one learner, what two runs differ in; or exports it."""

import argparse
import dataclasses
import difflib
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import output
from grader.course import layout
from grader.course.words import words
from grader.entry import Entry, Learner
from grader.gradebook.store import BadGradebook, Gradebook, Run
from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import (
    class_changes,
    class_files,
    class_list,
    columns,
    gradesheet,
    terminal,
)
from grader.renderers.destination import FORMATS, CannotWrite, destinations
from grader.renderers.story import Line, plain
from grader.report import Words
from grader.text import either, printable, some_of
from grader.usage import Status, WrongUse, expect, number

NAME = "gradebook"
HELP = gettext_noop(
    "Shows what stands in a gradebook: the class, one learner, what two runs differ in."
)
MOST_NAMED = 5  # learners of whom one may be meant
MOST_GONE = 20  # who are in an earlier run only


@dataclass(frozen=True)
class Options:
    """The command line of `gradebook`, read and checked by its parser."""

    file: str
    learner: str | None = None
    run: int | None = None
    runs: bool = False
    compare: list[int] | None = None
    csv: str | None = None
    csv_format: gradesheet.Format = "plain"
    csv_name: str = ""
    html: str | None = None
    report: list[str] = dataclasses.field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    a_run = number(gettext("number of a run"), 1)
    parser.add_argument("file", metavar="FILE", help=gettext("the gradebook"))
    parser.add_argument(
        "learner",
        nargs="?",
        metavar="LEARNER",
        help=gettext("show the whole report of this one, by key or name; none: the class"),
    )
    parser.add_argument(
        "--run", type=a_run, metavar="N", help=gettext("of this run (default: the latest)")
    )
    parser.add_argument("--runs", action="store_true", help=gettext("list the runs"))
    parser.add_argument(
        "--compare",
        nargs="*",
        type=a_run,
        metavar="N",
        help=gettext(
            "tell who gained or lost from one run to another, and on which checks "
            "(default: the latest two; of one number: from that run to the latest)"
        ),
    )
    parser.add_argument("--csv", metavar="FILE", help=gettext("write the points as a table"))
    parser.add_argument(
        "--csv-format",
        choices=gradesheet.FORMATS,
        default="plain",
        help=gettext("for spreadsheets, or as Canvas or Moodle imports it (default: plain)"),
    )
    parser.add_argument(
        "--csv-name",
        default="",
        metavar="NAME",
        help=gettext("what Canvas calls the assignment (default: the units)"),
    )
    parser.add_argument("--html", metavar="FILE", help=gettext("write the page of the class"))
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help=gettext(
            "write the report of the learner as well; FORMAT: {formats}", formats=", ".join(FORMATS)
        ),
    )


def run(options: argparse.Namespace) -> Status:
    """Show or export. Raises WrongUse."""
    read = Options(**vars(options))
    _check(read)
    try:
        with Gradebook.open(Path(read.file), for_grading=False) as book:
            _Reading(book, read).act()
    except (BadGradebook, CannotWrite, gradesheet.Unfit) as error:
        raise WrongUse(str(error)) from None
    return Status.PASSED


def _check(options: Options) -> None:
    """Make sure that the options go together. Raises WrongUse."""
    of_runs = options.runs or options.compare is not None
    if of_runs and options.run is not None:
        raise WrongUse(
            gettext("--run is of one run; --runs lists all, and --compare takes the numbers itself")
        )
    for_table = options.csv_format != "plain" or options.csv_name
    expect(bool(options.csv or not for_table), "--csv-format, --csv-name", "--csv FILE")
    if options.report and (options.learner is None or of_runs):
        raise WrongUse(gettext("--report is of one learner: name one"))
    if (options.csv or options.html) and (options.learner is not None or of_runs):
        raise WrongUse(
            gettext("--csv and --html are of the whole class in one run: name only that")
        )


class _Reading:
    """One call of the command on an open gradebook."""

    def __init__(self, book: Gradebook, options: Options) -> None:
        self._book = book
        self._options = options
        self._runs = book.runs()
        if not self._runs:
            raise WrongUse(
                gettext(
                    "{file} holds no run yet: python -m grader batch PATH --gradebook {file}",
                    file=shlex.quote(options.file),
                )
            )

    def act(self) -> None:
        """Do what the options ask for. Raises WrongUse and what writing and reading raise."""
        options = self._options
        if options.runs:
            _show(self._listed_runs)
        elif options.compare is not None:
            self._compare(options.compare)
        elif options.learner is not None:
            self._tell(self._run(options.run), options.learner)
        elif options.csv or options.html:
            self._export(self._run(options.run))
        else:
            self._list(self._run(options.run))

    def _run(self, number: int | None) -> Run:
        if number is None:
            return self._runs[-1]
        for each in self._runs:
            if each.number == number:
                return each
        numbers = ", ".join(str(each.number) for each in self._runs)
        raise WrongUse(
            gettext(
                "there is no run {number}; the runs are {numbers}", number=number, numbers=numbers
            )
        )

    # -------------------------------------------------------------- the runs and the class

    def _listed_runs(self, width: int | None) -> Iterator[Line]:
        for each in self._runs:
            learners, graded = self._book.counts(each)
            counts = [ngettext("{number} learner", "{number} learners", learners)]
            if left := learners - graded:
                counts.append(ngettext("{number} not graded", "{number} not graded", left))
            ended = [] if each.ended else [_unfinished()]
            yield from _wrapped(["; ".join([_head(each), *counts]), *ended], width)

    def _list(self, run: Run) -> None:
        def lines(width: int | None) -> Iterator[Line]:
            yield from ([(line, "")] for line in columns.wrapped(_head(run), width))
            if not run.ended:
                yield from ([(line, "yellow")] for line in columns.wrapped(_unfinished(), width))
            yield []
            yield from class_list.lines(self._book.entries(run), width)
            if gone := self._gone(run):
                yield []
                yield from ([(line, "dim")] for line in columns.wrapped(gone, width))

        _show(lines)

    def _gone(self, run: Run) -> str:
        """Name those who were in an earlier run and are not in this one."""
        there = self._book.learners(run)
        before = [self._book.learners(each) for each in self._runs if each.number < run.number]
        gone = {
            key: who for learners in before for key, who in learners.items() if key not in there
        }
        names = some_of([class_list.name(each) for each in gone.values()], MOST_GONE)
        return gettext("Only in an earlier run: {names}", names=names) if gone else ""

    # -------------------------------------------------------------- one learner

    def _tell(self, run: Run, word: str) -> None:
        learner = self._learner(run, word)
        entry = self._book.entry(run, learner.key)
        assert entry, "the run has the learner"
        if entry.report is None:
            if self._options.report:
                raise WrongUse(_not_graded(entry))
            _show(lambda width: _wrapped([*_who(entry, run), _not_graded(entry)], width))
            return
        report = entry.report
        around = Path(entry.place)
        said = _words(around)
        for place in destinations(self._options.report, graded=around):
            place.write(report, said)

        def lines(width: int | None) -> Iterator[Line]:
            yield from _wrapped(_who(entry, run), width)
            yield from terminal.page(report, said, width, verbose=True)

        _show(lines)

    def _learner(self, run: Run, word: str) -> Learner:
        """Find a learner by key or name, or by a part of one. Raises WrongUse."""
        learners = list(self._book.learners(run).values())
        tests: list[Callable[[Learner], bool]] = [
            lambda each: each.key == word,
            lambda each: each.name == word,
            lambda each: word.casefold() in (each.key.casefold(), each.name.casefold()),
            lambda each: word.casefold() in _words_of(each),
            lambda each: word.casefold() in f"{each.key}\n{each.name}".casefold(),
        ]
        for fits in tests:
            found = [each for each in learners if fits(each)]
            if len(found) == 1:
                return found[0]
            if found:
                raise WrongUse(
                    gettext("{word} may be {names}", word=printable(word), names=_named(found))
                )
        raise WrongUse(_nobody(word, learners))

    # -------------------------------------------------------------- two runs

    def _compare(self, numbers: Sequence[int]) -> None:
        first, second = self._two(numbers)
        word = self._options.learner
        only = self._learner(second, word).key if word is not None else None

        def lines(width: int | None) -> Iterator[Line]:
            for each in (first, second):
                yield from _wrapped([_head(each)], width)
            yield from _wrapped(_differing(first, second), width)
            yield []
            pairs = self._pairs(first, second, only)
            yield from class_changes.lines(pairs, first.number, second.number, width)

        _show(lines)

    def _two(self, numbers: Sequence[int]) -> tuple[Run, Run]:
        if len(numbers) > 2:
            raise WrongUse(gettext("--compare takes two runs at most"))
        if not numbers and len(self._runs) < 2:
            raise WrongUse(
                gettext("there is only one run; nothing has changed since it was graded")
            )
        first = self._run(numbers[0]) if numbers else self._runs[-2]
        return first, self._run(numbers[1] if numbers[1:] else None)

    def _pairs(self, first: Run, second: Run, only: str | None) -> Iterator[class_changes.Pair]:
        """Yield what each learner came to in both runs, one learner at a time."""
        keys = [only] if only else {**self._book.learners(second), **self._book.learners(first)}
        for key in keys:
            yield self._book.entry(first, key), self._book.entry(second, key)

    # -------------------------------------------------------------- files

    def _export(self, run: Run) -> None:
        """Write the files, and say where they are. Raises CannotWrite and Unfit."""
        options = self._options
        table, page = class_files.checked(Path(options.file), options.csv, options.html)
        done: list[tuple[str, Path]] = []
        if table:
            entries = self._book.entries(run)
            for note in class_files.write_table(
                entries, options.csv_format, table, options.csv_name
            ):
                output.complain(note)
            done.append((gettext_noop("The points of run {number} are in {path}."), table))
        if page:
            class_files.write_page(self._book.entries(run), Path(options.file), page)
            done.append((gettext_noop("The page of run {number} is in {path}."), page))
        for said, place in done:
            if place.is_file():  # and no pipe, where it would be a part of what is written
                output.show(gettext(said, number=run.number, path=printable(str(place))))


# ------------------------------------------------------------------ words


def _head(run: Run) -> str:
    return gettext(
        "Run {number}, {began}: {targets}",
        number=run.number,
        began=run.began.replace("T", " ").replace("Z", " UTC"),
        targets=_asked(run.targets),
    )


def _asked(targets: str) -> str:
    """Give what a run graded in few words: a unit of which every program was asked for is one."""
    names = targets.split()
    for unit in layout.units():
        every = [f"{unit}/{program}" for program in layout.programs(unit)]
        if set(every) <= set(names):
            names[names.index(every[0])] = unit
            names = [name for name in names if name not in every]
    return printable(", ".join(names))


def _unfinished() -> str:
    return gettext("This run has not ended; the same command that began it goes on with it.")


def _differing(first: Run, second: Run) -> Iterator[str]:
    if first.targets != second.targets:
        yield gettext("The two runs did not grade the same programs.")
    if first.checks_version != second.checks_version:
        yield gettext("The checks, or what else makes the points, changed in between.")


def _who(entry: Entry, run: Run) -> Iterator[str]:
    yield _head(run)
    yield gettext(
        "{name}, from {place}",
        name=class_list.name(entry.learner, entry.learner.key != entry.learner.name),
        place=printable(entry.place),
    )
    if entry.note:
        yield printable(entry.note)


def _not_graded(entry: Entry) -> str:
    problem = entry.problem or gettext("nothing could be read")
    return gettext("not graded: {why}", why=printable(problem))


def _words(place: Path) -> Words:
    """Give what is said beside a report; its commands name the submission, if that is a folder."""
    folder = shlex.quote(str(place)) if place.is_dir() else "DIR"
    return dataclasses.replace(words(), options=f" --submission {folder}")


def _words_of(learner: Learner) -> set[str]:
    """Give the words of a name, as `ada` of `Lovelace, Ada`."""
    return set(re.findall(r"\w+", learner.name.casefold()))


def _named(learners: Iterable[Learner]) -> str:
    """Give some learners by what one may type, and the number of the others."""
    names = [class_list.name(each, each.key != each.name) for each in learners]
    return either(names) if len(names) <= MOST_NAMED else some_of(names, MOST_NAMED)


def _nobody(word: str, learners: Sequence[Learner]) -> str:
    known = {name: each for each in learners for name in (each.key, each.name)}
    near = [known[name] for name in difflib.get_close_matches(word, known, MOST_NAMED)]
    if not near:
        return gettext("there is no learner {word}", word=printable(word))
    return gettext(
        "there is no learner {word}; is it {names}?",
        word=printable(word),
        names=_named({each.key: each for each in near}.values()),
    )


# ------------------------------------------------------------------ the screen


def _show(lines: Callable[[int | None], Iterable[Line]]) -> None:
    """Show lines fitted to the terminal, or whole where they go elsewhere."""
    if sys.stdout.isatty():
        told = list(lines(columns.of_terminal()))
        with output.standard_output() as stream:
            terminal.paint_lines(told, stream, color=output.has_colors())
    else:
        output.show("\n".join(plain(terminal.inert(line)).rstrip() for line in lines(None)))


def _wrapped(texts: Iterable[str], width: int | None) -> Iterator[Line]:
    for text in texts:
        yield from ([(line, "")] for line in columns.wrapped(text, width))
