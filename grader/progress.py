"""A line that moves while the grader works, where somebody watches a terminal."""

import contextlib


@contextlib.contextmanager
def display(total, stream):
    """Yields the function to call with each finished (target, result)."""
    if not stream.isatty():
        yield lambda target, result: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        task = progress.add_task("judging", total=total)

        def on_result(target, result):
            progress.update(task, advance=1, description=f"judged {target}")

        yield on_result
