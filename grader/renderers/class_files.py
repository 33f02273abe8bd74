"""The files that are made of a class: its points as a table, and its page."""

import io
from collections.abc import Iterable
from pathlib import Path

from grader.entry import Entry
from grader.i18n import gettext
from grader.renderers import destination, gradesheet


def write_table(
    entries: Iterable[Entry], format: gradesheet.Format, place: Path, title: str = ""
) -> list[str]:
    """Write the points as CSV, and give what has to be known about it. Raises CannotWrite and Unfit."""
    file = io.StringIO(newline="")
    notes = gradesheet.write(entries, format, file, title)
    with destination.written(place) as written:
        written.write(file.getvalue().encode("utf-8", "backslashreplace"))
    return notes


def write_page(entries: Iterable[Entry], place: Path) -> None:
    """Write the page of the class. Raises CannotWrite."""
    from grader.renderers import class_page  # here, since few calls need its templates

    with destination.written(place) as written:
        for piece in class_page.render(entries, gettext("The class")):
            written.write(piece.encode("utf-8", "backslashreplace"))
