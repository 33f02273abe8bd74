"""Fills a gradebook: reads what a class has handed in, and has graded what is not known yet.

A submission is read when it is its turn, and what its grading came to is committed at once. So a
run that is ended at any moment has lost no more than what was in flight.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal

from grader.course.targets import Choice
from grader.entry import Entry, Learner
from grader.gradebook import digests
from grader.gradebook.store import Gradebook, Run
from grader.grading import batch
from grader.grading.batch import Coursework
from grader.grading.collect import jobs_for
from grader.grading.pool import Places
from grader.i18n import gettext
from grader.report import Report
from grader.submissions.attendance import Handed
from grader.submissions.places import BadSubmission
from grader.text import clipped

LONGEST_PROBLEM = 300  # characters
How = Literal["graded", "unchanged", "not graded"]


@dataclass(frozen=True)
class Marked:
    """What became of one learner's submission; a `problem` says why it was not graded."""

    learner: Learner
    how: How
    score: int = 0
    maximum: int = 0
    problem: str = ""


class Marking:
    """One run of a class: `mark` goes through all that was handed in."""

    def __init__(
        self,
        book: Gradebook,
        run: Run,
        choices: Sequence[Choice],
        *,
        again: bool,
        tell: Callable[[Marked], None],
        tick: Callable[[], None],
    ) -> None:
        """Mark into this run of a gradebook; `again` also what is known already.

        `tell` is called with each submission when it is kept what became of it, and `tick` all
        the time.
        """
        self._book, self._run, self._choices = book, run, choices
        self._units = list(dict.fromkeys(choice.target.unit for choice in choices))
        self._again, self._tell, self._tick = again, tell, tick
        self._version = digests.checks_version()
        self._in_flight: dict[str, tuple[Handed, str, str | None]] = {}

    def mark(self, handed: Sequence[Handed], executor: Executor, width: Places) -> None:
        """Have graded what is not known yet, and keep what becomes of each submission."""
        for work, done in batch.grade(self._works(handed), executor, width, self._tick):
            self._tell(self._keep(work, done))

    def _works(self, handed: Sequence[Handed]) -> Iterator[Coursework]:
        """Yield what has to be graded, read when it is asked for."""
        done = self._book.done(self._run)
        for each in handed:
            self._tick()
            if work := self._work(each, done):
                yield work

    def _work(self, each: Handed, done: dict[str, str]) -> Coursework | None:
        """Read a submission, and give what has to be graded of it, if anything has."""
        key = each.learner.key
        try:
            if each.problem:
                raise BadSubmission(each.problem)
            submission = each.submission.read(self._units)
        except (BadSubmission, OSError) as error:
            self._tell(self._refuse(each, "", str(error)))
            return None
        digest = digests.digest(submission)
        known = self._book.known(key, digest, self._run.targets, self._version)
        if known is not None and (not self._again or done.get(key) == digest):
            self._book.carry_over(
                self._run, each.learner, each.submission.place, digest, known, submission.note
            )
            score, maximum = self._book.points(known)
            self._tell(Marked(each.learner, "unchanged", score, maximum))
            return None
        seed = batch.seed_for(key, self._run.seed)
        self._in_flight[key] = each, digest, submission.note
        jobs = tuple(jobs_for(submission, self._choices, seed))
        return Coursework(key, each.submission.place, jobs, seed)

    def _keep(self, work: Coursework, done: Report | Exception) -> Marked:
        each, digest, note = self._in_flight.pop(work.key)
        if not isinstance(done, Report):
            why = gettext("its job broke twice: {error}", error=f"{type(done).__name__}: {done}")
            return self._refuse(each, digest, why)
        place = each.submission.place
        self._book.keep(self._run, Entry(each.learner, place, digest, done, note=note))
        if errors := [check.id for check in done.checks if check.outcome == "error"]:
            why = gettext("the grader failed at {checks}", checks=", ".join(errors))
            why = clipped(why, LONGEST_PROBLEM)
            return Marked(each.learner, "not graded", done.score, done.max_score, why)
        return Marked(each.learner, "graded", done.score, done.max_score)

    def _refuse(self, each: Handed, digest: str, why: str) -> Marked:
        """Keep that a submission was not graded, and why."""
        why = clipped(why.partition("\n")[0], LONGEST_PROBLEM)
        entry = Entry(each.learner, each.submission.place, digest, None, why)
        self._book.keep(self._run, entry)
        return Marked(each.learner, "not graded", problem=why)
