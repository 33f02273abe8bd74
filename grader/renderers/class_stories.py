"""The stories of a class: compressed learner by learner, and bounded as a whole.

They wait in a file until the page comes to them. Each learner's are kept in several versions
that say less and less. Where all of them together are too much for one page, those who have
most to tell are told more briefly, and the page says so.
"""

import base64
import gzip
import heapq
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import IO, Literal, get_args

import jinja2
import msgspec

from grader.i18n import gettext
from grader.renderers import told
from grader.renderers.told import LONGEST_TEXT, Told
from grader.report import CheckResult, ProgramResult, Report, Words
from grader.text import clipped, end_of, printable

MOST_BYTES = 20_000_000  # of the page, for all stories
MOST_OF_ONE = 1_000_000  # characters of a learner's stories, before they are compressed
LONGEST_PRINTED = 4000  # characters of what a program printed

# How much is told: everything; no drawing, for the steps tell the same; what was wrong and why.
Version = Literal["full", "steps", "brief", "none"]
VERSIONS: Sequence[Version] = get_args(Version)


@dataclass(frozen=True)
class _Story:
    """A check that was not passed; `told` is there for one that failed."""

    check: str  # its id
    points: str
    message: str
    told: Told | None


@dataclass(frozen=True)
class _Place:
    """Where something is in the file."""

    start: int
    size: int


@dataclass
class _Kept:
    """A learner's stories: what they are made of, and how they are in one version."""

    material: _Place
    version: Version
    packed: _Place


@dataclass(frozen=True)
class Packed:
    """A learner's stories as the page has them; `text` is empty where they are left out."""

    number: int
    text: str
    version: Version


class Stories:
    """The stories of a class, in a file."""

    def __init__(self, file: IO[bytes], environment: jinja2.Environment) -> None:
        """Keep them in this file."""
        self._file = file
        self._tell: Callable[[Told], str] = vars(environment.get_template("told.html").module)[
            "told"
        ]
        self._kept: dict[int, _Kept] = {}

    def add(self, number: int, report: Report) -> None:
        """Keep what was not passed by the learner of this number."""
        stories = [
            _story(program, check)
            for program in report.programs
            for check in program.checks
            if check.outcome != "passed"
        ]
        if stories:
            material = json.dumps([asdict(each) for each in stories]).encode()
            self._kept[number] = _Kept(
                self._written(gzip.compress(material, 1)), "full", self._pack(stories, "full")
            )

    def packed(self) -> Iterator[Packed]:
        """Yield the learners' stories, each in the fullest version for which there is room."""
        self._shorten()
        for number, kept in self._kept.items():
            data = self._read(kept.packed) if kept.version != "none" else b""
            yield Packed(number, base64.b64encode(data).decode(), kept.version)

    def _shorten(self) -> None:
        """While there is too much, tell less of the learner of whom most is told."""
        longest = [(-_in_page(kept.packed), number) for number, kept in self._kept.items()]
        heapq.heapify(longest)
        total = -sum(size for size, _ in longest)
        while total > MOST_BYTES:
            size, number = heapq.heappop(longest)
            kept = self._kept[number]
            kept.version = VERSIONS[VERSIONS.index(kept.version) + 1]
            total += size
            if kept.version != "none":
                material = gzip.decompress(self._read(kept.material))
                stories = msgspec.convert(json.loads(material), list[_Story])
                kept.packed = self._pack(stories, kept.version)
                heapq.heappush(longest, (-_in_page(kept.packed), number))
                total += _in_page(kept.packed)

    def _pack(self, stories: Sequence[_Story], version: Version) -> _Place:
        """Write the id, points, message and HTML of each story, as JSON that is compressed."""
        found: list[tuple[str, str, str, str]] = []
        room = MOST_OF_ONE
        for each in stories:
            html = self._html(each.told, version if room > 0 else "brief")
            room -= len(html)
            found.append((each.check, each.points, each.message, html))
        return self._written(gzip.compress(msgspec.json.encode(found), mtime=0))

    def _html(self, told: Told | None, version: Version) -> str:
        return str(self._tell(_in_version(told, version))) if told else ""

    def _written(self, data: bytes) -> _Place:
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        return _Place(start, len(data))

    def _read(self, place: _Place) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.size)


@contextmanager
def spooled(environment: jinja2.Environment) -> Iterator[Stories]:
    """Keep stories until the block ends."""
    with tempfile.TemporaryFile() as file:
        yield Stories(file, environment)


def _story(program: ProgramResult, check: CheckResult) -> _Story:
    """Give what is told of a check, without what only the learner can do about it."""
    short = replace(
        check,
        output=clipped(check.output or "", LONGEST_PRINTED),
        traceback=end_of(check.traceback or "", LONGEST_PRINTED),
    )
    story = told.tell(program, short, (), Words(), is_open=False)
    return _Story(
        check.id,
        story.points,
        printable(clipped(check.message or "", LONGEST_TEXT)),
        replace(story, commands=(), hints=()) if check.outcome == "failed" else None,
    )


def _in_version(told: Told, version: Version) -> Told:
    if version == "full":
        return told
    less = replace(told, drawing=None)
    return less if version == "steps" else replace(less, steps=(), output="", traceback="")


def _in_page(place: _Place) -> int:
    """Give the size that this has in the page, in base64."""
    return (place.size + 2) // 3 * 4


def left_out(version: Version) -> str:
    """Say what is missing from a learner's stories."""
    return {
        "full": "",
        "steps": gettext("To keep this page small, the drawings are left out here."),
        "brief": gettext("To keep this page small, the steps are left out here."),
        "none": gettext("To keep this page small, the stories are left out here."),
    }[version]
