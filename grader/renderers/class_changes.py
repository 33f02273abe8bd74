"""What one run over a class came to against another: who gained or lost, and on which checks.

First the sums, then the checks by the number of learners whose points changed there, then each
learner whose points changed. What only one of the runs has graded is nobody's gain or loss.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.entry import Entry, Learner
from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import class_list, columns
from grader.renderers.story import Line
from grader.report import CheckResult, Report, short
from grader.text import printable, some_of

Pair = tuple[Entry | None, Entry | None]  # what one learner came to in each run
MOST_NAMED = 20  # learners in a line
LEAST = 16  # columns of a text, however narrow the terminal is
# Who is in one run only, or was graded in one only.
ONLY_ONE = {
    "new": gettext_noop("only in run {second}: {names}"),
    "gone": gettext_noop("only in run {first}: {names}"),
    "graded": gettext_noop("graded only in run {second}: {names}"),
    "not graded": gettext_noop("graded only in run {first}: {names}"),
}
# Programs of whose checks only one run has graded some.
NOT_COUNTED = {
    "second": gettext_noop(
        "Not counted, since run {first} has not graded all of these checks: {programs}"
    ),
    "first": gettext_noop(
        "Not counted, since run {second} has not graded all of these checks: {programs}"
    ),
}


@dataclass(frozen=True)
class _Moved:
    """A check that came to other points."""

    id: str
    title: str
    before: str
    after: str
    gain: int


@dataclass(frozen=True)
class _Change:
    """A learner whose points changed."""

    learner: Learner
    before: int  # points of what both runs have graded
    after: int
    checks: list[_Moved]

    @property
    def gain(self) -> int:
        """The points that were won, or lost."""
        return self.after - self.before


@dataclass
class _Tally:
    """How many learners gained and lost at a check."""

    title: str
    gained: int = 0
    lost: int = 0


@dataclass
class _Sums:
    """All that is kept of the pairs."""

    same: int = 0
    changes: list[_Change] = field(default_factory=list)
    only: dict[str, list[str]] = field(default_factory=dict)
    checks: dict[str, _Tally] = field(default_factory=dict)
    not_counted: dict[str, set[str]] = field(default_factory=dict)

    def add(self, pair: Pair) -> None:
        """Take in a learner."""
        one, other = pair
        if one is None or other is None or not one.report or not other.report:
            self._add_half(one, other)
            return
        before, after = _graded(one.report), _graded(other.report)
        self._leave_out("first", before.keys() - after.keys())
        self._leave_out("second", after.keys() - before.keys())
        both = [name for name in after if name in before]
        moved = list(_moved(before, after, both))
        if not moved:
            self.same += 1
            return
        had, has = (sum(checks[name].points for name in both) for checks in (before, after))
        self.changes.append(_Change(other.learner, had, has, moved))
        for check in moved:
            tally = self.checks.setdefault(check.id, _Tally(check.title))
            tally.gained += check.gain > 0
            tally.lost += check.gain < 0

    def _leave_out(self, run: str, checks: Iterable[str]) -> None:
        """Keep the programs of checks that only this run has graded."""
        for name in checks:
            program = printable(short(name).partition("::")[0])
            self.not_counted.setdefault(run, set()).add(program)

    def _add_half(self, one: Entry | None, other: Entry | None) -> None:
        known = other or one
        assert known, "a pair is of a learner"
        if one is None or other is None:
            kind = "new" if one is None else "gone"
        elif bool(one.report) == bool(other.report):
            self.same += 1
            return
        else:
            kind = "graded" if other.report else "not graded"
        self.only.setdefault(kind, []).append(class_list.name(known.learner))


def lines(pairs: Iterable[Pair], first: int, second: int, width: int | None) -> Iterator[Line]:
    """Yield what changed from one run to another, whose numbers these are."""
    sums = _Sums()
    for pair in pairs:
        sums.add(pair)
    yield from _head(sums, first, second, width)
    yield from _checks(sums, width)
    names = Counter(change.learner.name for change in sums.changes)
    for change in sorted(sums.changes, key=lambda each: each.gain):
        yield []
        name = class_list.name(change.learner, names[change.learner.name] > 1)
        yield from _change(change, name, width)


def _graded(report: Report) -> Mapping[str, CheckResult]:
    return {check.id: check for check in report.checks if check.outcome != "error"}


def _moved(
    before: Mapping[str, CheckResult], after: Mapping[str, CheckResult], names: Iterable[str]
) -> Iterator[_Moved]:
    for name in names:
        one, other = before[name], after[name]
        if _told(one) != _told(other):
            yield _Moved(name, other.title, _told(one), _told(other), other.points - one.points)


def _told(check: CheckResult) -> str:
    return f"{check.points}/{check.max_points}"


# ------------------------------------------------------------------ lines


def _head(sums: _Sums, first: int, second: int, width: int | None) -> Iterator[Line]:
    gained = [change for change in sums.changes if change.gain > 0]
    lost = [change for change in sums.changes if change.gain < 0]
    even = len(sums.changes) - len(gained) - len(lost)
    counts = [
        ngettext("{number} gained", "{number} gained", len(gained)),
        ngettext("{number} lost", "{number} lost", len(lost)),
        ngettext("{number} the same", "{number} the same", sums.same),
    ]
    if even:
        counts.insert(2, ngettext("{number} moved points", "{number} moved points", even))
    total = sum(change.gain for change in sums.changes)
    points = ngettext("{sum} point in all", "{sum} points in all", abs(total), sum=f"{total:+d}")
    head = gettext(
        "Run {first} against run {second}: {counts}; {points}",
        first=first,
        second=second,
        counts=", ".join(counts),
        points=points,
    )
    yield from _text(head, "  ", width, "bold")
    for kind, names in sums.only.items():
        text = gettext(ONLY_ONE[kind], first=first, second=second, names=some_of(names, MOST_NAMED))
        yield from _text(text, "  ", width, "yellow")
    for run, programs in sorted(sums.not_counted.items()):
        named = some_of(sorted(programs), MOST_NAMED)
        text = gettext(NOT_COUNTED[run], first=first, second=second, programs=named)
        yield from _text(text, "  ", width, "yellow")


def _checks(sums: _Sums, width: int | None) -> Iterator[Line]:
    if not sums.checks:
        return
    yield []
    text = gettext("The checks, and how many learners gained and lost there:")
    yield from _text(text, "  ", width, "")
    order = sorted(sums.checks.items(), key=lambda item: -(item[1].gained + item[1].lost))
    most = max(len(f"+{max(t.gained, t.lost)}") for _, t in order)
    for name, tally in order:
        gained = f"+{tally.gained}" if tally.gained else ""
        lost = f"-{tally.lost}" if tally.lost else ""
        lead: Line = [(f"  {gained:>{most}}", "green"), (f" {lost:>{most}}  ", "red")]
        yield from _hung(lead, _check(name, tally.title), width)


def _change(change: _Change, name: str, width: int | None) -> Iterator[Line]:
    style = "green" if change.gain > 0 else "red" if change.gain < 0 else "yellow"
    gain = f"{change.gain:+d}" if change.gain else "±0"
    lead: Line = [(f"  {gain:>4}  ", style)]
    text = f"{name}  {change.before} → {change.after}"
    yield from _hung(lead, text, width, "bold")
    widest = max(columns.width(_step(check)) for check in change.checks)
    for check in change.checks:
        lead = [(" " * 8, ""), (columns.padded(_step(check), widest) + "  ", "dim")]
        yield from _hung(lead, _check(check.id, check.title), width)


def _step(check: _Moved) -> str:
    return f"{check.before} → {check.after}"


def _check(name: str, title: str) -> str:
    return f"{printable(short(name).partition('::')[0])}  {printable(title)}"


def _hung(lead: Line, text: str, width: int | None, style: str = "") -> Iterator[Line]:
    """Yield a text behind what leads it, in lines that fit beside it."""
    beside = sum(columns.width(piece) for piece, _ in lead)
    room = None if width is None else max(LEAST, width - beside)
    first, *more = columns.wrapped(text, room) or [""]
    yield [*lead, (first, style)]
    yield from ([(" " * beside, ""), (line, style)] for line in more)


def _text(text: str, margin: str, width: int | None, style: str) -> Iterator[Line]:
    yield from _hung([(margin, "")], text, width, style)
