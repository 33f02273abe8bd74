"""Shows a report to whoever is there, and writes it wherever it is wanted."""

import contextlib
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from grader import actions, i18n, output
from grader.course.words import words
from grader.i18n import gettext
from grader.renderers import terminal
from grader.renderers.destination import CannotWrite, Destination
from grader.report import Report, Words
from grader.submissions.folder import Submission
from grader.text import printable


class Publisher:
    """The places that a run's reports are written to, from the first one to the last.

    Files come first, and the screen last: what cannot be shown has been written.
    """

    def __init__(
        self,
        destinations: Sequence[Destination],
        submission: str | None = None,
        *,
        verbose: bool = False,
    ) -> None:
        """Take also the folder of the submission as the user has named it, if they have."""
        self._destinations = destinations
        self._verbose = verbose
        # the folder of a workflow's run is nowhere else; at home the learner's is the usual one
        told = None if actions.running() else submission
        self._options = f" --submission {shlex.quote(told)}" if told else ""

    @cached_property
    def _words(self) -> Words:
        spoken = i18n.language()
        language = "" if spoken == i18n.preferred() else f" --lang {spoken}"
        return replace(words(), options=self._options, language=language)

    def keep(self, report: Report) -> None:
        """Write an unfinished report to the files: whatever happens next, it is there."""
        for place in self._destinations:
            if place.can_be_replaced:
                with contextlib.suppress(CannotWrite):  # the last report will say so
                    place.write(report, self._words)

    def publish(self, report: Report, handed_in: Submission) -> None:
        """Write the report on these programs, and show it. Raises CannotWrite.

        All places are tried before that. Where standard output takes nothing, a line on
        standard error says so.
        """
        words = replace(self._words, sources=_sources(report, handed_in))
        try:
            self._write(report, words, handed_in.root)
        finally:
            self._show(report, words, handed_in.root)
            if not report.complete:
                left = len(report.not_graded)
                output.complain(
                    gettext(
                        "interrupted; not graded: {number} of {all} programs",
                        number=left,
                        all=len(report.programs),
                    )
                )

    def words_here(self, report: Report, handed_in: Submission) -> Words:
        """Give what is said beside the report on these programs to a user who stands here."""
        words = replace(self._words, sources=_sources(report, handed_in))
        return _placed(report, words, handed_in.root)

    def refuse(self, report: Report, root: Path) -> None:
        """Write the report on what cannot be graded at all. Raises CannotWrite."""
        try:
            self._write(report, self._words, root)
        finally:
            if actions.running():
                with contextlib.suppress(output.CannotPrint):
                    output.show(actions.orders(report, self._words, root))

    def _write(self, report: Report, words: Words, root: Path) -> None:
        steps: list[Callable[[], None]] = [
            partial(place.write, report, words) for place in self._destinations
        ]
        if actions.running():
            steps.append(partial(actions.write_files, report, words, root))
        _try_all(steps)

    def _show(self, report: Report, words: Words, root: Path) -> None:
        try:
            if actions.running():
                output.show(actions.muted(terminal.render(report, words, verbose=self._verbose)))
                output.show(actions.orders(report, words, root))
                return
            words = _placed(report, words, root)
            if sys.stdout.isatty():
                color = output.has_colors()
                with output.standard_output() as stream:
                    terminal.paint(report, words, stream, color=color, verbose=self._verbose)
            else:
                output.show(terminal.render(report, words, verbose=self._verbose))
        except output.CannotPrint as error:
            output.complain(
                gettext(
                    "{error}; {score} of {maximum} points",
                    error=error,
                    score=report.score,
                    maximum=report.max_score,
                )
            )


def _sources(report: Report, handed_in: Submission) -> dict[str, str]:
    """Give the learner's source of each program that was read."""
    return {
        program.file: source.decode("utf-8", "replace")
        for unit in report.units
        for program in unit.programs
        if (source := handed_in.units[unit.name].files.get(f"{program.name}.py")) is not None
    }


def _placed(report: Report, words: Words, root: Path) -> Words:
    """Give the words with the path of each program, to be opened from where the user stands."""
    paths = {program.file: path_of(root, program.file) for program in report.programs}
    return replace(words, paths=paths)


def path_of(root: Path, file: str) -> str:
    """Give the path of a program, which may lie in no folder of its unit."""
    alone = root / file.rpartition("/")[2]
    path = alone if os.path.lexists(alone) else root / file
    try:
        return printable(os.path.relpath(path))
    except (OSError, ValueError):  # there is no way from here, as to another drive
        return printable(str(path))


def _try_all(steps: Iterable[Callable[[], None]]) -> None:
    """Take all the steps; then raise the first CannotWrite of theirs."""
    errors: list[CannotWrite] = []
    for step in steps:
        try:
            step()
        except CannotWrite as error:
            errors.append(error)
    if errors:
        raise errors[0]
