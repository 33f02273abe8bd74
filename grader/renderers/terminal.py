"""The report for a person at a terminal: the score first, then what to look at.

Everything that came from a program has passed `grader.text.printable` and is
kept apart from the grader's own voice by a margin.
"""

from grader.renderers import story
from grader.renderers.story import TEXT_WIDTH
from grader.text import clipped, counted

BAR = 20
TITLE_WIDTH = 72
MOST_OUTPUT_LINES = 12

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
MARKS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "not_run": ("–", "dim"),
    "not_started": ("–", "dim"),
    "error": ("!", "yellow"),
}


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
        note = story.STATUS.get(program.status, "")
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
        lines = [f"       {line}" for line in story.lines(check)]
        lines = [
            line.replace("^", self._styled("^", "red")) if line.strip() == "^" else line
            for line in lines
        ]
        if check.steps and check.outcome != "error":
            more = self._styled(f"python -m grader hint {check.id}", "cyan")
            lines.append(f"          more      {more}")
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
        circumstances = self._styled(story.circumstances(report), "dim")
        return [f"  {score}   {story.next_step(report)}", f"  {circumstances}"]


def _no_command(line):
    """GitHub takes a line for a command that begins with two colons, after any blanks."""
    text = line.lstrip()
    return line.replace("::", "│ ::", 1) if text.startswith("::") else line


def _last_output(program):
    """What the program printed in the last of its failed checks."""
    said = [check.output for check in program.checks if check.outcome == "failed" and check.output]
    return said[-1] if said else None
