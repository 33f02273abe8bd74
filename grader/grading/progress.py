"""A line that moves while the grader works, where somebody watches a terminal."""

import contextlib
import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO, cast

from grader.course.layout import Target
from grader.i18n import gettext, ngettext
from grader.report import CheckResult, ProgramResult, Report


def _ignore(target: Target, result: ProgramResult) -> None:
    pass


@dataclass(frozen=True)
class Watcher:
    """What grading calls: with each result, every now and then, and with each unfinished report.

    Where there is a `check`, it is called with the result of each check as well, before that of
    its program.
    """

    result: Callable[[Target, ProgramResult], None] = _ignore
    tick: Callable[[], None] = lambda: None
    report: Callable[[Report], None] | None = None
    check: Callable[[Target, CheckResult], None] | None = None


class _Forgiving(io.TextIOBase):
    """A terminal that may go away: what cannot be drawn any more is not drawn."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # there it can be written as well
        return self._terminal.encoding

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._terminal.fileno()

    def write(self, text: str, /) -> int:
        with contextlib.suppress(OSError):
            self._terminal.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._terminal.flush()


def _is_watched(stream: TextIO) -> bool:
    """Tell whether a person looks on: some runners of workflows have a terminal, and say so by CI."""
    return stream.isatty() and not os.environ.get("CI")


@contextlib.contextmanager
def display(total: int, stream: TextIO) -> Iterator[Watcher]:
    """Yield a Watcher that draws on a terminal, or one that does nothing elsewhere.

    Nothing is drawn from a thread, so that processes can be forked at any time.
    """
    if not _is_watched(stream):
        yield Watcher()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    console = Console(file=cast(TextIO, _Forgiving(stream)))
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task(gettext("judging"), total=total)

        def result(target: Target, result: ProgramResult) -> None:
            progress.update(
                task,
                advance=1,
                description=gettext("judged {program}", program=target),
                refresh=True,
            )

        yield Watcher(result, progress.refresh)


@dataclass(frozen=True)
class ClassWatcher:
    """What grading a class calls: with each learner, and every now and then."""

    learner: Callable[[bool], None] = lambda was_graded: None
    tick: Callable[[], None] = lambda: None


@contextlib.contextmanager
def of_class(total: int, stream: TextIO) -> Iterator[ClassWatcher]:
    """Yield what shows on a terminal how far a class of so many has come, and nothing elsewhere."""
    if not _is_watched(stream):
        yield ClassWatcher()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        *(SpinnerColumn(), BarColumn(), MofNCompleteColumn()),
        *(
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        ),
    )
    console = Console(file=cast(TextIO, _Forgiving(stream)))
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        task = progress.add_task("", total=total, rate="")
        began, failed = time.monotonic(), 0

        def learner(was_graded: bool) -> None:
            nonlocal failed
            failed += not was_graded
            progress.advance(task)
            minutes = (time.monotonic() - began) / 60
            progress.update(
                task,
                rate=gettext("{number}/min", number=round(progress.tasks[0].completed / minutes)),
                description=ngettext("{number} not graded", "{number} not graded", failed)
                if failed
                else "",
            )

        yield ClassWatcher(learner, progress.refresh)
