"""What the property tests draw from: any text, any bytes in any pieces, any report."""

import base64
import itertools
import string
from datetime import datetime
from typing import cast, get_args

from hypothesis import strategies as st

from grader.report import (
    CheckResult,
    Event,
    EventName,
    Fault,
    Isolation,
    Level,
    Outcome,
    ProgramResult,
    Report,
    Side,
    Status,
    UnitResult,
)
from grader.usage import LARGEST_SEED
from samples import HOSTILE

# ------------------------------------------------------------------ text and bytes

WIDE, BIDIRECTIONAL, CONTROLS = (
    "收到ｗ。🧵",
    "\u202e\u2066\u200f",
    "\x00\x07\x1b[31m\x9b2J\r\n\t\x85\u2028",
)
ANY_CHARACTER = st.characters()  # the halves of a surrogate pair as well


def _paired(text: str) -> str:
    """Make one character of two halves of a surrogate pair that meet, as each reader of JSON does."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# Text as a stranger may write it: also nothing, and what no encoding knows.
texts = st.one_of(
    st.text(ANY_CHARACTER, max_size=20).map(_paired),
    st.text(WIDE + BIDIRECTIONAL + CONTROLS + "\udfff\ud800e\u0301b'", max_size=9).map(_paired),
    st.sampled_from(HOSTILE),
)
LONG = st.builds(str.__mul__, st.text(min_size=1, max_size=3), st.just(3000))


@st.composite
def cuts(draw, data: bytes) -> list[bytes]:
    """These bytes in pieces, of which none is empty."""
    places = draw(st.sets(st.integers(1, max(1, len(data) - 1)), max_size=6))
    edges = [0, *sorted(place for place in places if place < len(data)), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges) if a < b]


def pieces_of(data: st.SearchStrategy[bytes]) -> st.SearchStrategy[list[bytes]]:
    """Any of these bytes in any pieces."""
    return data.flatmap(cuts)


# ------------------------------------------------------------------ reports

NAMES = st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=12)
MOMENTS = st.sampled_from([0.0, 0.0004, 0.02, 3.5, 1e6]) | st.floats(0, 1e6)
POINTS = st.integers(0, 100)
ADDRESSES = st.sampled_from(
    [
        *(None, "127.0.0.1:20000", "127.1.2.3:0", "127.0.0.1:65536", "127.0.0.1", "socket", ":7"),
        *("[::1]:20000", "[fe80::1%eth0]:7", "[::ffff:127.0.0.1]:1", "[x]:1", "999.0.0.1:1"),
    ]
)
TIMES = st.datetimes(datetime(1970, 1, 2), datetime(2500, 1, 1)).map(
    lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ")
)
KEPT = (st.binary(max_size=20) | st.just(bytes(2048))).map(
    lambda data: base64.b64encode(data).decode()
)
Texts = st.SearchStrategy[str]


def some(said: Texts) -> st.SearchStrategy[str | None]:
    """One of these texts, or none."""
    return st.none() | said


def events(said: Texts) -> st.SearchStrategy[Event]:
    """Any event of a transcript."""
    fields = st.fixed_dictionaries(
        {
            "at": MOMENTS,
            "from": st.sampled_from(get_args(Side)),
            "peer": said,
            "ours": ADDRESSES | said,
            "theirs": ADDRESSES | said,
            "event": st.sampled_from(get_args(EventName)),
            "data": KEPT,
            "shown": said,
            "fault": st.none() | st.sampled_from(get_args(Fault)),
            "pieces": st.none() | st.integers(0, 3000),
            "raw": st.none() | KEPT,
            "size": st.integers(0, 200_000),
        }
    )
    return cast(st.SearchStrategy[Event], fields)  # a TypedDict, which hypothesis does not know


def _checks(program: str, names: list[str], said: Texts) -> st.SearchStrategy[CheckResult]:
    return st.builds(
        CheckResult,
        id=st.just(f"{program}::{names[-1]}"),
        title=said,
        points=POINTS,
        max_points=POINTS,
        outcome=st.sampled_from(get_args(Outcome)),
        blocked_by=st.sampled_from([None, *(f"{program}::{name}" for name in names)]) | said,
        seconds=MOMENTS,
        message=some(said),
        expected=some(said),
        received=some(said),
        diagnosis=some(said),
        line=st.sampled_from([None, 0, 1, 2**63 - 1]),
        steps=st.lists(said, max_size=3) | said.map(lambda text: [text] * 20),
        output=some(said),
        traceback=some(said),
        transcript=st.lists(events(said), max_size=3),
    )


@st.composite
def _programs(draw: st.DrawFn, unit: str, name: str, said: Texts) -> ProgramResult:
    place = f"{unit}/{name}"
    names: list[str] = []
    checks = []
    for each in draw(st.lists(NAMES, max_size=2, unique=True)):
        names.append(each)
        checks.append(draw(_checks(place, names, said)))
    if draw(st.booleans()):
        return ProgramResult.of(name, f"{place}.py", checks, missing=draw(st.booleans()))
    status = draw(st.sampled_from(get_args(Status)))
    return ProgramResult(name, f"{place}.py", draw(POINTS), draw(POINTS), status, checks)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report: its names are those of files of the course, and everything else is as it likes."""
    said = st.sampled_from(draw(st.lists(texts | LONG, min_size=1, max_size=3)))
    units = []
    for unit in draw(st.lists(NAMES, max_size=2, unique=True)):
        names = draw(st.lists(NAMES, max_size=2, unique=True))
        programs = [draw(_programs(unit, name, said)) for name in names]
        units.append(UnitResult.of(unit, draw(said), programs))
    level = draw(st.sampled_from(get_args(Level)))
    return Report(
        submission=draw(said),
        graded_at=draw(TIMES),
        seconds=draw(MOMENTS),
        seed=draw(st.integers(0, LARGEST_SEED)),
        grader=draw(said),
        python="3.11.7",
        platform="linux",
        isolation=Isolation(level, draw(st.lists(said, max_size=2))),
        score=sum(unit.score for unit in units),
        max_score=sum(unit.max_score for unit in units),
        units=units,
        complete=draw(st.booleans()),
        language=draw(st.sampled_from(["en", "zh"])),
    )
