"""The matrix of an interoperability run for a person at a terminal: first what to talk about.

Those are the cells in which two programs fail together that both pass with the reference: each
with its story, and the command that plays it again. Then comes a table for each pair: the
clients are its rows, the servers its columns, and the reference stands before all of them.
"""

import shlex
from collections.abc import Iterator, Sequence

from grader.i18n import gettext, gettext_noop, ngettext
from grader.matrix import Cell, Matrix, PairResult, Player
from grader.renderers import columns, story
from grader.renderers.story import TEXT_WIDTH, Line, plain
from grader.report import CheckResult
from grader.text import printable

REFERENCE = gettext_noop("reference")
LONGEST_NAME = 24  # columns
INDENT = 2  # columns
LEAST_CELLS = 4  # of a row, however narrow the terminal is
MOST_STORIES = 5  # that are told in full; of the others there is a line each
MOST_STEPS = 12
MOST_OUTPUT_LINES = 6

Kind = str
# The sign of a cell, its style, and what it means, in the order of the legend.
SIGNS: dict[Kind, tuple[str, str, str]] = {
    "passed": ("✓", "green", gettext_noop("they understand each other")),
    "interesting": ("!", "bold red", gettext_noop("they fail, and both pass with the reference")),
    "failed": ("✗", "red", gettext_noop("they fail, as one of them does with the reference")),
    "own_way": (
        "+",
        "cyan",
        gettext_noop("they understand each other, and one of them fails with the reference"),
    ),
    "not_played": (
        "–",
        "dim",
        gettext_noop("not played: one of the programs does not get that far"),
    ),
    "error": ("?", "yellow", gettext_noop("our mistake")),
    "none": (" ", "", gettext_noop("did not meet")),
}
SIDES = {
    "client": gettext_noop("The client was the first to leave the rules."),
    "server": gettext_noop("The server was the first to leave the rules."),
}
NEITHER = gettext_noop("The wire does not tell which of the two broke a rule: look at both.")


def render(matrix: Matrix, again: str) -> str:
    """Give all of it as plain text; `again` is the command line that named the same submissions."""
    return "\n".join(plain(line) for line in page(matrix, again, None))


def page(matrix: Matrix, again: str, width: int | None) -> list[Line]:
    """Give the lines for a terminal of some width; None is as wide as it needs to be."""
    return list(_Page(matrix, again, width).lines())


def kind_of(pair: PairResult, cell: Cell | None) -> Kind:
    """Name what a cell is, as the legend does."""
    if cell is None:
        return "none"
    if pair.is_interesting(cell):
        return "interesting"
    return "own_way" if pair.is_own_way(cell) else cell.outcome


def why(cell: Cell) -> str | None:
    """Say which side broke a rule first, in a meeting that failed; None of the others."""
    if cell.outcome != "failed":
        return None
    return gettext(SIDES[cell.by]) if cell.by else gettext(NEITHER)


def as_check(pair: PairResult, cell: Cell) -> CheckResult:
    """Give a meeting as what can be told and drawn: a check of the server, whose peer is the client."""
    return CheckResult(
        id=f"{pair.server}::{pair.name}",
        title=pair.name,
        points=0,
        max_points=0,
        outcome="failed" if cell.outcome == "failed" else "passed",
        message=cell.message,
        expected=cell.expected,
        received=cell.received,
        diagnosis=why(cell),
        steps=cell.steps,
        transcript=cell.transcript,
    )


def command(matrix: Matrix, again: str, pair: PairResult, cell: Cell) -> str:
    """Give the command that plays one cell once more, with the same words."""
    unit, _, name = pair.name.partition("/")
    sides = [("--client", cell.client), ("--server", cell.server)]
    words = [f"{option} {quoted(key)}" for option, key in sides if key is not None]
    return " ".join([again, f"--only {unit[:2]}/{name}", *words, f"--seed {matrix.seed}"])


def quoted(key: str) -> str:
    """Give a name as one word of a command line."""
    return shlex.quote(printable(key))


class _Page:
    """The matrix laid out for a terminal of some width."""

    def __init__(self, matrix: Matrix, again: str, width: int | None) -> None:
        self._matrix, self._again, self._width = matrix, again, width
        self._numbers = {player.key: number for number, player in enumerate(matrix.players, 1)}
        self._digits = len(str(len(matrix.players)))
        names = [self._name(player.key) for player in matrix.players]
        longest = max(map(columns.width, [*names, gettext(REFERENCE)]))
        self._room = min(longest, LONGEST_NAME)

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the page; none of them is an order to a terminal."""
        return map(story.inert, self._all())

    def _all(self) -> Iterator[Line]:
        yield from self._interesting()
        for pair in self._matrix.pairs:
            yield []
            yield from self._pair(pair)
        yield []
        yield from self._legend()
        yield from self._alone()
        yield []
        yield from self._end()

    def _name(self, key: str | None) -> str:
        found = next((each for each in self._matrix.players if each.key == key), None)
        return printable(found.name) if found else gettext(REFERENCE)

    def _text(self, text: str, style: str = "", margin: int = 0) -> Iterator[Line]:
        room = None if self._width is None else max(8, min(TEXT_WIDTH, self._width - margin))
        for line in columns.wrapped(text, room):
            yield [(" " * margin, ""), (line, style)]

    # -------------------------------------------------------------- what to talk about

    def _interesting(self) -> Iterator[Line]:
        found = list(self._matrix.interesting())
        if not found:
            return
        told = ngettext(
            "{number} meeting to talk about: it fails, and both programs pass with the reference.",
            "{number} meetings to talk about: they fail, and all their programs pass with the reference.",
            len(found),
        )
        yield from self._text(told, "bold")
        for number, (pair, cell) in enumerate(found):
            yield []
            yield from self._text(self._who(pair, cell), "bold", INDENT)
            if number < MOST_STORIES:
                yield from self._story(pair, cell)
            else:
                yield from self._text(cell.message or "", "", INDENT + 2)

    def _who(self, pair: PairResult, cell: Cell) -> str:
        return gettext(
            "{pair}: the client of {client}, the server of {server}",
            pair=pair.name,
            client=self._name(cell.client),
            server=self._name(cell.server),
        )

    def _story(self, pair: PairResult, cell: Cell) -> Iterator[Line]:
        width = None if self._width is None else self._width - INDENT
        for line in story.told_lines(as_check(pair, cell), width):
            yield [(" " * INDENT, ""), *line]
        said = (
            (gettext("the client printed:"), cell.client_output),
            (gettext("the server printed:"), cell.server_output),
        )
        for head, text in said:
            lines = (text or "").splitlines()
            if lines:
                yield [("  " + " " * story.MARGIN, ""), (head, "dim")]
            for each in lines[-MOST_OUTPUT_LINES:]:
                shown = each if width is None else columns.clipped(each, max(8, width - 7))
                yield [("  " + " " * story.MARGIN, ""), ("│ ", "dim"), (shown, "")]
        again = command(self._matrix, self._again, pair, cell)
        yield [("  " + story.label("try"), "dim"), (again, "")]

    # -------------------------------------------------------------- a table

    def _pair(self, pair: PairResult) -> Iterator[Line]:
        among = [cell for cell in pair.cells if cell.client is not None and cell.server is not None]
        good = sum(cell.outcome == "passed" for cell in among)
        told = gettext("{good} of {all} understand each other", good=good, all=len(among))
        yield [(pair.name, "bold"), ("   ", ""), (told, "")]
        clients = self._taking_part(pair, "client")
        servers = self._taking_part(pair, "server")
        if self._matrix.partners is not None:
            yield from self._partners(pair, clients)
            return
        head = gettext("clients are rows, servers are columns")
        yield [(" " * INDENT + head, "dim")]
        for block in self._blocks(servers):
            yield self._head(block)
            for client in [None, *clients]:
                yield self._row(pair, client, block)

    def _taking_part(self, pair: PairResult, side: str) -> list[str]:
        """List the players that have a cell on this side, in order."""
        keys = {cell.client if side == "client" else cell.server for cell in pair.cells}
        return [player.key for player in self._matrix.players if player.key in keys]

    @property
    def _cell_width(self) -> int:
        return max(2, self._digits) + 1

    @property
    def _margin(self) -> int:
        """The columns before the first cell of a row: its number, its name, the reference."""
        return INDENT + self._digits + 1 + self._room

    def _blocks(self, servers: Sequence[str]) -> list[list[str | None]]:
        """Take the columns apart where a terminal is too narrow for all; each has the reference."""
        every = list(servers)
        if self._width is None:
            return [[None, *every]]
        most = max(LEAST_CELLS, (self._width - self._margin) // self._cell_width - 1)
        starts = range(0, max(1, len(every)), most)
        return [[None, *every[start : start + most]] for start in starts]

    def _head(self, block: Sequence[str | None]) -> Line:
        heads = [gettext("ref") if key is None else str(self._numbers[key]) for key in block]
        text = "".join(
            columns.padded("", self._cell_width - columns.width(head)) + head for head in heads
        )
        return [(" " * self._margin + text, "dim")]

    def _row(self, pair: PairResult, client: str | None, block: Sequence[str | None]) -> Line:
        number = "" if client is None else str(self._numbers[client])
        name = columns.padded(columns.clipped(self._name(client), self._room), self._room)
        line: Line = [(" " * INDENT + number.rjust(self._digits) + " ", "dim"), (name, "")]
        for server in block:
            sign, style, _ = SIGNS[kind_of(pair, pair.cell(client, server))]
            line.append((sign.rjust(self._cell_width), style))
        return line

    def _partners(self, pair: PairResult, clients: Sequence[str]) -> Iterator[Line]:
        """Yield a row for each client that does not understand all that it met."""
        for client in clients:
            met = [cell for cell in pair.cells if cell.client == client and cell.server is not None]
            if {kind_of(pair, cell) for cell in met} <= {"passed", "not_played"}:
                continue
            line = self._row(pair, client, [None])
            for cell in met:
                sign, style, _ = SIGNS[kind_of(pair, cell)]
                line += [("  ", ""), (sign, style), (str(self._numbers[cell.server or ""]), "dim")]
            yield line

    # -------------------------------------------------------------- below the tables

    def _legend(self) -> Iterator[Line]:
        used = {kind_of(pair, cell) for pair in self._matrix.pairs for cell in pair.cells}
        for kind, (sign, style, meaning) in SIGNS.items():
            if kind in used:
                yield from self._signed(sign, style, gettext(meaning))

    def _signed(self, sign: str, style: str, text: str) -> Iterator[Line]:
        """Yield a text behind a sign, in lines that begin below each other."""
        first, *rest = self._text(text, "", INDENT + 2)
        yield [(" " * INDENT, ""), (sign, style), (" ", ""), *first[1:]]
        yield from rest

    def _alone(self) -> Iterator[Line]:
        """Yield a line for each program that does not pass with the reference, with the reason."""
        found = [
            (pair, cell)
            for pair in self._matrix.pairs
            for cell in pair.cells
            if None in (cell.client, cell.server) and cell.outcome != "passed"
        ]
        broken = [
            (pair, cell)
            for pair in self._matrix.pairs
            for cell in pair.cells
            if None not in (cell.client, cell.server) and cell.outcome == "error"
        ]
        if found or broken:
            yield []
            yield from self._text(gettext("With the reference:"), "bold")
        for pair, cell in [*found, *broken]:
            sign, style, _ = SIGNS[cell.outcome]
            program = pair.server if cell.client is None else pair.client
            key = cell.server if cell.client is None else cell.client
            told = f"{self._name(key)}  {program}  {_in_a_line(cell)}"
            yield from self._signed(sign, style, told)

    def _end(self) -> Iterator[Line]:
        matrix = self._matrix
        number = sum(len(pair.cells) for pair in matrix.pairs)
        told = [ngettext("{number} meeting", "{number} meetings", number)]
        told.append(gettext("{seconds} s", seconds=f"{matrix.seconds:.1f}"))
        told.append(gettext("--seed {seed} repeats them", seed=matrix.seed))
        if matrix.partners is not None:
            told.append(
                ngettext(
                    "each client met {number} server, drawn by the seed",
                    "each client met {number} servers, drawn by the seed",
                    matrix.partners,
                )
            )
        if not matrix.complete:
            told.append(gettext("interrupted: not all of them were played"))
        yield from self._text(" · ".join(told), "dim")


def _in_a_line(cell: Cell) -> str:
    """Say what came of a meeting, with both values where there are two."""
    message = cell.message or ""
    if cell.expected is None or cell.received is None:
        return message
    return gettext(
        "{message} Expected {expected}, received {received}.",
        message=message,
        expected=columns.clipped(cell.expected, 40),
        received=columns.clipped(cell.received, 40),
    )


def names(players: Sequence[Player]) -> dict[str | None, str]:
    """Give the name of each player by its key, and that of the reference."""
    return {None: gettext(REFERENCE), **{each.key: printable(each.name) for each in players}}
