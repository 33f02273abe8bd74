"""A failed check with its story, as the pages in HTML show it.

Whatever came from a program is text: it is made visible, clipped, and escaped by the template
`told.html`, which makes what is here into elements.
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
from grader.report import CheckResult, ProgramResult, Words, split_step
from grader.text import clipped, first_difference, printable

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_TAGS = {"zh": "zh-Hans"}  # of a page, where it is not the language's own name
BEFORE, AFTER = 3, 2  # lines of the source around the one that is marked
FIRST_STEPS, LAST_STEPS = 15, 25  # that are shown where there are more
MOST_LINES = 400  # of what a program printed, and of its source
LONGEST_LINE = 300  # characters
LONGEST_TEXT = 2000  # characters of a sentence
AROUND = 300  # characters of two values that are shown before they differ, and after

# What the template says in its own words.
LABELS = {
    "why": gettext_noop("Why?"),
    "failed": gettext_noop("Failed"),
    "here": gettext_noop("here"),
    "on_the_wire": gettext_noop("On the wire"),
    "diagram": gettext_noop("The conversation as a diagram"),
    "diagram_told": gettext_noop("The list of steps below tells the same in words."),
    "steps": gettext_noop("Step by step"),
    "output": gettext_noop("What your program printed"),
    "traceback": gettext_noop("Where your program stopped"),
}


def environment(labels: Mapping[str, str]) -> jinja2.Environment:
    """Give the templates of the pages, which say these words beside those of a story."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
    )
    found.filters["coded"] = _coded
    found.globals["say"] = {name: gettext(text) for name, text in {**LABELS, **labels}.items()}
    return found


def allowed(text: str) -> str:
    """Give what a page's policy says to let a browser use this style or script, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
class Line:
    """A line of the learner's source."""

    number: int
    text: str
    is_marked: bool


@dataclass(frozen=True)
class Shown:
    """A step of the story, or the gap where some are left out."""

    number: int
    time: str
    words: str
    is_gap: bool = False


@dataclass(frozen=True)
class Value:
    """What was expected or received, taken apart where the two begin to differ."""

    label: str
    same: str
    rest: str
    tail: str


@dataclass(frozen=True)
class Hint:
    """A rung of the ladder."""

    head: str
    text: str


@dataclass(frozen=True)
class Command:
    """What the learner may type, and what it is good for."""

    label: str
    text: str


@dataclass(frozen=True)
class Told:
    """A failed check with its story."""

    anchor: str
    title: str
    points: str
    is_open: bool
    message: str
    pair: Sequence[Value]
    why: str
    where: str
    excerpt: Sequence[Line]
    drawing: Drawing | None
    steps: Sequence[Shown]
    output: str
    traceback: str
    hints: Sequence[Hint]
    commands: Sequence[Command]


def tell(
    program: ProgramResult,
    check: CheckResult,
    source: Sequence[str],
    words: Words,
    *,
    is_open: bool,
) -> Told:
    """Give what the template shows of a check; `source` are the lines of the program."""
    line = check.line or 0
    is_there = 1 <= line <= len(source)
    around = range(line - BEFORE, line + AFTER + 1) if is_there else range(0)
    ladder = words.ladders.get(check.id, ()) if story.hints_help(check) else ()
    return Told(
        anchor=anchor(check),
        title=check.title,
        points=f"{check.points}/{check.max_points}",
        is_open=is_open,
        message=clipped(check.message or "", LONGEST_TEXT),
        pair=_pair(check),
        why=clipped(check.diagnosis or "", LONGEST_TEXT),
        where=f"{words.paths.get(program.file, program.file)}:{line}" if is_there else "",
        excerpt=lines(source, around, {line}),
        drawing=drawing.draw(program, check),
        steps=_steps(check.steps),
        output=_printed(check.output or ""),
        traceback=_printed(check.traceback or ""),
        hints=[_hint(number, len(ladder), text) for number, text in enumerate(ladder, 1)],
        commands=_commands(check, words, has_hints=bool(ladder)),
    )


def _hint(number: int, most: int, text: str) -> Hint:
    return Hint(gettext("Hint {number} of {most}", number=number, most=most), text)


def _commands(check: CheckResult, words: Words, *, has_hints: bool) -> list[Command]:
    hint = Command(gettext("In a terminal, for a hint:"), words.hint(check))
    again = Command(gettext("To see it happen:"), words.attempt(check))
    return [hint, again] if has_hints else [again]


def _pair(check: CheckResult) -> list[Value]:
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


def _value(label: str, text: str, differs: int) -> Value:
    start = max(0, differs - AROUND)
    same = ("… " if start else "") + text[start:differs]
    if not differs:  # all of it is another thing
        return Value(label, clipped(text, 2 * AROUND), "", "")
    return Value(
        label,
        same,
        text[differs : differs + 1],
        text[differs + 1 : differs + AROUND] + (" …" if len(text) > differs + AROUND else ""),
    )


def _steps(steps: Sequence[str]) -> list[Shown]:
    """Give the steps, of many the first and the last ones, and those that explain the others."""
    shown: list[Shown] = []
    hidden = 0
    for number, text in enumerate(steps, 1):
        step = split_step(text)
        is_near = number <= FIRST_STEPS or number > len(steps) - LAST_STEPS
        if not (is_near or step.is_remark):
            hidden += 1
            continue
        if hidden:
            told = ngettext("… {number} more step", "… {number} more steps", hidden)
            shown.append(Shown(0, "", told, is_gap=True))
            hidden = 0
        shown.append(Shown(number, step.time, clipped(step.words, LONGEST_TEXT)))
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


def anchor(check: CheckResult) -> str:
    """Give the name of the place of a check's story in the page."""
    return check.id.replace("::", "-").replace("/", "-")


def lines(source: Sequence[str], numbers: range, marked: set[int | None]) -> list[Line]:
    """Give those of the lines with these numbers that there are."""
    return [
        Line(number, clipped(source[number - 1].expandtabs(4), LONGEST_LINE), number in marked)
        for number in numbers
        if 1 <= number <= len(source)
    ]
