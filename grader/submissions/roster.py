"""Tells who a learner is, by the roster of a class or by the name of the submission alone."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from grader.entry import Learner
from grader.i18n import gettext


class BadRoster(ValueError):
    """A roster that cannot be used, or does not tell who somebody is; the text is one line."""


def learner_of(name: str) -> Learner:
    """Give the learner whose submission has this name, where there is no roster."""
    return Learner(name, name)


class Roster:
    """The learners of a class, and the names that their submissions may have."""

    def __init__(self, learners: Sequence[Learner]) -> None:
        """Make it of all the learners of a class."""
        self.learners = learners

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the roster from a CSV file. Raises BadRoster."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except OSError as error:
            raise BadRoster(
                gettext("{path} cannot be read: {reason}", path=path, reason=error.strerror)
            ) from None
        return cls(
            [Learner(next(iter(row.values())), next(iter(row.values())), row) for row in rows]
        )

    def learner(self, name: str) -> Learner | None:
        """Give the learner whose submission has this name; None if nobody is named so.

        Raises BadRoster where two of them may be.
        """
        return next((each for each in self.learners if name in each.row.values()), None)
