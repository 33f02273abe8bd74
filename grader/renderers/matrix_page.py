"""The matrix of an interoperability run as one page of HTML, without a script.

Each row is a client and each column a server. In their cell stands a tile for each pair of
programs, as in the tables of the QUIC interop runner; a tile opens the conversation of the two
beside the table. The page's own policy lets a browser load and run nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.i18n import gettext, gettext_noop, ngettext
from grader.matrix import Cell, Matrix, PairResult
from grader.renderers import matrix as lines
from grader.renderers.told import LANGUAGE_TAGS, TEMPLATES, Told, allowed, environment, tell
from grader.report import ProgramResult, Words
from grader.text import clipped

MOST_CONVERSATIONS = 3000  # beyond that only those that have not passed are in the page
LONGEST_NAME = 60  # characters
LABELS = {
    "skip": gettext_noop("Skip the table"),
    "client": gettext_noop("client"),
    "server": gettext_noop("server"),
    "legend": gettext_noop("Signs"),
    "talk": gettext_noop("To talk about"),
    "all_well": gettext_noop(
        "No two programs that both pass with the reference fail with each other."
    ),
    "close": gettext_noop("Close"),
    "client_printed": gettext_noop("What the client printed"),
    "server_printed": gettext_noop("What the server printed"),
    "again": gettext_noop("To play it once more:"),
    "sampled": gettext_noop("Each client has met only some of the servers."),
    "pairs": gettext_noop("Pairs of programs"),
}


@dataclass(frozen=True)
class _Tile:
    """One meeting in a cell of the table; `anchor` is empty where nothing is told of it."""

    kind: str
    text: str
    told: str
    anchor: str


@dataclass(frozen=True)
class _Field:
    """A cell of the table; where each row has other servers, `name` is the one of this cell."""

    name: str
    tiles: Sequence[_Tile]


@dataclass(frozen=True)
class _Row:
    """A client."""

    name: str
    fields: Sequence[_Field]


@dataclass(frozen=True)
class _Pair:
    """A pair, what it is called in a tile, and how many of its meetings are well."""

    short: str
    name: str
    programs: str
    result: str


@dataclass(frozen=True)
class _Talk:
    """A conversation."""

    head: str
    kind: str
    sign: str
    meaning: str
    told: Told
    client_output: str
    server_output: str
    command: str


@dataclass(frozen=True)
class _Page:
    """What stands in the page, but for the conversations, which are many."""

    language: str
    policy: str
    style: Markup
    title: str
    summary: str
    columns: Sequence[str]
    rows: Sequence[_Row]
    pairs: Sequence[_Pair]
    legend: Sequence[tuple[str, str, str]]
    talk: Sequence[tuple[str, str]]  # an anchor, and what it leads to
    is_sampled: bool
    alone: int  # how many columns are meetings with the reference
    when: str


def render(matrix: Matrix, again: str) -> Iterator[str]:
    """Yield the page piece by piece; `again` is the command line that named the submissions."""
    template = environment(LABELS).get_template("matrix.html")
    told = _Telling(matrix, again)
    yield from template.generate(page=told.page(), talks=told.talks())


class _Telling:
    """Makes what the template shows of a matrix."""

    def __init__(self, matrix: Matrix, again: str) -> None:
        self._matrix, self._again = matrix, again
        self._names = lines.names(matrix.players)
        self._all_told = sum(len(pair.cells) for pair in matrix.pairs) <= MOST_CONVERSATIONS
        self._numbers = {None: 0} | {
            player.key: number for number, player in enumerate(matrix.players, 1)
        }

    def page(self) -> _Page:
        """Give what stands above the conversations."""
        matrix = self._matrix
        style = "".join(
            (TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "matrix.css")
        )
        cells = [(pair, cell) for pair in matrix.pairs for cell in pair.cells]
        used = {lines.kind_of(pair, cell) for pair, cell in cells}
        return _Page(
            language=LANGUAGE_TAGS.get(matrix.language, matrix.language),
            policy=f"default-src 'none'; style-src {allowed(style)}; base-uri 'none'; form-action 'none'",
            style=Markup(style),  # the one text that is no stranger's and has signs of HTML
            title=gettext("Who understands whom"),
            summary=self._summary(len(cells)),
            columns=self._columns(),
            rows=self._rows(),
            pairs=[self._pair(pair) for pair in matrix.pairs],
            legend=[
                (kind, sign, gettext(meaning))
                for kind, (sign, _, meaning) in lines.SIGNS.items()
                if kind in used
            ],
            talk=[
                (self._anchor(pair, cell), self._head(pair, cell))
                for pair, cell in matrix.interesting()
            ],
            is_sampled=matrix.partners is not None,
            alone=1 if matrix.partners is None else 2,
            when=matrix.played_at.replace("T", " ").removesuffix("Z") + " UTC",
        )

    def _summary(self, number: int) -> str:
        matrix = self._matrix
        told = [
            ngettext("{number} learner", "{number} learners", len(matrix.players)),
            ngettext("{number} meeting", "{number} meetings", number),
            gettext("{seconds} s", seconds=f"{matrix.seconds:.1f}"),
            gettext("--seed {seed} repeats them", seed=matrix.seed),
        ]
        if not matrix.complete:
            told.append(gettext("interrupted: not all of them were played"))
        return " · ".join(told)

    # -------------------------------------------------------------- the table

    def _taking_part(self, side: str) -> list[str | None]:
        """List the reference and all who have a cell on this side."""
        keys = {
            cell.client if side == "client" else cell.server
            for pair in self._matrix.pairs
            for cell in pair.cells
        }
        return [None, *(player.key for player in self._matrix.players if player.key in keys)]

    def _columns(self) -> list[str]:
        if self._matrix.partners is None:
            return [self._name(key) for key in self._taking_part("server")]
        alone = gettext("client with the reference"), gettext("server with the reference")
        return [*alone, *map(str, range(1, self._matrix.partners + 1))]

    def _name(self, key: str | None) -> str:
        return clipped(self._names[key], LONGEST_NAME)

    def _rows(self) -> list[_Row]:
        """Give a row for each client; where each has met other servers, these are named in it."""
        clients = self._taking_part("client")
        if self._matrix.partners is not None:
            return [self._sampled(client) for client in clients if client is not None]
        servers = self._taking_part("server")
        return [
            _Row(
                self._name(client),
                [_Field("", self._tiles(client, server)) for server in servers],
            )
            for client in clients
        ]

    def _sampled(self, client: str) -> _Row:
        met = {
            cell.server
            for pair in self._matrix.pairs
            for cell in pair.cells
            if cell.client == client and cell.server is not None
        }
        alone = [_Field("", self._tiles(client, None)), _Field("", self._tiles(None, client))]
        partners = sorted(met, key=lambda key: self._numbers[key])
        fields = [_Field(self._name(each), self._tiles(client, each)) for each in partners]
        return _Row(self._name(client), [*alone, *fields])

    def _tiles(self, client: str | None, server: str | None) -> list[_Tile]:
        found = ((pair, pair.cell(client, server)) for pair in self._matrix.pairs)
        return [self._tile(pair, cell) for pair, cell in found if cell]

    def _tile(self, pair: PairResult, cell: Cell) -> _Tile:
        kind = lines.kind_of(pair, cell)
        sign, _, meaning = lines.SIGNS[kind]
        text = _short(pair) + ("" if kind == "passed" else sign)
        anchor = self._anchor(pair, cell) if self._is_told(cell) else ""
        told = f"{self._head(pair, cell)}: {gettext(meaning)}"
        return _Tile(kind, text, told, anchor)

    def _pair(self, pair: PairResult) -> _Pair:
        among = [cell for cell in pair.cells if cell.client is not None and cell.server is not None]
        good = sum(cell.outcome == "passed" for cell in among)
        return _Pair(
            _short(pair),
            pair.name,
            f"{pair.client} · {pair.server}",
            gettext("{good} of {all} understand each other", good=good, all=len(among)),
        )

    # -------------------------------------------------------------- the conversations

    def _is_told(self, cell: Cell) -> bool:
        return self._all_told or cell.outcome != "passed"

    def _anchor(self, pair: PairResult, cell: Cell) -> str:
        number = self._matrix.pairs.index(pair)
        return f"talk-{number}-{self._numbers[cell.client]}-{self._numbers[cell.server]}"

    def _head(self, pair: PairResult, cell: Cell) -> str:
        return gettext(
            "{pair}: the client of {client}, the server of {server}",
            pair=pair.name,
            client=self._name(cell.client),
            server=self._name(cell.server),
        )

    def talks(self) -> Iterator[_Talk]:
        """Yield the conversations, one after the other."""
        for pair in self._matrix.pairs:
            for cell in pair.cells:
                if self._is_told(cell):
                    yield self._talk(pair, cell)

    def _talk(self, pair: PairResult, cell: Cell) -> _Talk:
        kind = lines.kind_of(pair, cell)
        sign, _, meaning = lines.SIGNS[kind]
        check = lines.as_check(pair, cell)
        check.id = self._anchor(pair, cell)
        if cell.outcome == "passed":
            check.transcript = []  # its steps tell as much
        program = ProgramResult.of(pair.server.rpartition("/")[2], f"{pair.server}.py", [check])
        return _Talk(
            head=self._head(pair, cell),
            kind=kind,
            sign=sign,
            meaning=gettext(meaning),
            told=tell(program, check, (), Words(), is_open=True),
            client_output=cell.client_output or "",
            server_output=cell.server_output or "",
            command=lines.command(self._matrix, self._again, pair, cell),
        )


def _short(pair: PairResult) -> str:
    """Name a pair within a tile: the unit's number and the first letter, as in 1t."""
    unit, _, name = pair.name.partition("/")
    return f"{unit[:2].lstrip('0')}{name[:1]}"
