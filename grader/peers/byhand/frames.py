"""Frames by hand: how a client and a server speak that put a length before each message."""

import struct

from grader.i18n import gettext, ngettext

LENGTH = struct.Struct("!I")
LARGEST = 16 << 20  # bytes of a frame; a longer one is refused


class TooLong(Exception):
    """A length over 16 MiB."""


def frame(data: bytes) -> bytes:
    """Put the length before the bytes."""
    return LENGTH.pack(len(data)) + data


def reversed_text(data: bytes) -> bytes:
    """Turn a text round, letter by letter; what is not UTF-8, byte by byte."""
    try:
        return data.decode()[::-1].encode()
    except UnicodeDecodeError:
        return data[::-1]


class Frames:
    """Takes bytes, in whatever pieces they come, and gives frames."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take what came, and give the frames that are whole by now. Raises TooLong."""
        self._data += data
        found = []
        while len(self._data) >= LENGTH.size:
            (size,) = LENGTH.unpack_from(self._data)
            if size > LARGEST:
                raise TooLong
            if len(self._data) < LENGTH.size + size:
                break
            found.append(bytes(self._data[LENGTH.size : LENGTH.size + size]))
            del self._data[: LENGTH.size + size]
        return found

    @property
    def missing(self) -> bytes:
        """What came of a frame that is not whole."""
        return bytes(self._data)


class Framed:
    """How a client speaks in frames: each line is one, and so is each answer."""

    greets = True

    def __init__(self) -> None:
        self._frames = Frames()
        self._is_lost = False  # nobody knows where the next frame begins

    def said(self, line: str) -> bytes:
        """Give the frame of a line."""
        return frame(line.encode())

    def heard(self, data: bytes) -> list[str]:
        """Say what stands in the frames that are whole."""
        if self._is_lost:
            return []
        try:
            return [shown(each) for each in self._frames.feed(data)]
        except TooLong:
            self._is_lost = True
            return [gettext("the four bytes of that length stand for more than 16 MiB")]


def shown(data: bytes) -> str:
    """Say what stands in a frame."""
    text = ascii(data) if len(data) > 200 or not _is_text(data) else repr(data.decode())
    return ngettext(
        "a frame of {number} byte: {text}",
        "a frame of {number} bytes: {text}",
        len(data),
        text=text[:200],
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
