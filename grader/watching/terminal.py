"""The window of a terminal of Unix, also while Ctrl-Z has stopped us."""

import contextlib
import os
import re
import signal
import sys
import termios
import threading
from typing import TextIO

from grader.usage import Status
from grader.watching.events import Ended, Events, Resized, Resumed
from grader.watching.window import Window

KEY = re.compile(rb"\x1b[\[O][0-9;]*[A-Za-z~]|.", re.DOTALL)  # as terminals send them
NAMES = {b"A": "up", b"B": "down", b"5~": "page up", b"6~": "page down"}  # after ESC and [ or O
LOCAL = 3  # the place of the local modes among those of termios


class Terminal(Window):
    """A terminal in which a key is a byte that comes at once, and is not shown."""

    def __init__(self, stream: TextIO, events: Events) -> None:
        super().__init__(stream, events)
        self._keyboard = sys.stdin.fileno()
        self._owner = os.getpid()
        self._modes = termios.tcgetattr(self._keyboard)
        self._handlers = {
            number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGWINCH)
        }

    def enter(self) -> None:
        modes = termios.tcgetattr(self._keyboard)
        modes[LOCAL] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, modes)
        super().enter()
        signal.signal(signal.SIGWINCH, lambda *_: self._events.put(Resized()))
        signal.signal(signal.SIGTSTP, lambda *_: self._pause())

    def leave(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        super().leave()
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._modes)

    def _pause(self) -> None:
        """Stop as Ctrl-Z asks, with the terminal as it was; go on when we are told to.

        A process that was forked has this handler as well, and no terminal.
        """
        is_owner = os.getpid() == self._owner
        if is_owner:
            self.leave()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, lambda *_: self._pause())
        if is_owner:
            self.enter()
            self._events.put(Resumed())

    def read(self) -> None:
        while data := self._some():
            for sequence in KEY.findall(data):
                self.press(_name(sequence))
        self._events.put(Ended(Status.PASSED))

    def _some(self) -> bytes:
        try:
            return os.read(self._keyboard, 1024)
        except OSError:  # the terminal has gone
            return b""


def _name(sequence: bytes) -> str:
    """Give the name of a key, or its character, from what a terminal sends for it."""
    if sequence.startswith(b"\x1b"):
        return NAMES.get(sequence[2:], "")
    return sequence.decode("ascii", "replace")
