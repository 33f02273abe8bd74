"""The report as a page of GitHub-flavoured Markdown, such as the summary of a workflow's step.

The scores first, with what makes them provisional, then what to do next, then each
failed check, folded: what was wrong and why, its steps, a diagram of the wire,
what the program printed, and its hints.

Whatever came from a program stands in a fence that is longer than any run of
backticks in it: there GitHub makes no link, no mention, no image and no HTML of
it. A sentence that may quote a program is prose; of it only plain words stand
for themselves, and the rest is shown as code, which GitHub takes for nothing
else. The words of the course are escaped.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import diagram, story
from grader.report import CheckResult, Lesson, Outcome, ProgramResult, Report, UnitResult, Words
from grader.text import clipped

LONGEST_SENTENCE = 2000  # characters
LARGEST = 1_000_000  # bytes; GitHub drops a summary of more than 1 MiB

STATUS_MARKS = {"passed": "✅", "failed": "❌", "not_started": "⬜", "missing": "⬜", "error": "⚠️"}
STATES = {
    "passed": gettext_noop("all checks passed"),
    "not_reached": gettext_noop("not graded"),
}
# A literal of Python, which may hold blanks.
LITERAL = re.compile(r"""((?<![\w'"])b?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")
# What stands between two blanks: something, and the signs of a sentence around it.
CHUNK = re.compile(r"([(“‘（，。：；、！？]*)(.*?(?:\(\))?)([.,;:!?)”’。，：；！？）]*)")
# A word that GitHub takes for nothing but a word.
PLAIN = re.compile(r"[^\W_]+(?:[’'，。：；、“”–-][^\W_]+)*|[–—…·-]*")
NUMBERED = re.compile(r"[A-Za-z]-\d|[0-9a-f]{7}")  # an issue, or a commit
# How a failed check is told: with its story, or by its name alone.
Telling = Callable[[ProgramResult, CheckResult], str]


def render(report: Report, words: Words) -> str:
    """Give the page, of at most LARGEST bytes: where it is full, checks are named only."""
    room = LARGEST - _size(_page(report, words, _without_story))

    def told(program: ProgramResult, check: CheckResult) -> str:
        nonlocal room
        text = _with_story(program, check, words)
        if _size(text) > room:
            return _without_story(program, check)
        room -= _size(text)
        return text

    return _page(report, words, told)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _page(report: Report, words: Words, told: Telling) -> str:
    caveats = story.caveats(report)
    parts = [f"# {_score(report, is_final=not caveats)}"]
    parts += [f"⚠️ {_escaped(text)}" for text in caveats]
    parts.append(_table(report))
    if step := story.next_step(report):
        parts.append(f"**{_next(report, step, words)}**")
    for unit in report.units:
        for program in unit.programs:
            if program not in report.not_graded and program.status in ("failed", "error"):
                parts += _program(unit, program, told)
    if lesson := words.lesson(report):
        parts.append(_know(lesson))
    # on one line, where nothing in it begins a block
    circumstances = " ".join(story.circumstances(report).split())
    parts.append(f"<sub>{html.escape(circumstances)}</sub>")
    return "\n\n".join(parts) + "\n"


def _score(report: Report, *, is_final: bool) -> str:
    score, most = report.score, report.max_score
    if is_final:
        return gettext("{score} of {most} points", score=score, most=most)
    return gettext("{score} of {most} points, not final", score=score, most=most)


def _next(report: Report, step: str, words: Words) -> str:
    """Give the next step, which leads to the task of its program where that is known."""
    program = story.next_program(report)
    link = words.links.get(program.file) if program else None
    return f"[{_escaped(step)}](<{link}>)" if link else _escaped(step)


def _know(lesson: Lesson) -> str:
    """Give, folded, what the author of a program with full marks knows by now, and what is next."""
    known = "".join(f"<li>{html.escape(line)}</li>" for line in lesson.known)
    return _folded(gettext("Now you know"), f"<ul>{known}</ul>\n<p>{html.escape(lesson.then)}</p>")


# ------------------------------------------------------------------ the scores


def _table(report: Report) -> str:
    heads = _escaped(gettext("program")), _escaped(gettext("points"))
    rows = [f"| {heads[0]} | {heads[1]} | |", "| --- | ---: | --- |"]
    for unit in report.units:
        points = f"{unit.score}/{unit.max_score}"
        rows.append(f"| `{unit.name}` **{_escaped(_on_a_line(unit.title))}** | **{points}** | |")
        rows += [_row(program, program in report.not_graded) for program in unit.programs]
    return "\n".join(rows)


def _row(program: ProgramResult, is_left: bool) -> str:
    mark = STATUS_MARKS[program.status]
    if is_left:
        mark, words = "⬜", gettext(STATES["not_reached"])
    elif program.status == "passed":
        words = gettext(STATES["passed"])
    else:
        words = _lost(program) if program.status == "failed" else story.status(program)
    return f"| `{program.name}` | {program.score}/{program.max_score} | {mark} {_escaped(words)} |"


def _lost(program: ProgramResult) -> str:
    failures = len(_with_outcome(program, "failed"))
    others = sum(check.outcome not in ("passed", "failed") for check in program.checks)
    failed = ngettext("{number} check failed", "{number} checks failed", failures)
    left = ngettext("{number} not run", "{number} not run", others)
    if failures and others:
        return gettext("{failed}, {left}", failed=failed, left=left)
    return failed if failures else left


# ------------------------------------------------------------------ a program


def _program(unit: UnitResult, program: ProgramResult, told: Telling) -> list[str]:
    """Give a program's failed checks one by one, and in short lists what else earned nothing."""
    parts = [f"### `{unit.name}/{program.name}` {program.score}/{program.max_score}"]
    parts += [told(program, check) for check in _with_outcome(program, "failed")]
    broken = story.not_gradable(program.checks)
    parts += _errors(broken)
    parts += _waiting([each for each in program.checks if each not in broken])
    return parts


def _waiting(checks: Sequence[CheckResult]) -> list[str]:
    """Count the checks that wait for others, and name those of what is not begun."""
    waiting = sum(check.outcome == "not_run" for check in checks)
    unbegun = [check for check in checks if check.outcome == "not_started"]
    parts = []
    if waiting:
        parts.append(
            ngettext(
                "➖ {number} check was not run, since it needs one that failed.",
                "➖ {number} checks were not run, since each needs one that failed.",
                waiting,
            )
        )
    if unbegun:
        head = ngettext(
            "➖ {number} check is not started yet",
            "➖ {number} checks are not started yet",
            len(unbegun),
        )
        parts.append(_titles(head, unbegun))
    return parts


def _titles(head: str, checks: Iterable[CheckResult]) -> str:
    return _folded(
        head,
        f"<ul>{''.join(f'<li>{html.escape(_on_a_line(check.title))}</li>' for check in checks)}</ul>",
    )


def _with_outcome(program: ProgramResult, outcome: Outcome) -> list[CheckResult]:
    return [check for check in program.checks if check.outcome == outcome]


def _errors(broken: Sequence[CheckResult]) -> list[str]:
    """Give the grader's own mistakes, each message once, since many checks may have the same."""
    if not broken:
        return []
    messages = dict.fromkeys(check.message or "" for check in broken if check.outcome == "error")
    head = ngettext(
        "⚠️ {number} check could not be graded, which is our mistake",
        "⚠️ {number} checks could not be graded, which is our mistake",
        len(broken),
    )
    said = gettext(
        "The grader failed here. That says nothing about your program, and costs no points."
    )
    return [
        said,
        _titles(head, broken),
        *map(_fence, messages),
    ]


# ------------------------------------------------------------------ a check


def _with_story(program: ProgramResult, check: CheckResult, words: Words) -> str:
    parts = [f"<p>{_prose(check.message)}</p>"] if check.message else []
    if check.diagnosis:
        why = html.escape(gettext("Why?"))
        parts.append(f"<p><b>{why}</b> {_prose(check.diagnosis)}</p>")
    if seen := story.lines(replace(check, message=None, diagnosis=None)):
        parts.append(_fence("\n".join(seen)))
    if drawn := diagram.render(program, check):
        parts.append(_fence(drawn, "mermaid"))
    if check.output:
        parts += [_escaped(gettext("Your program said:")), _fence(check.output)]
    ladder = words.ladders.get(check.id, ()) if story.hints_help(check) else ()
    for number, hint in enumerate(ladder, 1):
        head = gettext("Hint {number} of {most}", number=number, most=len(ladder))
        parts.append(_folded(html.escape(head), f"<p>{html.escape(hint)}</p>"))
    return _folded(_head(check), "\n" + "\n\n".join(parts) + "\n")


def _without_story(program: ProgramResult, check: CheckResult) -> str:
    left_out = html.escape(gettext("The page has no room left for its story."))
    return f"<p>{_head(check)}: {left_out}</p>"


def _prose(text: str) -> str:
    """Give a sentence of which all that is no plain word is code, on one line of HTML."""
    parts = LITERAL.split(re.sub(r"\s", " ", clipped(text, LONGEST_SENTENCE)))
    shown = [
        _code(part) if number % 2 else " ".join(map(_word, part.split(" ")))
        for number, part in enumerate(parts)
    ]
    return "".join(shown).replace("</code> <code>", " ")


def _word(chunk: str) -> str:
    found = CHUNK.fullmatch(chunk)
    assert found  # every chunk is one
    before, word, after = map(html.escape, found.groups())
    is_plain = PLAIN.fullmatch(found[2]) and not NUMBERED.search(found[2])
    return f"{before}{word if is_plain else _code(found[2])}{after}"


def _code(text: str) -> str:
    return f"<code>{html.escape(text)}</code>"


def _head(check: CheckResult) -> str:
    return f"❌ <b>{html.escape(_on_a_line(check.title))}</b> {check.points}/{check.max_points}"


def _folded(head: str, body: str) -> str:
    return f"<details>\n<summary>{head}</summary>\n{body}\n</details>"


def _fence(text: str, language: str = "text") -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _on_a_line(title: str) -> str:
    """Give a title without line ends, which would end the table or the fold that it stands in."""
    return " ".join(title.split())


def _escaped(text: str) -> str:
    """Give the course's own words, escaped where Markdown might take a sign for its own."""
    return re.sub(r"([\\`*_~\[\]<>|&$])", r"\\\1", text)
