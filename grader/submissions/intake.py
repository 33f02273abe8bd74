"""Finds the submissions of a class in what an instructor names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import layout
from grader.i18n import gettext
from grader.submissions import folder as submissions
from grader.submissions.folder import Submission


class NothingThere(ValueError):
    """A path that leads to nothing; the text says so in one line."""


@dataclass(frozen=True)
class HandedIn:
    """One learner's submission, found but not read yet.

    `name` stands for the learner, as the path says it; `place` is for people to read.
    `problem` says in one line why it cannot be graded, where that is known already.
    """

    name: str
    place: str
    problem: str | None
    path: Path

    def read(self, units: Sequence[str]) -> Submission:
        """Read the files of these units. Raises BadSubmission, whose text is one line."""
        return submissions.read(self.path, units)


def find(paths: Sequence[Path], units: Sequence[str]) -> Iterator[HandedIn]:
    """Yield the submissions in these paths, by path. Raises NothingThere."""
    for path in paths:
        if not path.is_dir():
            raise NothingThere(gettext("there is no folder {path}", path=path))
        inner = (
            [path] if _is_one(path) else sorted(each for each in path.iterdir() if each.is_dir())
        )
        for each in inner:
            yield HandedIn(each.name, str(each), None, each)


def _is_one(path: Path) -> bool:
    return any((path / unit).is_dir() for unit in layout.units()) or any(path.glob("*.py"))
