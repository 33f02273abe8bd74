"""What happened in a check, as lines of plain text: the same words in every report.

First the steps that worked, then what was wrong, what was expected and what came,
and what that usually means.
"""

import textwrap

from grader.text import counted

TEXT_WIDTH = 88
MOST_STEPS = 12
MARGIN = 3  # columns, of a step's number
LABEL = 10  # columns

# What to call the programs that are neither right nor wrong.
STATUS = {"not_started": "not started", "missing": "no such file", "error": "grader error"}


def lines(check):
    """The story of a check that was not passed."""
    story = _steps(check.steps) + _paragraph("what", check.message)
    if check.expected is not None or check.received is not None:
        story += _comparison(check.expected or "(nothing)", check.received or "(nothing)")
    story += _paragraph("why", check.diagnosis)
    return story + _labelled("where", (check.traceback or "").splitlines())


def told(check):
    """The story, and what the program printed behind a margin, as one text."""
    said = [f"  │ {line}" for line in (check.output or "").splitlines()]
    return "\n".join([*lines(check), *(["", "your program said:", *said] if said else [])])


def next_step(report):
    """One thing to do next, for a beginner who does not know where to begin."""
    for program in report.programs:
        if program.status == "error":
            return "The grader made a mistake; your score stands without that check."
        if program.status == "not_started":
            return f"Next: open {program.file} and read its first lines."
        if program.status == "missing":
            return f"Next: put {program.file} in its place."
        if program.status == "failed":
            return f"Next: {program.file.removesuffix('.py')}."
    return "Everything works. Well done!" if report.programs else ""


def circumstances(report):
    """What it takes to repeat the run, and how far the programs were isolated."""
    isolation = f"isolation: {report.isolation.level}"
    if report.isolation.missing:
        isolation += f" (missing: {', '.join(report.isolation.missing)})"
    return f"seed {report.seed} · {report.seconds:.1f} s · {isolation}"


def _steps(steps):
    shown = list(enumerate(steps, 1))
    if len(shown) > MOST_STEPS:
        half = MOST_STEPS // 2
        hidden = counted(len(shown) - 2 * half, "more step")
        shown = [*shown[:half], (None, f"… {hidden}"), *shown[-half:]]
    return [f"{f'{number}.' if number else '':>{MARGIN}} {step}" for number, step in shown]


def _paragraph(label, text):
    return _labelled(label, textwrap.wrap(text or "", TEXT_WIDTH))


def _labelled(label, texts):
    return [
        f"{'':{MARGIN}}{'' if index else label:<{LABEL}}{text}" for index, text in enumerate(texts)
    ]


def _comparison(expected, received):
    """Both values, and a caret under the first character that differs."""
    compared = _labelled("expected", [expected]) + _labelled("received", [received])
    pairs = enumerate(zip(expected, received, strict=False))
    shorter = min(len(expected), len(received))
    differs = next((index for index, (one, other) in pairs if one != other), shorter)
    if 0 < differs < TEXT_WIDTH:
        compared.append(" " * (MARGIN + LABEL + differs) + "^")
    return compared
