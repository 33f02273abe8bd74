"""The result of grading as plain data, to and from JSON (version 1).

Every report that is shown or written is a pure function of a `Report`. The
fields of the JSON are a contract with tools outside this repository.
"""

import base64
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, NotRequired, Self, TypedDict

VERSION = 1

Outcome = Literal["passed", "failed", "not_run", "not_started", "error"]
Status = Literal["passed", "failed", "not_started", "missing", "error"]
Level = Literal["full", "partial", "none"]
Side = Literal["grader", "program"]
EventName = Literal["connect", "data", "datagram", "end", "reset", "request", "response", "silence"]
# What a peer of ours did on purpose: a datagram that was lost (it was sent to us or by us, and is
# treated as if it had never come), was late, or is a copy of one before it; an answer that comes
# unasked or does not belong to the request; bytes that left one piece at a time; a connection that
# was reset, refused, cut in the middle of an answer, or left without one.
Fault = Literal["lost", "delayed", "copy", "stray", "pieces", "reset", "refused", "cut", "silent"]
# What happened on the wire at one of our peers: `at` in seconds from the beginning of the check,
# `peer` its name as the steps have it, `ours` and `theirs` the addresses of its socket and of the
# program's ("127.1.2.3:50000", "[::1]:50000", the name of a Unix-domain socket; null where there is
# none), `data` in base64, as far as it is kept, `pieces` the size in bytes of the pieces in which
# it left. The data of a request and of a response of HTTP is the body: `raw` has all the
# bytes that were on the wire, in base64 and as far as they are kept; where the network is mocked
# and there are no addresses, those that would have been there. `size` is the number of these
# bytes, of which the report may keep fewer. What need not be there came later: `Report.from_dict`
# fills it in. A check has MOST_EVENTS at most: the first and the last
# half of them, if there were more.
MOST_EVENTS = 200
Event = TypedDict(
    "Event",
    {
        "at": float,
        "from": Side,
        "peer": NotRequired[str],
        "ours": NotRequired[str | None],
        "theirs": NotRequired[str | None],
        "event": EventName,
        "data": str,
        "shown": str,
        "fault": NotRequired[Fault | None],
        "pieces": NotRequired[int | None],
        "raw": NotRequired[str | None],
        "size": NotRequired[int],
    },
)
# A step is a string: when it was, then (for one by which the others are understood) a mark, then
# its words.
STEP = re.compile(r"(?:(\d+\.\d{3} s)  )?(\* )?(.*)", re.DOTALL)


class Step(NamedTuple):
    """A step of the story taken apart; a remark is never left out, where other steps may be."""

    time: str
    words: str
    is_remark: bool


def step(at: float, words: str, is_remark: bool = False) -> str:
    """Make a step from its time in seconds and its words."""
    return f"{at:.3f} s  {'* ' if is_remark else ''}{words}"


def split_step(text: str) -> Step:
    """Take a step apart; the time is empty if it has none."""
    found = STEP.fullmatch(text)
    assert found  # every text is one
    time, mark, words = found.groups("")
    return Step(time, words, bool(mark))


@dataclass(frozen=True)
class Lesson:
    """What is said of a program that has full marks: what its author knows by now, and what is next.

    Where the course ships a model of the program, `model` is the command that shows it.
    """

    full_marks: int
    known: tuple[str, ...]
    then: str
    model: str | None = None


@dataclass(frozen=True)
class Words:
    """What is said beside a report and is no part of it: by the course, and by who asked for it."""

    ladders: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by a check's id
    lessons: Mapping[str, Lesson] = field(default_factory=dict)  # by a program's file
    paths: Mapping[str, str] = field(default_factory=dict)  # of a program's file, from here
    sources: Mapping[str, str] = field(default_factory=dict)  # the learner's, by the same
    links: Mapping[str, str] = field(default_factory=dict)  # to a program's task, by the same
    more: str = ""  # how one sees every check in full, where that is not the option --verbose
    options: str = ""  # what `peer` needs to find the same programs, such as " --submission x"
    language: str = ""  # what a command needs to speak the same language, such as " --lang zh"

    def hint(self, check: "CheckResult") -> str:
        """Give the command that shows the next hint for a check."""
        return f"python -m grader hint {short(check.id)}{self.language}"

    def attempt(self, check: "CheckResult") -> str:
        """Give the command that plays a check against the program once more, for all to see."""
        return f"python -m grader peer {short(check.id)}{self.options}{self.language}"

    def path(self, program: "ProgramResult") -> str:
        """Give the path of a program's file, from where the user stands if that is known."""
        return self.paths.get(program.file, program.file)

    def lesson(self, report: "Report") -> Lesson | None:
        """Give the lesson of the one program that was graded, if that has full marks."""
        programs = report.programs
        if len(programs) != 1 or programs[0].status != "passed":
            return None
        found = self.lessons.get(programs[0].file)
        return found if found and programs[0].score >= found.full_marks else None


def short(check_id: str) -> str:
    """Give a check's id as one types it: a unit with a number is known by that."""
    return re.sub(r"^(\d\d)_[^/]*/", r"\1/", check_id)


class BadReport(ValueError):
    """A report that cannot be read; the text says in one line which field is wrong."""


@dataclass
class CheckResult:
    """What one check of one program came to.

    An `error` is the grader's own failure: such a check is worth no points, neither
    won nor lost.
    """

    id: str
    title: str
    points: int
    max_points: int
    outcome: Outcome
    blocked_by: str | None = None
    seconds: float = 0.0
    message: str | None = None
    expected: str | None = None
    received: str | None = None
    diagnosis: str | None = None
    line: int | None = None
    steps: list[str] = field(default_factory=list)
    output: str | None = None
    traceback: str | None = None
    transcript: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.outcome == "error":
            self.points = self.max_points = 0


@dataclass
class ProgramResult:
    """The checks of one program and their sums."""

    name: str
    file: str
    score: int
    max_score: int
    status: Status
    checks: list[CheckResult]

    @classmethod
    def of(cls, name: str, file: str, checks: list[CheckResult], missing: bool = False) -> Self:
        """Add up the points and the status of these checks."""
        return cls(
            name=name,
            file=file,
            score=sum(check.points for check in checks),
            max_score=sum(check.max_points for check in checks),
            status="missing" if missing else _status(checks),
            checks=checks,
        )


def _status(checks: Iterable[CheckResult]) -> Status:
    outcomes = {check.outcome for check in checks if check.max_points or check.outcome == "error"}
    if "error" in outcomes:
        return "error"
    if outcomes <= {"passed"}:
        return "passed"
    # what is blocked by an unfinished function is as unfinished as that one
    return "not_started" if outcomes <= {"not_started"} else "failed"


@dataclass
class UnitResult:
    """The programs of one unit and their sums."""

    name: str
    title: str
    score: int
    max_score: int
    programs: list[ProgramResult]

    @classmethod
    def of(cls, name: str, title: str, programs: list[ProgramResult]) -> Self:
        """Add up the points of these programs."""
        return cls(
            name=name,
            title=title,
            score=sum(program.score for program in programs),
            max_score=sum(program.max_score for program in programs),
            programs=programs,
        )


@dataclass
class Isolation:
    """How well this machine could confine the programs, and what it lacks for more."""

    level: Level
    missing: list[str]


@dataclass
class Report:
    """All that grading one submission came to."""

    submission: str
    graded_at: str  # UTC, ISO 8601
    seconds: float
    seed: int
    grader: str
    python: str
    platform: str
    isolation: Isolation
    score: int
    max_score: int
    units: list[UnitResult]
    complete: bool = True  # or interrupted: some programs were not graded
    language: str = "en"
    version: int = VERSION

    @property
    def programs(self) -> list[ProgramResult]:
        """The programs of all units, in order."""
        return [program for unit in self.units for program in unit.programs]

    @property
    def checks(self) -> list[CheckResult]:
        """The checks of all programs, in order."""
        return [check for program in self.programs for check in program.checks]

    @property
    def not_graded(self) -> list[ProgramResult]:
        """The programs that an interrupted run did not come to: nothing of them was run."""
        return [
            program
            for program in self.programs
            if not self.complete
            and program.status != "missing"
            and all(check.outcome == "not_run" and check.max_points for check in program.checks)
        ]

    @property
    def has_errors(self) -> bool:
        """Whether the grader itself failed at a check."""
        return any(check.outcome == "error" for check in self.checks)

    def to_dict(self) -> dict[str, object]:
        """Give the report as the JSON has it; the fields that tell how to read it come first."""
        first = {
            "version": self.version,
            "complete": self.complete,
            "language": self.language,
        }
        return {**first, **asdict(self)}

    def to_json(self) -> str:
        """Give the report as one line of JSON. Raises ValueError for NaN and infinity."""
        return json.dumps(self.to_dict(), allow_nan=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Make a report from what `to_dict` gave. Raises BadReport."""
        import msgspec  # here, since most runs read no report

        try:
            version = data.get("version") if isinstance(data, dict) else VERSION
            if version != VERSION:
                raise BadReport(f"this is a report of version {version!r}, not {VERSION}")
            for place in _not_finite(data, "$"):
                raise BadReport(f"this is no report: no finite number - at `{place}`")
            report = msgspec.convert(data, cls)
        except (msgspec.ValidationError, UnicodeError, RecursionError) as error:
            raise BadReport(f"this is no report: {error}") from None
        for check in report.checks:
            for event in check.transcript:
                _complete(event)
        for place, wrong in _unreadable(report):
            raise BadReport(f"this is no report: {wrong} - at `{place}`")
        return report

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Make a report from what `to_json` gave. Raises BadReport."""
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadReport(f"this is no report: {error}") from None
        return cls.from_dict(data)


def _complete(event: Event) -> None:
    """Fill in what an older report does not say of an event."""
    event.setdefault("peer", "")
    event.setdefault("ours", None)
    event.setdefault("theirs", None)
    event.setdefault("fault", None)
    event.setdefault("pieces", None)
    event.setdefault("raw", None)
    event.setdefault("size", len(event["data"].rstrip("=")) * 3 // 4)  # of base64


def _unreadable(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the places of texts that are not what their field is, and what each of them is not."""
    try:
        datetime.fromisoformat(report.graded_at)
    except ValueError:
        yield "$.graded_at", "no time in ISO 8601"
    for check in report.checks:
        for number, event in enumerate(check.transcript):
            for name, text in (("data", event["data"]), ("raw", event.get("raw"))):
                try:
                    base64.b64decode(text or "", validate=True)
                except ValueError:  # also a binascii.Error
                    yield f"{check.id!a}.transcript[{number}].{name}", "no base64"


def _not_finite(data: object, place: str) -> Iterator[str]:
    """Yield the places of infinities and NaN, which JSON lacks but Python's reader takes."""
    if isinstance(data, float) and not math.isfinite(data):
        yield place
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _not_finite(value, f"{place}.{name}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _not_finite(value, f"{place}[{number}]")
