"""The report as a page of GitHub-flavoured Markdown, such as the summary of a workflow's step.

The scores first, then what to do next, then each failed check, folded, with its
story, a diagram of the wire, what the program printed, and its hints.

Whatever came from a program stands in a fence that is longer than any run of
backticks in it: there GitHub makes no link, no mention, no image and no HTML of
it. The words of the course are escaped.
"""

import html
import re

from grader.course import hints
from grader.renderers import diagram, story
from grader.text import counted

LARGEST = 1_000_000  # bytes; GitHub drops a summary of more than 1 MiB

STATUS_MARKS = {"passed": "✅", "failed": "❌", "not_started": "⬜", "missing": "⬜", "error": "⚠️"}
FOLDED = {
    "not_run": "not run, since each needs one that failed",
    "not_started": "not started yet",
}


def render(report):
    """The page, of at most LARGEST bytes: where it is full, checks are named only."""
    room = LARGEST - _size(_page(report, _without_story))

    def told(program, check):
        nonlocal room
        text = _with_story(program, check)
        if _size(text) > room:
            return _without_story(program, check)
        room -= _size(text)
        return text

    return _page(report, told)


def _size(text):
    return len(text.encode("utf-8", "backslashreplace"))


def _page(report, told):
    parts = [
        f"# {report.score} of {report.max_score} points",
        _table(report),
        f"**{_escaped(story.next_step(report))}**",
    ]
    for unit in report.units:
        for program in unit.programs:
            if program.status in ("failed", "error"):
                parts += _program(unit, program, told)
    parts.append(f"<sub>{html.escape(story.circumstances(report))}</sub>")
    return "\n\n".join(parts) + "\n"


# ------------------------------------------------------------------ the scores


def _table(report):
    rows = ["| program | points | |", "| --- | ---: | --- |"]
    for unit in report.units:
        points = f"{unit.score}/{unit.max_score}"
        rows.append(f"| `{unit.name}` **{_escaped(unit.title)}** | **{points}** | |")
        rows += [_row(program) for program in unit.programs]
    return "\n".join(rows)


def _row(program):
    mark, words = STATUS_MARKS[program.status], story.STATUS.get(program.status)
    words = words or ("all checks passed" if program.status == "passed" else _lost(program))
    return f"| `{program.name}` | {program.score}/{program.max_score} | {mark} {words} |"


def _lost(program):
    failed = _with_outcome(program, "failed")
    left = [check for check in program.checks if check.outcome not in ("passed", "failed")]
    words = [f"{counted(len(failed), 'check')} failed"] if failed else []
    return ", ".join([*words, f"{len(left)} not run"] if left else words)


# ------------------------------------------------------------------ a program


def _program(unit, program, told):
    """Its failed checks one by one, and the others that earned nothing in short lists."""
    parts = [f"### `{unit.name}/{program.name}` {program.score}/{program.max_score}"]
    parts += [told(program, check) for check in _with_outcome(program, "failed")]
    parts += _errors(program)
    for outcome, words in FOLDED.items():
        checks = _with_outcome(program, outcome)
        if checks:
            titles = "".join(f"<li>{html.escape(check.title)}</li>" for check in checks)
            head = f"➖ {counted(len(checks), 'check')} {words}"
            parts.append(_folded(head, f"<ul>{titles}</ul>"))
    return parts


def _with_outcome(program, outcome):
    return [check for check in program.checks if check.outcome == outcome]


def _errors(program):
    """The grader's own mistakes, each message once: it may be the same for all checks."""
    errors = _with_outcome(program, "error")
    parts = (
        [
            f"⚠️ The grader failed at {counted(len(errors), 'check')}. That is our mistake, "
            "not yours, and it says nothing about your program."
        ]
        if errors
        else []
    )
    return parts + [_fence(message or "") for message in dict.fromkeys(e.message for e in errors)]


# ------------------------------------------------------------------ a check


def _with_story(program, check):
    parts = [_fence("\n".join(story.lines(check)))]
    if drawn := diagram.render(program, check):
        parts.append(_fence(drawn, "mermaid"))
    if check.output:
        parts += ["Your program said:", _fence(check.output)]
    ladder = hints.ladders().get(check.id, ())
    for number, hint in enumerate(ladder, 1):
        parts.append(_folded(f"Hint {number} of {len(ladder)}", f"<p>{html.escape(hint)}</p>"))
    return _folded(_head(check), "\n" + "\n\n".join(parts) + "\n")


def _without_story(program, check):
    return f"<p>{_head(check)}: the page has no room left for its story.</p>"


def _head(check):
    return f"❌ <b>{html.escape(check.title)}</b> {check.points}/{check.max_points}"


def _folded(head, body):
    return f"<details>\n<summary>{head}</summary>\n{body}\n</details>"


def _fence(text, language="text"):
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _escaped(text):
    """The course's own words, with the signs escaped that Markdown might take for its own."""
    return re.sub(r"([\\`*_~\[\]<>|&$])", r"\\\1", text)
