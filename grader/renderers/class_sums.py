"""What a class came to, added up one learner at a time: its scores, and where they were lost.

A learner's outcomes are kept as one letter for each check, so that a class of thousands takes
a few megabytes: none of their reports is held.
"""

import heapq
import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.entry import Entry
from grader.i18n import gettext, ngettext
from grader.renderers import story
from grader.report import CheckResult, Outcome, ProgramResult, Report
from grader.text import clipped

CODES: Mapping[Outcome, str] = {
    "passed": "p",
    "failed": "f",
    "not_run": "n",
    "not_started": "s",
    "error": "e",
}
ABSENT = " "  # of a check that was not asked for
MOST_BINS = 10  # of the distribution, beside the one of full marks
MOST_MISSED = 6  # checks that are listed
MOST_LOW = 8  # learners with few points who are listed
MOST_SLOW = 5
LONGEST_REASON = 300  # characters
LEFT_OUT = "…"
# What differs from learner to learner where the mistake is the same.
VALUES = re.compile(r"""b?'(?:[^'\\]|\\.)*'|b?"(?:[^"\\]|\\.)*"|`[^`]*`|\d+(?:[.,]\d+)*""")


@dataclass
class Column:
    """One check, and how the class did at it."""

    id: str
    title: str
    most: int
    failed: int = 0
    not_reached: int = 0  # since something before it failed, or was not begun
    graded: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, check: CheckResult) -> None:
        """Count a learner's result."""
        self.graded += 1
        self.most = max(self.most, check.max_points)
        self.failed += check.outcome == "failed"
        self.not_reached += check.outcome in ("not_run", "not_started")
        if check.outcome == "failed" and (reason := check.diagnosis or check.message):
            self.reasons[clipped(reason, LONGEST_REASON)] += 1

    @property
    def share(self) -> float:
        """The share of learners who failed it."""
        return self.failed / self.graded if self.graded else 0.0

    def usual(self) -> tuple[str, int]:
        """Give the reason that was met most often, and how often; "" where there is none.

        Texts that differ in values only are one reason, which is shown without these.
        """
        alike: dict[tuple[str, ...], list[str]] = {}
        for text in self.reasons:
            alike.setdefault(tuple(VALUES.split(text)), []).append(text)
        found = [
            (_in_common(texts), sum(self.reasons[t] for t in texts)) for texts in alike.values()
        ]
        return max(found, key=lambda one: one[1], default=("", 0))


def _in_common(texts: Sequence[str]) -> str:
    """Give texts that differ in values only as one, without the values that are not the same."""
    between = VALUES.split(texts[0])
    values = zip(*(VALUES.findall(text) for text in texts), strict=True)
    shown = [each[0] if len(set(each)) == 1 else LEFT_OUT for each in values]
    return "".join(part for pair in zip(between, [*shown, ""], strict=True) for part in pair)


@dataclass
class Group:
    """One program, with its checks and its scores in the class."""

    unit: str
    name: str
    file: str
    columns: dict[str, Column] = field(default_factory=dict)
    scores: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    most: int = 0

    @property
    def mean(self) -> float:
        """The points that a learner has here on average."""
        return statistics.fmean(self.scores) if self.scores else 0.0

    def add(self, program: ProgramResult) -> str:
        """Count a learner's program; give its outcomes, a letter for each check."""
        codes: dict[str, str] = {}
        for check in program.checks:
            column = self.columns.setdefault(check.id, Column(check.id, check.title, 0))
            column.add(check)
            codes[check.id] = CODES[check.outcome]
        self.scores.append(program.score)
        self.seconds.append(sum(check.seconds for check in program.checks))
        self.most = max(self.most, program.max_score)
        return "".join(codes.get(name, ABSENT) for name in self.columns)


@dataclass(frozen=True)
class Row:
    """A learner: the points, and the outcomes of each program by its file."""

    number: int
    name: str
    place: str
    problem: str  # why there are no points; "" where there are
    note: str  # what is unusual about the place
    caveat: str = ""  # why the points are not the last word
    score: int = 0
    most: int = 0
    programs: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Slow:
    """A learner's program that took long."""

    seconds: float
    row: Row
    group: Group

    @property
    def told(self) -> str:
        """The time, beside the one that this program usually takes."""
        usual = statistics.median(self.group.seconds)
        return gettext(
            "{seconds} s, median {usual} s", seconds=f"{self.seconds:.1f}", usual=f"{usual:.1f}"
        )


@dataclass(frozen=True)
class Bin:
    """Learners whose points are alike: from the first number to the last."""

    first: int
    last: int
    number: int


class Sums:
    """A class, added up."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.groups: dict[str, Group] = {}
        self.rows: list[Row] = []
        self.units: dict[str, str] = {}  # the title of each
        self._slowest: list[tuple[float, int, str]] = []

    def add(self, entry: Entry) -> Row:
        """Count a learner, and give their line."""
        number, report = len(self.rows), entry.report
        who = (number, entry.learner.name, entry.place)
        if report is None:
            row = Row(*who, entry.problem or gettext("not graded"), entry.note or "")
        else:
            caveat = " ".join(story.caveats(report))
            programs = self._programs(report, number)
            points = (report.score, report.max_score)
            row = Row(*who, "", entry.note or "", caveat, *points, programs)
        self.rows.append(row)
        return row

    def _programs(self, report: Report, number: int) -> dict[str, tuple[int, str]]:
        found = {}
        for unit in report.units:
            self.units.setdefault(unit.name, unit.title)
            for program in unit.programs:
                group = self.groups.setdefault(
                    program.file, Group(unit.name, program.name, program.file)
                )
                found[program.file] = program.score, group.add(program)
                self._take_time(group.seconds[-1], number, program.file)
        return found

    def _take_time(self, seconds: float, number: int, file: str) -> None:
        change = heapq.heappush if len(self._slowest) < MOST_SLOW else heapq.heappushpop
        change(self._slowest, (seconds, number, file))

    @property
    def graded(self) -> list[Row]:
        """Those who have points, even if these are none."""
        return [row for row in self.rows if not row.problem]

    @property
    def not_graded(self) -> list[Row]:
        """Those whose submission could not be graded, or not all of it."""
        return [row for row in self.rows if row.problem or row.caveat]

    @property
    def scores(self) -> list[int]:
        """The points of all who were graded."""
        return [row.score for row in self.graded]

    @property
    def most(self) -> int:
        """The points that there are."""
        return max((row.most for row in self.rows), default=0)

    @property
    def columns(self) -> list[tuple[Group, Column]]:
        """Each check with its program, in the order of the course."""
        return [(group, each) for group in self.groups.values() for each in group.columns.values()]

    def slowest(self) -> list[Slow]:
        """Give the programs that took longest, the slowest first."""
        found = sorted(self._slowest, reverse=True)
        return [Slow(each, self.rows[number], self.groups[file]) for each, number, file in found]

    def missed(self) -> list[tuple[int, Group, Column]]:
        """Give the checks that most learners failed, each with its number; the worst first."""
        numbered = [(n, group, each) for n, (group, each) in enumerate(self.columns) if each.failed]
        return sorted(numbered, key=lambda one: (-one[2].failed, -one[2].not_reached, one[0]))[
            :MOST_MISSED
        ]

    def fewest(self) -> list[Row]:
        """Give the learners who have fewest points, of those who lack some."""
        lacking = [row for row in self.graded if row.score < row.most]
        return heapq.nsmallest(MOST_LOW, lacking, key=lambda row: (row.score, row.number))

    def bins(self) -> list[Bin]:
        """Give the distribution of the points; full marks stand alone."""
        width = -(-self.most // MOST_BINS) or 1
        counts = Counter(
            min(score, self.most) // width for score in self.scores if score < self.most
        )
        found = [
            Bin(first, min(first + width, self.most) - 1, counts[first // width])
            for first in range(0, self.most, width)
        ]
        full = sum(score >= self.most for score in self.scores)
        return [*found, Bin(self.most, self.most, full)] if self.scores else []

    def quartiles(self) -> Sequence[float]:
        """Give the points that a quarter, a half and three quarters of the class have at most."""
        if len(self.scores) < 2:
            return self.scores * 3
        return statistics.quantiles(self.scores, n=4, method="inclusive")

    def told(self) -> str:
        """Say how many there are, and how many of them were graded."""
        parts = [ngettext("{number} learner", "{number} learners", len(self.rows))]
        if self.not_graded:
            left = len(self.not_graded)
            parts.append(ngettext("{number} not fully graded", "{number} not fully graded", left))
        return " · ".join(parts)
