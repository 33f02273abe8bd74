"""The user's own state: the last run, and which hints were given. Each copy of the course has its file.

It lies where state belongs on this system, since the course's folder may not be the user's to
write. What is no file, or cannot be read, is one in which nothing stands yet; where none can be
written, that is said to whoever asks for what is kept. Nothing here is worth a run or its report.
"""

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from grader.report import Report

LARGEST = 1 << 20  # bytes that are read; a file of ours is far smaller


@dataclass(frozen=True)
class Run:
    """What is kept of a run: what it takes to repeat it, and which checks failed and passed.

    The submission is the real folder; checks are known by their ids, and stand in the order in
    which they are taught.
    """

    seed: int
    submission: str
    failed: list[str]
    passed: list[str]
    language: str


@dataclass(frozen=True)
class _State:
    """What the file of one copy of the course holds."""

    hints: dict[str, int] = field(default_factory=dict)  # how many were given, by a check's id
    run: Run | None = None


def last(course: Path) -> Run | None:
    """Give the last run with the copy of the course in this folder; None where none is known."""
    return _read(course).run


def remember(course: Path, report: Report) -> None:
    """Keep this run as the last one with this copy of the course."""
    run = Run(
        seed=report.seed,
        submission=os.path.realpath(report.submission),
        failed=[check.id for check in report.checks if check.outcome == "failed"],
        passed=[check.id for check in report.checks if check.outcome == "passed"],
        language=report.language,
    )
    _write(course, replace(_read(course), run=run))


def hints_given(course: Path, check_id: str) -> int:
    """Tell how many hints for a check were given."""
    return _read(course).hints.get(check_id, 0)


def give_hint(course: Path, check_id: str, number: int) -> str | None:
    """Keep that so many hints for a check have been given; if that is impossible, say why."""
    state = _read(course)
    return _write(course, replace(state, hints={**state.hints, check_id: number}))


def obstacle(course: Path) -> str | None:
    """Say why nothing can be kept for this copy of the course; None if it can."""
    return _write(course, _read(course))


def _file(course: Path) -> Path:
    import platformdirs  # here, since a run can be over before anything is remembered

    name = hashlib.sha256(os.fsencode(os.path.realpath(course))).hexdigest()[:16]
    return platformdirs.user_state_path("network-course", appauthor=False) / f"{name}.json"


def _read(course: Path) -> _State:
    import msgspec

    try:
        return msgspec.convert(json.loads(_content(_file(course))), _State)
    except (OSError, ValueError, RecursionError, msgspec.ValidationError):
        return _State()


def _content(file: Path) -> bytes:
    """Give what stands in a file; a pipe or a device, which may have no end, is as good as empty."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(descriptor, "rb") as opened:
        is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return opened.read(LARGEST) if is_file else b""


def _write(course: Path, state: _State) -> str | None:
    """Write the file as a whole: of two who write at once, the last one counts.

    Give the folder and the reason if that is impossible.
    """
    file = _file(course)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
        try:
            with open(descriptor, "w", encoding="utf-8") as written:
                json.dump(asdict(state), written)
            os.replace(name, file)
        except BaseException:  # Ctrl-C as well
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        return f"{file.parent}: {error.strerror}"
    return None
