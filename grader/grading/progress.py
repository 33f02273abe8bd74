"""A line that moves while the grader works, where somebody watches a terminal."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Watcher:
    """Whom the grading tells what is going on: that it has started, and each result."""

    started: Callable = lambda: None
    result: Callable = lambda target, result: None


@contextlib.contextmanager
def display(total, stream):
    """Yields a Watcher that draws on a terminal, or one that does nothing."""
    if not stream.isatty():
        yield Watcher()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    progress = Progress(*columns, console=Console(file=stream), transient=True)
    task = progress.add_task("judging", total=total)

    def result(target, _):
        progress.update(task, advance=1, description=f"judged {target}")

    try:
        # It draws from a thread, and no process may be forked beside a thread: so
        # not before the workers are there.
        yield Watcher(progress.start, result)
    finally:
        progress.stop()
