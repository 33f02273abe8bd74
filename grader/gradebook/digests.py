"""What tells whether a submission has to be graded anew: its files, and what judges them."""

import hashlib
import importlib.metadata
import json
import platform
import sys
from functools import cache

from grader.course import layout
from grader.submissions.folder import Submission, Work

# The rooms of the grader that a verdict comes out of, each a folder or a file.
JUDGING = (
    "checks",
    "course",
    "examiner",
    "failures",
    "grading",
    "i18n",
    "jail",
    "launch",
    "machine",
    "peers",
    "report",
    "scratch",
    "subjects",
    "text",
    "tree",
)
WRITTEN_WITH = ("requests", "urllib3", "requests-mock")  # what learners' programs import


def digest(submission: Submission) -> str:
    """Give what stands for all that is graded of a submission, wherever that lay."""
    return _digest({unit: _told(work) for unit, work in submission.units.items()})


def _told(work: Work) -> dict[str, object]:
    files = {name: hashlib.sha256(data).hexdigest() for name, data in work.files.items()}
    return {
        "files": files,
        "problems": dict(work.problems),
        "neighbours": dict(work.neighbours),
        "behind": list(work.behind),
    }


@cache
def checks_version() -> str:
    """Give what stands for all that a verdict depends on beside the submission itself."""
    root = layout.ROOT / "grader"
    files = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for room in JUDGING
        for path in [root / f"{room}.py", *(root / room).rglob("*.py")]
        if path.is_file()
    }
    libraries = [importlib.metadata.version(name) for name in WRITTEN_WITH]
    return _digest([files, platform.python_version(), sys.platform, libraries])


def _digest(told: object) -> str:
    """Give a digest of plain data; its strings may be names of files that are no text."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]
