"""The report as a page of GitHub-flavoured Markdown, such as the summary of a workflow's step.

The scores first, with what makes them provisional, then what to do next, then each
failed check, folded, with its story, a diagram of the wire, what the program
printed, and its hints.

Whatever came from a program stands in a fence that is longer than any run of
backticks in it: there GitHub makes no link, no mention, no image and no HTML of
it. The words of the course are escaped.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence

from grader.renderers import diagram, story
from grader.report import CheckResult, Lesson, Outcome, ProgramResult, Report, UnitResult, Words
from grader.text import counted

LARGEST = 1_000_000  # bytes; GitHub drops a summary of more than 1 MiB

STATUS_MARKS = {"passed": "✅", "failed": "❌", "not_started": "⬜", "missing": "⬜", "error": "⚠️"}
FOLDED: dict[Outcome, str] = {
    "not_run": "not run, since each needs one that failed",
    "not_started": "not started yet",
}
# How a failed check is told: with its story, or by its name alone.
Telling = Callable[[ProgramResult, CheckResult], str]


def render(report: Report, words: Words) -> str:
    """Give the page, of at most LARGEST bytes: where it is full, checks are named only."""
    lesson = words.lesson(report)
    room = LARGEST - _size(_page(report, lesson, _without_story))

    def told(program: ProgramResult, check: CheckResult) -> str:
        nonlocal room
        text = _with_story(program, check, words)
        if _size(text) > room:
            return _without_story(program, check)
        room -= _size(text)
        return text

    return _page(report, lesson, told)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _page(report: Report, lesson: Lesson | None, told: Telling) -> str:
    caveats = story.caveats(report)
    final = ", not final" if caveats else ""
    parts = [f"# {report.score} of {report.max_score} points{final}"]
    parts += [f"⚠️ {_escaped(text)}" for text in caveats]
    parts.append(_table(report))
    if step := story.next_step(report):
        parts.append(f"**{_escaped(step)}**")
    for unit in report.units:
        for program in unit.programs:
            if program not in report.not_graded and program.status in ("failed", "error"):
                parts += _program(unit, program, told)
    if lesson:
        parts.append(_know(lesson))
    parts.append(f"<sub>{html.escape(story.circumstances(report))}</sub>")
    return "\n\n".join(parts) + "\n"


def _know(lesson: Lesson) -> str:
    """Give, folded, what the author of a program with full marks knows by now, and what is next."""
    known = "".join(f"<li>{html.escape(line)}</li>" for line in lesson.known)
    return _folded("Now you know", f"<ul>{known}</ul>\n<p>{html.escape(lesson.then)}</p>")


# ------------------------------------------------------------------ the scores


def _table(report: Report) -> str:
    rows = ["| program | points | |", "| --- | ---: | --- |"]
    for unit in report.units:
        points = f"{unit.score}/{unit.max_score}"
        rows.append(f"| `{unit.name}` **{_escaped(unit.title)}** | **{points}** | |")
        rows += [_row(program, program in report.not_graded) for program in unit.programs]
    return "\n".join(rows)


def _row(program: ProgramResult, is_left: bool) -> str:
    mark = STATUS_MARKS[program.status]
    if is_left:
        mark, words = "⬜", story.NOT_REACHED
    elif program.status == "passed":
        words = "all checks passed"
    else:
        words = _lost(program) if program.status == "failed" else _escaped(story.status(program))
    return f"| `{program.name}` | {program.score}/{program.max_score} | {mark} {words} |"


def _lost(program: ProgramResult) -> str:
    failed = _with_outcome(program, "failed")
    left = [check for check in program.checks if check.outcome not in ("passed", "failed")]
    words = [f"{counted(len(failed), 'check')} failed"] if failed else []
    return ", ".join([*words, f"{len(left)} not run"] if left else words)


# ------------------------------------------------------------------ a program


def _program(unit: UnitResult, program: ProgramResult, told: Telling) -> list[str]:
    """Give a program's failed checks one by one, and in short lists what else earned nothing."""
    parts = [f"### `{unit.name}/{program.name}` {program.score}/{program.max_score}"]
    parts += [told(program, check) for check in _with_outcome(program, "failed")]
    broken = story.not_gradable(program.checks)
    parts += _errors(broken)
    for outcome, words in FOLDED.items():
        checks = [check for check in _with_outcome(program, outcome) if check not in broken]
        if checks:
            parts.append(_titles(f"➖ {counted(len(checks), 'check')} {words}", checks))
    return parts


def _titles(head: str, checks: Iterable[CheckResult]) -> str:
    return _folded(
        head, f"<ul>{''.join(f'<li>{html.escape(check.title)}</li>' for check in checks)}</ul>"
    )


def _with_outcome(program: ProgramResult, outcome: Outcome) -> list[CheckResult]:
    return [check for check in program.checks if check.outcome == outcome]


def _errors(broken: Sequence[CheckResult]) -> list[str]:
    """Give the grader's own mistakes, each message once, since many checks may have the same."""
    if not broken:
        return []
    messages = dict.fromkeys(check.message or "" for check in broken if check.outcome == "error")
    return [
        "The grader failed here. That says nothing about your program, and costs no points.",
        _titles(f"⚠️ {counted(len(broken), 'check')} {story.NOT_GRADED}", broken),
        *map(_fence, messages),
    ]


# ------------------------------------------------------------------ a check


def _with_story(program: ProgramResult, check: CheckResult, words: Words) -> str:
    parts = [_fence("\n".join(story.lines(check)))]
    if drawn := diagram.render(program, check):
        parts.append(_fence(drawn, "mermaid"))
    if check.output:
        parts += ["Your program said:", _fence(check.output)]
    ladder = words.ladders.get(check.id, ()) if story.hints_help(check) else ()
    for number, hint in enumerate(ladder, 1):
        parts.append(_folded(f"Hint {number} of {len(ladder)}", f"<p>{html.escape(hint)}</p>"))
    return _folded(_head(check), "\n" + "\n\n".join(parts) + "\n")


def _without_story(program: ProgramResult, check: CheckResult) -> str:
    return f"<p>{_head(check)}: the page has no room left for its story.</p>"


def _head(check: CheckResult) -> str:
    return f"❌ <b>{html.escape(check.title)}</b> {check.points}/{check.max_points}"


def _folded(head: str, body: str) -> str:
    return f"<details>\n<summary>{head}</summary>\n{body}\n</details>"


def _fence(text: str, language: str = "text") -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _escaped(text: str) -> str:
    """Give the course's own words, escaped where Markdown might take a sign for its own."""
    return re.sub(r"([\\`*_~\[\]<>|&$])", r"\\\1", text)
