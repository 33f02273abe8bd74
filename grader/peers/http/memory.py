"""How much memory a program and its children take up while they read a large body."""


class Growth:
    """The most by which one of the processes grew, above the least that it had before.

    Looked at again and again, it is not deceived by memory that was given back meanwhile.
    """

    def __init__(self) -> None:
        self._least: dict[str, int] = {}  # by pid, the program itself first
        self._most = 0

    def look(self, held: dict[str, tuple[int, int]]) -> None:
        """Take a look: the memory of each process, at most since the last one, and now."""
        for pid, (most, now) in held.items():
            least = self._least.get(pid, now)
            self._most = max(self._most, most - least if pid in self._least else 0)
            self._least[pid] = min(least, now)

    def until_the_end(self, peak: int | None) -> int | None:
        """Tell the growth, with the `peak` that the program had since the last look.

        None where nobody knows.
        """
        if not self._least or peak is None:
            return None
        return max(self._most, peak - next(iter(self._least.values())))
