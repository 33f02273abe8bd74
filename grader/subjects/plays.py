"""Plays with a client of the sums: what they draw, and when they are played once more."""

from collections.abc import Callable

from grader.failures.errors import Failure, Mismatch
from grader.i18n import gettext
from grader.subjects.base import Examination, Subject
from grader.subjects.sums import SumClient


def number_in(examination: Examination) -> int:
    """Draw a number for a line of the input."""
    return examination.dice.randrange(1, 1000)


def total_in(examination: Examination) -> int:
    """Draw a total that no program can work out by itself."""
    return examination.dice.randrange(10**6, 10**9)


def in_time(sum_client: SumClient, play: Callable[[], None]) -> None:
    """Play; if that fails and the grader itself was slow to answer, play again, twice at most.

    A right program may give up half a second after it has sent. Raises what the last play raises.
    """
    for _ in range(2):
        try:
            return play()
        except Failure:
            if not sum_client.was_late:
                raise
            sum_client.scene.transcript.remark(
                gettext("the grader had answered late; the same once more:")
            )
    play()


def surely(client: Subject, play: Callable[[], None], of: type[Failure] = Mismatch) -> None:
    """Play; if the program does too much or too early, play it once more, and that decides.

    A right program, too, does so if it gets no turn of the processor for its whole wait: only
    what happens twice is its habit. Raises what the second play raises, and any other Failure.
    """
    try:
        play()
    except of:
        client.scene.transcript.remark(gettext("the same once more, to be sure:"))
        play()
