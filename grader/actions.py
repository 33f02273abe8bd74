"""What is told to GitHub Actions: annotations, the score, and the summary of the step.

The runner reads its commands from the log, so whoever writes into the log gives
orders. The report, with all that programs said, is printed while the runner
does not listen, and only then the grader speaks to it, every value escaped.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import ast
import functools
import json
import os
import re
import secrets
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from grader.course import layout
from grader.course.layout import Target
from grader.course.words import task
from grader.i18n import gettext, ngettext
from grader.renderers import markdown, story
from grader.renderers.destination import CannotWrite
from grader.report import CheckResult, ProgramResult, Report, Words

MOST_ANNOTATIONS = 10  # that GitHub shows of a step
LAST_LINE = 1 << 20  # more than a graded file has; a program may print an invented traceback
ASSIGNMENTS = "assignments"  # the folder of the units in a learner's repository
MOST_NAMES = 10  # of checks that could not be graded


def running() -> bool:
    """Tell whether this process belongs to a step of a workflow."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def by_repository(text: str, root: Path) -> str:
    """Give the text with the name of the learner's repository for the runner's path of `root`.

    Elsewhere, and where the runner tells no name, the text stays as it is.
    """
    repository = os.environ.get("GITHUB_REPOSITORY")
    if not (running() and repository):
        return text
    return text.replace(str(root), (Path(repository) / _path_in_repository(root)).as_posix())


def muted(text: str) -> str:
    """Give the text wrapped so that the runner prints it and obeys no command in it.

    The runner would still make annotations of Python's tracebacks in the text, since
    setup-python adds a matcher for them; so that matcher is removed first.
    """
    token = secrets.token_hex(16)
    return f"::remove-matcher owner=python::\n::stop-commands::{token}\n{text}\n::{token}::"


def orders(report: Report, words: Words, root: Path) -> str:
    """Give the commands that tell the runner about the report on the units in `root`.

    Where the grader failed at a check, or did not come to all of them, the score is not
    final and is left out, since its readers would take it as final. A warning says why.
    """
    told = _annotations(report, words, _path_in_repository(root))
    told += _notices(report) if _is_final(report) else [_warning(report)]
    return "\n".join(told)


def write_files(report: Report, words: Words, root: Path) -> None:
    """Write the outputs and the summary of the step; no score where it is not final.

    Raises CannotWrite where one of its files cannot be written.
    """
    if _is_final(report):
        _append("GITHUB_OUTPUT", f"score={report.score}\nmax-score={report.max_score}\n")
    linked = replace(words, links=_links(report, root))
    _append("GITHUB_STEP_SUMMARY", markdown.render(report, linked))


def _is_final(report: Report) -> bool:
    return report.complete and not report.has_errors


def _links(report: Report, root: Path) -> dict[str, str]:
    """Give the address of each program's task, by its file, where the learner's repository has it."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    place = [os.environ.get(name, "") for name in names]
    if not all(place):
        return {}
    server, repository, commit = place
    folder = _path_in_repository(root).as_posix()
    links = {}
    for target, program in _targets(report):
        page, _, anchor = (task(target) or "").partition("#")
        if page and (root / page).is_file():
            path = quote(f"{repository}/blob/{commit}/{folder}/{page}")
            links[program.file] = f"{server}/{path}#{quote(anchor)}"
    return links


def _targets(report: Report) -> list[tuple[Target, ProgramResult]]:
    return [
        (Target(unit.name, program.name), program)
        for unit in report.units
        for program in unit.programs
    ]


def _path_in_repository(root: Path) -> Path:
    """Give the path of `root` inside the learner's repository: annotations name files by it."""
    root = Path(os.path.realpath(root))  # which stands links that lead in a circle
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder)
    return Path(root.name if root.name == ASSIGNMENTS else "")


def _annotations(report: Report, words: Words, folder: Path) -> list[str]:
    """Give annotations of each program's first failed check, then of second ones, and so on."""
    failed: list[tuple[int, Target, ProgramResult, CheckResult]] = []
    for target, program in _targets(report):
        checks = [check for check in program.checks if check.outcome == "failed"]
        failed += [(turn, target, program, check) for turn, check in enumerate(checks)]
    failed.sort(key=lambda each: each[0])
    return [
        _annotation(
            (folder / program.file).as_posix(),
            _line(target, words.sources.get(program.file, ""), check),
            program,
            check,
        )
        for _, target, program, check in failed[:MOST_ANNOTATIONS]
    ]


def _annotation(file: str, line: int, program: ProgramResult, check: CheckResult) -> str:
    title = f"{program.name}: {check.title} ({check.points}/{check.max_points})"
    text = "\n".join(filter(None, [check.message, check.diagnosis]))
    return f"::error file={_property(file)},line={line},title={_property(title)}::{_data(text)}"


# ------------------------------------------------------------------ the line of an annotation


def _line(target: Target, source: str, check: CheckResult) -> int:
    """Give the line that a failed check is about, or where the function is that it judges.

    That is the one of the stub's functions that the check's title or its steps name; of a
    program that is run as a command, the first one.
    """
    if check.line and check.line <= LAST_LINE:
        return check.line
    there = _functions(source)
    lines = {name: there[name] for name in _of_stub(target) if name in there}
    calls = "\n".join(check.steps)
    for name, line in lines.items():
        if re.search(rf"\b{name}\b", check.title) or re.search(rf"\b{name}\(", calls):
            return line
    return next(iter(lines.values()), 1)


@functools.cache
def _of_stub(target: Target) -> Sequence[str]:
    """Give the functions that a program's stub defines, in order."""
    stub = layout.ASSIGNMENTS / target.file
    return list(_functions(stub.read_text(encoding="utf-8"))) if stub.is_file() else []


@functools.cache
def _functions(source: str) -> dict[str, int]:
    """Give the line of each function at the top of a file; of what is no Python there are none."""
    try:
        with warnings.catch_warnings(action="ignore"):  # they would be printed
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name: node.lineno for node in tree.body if isinstance(node, kinds)}


# ------------------------------------------------------------------ the score


def _warning(report: Report) -> str:
    if not report.complete:
        text = gettext("No score is published. {why}", why=" ".join(story.caveats(report)))
    else:
        broken = [check.id for check in story.not_gradable(report.checks)]
        names = broken[:MOST_NAMES]
        if len(broken) > MOST_NAMES:
            left = len(broken) - MOST_NAMES
            names.append(ngettext("… {number} more", "… {number} more", left))
        text = ngettext(
            "{number} check could not be graded, which is our mistake, so no score is published. "
            "The report tells the rest: {names}",
            "{number} checks could not be graded, which is our mistake, so no score is published. "
            "The report tells the rest: {names}",
            len(broken),
            names=", ".join(names),
        )
    title = gettext("Not graded as a whole")
    return f"::warning title={_property(title)}::{_data(text)}"


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
