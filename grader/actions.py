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

from grader.course import layout
from grader.renderers import CannotWrite, markdown
from grader.submissions import folder as submission

MOST_ANNOTATIONS = 10  # that GitHub shows of a step
LAST_LINE = submission.LARGEST_PROGRAM  # no file has more; a program may invent a traceback


def running():
    """Whether this process belongs to a step of a workflow."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def muted(text):
    """The text as the runner prints it and obeys none of it.

    What recognises Python's tracebacks (setup-python sets it up) is not muted by
    that, and would make annotations out of those in the text.
    """
    token = secrets.token_hex(16)
    return f"::remove-matcher owner=python::\n::stop-commands::{token}\n{text}\n::{token}::"


def tell(report, root):
    """Tell the runner about the report of the units in the folder `root`.

    Raises CannotWrite where one of its files cannot be written.
    """
    print("\n".join([*_annotations(report, _path_in_repository(root)), *_notices(report)]))
    _append("GITHUB_OUTPUT", f"score={report.score}\nmax-score={report.max_score}\n")
    _append("GITHUB_STEP_SUMMARY", markdown.render(report))


def _path_in_repository(root):
    """Annotations name a file by its path in the learner's repository, wherever that lies."""
    root = root.resolve()
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder)
    return Path(root.name if root.name == layout.ASSIGNMENTS.name else "")


def _annotations(report, folder):
    """The first failed check of each program, then the second ones, as far as there is room."""
    failed = []
    for program in report.programs:
        checks = [check for check in program.checks if check.outcome == "failed"]
        failed += [(turn, program, check) for turn, check in enumerate(checks)]
    failed.sort(key=lambda each: each[0])
    return [
        _annotation((folder / program.file).as_posix(), program, check)
        for _, program, check in failed[:MOST_ANNOTATIONS]
    ]


def _annotation(file, program, check):
    line = check.line if check.line and check.line <= LAST_LINE else 1
    title = f"{program.name}: {check.title} ({check.points}/{check.max_points})"
    text = "\n".join(filter(None, [check.message, check.diagnosis]))
    return f"::error file={_property(file)},line={line},title={_property(title)}::{_data(text)}"


def _notices(report):
    """Two lines that classroom tools read the points from."""
    points = json.dumps(
        {"totalPoints": report.score, "maxPoints": report.max_score}, separators=(",", ":")
    )
    return [
        f"::notice title=Autograding complete::Points {report.score}/{report.max_score}",
        f"::notice title=Autograding report::{points}",
    ]


def _data(text):
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text):
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _append(variable, text):
    path = os.environ.get(variable)
    if not path:
        return
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CannotWrite(f"cannot write {variable} ({path}): {error.strerror}") from None
