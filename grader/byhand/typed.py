"""What somebody types, or a pipe brings, line by line, while the peer goes on with its work."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable

from grader.i18n import gettext

PIECE = 1 << 16  # bytes
PIECES = 16  # that wait at most: a pipe may bring more than is ever sent
LONGEST_LINE = 1 << 20  # bytes: the largest frame of the course


class Typed:
    """The lines of standard input. A thread reads them: not every system can wait for a console.

    It reads the descriptor and not `sys.stdin`, whose lock it would still hold when Python ends.
    `complain` is told of lines that are not UTF-8, which are left out.
    """

    def __init__(self, complain: Callable[[str], None]) -> None:
        self._complain = complain
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue()
        self._room = threading.Semaphore(PIECES)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        data = b"at least one"
        while data:
            self._room.acquire()
            try:
                data = os.read(0, PIECE)
            except OSError:  # it cannot be read: nothing is typed
                data = b""
            try:
                loop.call_soon_threadsafe(self._pieces.put_nowait, data)
            except RuntimeError:  # the loop has ended
                return

    async def __aiter__(self) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()
        rest, is_too_long = b"", False
        while data := await self._pieces.get():
            self._room.release()
            *lines, rest = (rest + data).split(b"\n")
            if lines and is_too_long:
                del lines[0]  # its end
                is_too_long = False
            for line in lines:
                if (text := self._text(line)) is not None:
                    yield text
            if len(rest) > LONGEST_LINE:
                if not is_too_long:
                    complaint = gettext("a line of the input is longer than 1 MiB: it is not sent")
                    self._complain(complaint)
                rest, is_too_long = b"", True
        if rest and not is_too_long and (text := self._text(rest)) is not None:
            yield text

    def _text(self, line: bytes) -> str | None:
        try:
            return line.removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            self._complain(gettext("a line of the input is not UTF-8: it is not sent"))
            return None
