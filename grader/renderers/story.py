"""What happened in a check, as lines of plain text: the same words in every report.

First the steps that worked, then what was wrong, what was expected and what came,
and what that usually means.
"""

from collections.abc import Sequence

from grader.renderers import columns
from grader.report import CheckResult, ProgramResult, Report, split_step
from grader.text import counted, first_difference

TEXT_WIDTH = 88  # columns
MOST_STEPS = 16
FIRST_STEPS, LAST_STEPS = 6, 10  # that are shown where there are more
MARGIN = 3  # columns, of a step's number
LABEL = 10  # columns

BETWEEN_FIELDS = (", ", "\\n", "; ")

NOT_GRADED = "could not be graded, which is our mistake"
NOT_REACHED = "not graded"  # a program that an interrupted run did not come to
# What a program dies of before its first line, or while it gets what it is written with.
NEVER_BEGUN = {"SyntaxError", "IndentationError", "TabError", "ModuleNotFoundError", "ImportError"}
# What to call the programs that are neither right nor wrong.
STATUS = {"not_started": "not started", "missing": "no such file", "error": "grader error"}

# ------------------------------------------------------------------ a check


def lines(check: CheckResult, width: int = TEXT_WIDTH) -> list[str]:
    """Give the story of a check that was not passed; its sentences are wrapped to a width."""
    story = _steps(check.steps) + _paragraph("what", check.message, width)
    if check.expected is not None or check.received is not None:
        story += _comparison(check.expected or "(nothing)", check.received or "(nothing)")
    story += _paragraph("why", check.diagnosis, width)
    return story + _labelled("where", (check.traceback or "").splitlines())


def told(check: CheckResult) -> str:
    """Give the story, and what the program printed behind a margin, as one text."""
    said = [f"  │ {line}" for line in (check.output or "").splitlines()]
    return "\n".join([*lines(check), *(["", "your program said:", *said] if said else [])])


def hints_help(check: CheckResult) -> bool:
    """Tell whether the check's hints may help: they know nothing of a file that cannot be run."""
    last = (check.traceback or "").rpartition("\n")[2]
    return bool(check.steps) and last.partition(":")[0] not in NEVER_BEGUN


def _steps(steps: Sequence[str]) -> list[str]:
    shown: list[tuple[str, str]] = []
    hidden = 0
    for number, step in enumerate(steps):
        from_end = len(steps) - 1 - number
        is_shown = len(steps) <= MOST_STEPS or number < FIRST_STEPS or from_end < LAST_STEPS
        if is_shown or split_step(step).is_remark:
            shown += [("", f"… {counted(hidden, 'more step')}")] if hidden else []
            shown.append((f"{number + 1}.", step))
            hidden = 0
        else:
            hidden += 1
    return [f"{number:>{MARGIN}} {step}" for number, step in shown]


def _paragraph(label: str, text: str | None, width: int) -> list[str]:
    return _labelled(label, columns.wrapped(text or "", width))


def _labelled(label: str, texts: Sequence[str]) -> list[str]:
    return [
        f"{'':{MARGIN}}{'' if index else label:<{LABEL}}{text}" for index, text in enumerate(texts)
    ]


def _comparison(expected: str, received: str) -> list[str]:
    """Give both values, cut to the part that differs, and a caret under its first character."""
    differs = first_difference(expected, received)
    if max(len(expected), len(received)) > TEXT_WIDTH:
        start = _start_of_part(expected[:differs])
        expected, received = _part(expected, start), _part(received, start)
        differs += len(_part("", start)) - start
    compared = _labelled("expected", [expected]) + _labelled("received", [received])
    if 0 < differs < TEXT_WIDTH:
        compared.append(" " * (MARGIN + LABEL + columns.width(received[:differs])) + "^")
    return compared


def _start_of_part(same: str) -> int:
    """Choose where two long values are shown from: at the beginning of the field that differs."""
    if len(same) < TEXT_WIDTH // 3:
        return 0
    field = max(same.rfind(sign) + len(sign) for sign in BETWEEN_FIELDS)
    return field if len(same) - field < TEXT_WIDTH // 2 else len(same) - TEXT_WIDTH // 4


def _part(text: str, start: int) -> str:
    before = "… " if start else ""
    shown = text[start : start + TEXT_WIDTH]
    return before + shown + (" …" if len(text) > start + TEXT_WIDTH else "")


# ------------------------------------------------------------------ a report


def status(program: ProgramResult) -> str:
    """Say in a few words how a program is that is neither right nor wrong; "" for others."""
    words = STATUS.get(program.status, "")
    if program.status == "missing":
        _, _, there = (program.checks[0].message or "").rstrip(".").partition("; ")
        return f"{words}; {there}" if there else words
    return words


def next_program(report: Report) -> ProgramResult | None:
    """Give the first program at which there is something to do; None if there is none."""
    for program in report.programs:
        is_unfinished = program.status in ("not_started", "missing", "failed")
        has_failed = any(check.outcome == "failed" for check in program.checks)
        if program not in report.not_graded and (is_unfinished or has_failed):
            return program
    return None


def next_step(report: Report) -> str:
    """Give one thing to do next, for a beginner who does not know where to begin."""
    program = next_program(report)
    if program and program.status == "not_started":
        return f"Next: open {program.file} and read its first lines."
    if program and program.status == "missing":
        return f"Next: put {program.file} in its place."
    if program:
        return f"Next: {program.file.removesuffix('.py')}."
    graded = [program for program in report.programs if program not in report.not_graded]
    if not graded or all(program.status == "error" for program in graded):
        return ""
    if report.has_errors:
        return "Everything else works."
    return "Everything works. Well done!" if report.complete else "So far everything works."


def not_gradable(checks: Sequence[CheckResult]) -> list[CheckResult]:
    """Give the checks at which the grader failed, and those that were not run because of it."""
    found: dict[str, CheckResult] = {}
    for check in checks:
        is_blocked = check.blocked_by in found and not check.max_points
        if check.outcome == "error" or is_blocked:
            found[check.id] = check
    return list(found.values())


def not_reached(report: Report) -> list[CheckResult]:
    """Give the checks of the programs that the run did not come to."""
    return [check for program in report.not_graded for check in program.checks]


def caveats(report: Report) -> list[str]:
    """Give a sentence for each reason why the score is not the last word."""
    broken = not_gradable(report.checks)
    said = []
    if broken:
        number = counted(len(broken), "check")
        said.append(f"{number} {NOT_GRADED}; the maximum is without {_them(broken)}.")
    if not report.complete:
        left = report.not_graded
        said.append(f"Not whole: {len(left)} of {len(report.programs)} programs not graded.")
        said += dict.fromkeys(
            check.message for each in left for check in each.checks[:1] if check.message
        )
    return said


def _them(things: Sequence[object]) -> str:
    return "it" if len(things) == 1 else "them"


def circumstances(report: Report) -> str:
    """Give what it takes to repeat the run, and how far the programs were isolated."""
    isolation = f"isolation: {report.isolation.level}"
    if report.isolation.missing:
        isolation += f" (missing: {', '.join(report.isolation.missing)})"
    return f"seed {report.seed} · {report.seconds:.1f} s · {isolation}"
