"""What a program has written, as far as it is kept."""

from collections.abc import Callable

# Bytes of each stream that are kept: its beginning, and its end as far as it has come.
KEPT_HEAD, KEPT_TAIL = 64 * 1024, 1024 * 1024


class Output:
    """What a program wrote to one stream; bounded, and it says how much there was.

    `listen` hears it at once, if somebody has set it.
    """

    def __init__(self) -> None:
        self._head, self._tail = bytearray(), bytearray()
        self.total = 0
        self.listen: Callable[[bytes], None] | None = None

    def add(self, data: bytes) -> None:
        """Keep these bytes as well, as far as there is room."""
        if self.listen:
            self.listen(data)
        room = KEPT_HEAD - len(self._head)
        self._head += data[:room]
        self._tail += data[room:]
        if len(self._tail) > 2 * KEPT_TAIL:
            del self._tail[:-KEPT_TAIL]
        self.total += len(data)

    @property
    def data(self) -> bytes | None:
        """All the bytes, as they were written; None where some were not kept."""
        is_whole = self.total == len(self._head) + len(self._tail)
        return bytes(self._head + self._tail) if is_whole else None

    @property
    def text(self) -> str:
        """The text that was kept; in the place of what was not, there is a line end."""
        return self.text_of(self.total)

    def text_of(self, count: int) -> str:
        """Give the same of the first `count` bytes only."""
        is_whole = self.total == len(self._head) + len(self._tail)
        tail = self._tail[: max(0, len(self._tail) - (self.total - count))]
        kept = self._head[:count] + (b"" if is_whole else b"\n") + tail
        return kept.decode("utf-8", "replace")
