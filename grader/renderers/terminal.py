"""The report for a person at a terminal: the score first, then what to look at.

Everything that came from a program has passed `grader.text.printable` and is
kept apart from the grader's own voice by a margin.
"""

import textwrap

from grader.text import clipped, counted

BAR = 20
TEXT_WIDTH = 88
TITLE_WIDTH = 72
MOST_STEPS = 12
MOST_OUTPUT_LINES = 12

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "not_run": ("–", "dim"),
         "not_started": ("–", "dim"), "error": ("!", "yellow")}  # fmt: skip


def render(report, color=False):
    """The whole report as text; `color` adds ANSI styles."""
    return "\n".join(_Page(color).report(report))


class _Page:
    def __init__(self, color):
        self._color = color

    def report(self, report):
        lines = []
        for unit in report.units:
            lines += ["", self._styled(f"{unit.name}  {unit.title}", "bold"), ""]
            for program in unit.programs:
                lines += self._program(unit, program)
        return [_no_command(line) for line in [*lines, "", *self._end(report)]]

    def _styled(self, text, *styles):
        if not self._color:
            return text
        return "".join(f"\x1b[{STYLES[style]}m" for style in styles) + text + "\x1b[0m"

    # -------------------------------------------------------------- a program

    def _program(self, unit, program):
        head = self._head(program)
        if program.status in ("passed", "not_started", "missing"):
            return [head]
        lines = [head, ""]
        first, *others = program.checks
        if others and all(check.blocked_by == first.id for check in others):
            hidden = counted(len(others), "other check")
            note = self._styled(f"    – {hidden} could not be run", "dim")
            return [*lines, *self._check(first, program), note, *self._output(first.output), ""]
        told = None
        for check in program.checks:
            # where the grader broke down, it says so once and not for each check
            repeated = check.outcome == "error" and check.message == told
            lines += [self._title(check)] if repeated else self._check(check, program)
            told = check.message
        output = _last_output(program)
        return [*lines, *self._output(output), ""]

    def _head(self, program):
        filled = round(BAR * program.score / program.max_score) if program.max_score else 0
        if program.score < program.max_score:
            filled = min(filled, BAR - 1)
        color = "green" if program.status == "passed" else "yellow" if program.score else "dim"
        bar = self._styled("█" * filled, color) + self._styled("░" * (BAR - filled), "dim")
        words = {"not_started": "not started", "missing": "no such file", "error": "grader error"}
        note = words.get(program.status, "")
        points = f"{program.score:>3}/{program.max_score}"
        return f"  {program.name:<12} {points}  {bar}  {note}".rstrip()

    # -------------------------------------------------------------- a check

    def _check(self, check, program):
        if check.outcome == "passed":
            return [self._title(check)]
        if check.blocked_by or check.outcome == "not_started":
            mark = MARKS[check.outcome][0]
            return [
                self._styled(f"    {mark} {check.title}", "dim") + self._because(check, program)
            ]
        return [self._title(check), *self._story(check), ""]

    def _title(self, check):
        mark, color = MARKS[check.outcome]
        points = f"{check.points}/{check.max_points}"
        return f"    {self._styled(mark, color)} {check.title:<{TITLE_WIDTH}} {points}"

    def _because(self, check, program):
        if not check.blocked_by:
            return "   not started"
        titles = {other.id: other.title for other in program.checks}
        word = "not started" if check.outcome == "not_started" else "not run"
        return self._styled(f"   {word}: needs “{titles.get(check.blocked_by, '')}”", "dim")

    def _story(self, check):
        lines = self._steps(check.steps)
        lines += _paragraph("what", check.message)
        if check.expected is not None or check.received is not None:
            lines += self._comparison(check.expected, check.received)
        lines += _paragraph("why", check.diagnosis)
        if check.traceback:
            lines += [f"          {'where' if not i else '':<9} {line}"
                      for i, line in enumerate(check.traceback.splitlines())]  # fmt: skip
        if check.steps and check.outcome != "error":
            lines += [
                f"          more      {self._styled(f'python -m grader hint {check.id}', 'cyan')}"
            ]
        return lines

    def _steps(self, steps):
        shown = list(enumerate(steps, 1))
        if len(shown) > MOST_STEPS:
            half = MOST_STEPS // 2
            hidden = counted(len(shown) - 2 * half, "more step")
            shown = [*shown[:half], (None, f"… {hidden}"), *shown[-half:]]
        return [f"       {f'{number}.' if number else '':>3} {step}" for number, step in shown]

    def _comparison(self, expected, received):
        expected, received = expected or "(nothing)", received or "(nothing)"
        lines = [f"          expected  {expected}", f"          received  {received}"]
        pairs = enumerate(zip(expected, received, strict=False))
        shorter = min(len(expected), len(received))
        differs = next((index for index, (one, other) in pairs if one != other), shorter)
        if 0 < differs < TEXT_WIDTH:
            lines.append(" " * (20 + differs) + self._styled("^", "red"))
        return lines

    def _output(self, output):
        if not output:
            return []
        lines = output.splitlines()
        if len(lines) > MOST_OUTPUT_LINES:
            lines = [
                *lines[:MOST_OUTPUT_LINES],
                f"… {counted(len(lines) - MOST_OUTPUT_LINES, 'more line')}",
            ]
        return [
            "",
            "      your program said:",
            *(f"        │ {clipped(line, TEXT_WIDTH)}" for line in lines),
        ]

    # -------------------------------------------------------------- the end

    def _end(self, report):
        score = self._styled(f"{report.score} of {report.max_score} points", "bold")
        isolation = f"isolation: {report.isolation.level}"
        if report.isolation.missing:
            isolation += f" (missing: {', '.join(report.isolation.missing)})"
        details = f"seed {report.seed} · {report.seconds:.1f} s · {isolation}"
        return [f"  {score}   {_next_step(report)}", f"  {self._styled(details, 'dim')}"]


def _no_command(line):
    """GitHub takes a line for a command that begins with two colons, after any blanks."""
    text = line.lstrip()
    return line.replace("::", "│ ::", 1) if text.startswith("::") else line


def _paragraph(label, text):
    if not text:
        return []
    lines = textwrap.wrap(text, TEXT_WIDTH) or [""]
    return [f"          {label if not i else '':<9} {line}" for i, line in enumerate(lines)]


def _last_output(program):
    """What the program printed in the last of its failed checks."""
    said = [check.output for check in program.checks if check.outcome == "failed" and check.output]
    return said[-1] if said else None


def _next_step(report):
    """One thing to do next, for a beginner who does not know where to begin."""
    if not report.programs:
        return ""
    for unit in report.units:
        for program in unit.programs:
            if program.status == "error":
                return "The grader made a mistake; your score stands without that check."
            if program.status == "not_started":
                return f"Next: open {program.file} and read its first lines."
            if program.status == "missing":
                return f"Next: put {program.file} in its place."
            if program.status == "failed":
                return f"Next: {unit.name}/{program.name}."
    return "Everything works. Well done!"
