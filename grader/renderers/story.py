"""What happened in a check, as lines of text: the same words in every report.

First the steps that worked, each with its time, then what was wrong, what was expected and
what came, what that usually means, and where in the program it was. A line is a list of
pieces, each with its style, for those who can show styles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.i18n import gettext, gettext_noop, ngettext
from grader.renderers import columns
from grader.report import CheckResult, ProgramResult, Report, Step, split_step
from grader.text import first_difference, printable

TEXT_WIDTH = 88  # columns
MOST_STEPS = 16
FIRST_STEPS, LAST_STEPS = 6, 10  # that are shown where there are more
MOST_LINES = 8  # of a printed text that is compared
MARGIN = 3  # columns, of a step's number
LEAST_LABEL = 8  # columns
GAP = "  "  # between columns
LABELS = (
    gettext_noop("what"),
    gettext_noop("expected"),
    gettext_noop("received"),
    gettext_noop("why"),
    gettext_noop("where"),
    gettext_noop("hint"),
    gettext_noop("try"),
)

BETWEEN_FIELDS = (", ", "\\n", "; ")
TRACEBACK = "Traceback (most recent call last):\n"
BEGUN_ESCAPE = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:x[0-9a-f]?)?)$"
)  # of a value, up to where it is cut
FRAME = re.compile(r'\s*File "([^"]*)", line (\d+)(?:, in (.*))?')  # of a traceback

NOT_GRADED = gettext_noop("could not be graded, which is our mistake")
NOT_REACHED = gettext_noop("not graded")  # a program that an interrupted run did not come to
# What a program dies of before its first line, or while it gets what it is written with.
NEVER_BEGUN = {"SyntaxError", "IndentationError", "TabError", "ModuleNotFoundError", "ImportError"}
# What to call the programs that are neither right nor wrong.
STATUS = {
    "not_started": gettext_noop("not started"),
    "missing": gettext_noop("no such file"),
    "error": gettext_noop("grader error"),
}

Line = list[tuple[str, str]]  # pieces of text, each with a style of rich's or ""

# ------------------------------------------------------------------ a check


def lines(check: CheckResult) -> list[str]:
    """Give the story of a check that was not passed as plain text."""
    return [plain(line) for line in told_lines(check)]


def plain(line: Line) -> str:
    """Give a line without its styles."""
    return "".join(text for text, _ in line)


def inert(line: Line) -> Line:
    """Give a line that orders a terminal nothing: what is not printable in it is escaped.

    What programs said is printable where the grader has just judged them; data that was read, or
    came from another machine, may say anything.
    """
    return [(printable(text), style) for text, style in line]


def told(check: CheckResult) -> str:
    """Give the story, and what the program printed behind a margin, as one text."""
    said = [f"  │ {line}" for line in (check.output or "").splitlines()]
    own_words = ["", gettext("your program said:"), *said] if said else []
    return "\n".join([*lines(check), *own_words])


def said(check: CheckResult) -> str:
    """Give what the program printed, without a traceback at its end that the story tells anyway."""
    output = check.output or ""
    before, *traces = output.split(TRACEBACK)
    *_, last = (check.traceback or "").splitlines() or [""]
    is_told = last and len(traces) == 1 and traces[0].splitlines()[-1:] == [last]
    return before.rstrip() if is_told else output


def told_lines(
    check: CheckResult, width: int | None = None, path: str = "", source: str = ""
) -> list[Line]:
    """Give the story in lines of at most so many columns; None keeps each step on its line.

    `path` is that of the program as the reader may open it, and `source` the line in it that
    the check names. No path is broken.
    """
    room = TEXT_WIDTH if width is None else max(8, min(TEXT_WIDTH, width - MARGIN - label_width()))
    path = path or check.id.partition("::")[0] + ".py"
    story = list(_steps(check.steps, width))
    story += _labelled(
        "what", [[(text, "bold")] for text in columns.wrapped(check.message or "", room)]
    )
    if check.expected is not None or check.received is not None:
        nothing = gettext("(nothing)")
        story += _comparison(check.expected or nothing, check.received or nothing, room)
    story += _labelled(
        "why", [[(text, "")] for text in columns.wrapped(check.diagnosis or "", room)]
    )
    return story + _labelled("where", _where(check, room, path, source))


def label_width() -> int:
    """Give the columns of the labels, in the language that is spoken, with the gap behind them."""
    return max(LEAST_LABEL, *(columns.width(gettext(label)) for label in LABELS)) + len(GAP)


def label(name: str) -> str:
    """Give a label, translated and as wide as all of them, behind the margin of the numbers."""
    return " " * MARGIN + columns.padded(gettext(name), label_width())


def hints_help(check: CheckResult) -> bool:
    """Tell whether the check's hints may help: they know nothing of a file that cannot be run."""
    last = (check.traceback or "").rpartition("\n")[2]
    return bool(check.steps) and last.partition(":")[0] not in NEVER_BEGUN


def _labelled(name: str, told: Sequence[Line]) -> list[Line]:
    beside = " " * (MARGIN + label_width())
    return [[(beside if index else label(name), "dim"), *line] for index, line in enumerate(told)]


# ------------------------------------------------------------------ its steps


def _steps(steps: Sequence[str], width: int | None) -> Iterator[Line]:
    told = [split_step(text) for text in steps]
    times = max((len(step.time) for step in told), default=0)
    hidden = 0
    for number, step in enumerate(told, 1):
        is_near = number <= FIRST_STEPS or number > len(told) - LAST_STEPS
        if len(told) > MOST_STEPS and not (is_near or step.is_remark):
            hidden += 1
            continue
        if hidden:
            more = ngettext("… {number} more step", "… {number} more steps", hidden)
            yield [(" " * (MARGIN + 1) + more, "dim")]
            hidden = 0
        yield from _step(number, step, times, width)


def _step(number: int, step: Step, times: int, width: int | None) -> Iterator[Line]:
    lead = f"{number:>{MARGIN - 1}}. "
    time = f"{step.time:>{times}}{GAP}" if times else ""
    before = columns.width(lead + time)
    room = None if width is None else max(8, width - before)
    first, *more = columns.wrapped(step.words, room) or [""]
    yield [(lead, ""), (time, "dim"), (first, "")]
    yield from ([(" " * before + text, "")] for text in more)


# ------------------------------------------------------------------ two values


def _comparison(expected: str, received: str, room: int) -> list[Line]:
    """Give both values, and a caret under the first character that differs.

    A text of several lines, as one that was printed, is shown as lines.
    """
    if "\n" in expected or "\n" in received:
        return _compared_lines(
            _lines_of(expected, received), _lines_of(received, expected), room - 2
        )
    expected, received, caret = _fitted(expected, received, room)
    marked: list[Line] = [[(received, "")]]
    if caret is not None:
        marked.append([(" " * caret + "^", "red")])
    return _labelled("expected", [[(expected, "")]]) + _labelled("received", marked)


def _lines_of(text: str, other: str) -> list[str]:
    """Give the lines of a text; after its last line end is one more if that is what differs."""
    is_difference = text.removesuffix("\n") == other.removesuffix("\n")
    return (text if is_difference else text.removesuffix("\n")).split("\n")


def _compared_lines(expected: list[str], received: list[str], room: int) -> list[Line]:
    pairs = zip(expected, received, strict=False)
    same = min(len(expected), len(received))
    differs = next((index for index, (one, other) in enumerate(pairs) if one != other), same)
    first, second, caret = "", "", None
    if differs < same:
        first, second, caret = _fitted(expected[differs], received[differs], room)
    return [
        *_labelled("expected", _around(expected, differs, first, None, room)),
        *_labelled("received", _around(received, differs, second, caret, room)),
    ]


def _around(
    lines: list[str], differs: int, instead: str, caret: int | None, room: int
) -> list[Line]:
    """Give the lines around one, for which another text stands if there is one."""
    start = max(0, min(differs - MOST_LINES // 2, len(lines) - MOST_LINES))
    end = min(len(lines), start + MOST_LINES)
    shown: list[Line] = [[(_more_lines(start), "dim")]] if start else []
    for index in range(start, end):
        is_it = index == differs and instead
        text = instead if is_it else columns.clipped(lines[index], room)
        shown.append([("│ ", "dim"), (text, "")])
        if is_it and caret is not None:
            shown.append([("  " + " " * caret + "^", "red")])
    return [*shown, [(_more_lines(len(lines) - end), "dim")]] if end < len(lines) else shown


def _more_lines(number: int) -> str:
    return ngettext("… {number} more line", "… {number} more lines", number)


def _fitted(expected: str, received: str, room: int) -> tuple[str, str, int | None]:
    """Cut both values to the part that differs; give the column of the difference as well.

    That is None where all of it is another, or the difference is not shown.
    """
    differs = first_difference(expected, received)
    if max(columns.width(expected), columns.width(received)) > room:
        start = _whole(expected, _start_of_part(expected[:differs], room))
        before = "… " if start else ""
        expected, received = before + expected[start:], before + received[start:]
        differs += len(before) - start
    column = columns.width(received[:differs])
    is_shown = differs > 0 and column < room
    cut = _clipped(expected, room), _clipped(received, room)
    return *cut, column if is_shown else None


def _clipped(text: str, room: int) -> str:
    """Cut a value to so many columns, and through no escape."""
    cut = columns.clipped(text, room)
    return cut if cut == text else text[: _whole(text, len(cut) - 1)] + "…"


def _whole(text: str, place: int) -> int:
    """Give the beginning of the escape (`\\x0a`, `\\n`) that goes on behind this place, or the place."""
    begun = BEGUN_ESCAPE.search(text[:place])
    return place - len(begun[1]) if begun else place


def _start_of_part(same: str, room: int) -> int:
    """Choose where two long values are shown from: at the beginning of the field that differs."""
    if columns.width(same) < room // 3:
        return 0
    field = max(same.rfind(sign) + len(sign) for sign in BETWEEN_FIELDS)
    return field if columns.width(same[field:]) < room // 2 else len(same) - room // 4


# ------------------------------------------------------------------ its place


def _where(check: CheckResult, room: int, path: str, source: str) -> list[Line]:
    """Give the place in the program: that of its traceback, or the line that the check knows."""
    if not check.traceback:
        place: list[Line] = [[(f"{path}:{check.line}", "")]] if check.line else []
        code = columns.clipped(source.strip(), room - 2)
        return [*place, [(f"  {code}", "")]] if place and code else place
    own = check.id.partition("::")[0].rpartition("/")[2] + ".py"
    folder = path.removesuffix(own)
    told: list[Line] = []
    for line in check.traceback.splitlines():
        if frame := FRAME.fullmatch(line):
            file, number, function = frame.groups()
            inside = f", in {function}" if function else ""
            told.append([(f"{folder}{file}:{number}{inside}", "")])
        elif line[:1].isspace():
            told.append([("  " + columns.clipped(line.strip(), room - 2), "")])
        else:
            told += [[(text, "")] for text in columns.wrapped(line, room)]
    return told


# ------------------------------------------------------------------ the checks of a program


def waiting(program: ProgramResult, check: CheckResult) -> int:
    """Count the checks that were not run since they need this one, or need one that does."""
    blocked = {check.id}
    for other in program.checks:  # each stands behind those that it needs
        if other.blocked_by in blocked:
            blocked.add(other.id)
    return len(blocked) - 1


def in_full(report: Report) -> list[CheckResult]:
    """Give the checks that a short report tells in full, in the order of the course.

    They are the first one that failed, and one for each mistake of the grader's own.
    """
    failed = [check for check in report.checks if check.outcome == "failed"][:1]
    mistakes = {check.message: check for check in report.checks[::-1] if check.outcome == "error"}
    chosen = [*failed, *mistakes.values()]
    return [check for check in report.checks if any(check is each for each in chosen)]


# ------------------------------------------------------------------ a report


def status(program: ProgramResult) -> str:
    """Say in a few words how a program is that is neither right nor wrong; "" for others."""
    words = gettext(STATUS[program.status]) if program.status in STATUS else ""
    there = [check.diagnosis for check in program.checks[:1]]
    if program.status == "missing" and there and there[0]:
        return gettext("no such file; {there}", there=there[0])
    return words


def next_program(report: Report) -> ProgramResult | None:
    """Give the first program at which there is something to do; None if there is none."""
    for program in report.programs:
        is_unfinished = program.status in ("not_started", "missing", "failed")
        has_failed = any(check.outcome == "failed" for check in program.checks)
        if program not in report.not_graded and (is_unfinished or has_failed):
            return program
    return None


def next_step(report: Report, paths: Mapping[str, str] | None = None) -> str:
    """Give one thing to do next, for a beginner who does not know where to begin.

    `paths` are those of the programs' files, where they are known.
    """
    program = next_program(report)
    file = (paths or {}).get(program.file, program.file) if program else ""
    if program and program.status == "not_started":
        return gettext("Next: open {file} and read its first lines.", file=file)
    if program and program.status == "missing":
        return gettext("Next: put {file} in its place.", file=file)
    if program:
        return gettext("Next: {program}.", program=program.file.removesuffix(".py"))
    graded = [program for program in report.programs if program not in report.not_graded]
    if not graded or all(program.status == "error" for program in graded):
        return ""
    if report.has_errors:
        return gettext("Everything else works.")
    if not report.complete:
        return gettext("So far everything works.")
    return gettext("Everything works. Well done!")


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
        said.append(
            ngettext(
                "{number} check could not be graded, which is our mistake; the maximum is without it.",
                "{number} checks could not be graded, which is our mistake; the maximum is without them.",
                len(broken),
            )
        )
    if not report.complete:
        said.append(
            gettext(
                "Not whole: {number} of {all} programs not graded.",
                number=len(report.not_graded),
                all=len(report.programs),
            )
        )
        said += dict.fromkeys(
            check.message
            for each in report.not_graded
            for check in each.checks[:1]
            if check.message
        )
    return said


# How far the programs were kept apart, by the level of isolation.
ISOLATION = {
    "full": gettext_noop(
        "your programs ran apart from your files and the network (isolation: full)"
    ),
    "partial": gettext_noop(
        "your programs ran only partly apart from your files and the network (isolation: partial)"
    ),
    "none": gettext_noop(
        "your programs ran like any other, beside your files and the network (isolation: none)"
    ),
}


def circumstances(report: Report) -> str:
    """Give what it takes to repeat the run, and how far the programs were isolated.

    Where no program was run there is nothing of this to tell: it is how long that took.
    """
    seconds = gettext("{seconds} s", seconds=f"{report.seconds:.1f}")
    if len(report.not_graded) == len(report.programs):
        return seconds
    told = [
        gettext(
            "--seed {seed} repeats this run: the same words, addresses and ports",
            seed=report.seed,
        ),
        seconds,
        gettext(ISOLATION[report.isolation.level]),
    ]
    if report.isolation.missing:
        told.append(gettext("missing: {layers}", layers=", ".join(report.isolation.missing)))
    return " · ".join(told)
