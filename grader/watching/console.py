"""The window of a console of Windows."""

import msvcrt

from grader.watching.window import Window

NAMES = {"H": "up", "P": "down", "I": "page up", "Q": "page down"}  # after one of these:
BEFORE_A_NAME = ("\x00", "\xe0")


class Console(Window):
    """A console, whose keys come at once by nature."""

    def read(self) -> None:
        while True:
            key = msvcrt.getwch()  # type: ignore[attr-defined]  # on Windows it is there
            if key in BEFORE_A_NAME:
                key = NAMES.get(msvcrt.getwch(), "")  # type: ignore[attr-defined]
            self.press(key)
