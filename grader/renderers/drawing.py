"""The wire of a check as a drawing: where each lifeline, arrow and word of the SVG stands.

Time goes down. Each peer has a lifeline, the program has the one at the right, and the times
stand at the left. The place where the check failed is the last thing that is drawn.
"""

from dataclasses import dataclass, field

from grader.i18n import gettext
from grader.renderers import columns, wire
from grader.renderers.wire import Message
from grader.report import CheckResult, ProgramResult

MOST_MESSAGES = 40
MOST_PEERS = 8  # that have a lifeline of their own
LONGEST_NAME = 15  # columns, of a peer
LONGEST_TITLE = 600  # characters of a message that are shown when one points at it
MOST_LINES = 4  # of the words at the point of failure
LABEL_LINES = 2  # of the words over an arrow
A_PAUSE = 0.25  # seconds: what takes longer is drawn as a gap

# All in pixels of the drawing.
LETTER = 7  # the width of a column of text
TIMES = 42  # the room for the times
HALF_A_NAME = 60
BETWEEN_PEERS = 124
TO_THE_PROGRAM = 240
HEAD = 44
ROW = 34
GAP = 22
LINE = 15  # of text


@dataclass(frozen=True)
class Lifeline:
    """One of those who take part."""

    x: float
    name: str
    is_program: bool = False


@dataclass(frozen=True)
class Row:
    """One thing that is drawn at a height: an arrow, or words over the lines."""

    kind: str  # "arrow", "beside", "hidden", "pause"
    y: float
    time: str = ""
    lines: tuple[str, ...] = ()
    title: str = ""
    start: float = 0  # where an arrow begins
    end: float = 0
    middle: float = 0
    event: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Point:
    """The point of failure: its words, and where they stand."""

    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """How high the box around the words is."""
        return len(self.lines) * LINE + 14


@dataclass
class Drawing:
    """All that is drawn of one check."""

    lifelines: list[Lifeline]
    width: float
    height: float = HEAD
    rows: list[Row] = field(default_factory=list)
    point: Point | None = None

    @property
    def foot(self) -> float:
        """Where the lifelines end."""
        return self.point.y if self.point else self.height


def draw(program: ProgramResult, check: CheckResult) -> Drawing | None:
    """Give the drawing of a check; None for one in which nothing was on the wire."""
    if not check.transcript:
        return None
    found = wire.messages(check.transcript)
    names = wire.peers(found)
    drawing = _empty(names, f"{program.name}.py")
    before = found[0].at
    for each in wire.bounded(found, MOST_MESSAGES):
        if isinstance(each, Message):
            if each.at - before > A_PAUSE:
                _add_pause(drawing, each.at - before)
            _add(drawing, each, _place(names, each.peer))
            before = each.at
        else:
            _add_words(drawing, "hidden", each.told())
            before = found[-(MOST_MESSAGES // 2)].at
    if check.message:
        _add_point(drawing, check.message)
    drawing.height += GAP / 2
    return drawing


def _place(names: list[str], peer: str) -> int:
    """Give which lifeline a peer has: those beyond the last one share it."""
    return min(names.index(peer), MOST_PEERS - 1)


def _empty(names: list[str], program: str) -> Drawing:
    shown = names[:MOST_PEERS]
    if len(names) > MOST_PEERS:
        shown[-1] = gettext("others")
    first = TIMES + HALF_A_NAME
    lines = [
        Lifeline(first + BETWEEN_PEERS * number, columns.clipped(name, LONGEST_NAME))
        for number, name in enumerate(shown)
    ]
    last = Lifeline(lines[-1].x + TO_THE_PROGRAM, columns.clipped(program, LONGEST_NAME), True)
    return Drawing([*lines, last], last.x + HALF_A_NAME)


def _add(drawing: Drawing, message: Message, place: int) -> None:
    peer, program = drawing.lifelines[place].x, drawing.lifelines[-1].x
    start, end = (program, peer) if message.by_program else (peer, program)
    is_lost = message.fault == "lost"
    lines = _lines(message.text, int((program - peer - 16) / LETTER), LABEL_LINES)
    drawing.height += _below(drawing) + ROW + LINE * (len(lines) - 1)
    drawing.rows.append(
        Row(
            kind="beside" if message.is_beside else "arrow",
            y=drawing.height,
            time=f"{message.at:.3f}",
            lines=lines,
            title=message.text[:LONGEST_TITLE],
            start=start,
            end=(start + 2 * end) / 3 if is_lost else end,
            middle=(start + end) / 2,
            event="lost" if is_lost else message.event,
            fault=message.fault_told,
        )
    )


def _below(drawing: Drawing) -> float:
    """Give the room that the name of a fault takes below the last row."""
    return LINE if drawing.rows and drawing.rows[-1].fault else 0


def _lines(text: str, room: int, most: int) -> tuple[str, ...]:
    """Give the text in at most so many lines, of so many columns each."""
    lines = columns.wrapped(text[:LONGEST_TITLE], room)
    if len(lines) > most:
        lines = [*lines[: most - 1], columns.clipped(" ".join(lines[most - 1 :]), room)]
    return tuple(lines)


def _add_pause(drawing: Drawing, seconds: float) -> None:
    _add_words(drawing, "pause", gettext("{seconds} s pass", seconds=f"{seconds:.1f}"))


def _add_words(drawing: Drawing, kind: str, text: str) -> None:
    drawing.height += _below(drawing) + GAP
    middle = (drawing.lifelines[0].x + drawing.lifelines[-1].x) / 2
    drawing.rows.append(Row(kind, drawing.height, lines=(text,), middle=middle))


def _add_point(drawing: Drawing, message: str) -> None:
    lines = _lines(message, int((drawing.width - TIMES - 26) / LETTER), MOST_LINES)
    drawing.point = Point(drawing.height + _below(drawing) + GAP, lines)
    drawing.height = drawing.point.y + drawing.point.height
