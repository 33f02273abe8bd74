"""The report as one page of HTML, which needs nothing but a browser: no network and no script.

The scores come first, then each program with what failed: its story, the conversation as a
drawing, the learner's lines, and the hints, folded one by one. Whatever came from a program is
text: it is made visible, clipped, and escaped by the template, and the page's own policy lets a
browser load and run nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import story, told
from grader.renderers.told import (
    LANGUAGE_TAGS,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_LINES,
    TEMPLATES,
    Line,
    Told,
)
from grader.report import CheckResult, Lesson, Outcome, ProgramResult, Report, UnitResult, Words
from grader.text import clipped

SIGNS: Mapping[Outcome, str] = {"passed": "✓", "failed": "✗", "error": "!"}
OUTCOMES: Mapping[Outcome, str] = {
    "passed": gettext_noop("passed"),
    "failed": gettext_noop("failed"),
    "not_run": gettext_noop("not run"),
    "not_started": gettext_noop("not started"),
    "error": gettext_noop("our mistake"),
}
# What the template says in its own words.
LABELS = {
    "skip": gettext_noop("Skip the scores"),
    "scores": gettext_noop("Scores"),
    "program": gettext_noop("Program"),
    "points": gettext_noop("Points"),
    "state": gettext_noop("State"),
    "sum": gettext_noop("Sum"),
    "now_you_know": gettext_noop("Now you know"),
    "our_mistake": gettext_noop(
        "The grader failed here. That says nothing about your program, and costs no points."
    ),
}


def render(report: Report, words: Words) -> str:
    """Give the page."""
    environment = told.environment(LABELS)
    return environment.get_template("report.html").render(page=_page(report, words)).lstrip()


# ------------------------------------------------------------------ what the template shows


@dataclass(frozen=True)
class _Listed:
    """A check in the list of all checks of a program."""

    kind: str
    sign: str
    state: str
    title: str
    points: str
    anchor: str  # of its story, if it has one
    note: str


@dataclass(frozen=True)
class _Program:
    """A program with its checks."""

    anchor: str
    name: str
    file: str
    kind: str
    state: str
    score: int
    most: int
    points: str
    mistakes: Sequence[str]
    failed: Sequence[Told]
    source: Sequence[Line]
    all_checks: str
    checks: Sequence[_Listed]


@dataclass(frozen=True)
class _Unit:
    """A unit with its programs."""

    anchor: str
    title: str
    points: str
    programs: Sequence[_Program]


@dataclass(frozen=True)
class _Page:
    """The whole page."""

    language: str
    policy: str
    style: Markup
    title: str
    submission: str
    caveats: Sequence[str]
    next: str
    next_anchor: str
    units: Sequence[_Unit]
    lesson: Lesson | None
    circumstances: str
    graded_at: str
    when: str


def _page(report: Report, words: Words) -> _Page:
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    caveats = story.caveats(report)
    units = [_unit(report, unit, words) for unit in report.units]
    return _Page(
        language=LANGUAGE_TAGS.get(report.language, report.language),
        policy=f"default-src 'none'; style-src {told.allowed(style)}; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # the one text that is no stranger's and has signs of HTML
        title=_score(report, is_final=not caveats),
        submission=clipped(report.submission, LONGEST_LINE),
        caveats=caveats,
        next=story.next_step(report),
        next_anchor=_next_anchor(units),
        units=units,
        lesson=words.lesson(report),
        circumstances=story.circumstances(report),
        graded_at=report.graded_at,
        when=report.graded_at.replace("T", " ").removesuffix("Z") + " UTC",
    )


def _score(report: Report, *, is_final: bool) -> str:
    score = {"score": report.score, "most": report.max_score}
    if is_final:
        return gettext("{score} of {most} points", **score)
    return gettext("{score} of {most} points, not final", **score)


def _next_anchor(units: Sequence[_Unit]) -> str:
    """Give the place of the first program that lacks points: its first failure, or its head."""
    for program in (program for unit in units for program in unit.programs):
        if program.kind in ("failed", "not_started", "missing"):
            return program.failed[0].anchor if program.failed else program.anchor
    return ""


def _unit(report: Report, unit: UnitResult, words: Words) -> _Unit:
    return _Unit(
        anchor=unit.name,
        title=f"{unit.name} · {unit.title}",
        points=f"{unit.score}/{unit.max_score}",
        programs=[
            _program(unit, program, program in report.not_graded, words)
            for program in unit.programs
        ],
    )


# ------------------------------------------------------------------ a program


def _program(unit: UnitResult, program: ProgramResult, is_left: bool, words: Words) -> _Program:
    source = words.sources.get(program.file, "").splitlines()
    failed = [check for check in program.checks if check.outcome == "failed"]
    broken = [check.message or "" for check in program.checks if check.outcome == "error"]
    marked = {check.line for check in failed}
    return _Program(
        anchor=f"{unit.name}-{program.name}",
        name=program.name,
        file=program.file,
        kind="left" if is_left else program.status,
        state=gettext(story.NOT_REACHED) if is_left else story.status(program),
        score=program.score,
        most=program.max_score,
        points=f"{program.score}/{program.max_score}",
        mistakes=[clipped(text, LONGEST_TEXT) for text in dict.fromkeys(broken)],
        failed=[
            told.tell(program, check, source, words, is_open=not number)
            for number, check in enumerate(failed)
        ],
        source=told.lines(source, range(1, MOST_LINES + 1), marked) if failed else (),
        all_checks=ngettext("{number} check", "All {number} checks", len(program.checks)),
        checks=[_listed(program, check) for check in program.checks],
    )


def _listed(program: ProgramResult, check: CheckResult) -> _Listed:
    needed = [each.title for each in program.checks if each.id == check.blocked_by]
    return _Listed(
        kind=check.outcome,
        sign=SIGNS.get(check.outcome, "–"),
        state=gettext(OUTCOMES[check.outcome]),
        title=check.title,
        points=f"{check.points}/{check.max_points}",
        anchor=told.anchor(check) if check.outcome == "failed" else "",
        note=gettext("waits for “{title}”", title=needed[0]) if needed else "",
    )
