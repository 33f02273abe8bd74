"""Stray datagrams around an answer, and what a client of the sums makes of them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice

from grader.failures.errors import Failure, Mismatch, Unseen
from grader.i18n import gettext
from grader.subjects.base import Examination
from grader.subjects.plays import in_time, number_in, total_in
from grader.subjects.sendings import Sending
from grader.subjects.sums import SumClient
from grader.subjects.waits import SENDINGS, SHORTEST, grow, waits_between
from grader.subjects.words import Word
from grader.text import joined

# What stray datagrams are, and what sends some around a request.
Stray = tuple[str, Callable[[Sending], None]]
STRAYS_AFTER = 0.8  # of a wait: a stray that comes then would nearly double it
TRIES = 12  # at most, to disturb a wait in time on a busy machine
LONGER, A_LITTLE = 1.4, 0.03  # a wait is longer than the others: so many times, and seconds


def pass_over(
    sum_client: SumClient,
    examination: Examination,
    what: str,
    stray: Callable[[Sending, int], None],
) -> None:
    """Demand that a client takes the answer for it, and none of the strays around it."""
    in_time(sum_client, lambda: pass_over_once(sum_client, examination, what, stray))


def pass_over_once(
    sum_client: SumClient,
    examination: Examination,
    what: str,
    stray: Callable[[Sending, int], None],
) -> None:
    """Demand that a client takes the answer for it, and none of the strays around it.

    `stray(sending, total)` sends one, which `what` names; it may bear that total. Where the
    client does not print totals, it has to ask again after the stray: it takes it for none.
    """
    number, total, wrong = number_in(examination), total_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    sending = sum_client.request(number)
    sum_client.note_stray(wrong, gettext("the total in {what}", what=what))
    stray(sending, wrong)
    if not examination.passed("prints_the_total"):
        sum_client.expect_again_despite(sending, what)
        return
    sum_client.answer_with(sending, total)
    stray(sending, wrong)  # so that the last datagram is not the answer, either
    sum_client.expect_total(
        total, sending, gettext("It was sent {what}, besides its answer.", what=what)
    )


def demand_a_verdict_on_strays(sum_client: SumClient, examination: Examination) -> None:
    """Raise Unseen if nobody could see whether the program takes a stray for its answer."""
    sum_client.demand_requests()
    if not examination.passed("prints_the_total") and not examination.passed("sends_again"):
        raise Unseen("prints_the_total")


def demand_a_look_at_ids(sum_client: SumClient, examination: Examination, word: Word) -> None:
    """Raise Unseen if the program takes an answer with any ID: it compares no part of it, either."""
    if examination.passed("passes_over_stale_answers"):
        return
    sum_client.scene.transcript.remark(
        gettext("first the grader looked whether your program compares IDs:")
    )
    try:
        pass_over(
            sum_client,
            examination,
            gettext("an answer with another ID"),
            lambda sending, wrong: sum_client.reply(f"{word(8)} {wrong}".encode()),
        )
    except Failure:
        raise Unseen("passes_over_stale_answers") from None


def strays_it_passes_over(
    sum_client: SumClient, examination: Examination, word: Word
) -> list[Stray]:
    """List strays that the program is known not to take for an answer. Raises Unseen if none is."""
    sum_client.demand_resending()
    if not examination.passed("waits_a_fifth_of_a_second"):
        sum_client.demand_known_waits()
    strays: list[Stray] = []

    answers, foreign = gettext("answers with another ID"), gettext("datagrams from strangers")

    def other_answers(sending: Sending) -> None:
        backwards = sending.name[::-1]  # as long, and of the same characters
        name = backwards if backwards != sending.name else word(8).encode()
        sum_client.reply(b"%b %d" % (name, drawn(answers)))

    def drawn(what: str) -> int:
        total = total_in(examination)
        sum_client.note_stray(total, gettext("the total in {what}", what=what))
        return total

    strangers = [sum_client.stranger(*address) for address in sum_client.other_addresses()]

    def foreign_answers(sending: Sending) -> None:
        for stranger in strangers:
            stranger.send(sending.reply(drawn(foreign)), sending.sender)

    def garbage(sending: Sending) -> None:
        for data in (b"\xff\xfe", b"", b"ERROR"):
            sum_client.reply(data)

    if examination.passed("compares_the_whole_id"):
        strays.append((answers, other_answers))
    if examination.passed("passes_over_strangers"):
        strays.append((foreign, foreign_answers))
    if examination.passed("passes_over_garbage"):
        strays.append((gettext("bytes that are no text, an empty datagram and ERROR"), garbage))
    if not strays:
        raise Unseen("compares_the_whole_id")
    return strays


def stray_once(
    sum_client: SumClient,
    examination: Examination,
    strays: Sequence[Stray],
) -> None:
    """Send many strays, and demand that the program waits on as if there were none.

    Raises Mismatch, NothingCame or what ended the program.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    last = sum_client.request(number)
    all_five = map(examination.passed, ("gives_up_after_five", "waits_a_fifth_of_a_second"))
    rounds = SENDINGS - 1 if all(all_five) else 1
    for index, (what, stray) in enumerate(islice(cycle(strays), rounds)):
        for _ in range(1 if index else SENDINGS + 3):
            stray(last)
        sending = sum_client.expect_again_despite(last, what)
        waited = sending.arrived - last.arrived
        if waited < SHORTEST:
            raise Mismatch(
                gettext("Your program sent again because of a datagram that was not its answer."),
                expected=gettext("the same datagram again after 0.20 s"),
                received=gettext("the same datagram again after {waited:.2f} s", waited=waited),
                diagnosis=gettext(
                    "It sent at once when {what} came: a stray datagram is no reason to send.",
                    what=what,
                ),
            )
        last = sending
    for _, stray in strays:  # in the last wait, too
        stray(last)
    sum_client.answer_with(last, total)
    if examination.passed("prints_the_total"):
        sum_client.expect_total(total, last)


@dataclass(frozen=True)
class DisturbedWait:
    """A wait in which strays came, in seconds."""

    seconds: float
    usual: float  # the longest without strays
    strayed: float  # after the sending

    @property
    def is_longer(self) -> bool:
        """Whether it was longer than the others."""
        return self.seconds > LONGER * self.usual + A_LITTLE

    @property
    def began_at_the_stray(self) -> bool:
        """Whether it lasted as if it had begun once more when the strays came."""
        return self.seconds > 0.9 * (self.strayed + self.usual)


class Disturbed:
    """A run in which some waits are left alone, and strays come late in each of the others."""

    def __init__(
        self,
        sum_client: SumClient,
        number: int,
        rounds: int,
        strays: Sequence[Stray],
    ) -> None:
        sum_client.start(f"{number}\n")
        sendings = [sum_client.request(number)]
        for _ in range(rounds):
            sendings.append(sum_client.again(sendings[0]))
        alone = waits_between(sendings)
        known = sum_client.known_waits
        self.waits: list[DisturbedWait] = []  # those in which the strays came in time
        self.ended_by_strays = 0  # waits of which the strays were the end
        last = sendings[-1]
        for number in range(rounds, 2 * rounds):
            is_known = number < len(known) and grow(known)
            shortest = known[number] if is_known else min(alone)
            longest = known[number] if is_known else max([*alone, *known])
            after = STRAYS_AFTER * shortest
            sum_client.let_pass(after)
            strayed = sum_client.now()
            for _, stray in strays:
                stray(last)
            sending = sum_client.again(sendings[0])
            margin = (1 - STRAYS_AFTER) / 2 * shortest
            in_time, after_it = last.arrived + shortest - strayed, sending.arrived - strayed
            if in_time > margin < after_it:
                self.waits.append(DisturbedWait(sending.arrived - last.arrived, longest, after))
            elif in_time > margin and after_it > 0:
                self.ended_by_strays += 1
            last = sending
            sendings.append(sending)
        self._sendings = sendings

    def demand_no_more(self, sum_client: SumClient, what: str) -> None:
        """Demand that strays, which are `what`, give it no sending more than five. Raises Failure.

        It is asked for if it has had the five.
        """
        if len(self._sendings) < SENDINGS:
            return
        sum_client.scene.program_ends()
        # what is no request, such as a last word, is another check's
        if later := sum_client.later_sendings(self._sendings[-1]):
            raise Failure(
                gettext("Your program sent the request more than five times."),
                expected=gettext("5 sendings"),
                received=gettext("{count} sendings or more", count=SENDINGS + len(later)),
                diagnosis=gettext(
                    "It was sent {what} in some of its waits: that is no reason to send more often.",
                    what=what,
                ),
            )


def first_that_prolongs(
    sum_client: SumClient, examination: Examination, strays: Sequence[Stray]
) -> tuple[str, DisturbedWait] | None:
    """Find the first kind of stray that makes a wait longer by itself: what it is, and the wait.

    It is looked for where all of them together do.
    """
    transcript = sum_client.scene.transcript
    for what, stray in strays:
        transcript.remark(gettext("then with {what} alone:", what=what))
        alone = transcript.length
        with suppress(Failure):
            if longer := prolonged_wait(sum_client, examination, [(what, stray)]):
                transcript.begin_at(alone)
                return what, longer
    return None


def prolonged_wait(
    sum_client: SumClient, examination: Examination, strays: Sequence[Stray]
) -> DisturbedWait | None:
    """Send these strays late in some waits, and give one that was longer.

    None if not all of them were, or if our own process got no turn in time to disturb one.
    Raises Unseen where the strays end the waits, and Failure where it sends more often for them.
    """
    rounds = 2 if examination.passed("gives_up_after_five") else 1
    for _ in range(TRIES):
        run = Disturbed(sum_client, number_in(examination), rounds, strays)
        if run.waits and all(wait.is_longer for wait in run.waits):
            return run.waits[0]
        ended_them = run.ended_by_strays and not run.waits
        if ended_them and not examination.passed("strays_cost_no_sending"):
            raise Unseen("strays_cost_no_sending")  # no stray can make such a wait longer
        if run.waits or examination.passed("strays_cost_no_sending"):
            run.demand_no_more(sum_client, joined([what for what, _ in strays]))
        if run.waits:
            return None
    return None
