"""A learner's line in the gradebook of a class, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.report import Report


@dataclass(frozen=True)
class Learner:
    """Who handed something in, as the path of the submission or the roster says.

    `key` tells the learners of a class apart. `row` is the learner's line of the roster, each
    column's name → what stands there; it is empty where there is no roster.
    """

    key: str
    name: str
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """What one learner's submission came to in one run.

    `place` is where it lay, for people to read: a path, with the way inside of an archive.
    `digest` stands for the files that were graded; it is empty where none could be read. Where
    it could not be graded, there is no `report`, and `problem` says why in one line.
    """

    learner: Learner
    place: str
    digest: str
    report: Report | None
    problem: str | None = None
    note: str | None = None  # what is unusual about the place, where it was graded all the same
