"""How much memory a program and its children take up while they read a large body."""

OF_A_CHILD = 1 << 20  # bytes that another process may have more than the program when it begins


class Growth:
    """The most by which one of the processes grew, above what the program had before its first line.

    Looked at again and again, it is not deceived by memory that was given back meanwhile; nor by
    memory that the program has taken up before the body came, to give it back bit by bit; nor by
    a body that is handed on from process to process: a new one is not given what it was born with.
    """

    def __init__(self) -> None:
        self._first: int | None = None  # of the program, at the first look
        self._least: dict[str, int] = {}  # by pid
        self._most = 0

    def look(self, held: dict[str, tuple[int, int]]) -> None:
        """Take a look: the memory of each process, at most since the last one, and now.

        The program itself comes first; the first look is to be before its first line.
        """
        for pid, (most, now) in held.items():
            if self._first is None:
                self._first = now
            usual = self._first if not self._least else self._first + OF_A_CHILD
            self._least[pid] = min(self._least.get(pid, usual), now)
            self._most = max(self._most, most - self._least[pid])

    def until_the_end(self, peak: int | None) -> int | None:
        """Tell the growth, with the `peak` that the program had since the last look.

        None where nobody knows.
        """
        if not self._least or peak is None:
            return None
        return max(self._most, peak - next(iter(self._least.values())))
