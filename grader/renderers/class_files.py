"""The files that are made of a class: its points as a table, and its page."""

import io
from collections.abc import Iterable
from pathlib import Path

from grader.entry import Entry
from grader.i18n import gettext
from grader.renderers import destination, gradesheet
from grader.renderers.destination import CannotWrite
from grader.text import printable

BESIDE = ("-wal", "-shm", "-journal", "-lock")  # ends of names of what a gradebook has beside it


def checked(book: Path, *files: str | None, read: Iterable[str] = ()) -> list[Path | None]:
    """Give the paths of the files that are to be made of a gradebook. Raises CannotWrite.

    Each of them can be written, as has been tried, and none is another one, the gradebook or a
    file that SQLite has beside it. None takes the place of what is `read`, either, or of a file
    that lies in a folder of a folder that is read: there it is some learner's.
    """
    given = {Path(file).resolve() for file in read}
    for file in filter(None, files):
        place = Path(file).resolve()
        if place in given or (place.is_file() and not given.isdisjoint(place.parent.parents)):
            raise CannotWrite(gettext("{path} is what is to be read; name another file", path=file))
    places = [destination.checked(file) if file else None for file in files]
    named = [path.resolve() for path in (book, *places) if path]
    named += [named[0].with_name(named[0].name + end) for end in BESIDE]
    if len(set(named)) < len(named):
        raise CannotWrite(gettext("two results cannot be one file; name another one"))
    return places


def write_table(
    entries: Iterable[Entry], format: gradesheet.Format, place: Path, title: str = ""
) -> list[str]:
    """Write the points as CSV, and give what has to be known about it. Raises CannotWrite and Unfit."""
    file = io.StringIO(newline="")
    notes = gradesheet.write(entries, format, file, title)
    with destination.written(place) as written:
        written.write(file.getvalue().encode("utf-8", "backslashreplace"))
    return notes


def write_page(entries: Iterable[Entry], book: Path, place: Path) -> None:
    """Write the page of the class, named after its gradebook. Raises CannotWrite."""
    from grader.renderers import class_page  # here, since few calls need its templates

    title = gettext("The class of {gradebook}", gradebook=printable(book.name))
    with destination.written(place) as written:
        for piece in class_page.render(entries, title):
            written.write(piece.encode("utf-8", "backslashreplace"))
