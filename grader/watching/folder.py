"""Hears of each change in a folder, and of its going and coming back, in a thread of its own."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from grader.i18n import gettext
from grader.text import printable
from grader.watching.events import Events, Noted, Saved

# A save is over when so many milliseconds nothing has happened; saves without an end are told
# of after so many. A folder that is replaced may not be told of, so it is looked at every second.
QUIET, LONGEST, LOOK = 50, 400, 1000
Identity = tuple[int, int]


def hear(folder: Path, events: Events) -> None:
    """Put `Saved` among the events for each change in the folder, until the process ends."""
    hearing = _Hearing(Path(os.path.realpath(folder)), events)
    threading.Thread(target=hearing.go_on, daemon=True).start()


class _Hearing:
    """The way that changes are heard of: from the system, or by looking at all files."""

    def __init__(self, folder: Path, events: Events) -> None:
        self._folder, self._events = folder, events
        self._by_looking: bool | None = None  # None where the library may choose

    def go_on(self) -> None:
        """Hear of changes until neither way works any more."""
        while True:
            try:
                self._hear()
            except FileNotFoundError:
                pass  # it went before it could be watched
            except (OSError, RuntimeError) as error:  # as watchfiles has them
                if self._by_looking:
                    break
                self._by_looking = True
                self._say(
                    gettext(
                        "The system does not tell of saved files ({error}): they are looked at "
                        "several times a second.",
                        error=printable(str(error)),
                    )
                )
        self._say(gettext("Saved files are not heard of here: press `a` after a save."))

    def _say(self, text: str) -> None:
        self._events.put(Noted(text))

    def _hear(self) -> None:
        """Hear of changes in the folder while it is the same one; or of its coming back."""
        identity = _identity(self._folder)
        place = self._folder
        while not place.is_dir():
            place = place.parent
        if place == self._folder:
            self._events.put(Saved())  # whatever has happened while nobody listened
        for is_change in self._changes(place, identity is not None):
            if identity is not None and is_change:
                self._events.put(Saved())
            if _identity(self._folder) != identity:
                self._events.put(Saved())
                return

    def _changes(self, place: Path, recursive: bool) -> Iterator[bool]:
        """Yield now and then whether something has changed."""
        changes = watchfiles.watch(
            place,
            watch_filter=None,
            step=QUIET,
            debounce=LONGEST,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=self._by_looking,
            recursive=recursive,
            ignore_permission_denied=True,
        )
        return (bool(change) for change in changes)


def _identity(folder: Path) -> Identity | None:
    """Give what tells a folder from another one of its name; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None
