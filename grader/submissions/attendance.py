"""Tells whose each submission of a class is, and who has handed in nothing."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from grader.entry import Learner
from grader.i18n import gettext
from grader.submissions import intake
from grader.submissions.intake import HandedIn
from grader.submissions.roster import BadRoster, Roster, learner_of


@dataclass(frozen=True)
class Handed:
    """A submission and whose it is; a `problem` says in one line why it cannot be graded."""

    learner: Learner
    submission: HandedIn
    problem: str | None = None


@dataclass(frozen=True)
class Attendance:
    """What a class has handed in, one submission for each learner; the others are `missing`."""

    handed: Sequence[Handed]
    missing: Sequence[Learner]


def take(found: Iterable[HandedIn], roster: Roster | None) -> Attendance:
    """Tell whose these submissions are. Raises BadRoster where the roster knows none of them."""
    whose: dict[str, list[Handed]] = {}
    submissions = list(found)
    names = frozenset(submission.name for submission in submissions)
    for submission in submissions:
        handed = _handed(submission, roster, names)
        whose.setdefault(handed.learner.key, []).append(handed)
    if roster is None:
        return Attendance([_one_of(several) for several in whose.values()], [])
    known = {learner.key for learner in roster.learners}
    if whose and not known & set(whose):
        raise BadRoster(
            gettext(
                "the roster knows nobody who has handed in something, such as {name}",
                name=repr(next(iter(whose))),
            )
        )
    missing = [learner for learner in roster.learners if learner.key not in whose]
    return Attendance([_one_of(several) for several in whose.values()], missing)


def _handed(submission: HandedIn, roster: Roster | None, names: Set[str]) -> Handed:
    stranger = learner_of(submission.name)
    if roster is None:
        return Handed(stranger, submission, submission.problem)
    try:
        learner = roster.learner(submission.name, names)
    except BadRoster as error:
        return Handed(stranger, submission, str(error))
    if learner is None:
        text = gettext(
            "nobody on the roster has this name: if they belong to the class, add them there"
        )
        return Handed(stranger, submission, text)
    return Handed(learner, submission, submission.problem)


def _one_of(several: Sequence[Handed]) -> Handed:
    """Give the submission that stands for all of a learner's."""
    first = several[0]
    one = intake.one_of([handed.submission for handed in several])
    return replace(first, submission=one, problem=first.problem or one.problem)
