"""Runs in which a client of the sums gets no answer, and how long it waits in them."""

import itertools
import statistics
from collections.abc import Sequence
from contextlib import suppress

from grader.failures.errors import Failure, Mismatch
from grader.i18n import gettext, gettext_noop
from grader.subjects.alone import Alone
from grader.subjects.base import Examination
from grader.subjects.plays import number_in, total_in
from grader.subjects.sendings import LONG_WAIT, Sending
from grader.subjects.sums import AT_ONCE, MOST_SENDINGS, SumClient

SENDINGS = 5
ASKED = gettext_noop("0.20 s (0.1 to 0.7 s are fine)")
SHORTEST = 0.085  # seconds; 0.1 to 0.7 are fine, and a loaded machine only adds


class Unanswered:
    """A run with three lines of input, of which the first gets no answer; the last is the same.

    `later` has the waits for a second line that gets none, either, if another run was to show them.
    """

    def __init__(
        self, sum_client: SumClient, examination: Examination, later: Sequence[float] = ()
    ) -> None:
        self.later = later
        numbers = number_in(examination), 1000 + number_in(examination)
        self.total = total_in(examination)
        lines = *numbers, numbers[0]
        sum_client.start("".join(f"{number}\n" for number in lines))
        self.sendings, self.next = sum_client.sendings_until_another(sum_client.request(numbers[0]))
        # whether the next request had the number of the line that had not been answered
        self.has_same_number = self.next is not None and self.next.number == numbers[0]
        # one that has had its five sendings is over; what comes then is the last line's
        self._may_come_again = self._knows_the_first and len(self.sendings) < SENDINGS
        self.last_is_answered = False
        if self.next:
            sum_client.answer_with(self.next, self.total)
        if self.next and not self.has_same_number:
            self._answer_the_last(sum_client, numbers[0], total_in(examination))
        self.ended = sum_client.scene.program_ends()
        # what comes then is for the others, if the next request was for the first line again
        self.goes_on_later = self.has_same_number and sum_client.others_sent() > 1
        if self._may_come_again and not self.has_same_number:  # all may be asked for at once
            self.sendings += sum_client.later_sendings(self.sendings[0])

    @property
    def _knows_the_first(self) -> bool:
        """Whether the first line's request can be told from a later one, as its ID is its own."""
        return self.next is not None and self.next.name != self.sendings[0].name

    def _answer_the_last(self, sum_client: SumClient, number: int, total: int) -> None:
        """Answer the request for the last line, if it comes, and not the first, which has its number."""
        first = self.sendings[0]
        with suppress(Failure):
            sending = sum_client.request(number)
            while self._may_come_again and sending.data == first.data:
                self.sendings.append(sending)
                if len(self.sendings) == MOST_SENDINGS:
                    return
                sending = sum_client.request(number)
            sum_client.answer_with(sending, total)
            self.last_is_answered = True

    @property
    def waits(self) -> list[float]:
        """The seconds from each sending to the next."""
        return waits_between(self.sendings)


def waits_between(sendings: Sequence[Sending]) -> list[float]:
    """Give the seconds from each sending to the next."""
    return [later.arrived - earlier.arrived for earlier, later in itertools.pairwise(sendings)]


def unanswered(sum_client: SumClient, examination: Examination) -> Unanswered:
    """Give the run in which one line gets no answer; it takes a second, so it is played once."""
    sum_client.demand_requests(readable=False)

    def play() -> Unanswered:
        run, later = Unanswered(sum_client, examination), []
        if not sum_client.was_late and (not run.waits or not unfair_waits(run)):
            if not run.next or not grow(run.waits):
                return run
            later = waits_for_a_second_line(sum_client, examination)
        # it may have got no turn of the processor: what happens twice is its habit
        sum_client.scene.transcript.remark(gettext("the same once more, to be sure of the waits:"))
        return Unanswered(sum_client, examination, later)

    return examination.once(play)


def waits_for_a_second_line(sum_client: SumClient, examination: Examination) -> list[float]:
    """Give the waits for a second line of input where the first one got no answer, either."""
    for _ in range(2):  # here, too, what happens once may be chance
        numbers = number_in(examination), 1000 + number_in(examination)
        sum_client.start("".join(f"{number}\n" for number in numbers))
        _, following = sum_client.sendings_until_another(sum_client.request(numbers[0]))
        if following is None:
            return []
        waits = waits_between(sum_client.sendings_until_another(following)[0])
        if max(waits, default=0) <= LONG_WAIT:
            break
    return waits


def run_alone(sum_client: SumClient, examination: Examination) -> Alone:
    """Give the run with two lines of input and no server; it takes long, so it is played once."""
    sum_client.demand_requests(readable=False)

    def play() -> Alone:
        numbers = [number_in(examination) for _ in range(2)]
        return sum_client.alone(numbers, SENDINGS * len(numbers) * LONG_WAIT)

    return examination.once(play)


def unfair_waits(run: Unanswered) -> Mismatch | None:
    """Make the failure for waits that are not about as long as asked for; None if they are."""
    waits, asked = run.waits, gettext(ASKED)
    if not waits or statistics.median(waits) < SHORTEST or min(waits) < AT_ONCE:
        return Mismatch(
            gettext("Your program does not wait 0.2 seconds between two sendings."),
            expected=asked,
            received=shown(waits),
            diagnosis=gettext(
                "It sent again at once, or nearly so, without a time for the answer to come."
            )
            if waits
            else None,
        )
    if max(waits) > LONG_WAIT:
        return too_long(
            waits,
            gettext("Each of its waits is longer than the one before: all should be 0.2 s.")
            if grow(waits)
            else gettext("It waited up to {max:.1f} s.", max=max(waits)),
        )
    if max(run.later, default=0) > LONG_WAIT:
        return too_long(
            run.later,
            gettext(
                "These are its waits for the second line of its input, after a first one without an answer: they had grown by then, and all should be 0.2 s."
            ),
        )
    last = run.next.arrived - run.sendings[-1].arrived if run.next else SHORTEST
    if 0 < last < SHORTEST:
        return Mismatch(
            gettext("Your program does not wait for an answer to its last sending."),
            expected=asked,
            received=f"{last:.2f} s",
            diagnosis=gettext(
                "The next request came at once: the last sending may be answered as well."
            ),
        )
    return None


def too_short_after_an_answer(sum_client: SumClient, examination: Examination) -> Mismatch | None:
    """Give the failure for a wait that is too short since the line before was answered at once.

    None if it is not, or if it cannot be seen. It is played once.
    """

    def play() -> Mismatch | None:
        waits = []
        for _ in range(2):  # what happens twice is its habit
            try:
                waits.append(wait_after_an_answer(sum_client, examination))
            except Failure:
                return None
            if waits[-1] >= SHORTEST:
                return None
        return Mismatch(
            gettext("Your program does not wait 0.2 seconds between two sendings."),
            expected=gettext(ASKED),
            received=shown(waits[-1:]),
            diagnosis=gettext(
                "That was its wait for the second line of its input, after the first line had been answered at once. Without an answer its waits were long enough."
            ),
        )

    return examination.once(play)


def wait_after_an_answer(sum_client: SumClient, examination: Examination) -> float:
    """Measure the wait for a second line of input where the first one is answered at once.

    Raises Mismatch, NothingCame or what ended the program.
    """
    numbers = number_in(examination), 1000 + number_in(examination)
    sum_client.start("".join(f"{number}\n" for number in numbers))
    sum_client.answer_with(sum_client.request(numbers[0]), total_in(examination))
    first = sum_client.request(numbers[1])
    return sum_client.again(first).arrived - first.arrived


def too_long(waits: Sequence[float], diagnosis: str) -> Mismatch:
    """Make the failure for waits that are too long."""
    return Mismatch(
        gettext("Your program waits too long between two sendings."),
        expected=gettext(ASKED),
        received=shown(waits),
        diagnosis=diagnosis,
    )


def grow(waits: Sequence[float]) -> bool:
    """Tell whether each wait is longer than the one before."""
    return bool(waits) and list(waits) == sorted(waits) and waits[-1] > 1.5 * waits[0]


def waits_long(run: Unanswered) -> bool:
    """Tell whether its waits are too long: two lines without a server take longer than we look."""
    return bool(run.waits) and max(run.waits) > LONG_WAIT


def shown(waits: Sequence[float]) -> str:
    """Show waits as they stand in a message."""
    return ", ".join(f"{wait:.2f} s" for wait in waits) or gettext("one sending")
