"""The page of a class: where it stands, what to teach again, and each learner's story.

It is one file of HTML that needs nothing but a browser, and no network. The learners and their
outcomes are a table that is there without any script. The script sorts and filters it, and
opens a learner's stories, which come last in the file, compressed.

The learners are read once, one after the other: what is kept of each is a line, and their
stories wait in a file.
"""

import json
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from grader import i18n
from grader.entry import Entry
from grader.i18n import gettext, gettext_noop
from grader.renderers import class_stories, told
from grader.renderers.class_sums import ABSENT, CODES, Column, Group, Row, Sums
from grader.renderers.html import OUTCOMES, SIGNS
from grader.renderers.told import LANGUAGE_TAGS, TEMPLATES
from grader.text import clipped, printable

LONGEST_NAME = 300  # characters, of a learner or a place
HEAD_HEIGHT = 28  # pixels of the bars over the checks
LETTER = 0.52  # rem, of a program's name over its columns
PRINTED_WIDTH = 560  # pixels that all outcomes of a learner have on paper

# What the template says in its own words.
LABELS = {
    "skip": gettext_noop("Skip to the learners"),
    "no_script": gettext_noop(
        "Without JavaScript this page cannot sort, filter, or open a learner's story."
    ),
    "scores": gettext_noop("Scores"),
    "mean": gettext_noop("Mean"),
    "median": gettext_noop("Median"),
    "quartiles": gettext_noop("Quartiles"),
    "full_marks": gettext_noop("Full marks"),
    "missed": gettext_noop("Most often missed"),
    "fewest": gettext_noop("Fewest points"),
    "slowest": gettext_noop("Slowest programs"),
    "not_graded": gettext_noop("Not fully graded"),
    "nobody_missed": gettext_noop("Nobody has missed a check."),
    "all_graded": gettext_noop("Everybody was graded."),
    "all_full": gettext_noop("Everybody has full marks."),
    "find": gettext_noop("Find a name"),
    "order": gettext_noop("Order"),
    "by_name": gettext_noop("By name"),
    "fewest_first": gettext_noop("Fewest points first"),
    "most_first": gettext_noop("Most points first"),
    "missed_first": gettext_noop("Missed first"),
    "show": gettext_noop("Show"),
    "all_units": gettext_noop("All units"),
    "everybody": gettext_noop("Show all learners"),
    "name": gettext_noop("Name"),
    "points": gettext_noop("Points"),
    "map": gettext_noop("Learners and checks"),
    "legend": gettext_noop("What the cells mean"),
    "how_to": gettext_noop("Open a name or a cell for its story; arrow keys move in the table."),
    "before": gettext_noop("Previous learner"),
    "after": gettext_noop("Next learner"),
    "close": gettext_noop("Close"),
}
SHARE = gettext_noop("{count} of {failed}:")
# What the script says in its own words.
SPOKEN = {
    "share": SHARE,
    "shown": gettext_noop("{shown} of {all} learners"),
    "cell": gettext_noop("{name}, {title}: {outcome}"),
    "missed_by": gettext_noop("Missed by {failed} of {all}."),
    "missed_check": gettext_noop("Missed: {title}"),
    "between": gettext_noop("{first} to {last} points"),
    "exactly": gettext_noop("{last} points"),
    "all_passed": gettext_noop("passed: {number}"),
    "unreadable": gettext_noop("This browser is too old to open the stories."),
}


@dataclass(frozen=True)
class _Missed:
    """A check that many have missed, with the reason that was met most often."""

    number: int
    title: str
    program: str
    failed: int
    not_reached: int
    graded: int
    reason: str
    count: int

    @property
    def share(self) -> str:
        """How many of those who missed it did so for this reason."""
        return gettext(SHARE, count=self.count, failed=self.failed)


@dataclass(frozen=True)
class _Strip:
    """One program of one learner: the points, and how many checks in a row came to the same."""

    points: str
    runs: Sequence[tuple[str, int]]  # an outcome's letter, and the number of checks


@dataclass(frozen=True)
class _Head:
    """The head of a program's columns, with a bar for each check: the share who missed it."""

    group: Group
    unit: int
    is_first: bool  # of its unit
    bars: str

    @property
    def checks(self) -> int:
        """How many there are."""
        return len(self.group.columns)


@dataclass(frozen=True)
class _Page:
    """What the template shows beside the learners."""

    language: str
    policy: str
    style: Markup
    script: Markup
    data: Markup
    title: str
    heads: Sequence[_Head]
    legend: Sequence[tuple[str, str]]
    sums: Sums
    mean: float
    quartiles: Sequence[float]
    missed: Sequence[_Missed]


def render(entries: Iterable[Entry], title: str) -> Iterator[str]:
    """Yield the page, piece by piece, in the language that is spoken."""
    environment = told.environment(LABELS)
    template = vars(environment.get_template("class.html").module)
    sums = Sums()
    with class_stories.spooled(environment) as stories:
        for entry in entries:
            row = sums.add(entry)
            if entry.report:
                stories.add(row.number, entry.report)
        page = _page(sums, title)
        yield str(template["above"](page)).lstrip()
        for row in sums.rows:
            strips = [_strip(row, head.group) for head in page.heads]
            # without blanks between them: a browser moves lines slowly past a thousand of those
            yield str(template["line"](row, page.heads, strips, _codes(row, sums))).strip()
        yield str(template["below"](page))
        for packed in stories.packed():
            yield str(template["story"](packed, class_stories.left_out(packed.version)))
        yield str(template["end"]())


def _page(sums: Sums, title: str) -> _Page:
    heads = _heads(sums)
    style, script = _style(heads), (TEMPLATES / "class.js").read_text(encoding="utf-8")
    spoken = i18n.language()
    return _Page(
        language=LANGUAGE_TAGS.get(spoken, spoken),
        policy=f"default-src 'none'; style-src {told.allowed(style)}; "
        f"script-src {told.allowed(script)}; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        data=_data(sums),
        title=clipped(title, LONGEST_NAME),
        heads=heads,
        legend=[(code, gettext(OUTCOMES[name])) for name, code in CODES.items()],
        sums=sums,
        mean=round(statistics.fmean(sums.scores), 1) if sums.scores else 0.0,
        quartiles=[round(each, 1) for each in sums.quartiles()],
        missed=[_missed(number, group, column) for number, group, column in sums.missed()],
    )


def _style(heads: Sequence[_Head]) -> str:
    """Give the style: that of all pages, that of this one, and the widths of its columns."""
    files = ["report.css", "class.css"]
    fixed = [(TEMPLATES / name).read_text(encoding="utf-8") for name in files]
    checks = sum(head.checks for head in heads) or 1
    longest = max((head.checks for head in heads), default=1)
    widths = [f".c{n} {{ width: calc(var(--w) * {n}); }}" for n in range(1, longest + 1)]
    widths += [
        f".g{n} {{ width: calc(max(var(--w) * {head.checks}, {len(head.group.name) * LETTER:g}rem)"
        " + var(--beside)); }"
        for n, head in enumerate(heads)
    ]
    units = sorted({head.unit for head in heads})
    hidden = [f".only-{n} .p:not(.u{n}) {{ display: none; }}" for n in units]
    paper = (
        f"@media print {{ .map {{ --w: {min(10, PRINTED_WIDTH / checks):.2f}px !important; }} }}"
    )
    return "\n".join([*fixed, *widths, *hidden, paper])


def _data(sums: Sums) -> Markup:
    """Give what the script has to know: its words, and the checks."""
    groups = [
        {
            "name": group.name,
            "unit": group.unit,
            "most": group.most,
            "checks": [
                [each.id, printable(each.title), each.most, each.failed, each.graded, *_usual(each)]
                for each in group.columns.values()
            ],
        }
        for group in sums.groups.values()
    ]
    outcomes = {
        code: [SIGNS.get(name, "–"), gettext(OUTCOMES[name])] for name, code in CODES.items()
    }
    say = {name: gettext(text) for name, text in SPOKEN.items()}
    text = json.dumps({"groups": groups, "outcomes": outcomes, "say": say})
    return Markup(text.replace("<", "\\u003c"))  # so that nothing in it ends the element


def _usual(column: Column) -> tuple[str, int]:
    reason, count = column.usual()
    return printable(reason), count


# ------------------------------------------------------------------ the overview


def _missed(number: int, group: Group, column: Column) -> _Missed:
    return _Missed(
        number,
        column.title,
        group.file.removesuffix(".py"),
        column.failed,
        column.not_reached,
        column.graded,
        *_usual(column),
    )


# ------------------------------------------------------------------ the map


def _heads(sums: Sums) -> list[_Head]:
    units = list(sums.units)
    highest = max((each.share for _, each in sums.columns), default=0)
    heads: list[_Head] = []
    for group in sums.groups.values():
        is_first = not heads or heads[-1].group.unit != group.unit
        heads.append(_Head(group, units.index(group.unit), is_first, _bars(group, highest)))
    return heads


def _bars(group: Group, highest: float) -> str:
    """Draw a bar for each check, by the share of learners who failed it; the highest is full."""
    heights = [
        round(HEAD_HEIGHT * each.share / (highest or 1), 1) for each in group.columns.values()
    ]
    return "".join(f"M{n}.1 {HEAD_HEIGHT}v-{h:g}h.8v{h:g}z" for n, h in enumerate(heights) if h)


def _strip(row: Row, group: Group) -> _Strip:
    if group.file not in row.programs:
        return _Strip("", ())
    points, codes = row.programs[group.file]
    return _Strip(str(points), [(code, len(list(run))) for code, run in groupby(codes)])


def _codes(row: Row, sums: Sums) -> str:
    """Give all outcomes of a learner, a letter for each check of the course."""
    each = ((row.programs.get(file, (0, ""))[1], group) for file, group in sums.groups.items())
    return "".join(codes.ljust(len(group.columns), ABSENT) for codes, group in each)
