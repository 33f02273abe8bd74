"""The window that a watch has for itself, and the keys that are pressed in it without Enter.

It is the terminal's second screen, so that what stood there before is there again afterwards.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from typing import TextIO

from grader.usage import Status
from grader.watching.events import Ended, Events, Pressed

# The second screen, in which a mouse's wheel is keys, and no cursor; and back.
ENTER, LEAVE = "\x1b[?1049h\x1b[?1007h\x1b[?25l", "\x1b[?25h\x1b[?1007l\x1b[?1049l"
CTRL_C, CTRL_D = "\x03", "\x04"


class Window:
    """A terminal, of which the second screen is in use from `enter` to `leave`."""

    def __init__(self, stream: TextIO, events: Events) -> None:
        self._descriptor, self._events = stream.fileno(), events
        self._encoding, self._errors = stream.encoding, stream.errors or "strict"

    def enter(self) -> None:
        """Have an empty screen, and keys that come at once."""
        self.write(ENTER)

    def leave(self) -> None:
        """Give the terminal back as it was."""
        self.write(LEAVE)

    def write(self, text: str) -> None:
        """Write to the terminal, past all buffers: a handler of signals may do so at any time."""
        data = text.encode(self._encoding, self._errors)
        with contextlib.suppress(OSError):  # it has gone, and so will we
            while data:
                data = data[os.write(self._descriptor, data) :]

    def shown(self, text: str) -> str:
        """Give the text as it looks here, where some signs may be missing."""
        return text.encode(self._encoding, self._errors).decode(self._encoding)

    def size(self) -> tuple[int, int]:
        """Give the columns and the rows."""
        try:
            columns, rows = os.get_terminal_size(self._descriptor)
        except OSError:
            columns = rows = 0
        return columns or 80, rows or 24  # where nobody knows, they are those of old

    def read(self) -> None:
        """Put each key among the events that is pressed from now on."""
        raise NotImplementedError

    def press(self, key: str) -> None:
        """Put a key among the events; it is a character or a name, and "" is none that we know."""
        if key in (CTRL_C, CTRL_D):
            self._events.put(Ended(Status.PASSED))
        elif key:
            self._events.put(Pressed(key.lower()))


@contextlib.contextmanager
def in_use(window: Window) -> Iterator[None]:
    """Have the whole window until the block ends, whatever ends it."""
    try:
        window.enter()
        threading.Thread(target=window.read, daemon=True).start()
        yield
    finally:
        window.leave()
