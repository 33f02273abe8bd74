"""What is told to GitHub Actions: annotations, the score, and the summary of the step.

The runner reads its commands from the log, so whoever writes into the log gives
orders. The report, with all that programs said, is printed while the runner
does not listen, and only then the grader speaks to it, every value escaped.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import json
import os
import secrets
from pathlib import Path

from grader.renderers import markdown, story
from grader.renderers.destination import CannotWrite
from grader.report import CheckResult, ProgramResult, Report, Words
from grader.text import counted

MOST_ANNOTATIONS = 10  # that GitHub shows of a step
LAST_LINE = 1 << 20  # more than a graded file has; a program may print an invented traceback
ASSIGNMENTS = "assignments"  # the folder of the units in a learner's repository
MOST_NAMES = 10  # of checks that could not be graded


def running() -> bool:
    """Tell whether this process belongs to a step of a workflow."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def muted(text: str) -> str:
    """Give the text wrapped so that the runner prints it and obeys no command in it.

    The runner would still make annotations of Python's tracebacks in the text, since
    setup-python adds a matcher for them; so that matcher is removed first.
    """
    token = secrets.token_hex(16)
    return f"::remove-matcher owner=python::\n::stop-commands::{token}\n{text}\n::{token}::"


def orders(report: Report, root: Path) -> str:
    """Give the commands that tell the runner about the report on the units in `root`.

    Where the grader failed at a check, or did not come to all of them, the score is not
    final and is left out, since its readers would take it as final. A warning says why.
    """
    told = _annotations(report, _path_in_repository(root))
    told += _notices(report) if _is_final(report) else [_warning(report)]
    return "\n".join(told)


def write_files(report: Report, words: Words) -> None:
    """Write the outputs and the summary of the step; no score where it is not final.

    Raises CannotWrite where one of its files cannot be written.
    """
    if _is_final(report):
        _append("GITHUB_OUTPUT", f"score={report.score}\nmax-score={report.max_score}\n")
    _append("GITHUB_STEP_SUMMARY", markdown.render(report, words))


def _is_final(report: Report) -> bool:
    return report.complete and not report.has_errors


def _path_in_repository(root: Path) -> Path:
    """Give the path of `root` inside the learner's repository: annotations name files by it."""
    root = Path(os.path.realpath(root))  # which stands links that lead in a circle
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder)
    return Path(root.name if root.name == ASSIGNMENTS else "")


def _annotations(report: Report, folder: Path) -> list[str]:
    """Give annotations of each program's first failed check, then of second ones, and so on."""
    failed: list[tuple[int, ProgramResult, CheckResult]] = []
    for program in report.programs:
        checks = [check for check in program.checks if check.outcome == "failed"]
        failed += [(turn, program, check) for turn, check in enumerate(checks)]
    failed.sort(key=lambda each: each[0])
    return [
        _annotation((folder / program.file).as_posix(), program, check)
        for _, program, check in failed[:MOST_ANNOTATIONS]
    ]


def _annotation(file: str, program: ProgramResult, check: CheckResult) -> str:
    line = check.line if check.line and check.line <= LAST_LINE else 1
    title = f"{program.name}: {check.title} ({check.points}/{check.max_points})"
    text = "\n".join(filter(None, [check.message, check.diagnosis]))
    return f"::error file={_property(file)},line={line},title={_property(title)}::{_data(text)}"


def _warning(report: Report) -> str:
    if not report.complete:
        text = f"No score is published. {' '.join(story.caveats(report))}"
        return f"::warning title={_property('Not graded as a whole')}::{_data(text)}"
    broken = [check.id for check in story.not_gradable(report.checks)]
    names = broken[:MOST_NAMES]
    if len(broken) > MOST_NAMES:
        names.append(f"… {len(broken) - MOST_NAMES} more")
    text = (
        f"{counted(len(broken), 'check')} {story.NOT_GRADED}, so no score is published. "
        f"The report tells the rest: {', '.join(names)}"
    )
    return f"::warning title={_property('Not graded as a whole')}::{_data(text)}"


def _notices(report: Report) -> list[str]:
    """Give two lines that classroom tools read the points from."""
    points = json.dumps(
        {"totalPoints": report.score, "maxPoints": report.max_score}, separators=(",", ":")
    )
    return [
        f"::notice title=Autograding complete::Points {report.score}/{report.max_score}",
        f"::notice title=Autograding report::{points}",
    ]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if not path:
        return
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CannotWrite(f"cannot write {variable} ({path}): {error.strerror}") from None
