"""The report as one page of HTML, which needs nothing but a browser: no network and no script.

The scores come first, then each program with what failed: its story, the conversation as a
drawing, the learner's lines, and the hints, folded one by one. Whatever came from a program is
text: it is made visible, clipped, and escaped by the template, and the page's own policy lets a
browser load and run nothing.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import drawing, story
from grader.renderers.drawing import Drawing
from grader.report import (
    CheckResult,
    Lesson,
    Outcome,
    ProgramResult,
    Report,
    UnitResult,
    Words,
    split_step,
)
from grader.text import clipped, first_difference, printable

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_TAGS = {"zh": "zh-Hans"}  # where it is not the language's own name
BEFORE, AFTER = 3, 2  # lines of the source around the one that is marked
FIRST_STEPS, LAST_STEPS = 15, 25  # that are shown where there are more
MOST_LINES = 400  # of what a program printed, and of its source
LONGEST_LINE = 300  # characters
LONGEST_TEXT = 2000  # characters of a sentence
AROUND = 300  # characters of two values that are shown before they differ, and after

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
    "failed": gettext_noop("Failed"),
    "why": gettext_noop("Why?"),
    "here": gettext_noop("here"),
    "on_the_wire": gettext_noop("On the wire"),
    "diagram": gettext_noop("The conversation as a diagram"),
    "diagram_told": gettext_noop("The list of steps below tells the same in words."),
    "steps": gettext_noop("Step by step"),
    "output": gettext_noop("What your program printed"),
    "traceback": gettext_noop("Where your program stopped"),
    "now_you_know": gettext_noop("Now you know"),
    "our_mistake": gettext_noop(
        "The grader failed here. That says nothing about your program, and costs no points."
    ),
}


def render(report: Report, words: Words) -> str:
    """Give the page."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
    )
    environment.filters["coded"] = _coded
    environment.globals["say"] = {name: gettext(text) for name, text in LABELS.items()}
    return environment.get_template("report.html").render(page=_page(report, words)).lstrip()


def _finalized(value: object) -> object:
    """Give what the template inserts: of text only what is plainly visible, line by line."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(printable(line) for line in value.split("\n"))
    return value


def _coded(text: str) -> Markup:
    """Give a sentence in which what stands between backticks is shown as code."""
    parts = str(_finalized(text)).split("`")
    if len(parts) % 2 == 0:  # a backtick stands alone
        return escape("`".join(parts))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


# ------------------------------------------------------------------ what the template shows


@dataclass(frozen=True)
class _Line:
    """A line of the learner's source."""

    number: int
    text: str
    is_marked: bool


@dataclass(frozen=True)
class _Step:
    """A step of the story, or the gap where some are left out."""

    number: int
    time: str
    words: str
    is_gap: bool = False


@dataclass(frozen=True)
class _Value:
    """What was expected or received, taken apart where the two begin to differ."""

    label: str
    same: str
    rest: str
    tail: str


@dataclass(frozen=True)
class _Hint:
    """A rung of the ladder."""

    head: str
    text: str


@dataclass(frozen=True)
class _Command:
    """What the learner may type, and what it is good for."""

    label: str
    text: str


@dataclass(frozen=True)
class _Told:
    """A failed check with its story."""

    anchor: str
    title: str
    points: str
    is_open: bool
    message: str
    pair: Sequence[_Value]
    why: str
    where: str
    excerpt: Sequence[_Line]
    drawing: Drawing | None
    steps: Sequence[_Step]
    output: str
    traceback: str
    hints: Sequence[_Hint]
    commands: Sequence[_Command]


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
    failed: Sequence[_Told]
    source: Sequence[_Line]
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
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    caveats = story.caveats(report)
    units = [_unit(report, unit, words) for unit in report.units]
    return _Page(
        language=LANGUAGE_TAGS.get(report.language, report.language),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
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
            _told(program, check, source, words, is_open=not number)
            for number, check in enumerate(failed)
        ],
        source=_lines(source, range(1, MOST_LINES + 1), marked) if failed else (),
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
        anchor=_anchor(check) if check.outcome == "failed" else "",
        note=gettext("waits for “{title}”", title=needed[0]) if needed else "",
    )


def _anchor(check: CheckResult) -> str:
    return check.id.replace("::", "-").replace("/", "-")


def _lines(source: Sequence[str], numbers: range, marked: set[int | None]) -> list[_Line]:
    """Give those of the lines with these numbers that there are."""
    return [
        _Line(number, clipped(source[number - 1].expandtabs(4), LONGEST_LINE), number in marked)
        for number in numbers
        if 1 <= number <= len(source)
    ]


# ------------------------------------------------------------------ a check


def _told(
    program: ProgramResult,
    check: CheckResult,
    source: Sequence[str],
    words: Words,
    *,
    is_open: bool,
) -> _Told:
    line = check.line or 0
    is_there = 1 <= line <= len(source)
    around = range(line - BEFORE, line + AFTER + 1) if is_there else range(0)
    ladder = words.ladders.get(check.id, ()) if story.hints_help(check) else ()
    return _Told(
        anchor=_anchor(check),
        title=check.title,
        points=f"{check.points}/{check.max_points}",
        is_open=is_open,
        message=clipped(check.message or "", LONGEST_TEXT),
        pair=_pair(check),
        why=clipped(check.diagnosis or "", LONGEST_TEXT),
        where=f"{words.paths.get(program.file, program.file)}:{line}" if is_there else "",
        excerpt=_lines(source, around, {line}),
        drawing=drawing.draw(program, check),
        steps=_steps(check.steps),
        output=_printed(check.output or ""),
        traceback=_printed(check.traceback or ""),
        hints=[_hint(number, len(ladder), text) for number, text in enumerate(ladder, 1)],
        commands=_commands(check, words, has_hints=bool(ladder)),
    )


def _hint(number: int, most: int, text: str) -> _Hint:
    return _Hint(gettext("Hint {number} of {most}", number=number, most=most), text)


def _commands(check: CheckResult, words: Words, *, has_hints: bool) -> list[_Command]:
    hint = _Command(gettext("In a terminal, for a hint:"), words.hint(check))
    again = _Command(gettext("To see it happen:"), words.attempt(check))
    return [hint, again] if has_hints else [again]


def _pair(check: CheckResult) -> list[_Value]:
    """Give both values, of long ones the part around the first character that differs."""
    if check.expected is None and check.received is None:
        return []
    nothing = gettext("(nothing)")
    expected, received = check.expected or nothing, check.received or nothing
    differs = first_difference(expected, received)
    return [
        _value(gettext("expected"), expected, differs),
        _value(gettext("received"), received, differs),
    ]


def _value(label: str, text: str, differs: int) -> _Value:
    start = max(0, differs - AROUND)
    same = ("… " if start else "") + text[start:differs]
    if not differs:  # all of it is another thing
        return _Value(label, clipped(text, 2 * AROUND), "", "")
    return _Value(
        label,
        same,
        text[differs : differs + 1],
        text[differs + 1 : differs + AROUND] + (" …" if len(text) > differs + AROUND else ""),
    )


def _steps(steps: Sequence[str]) -> list[_Step]:
    """Give the steps, of many the first and the last ones, and those that explain the others."""
    shown: list[_Step] = []
    hidden = 0
    for number, text in enumerate(steps, 1):
        step = split_step(text)
        is_near = number <= FIRST_STEPS or number > len(steps) - LAST_STEPS
        if not (is_near or step.is_remark):
            hidden += 1
            continue
        if hidden:
            told = ngettext("… {number} more step", "… {number} more steps", hidden)
            shown.append(_Step(0, "", told, is_gap=True))
            hidden = 0
        shown.append(_Step(number, step.time, clipped(step.words, LONGEST_TEXT)))
    return shown


def _printed(text: str) -> str:
    """Give what was printed; of many lines the first and the last ones, none of them long."""
    lines = [clipped(line.expandtabs(4), LONGEST_LINE) for line in text.split("\n")]
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        left = len(lines) - 2 * half
        told = ngettext("… {number} more line", "… {number} more lines", left)
        lines = [*lines[:half], told, *lines[-half:]]
    return "\n".join(lines)
