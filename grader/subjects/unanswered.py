"""Runs in which a DNS lookup gets no answer to its first sendings, and how long it waits then."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from grader.failures.errors import Failure, Mismatch, Unseen
from grader.i18n import gettext
from grader.peers.dns.answers import Answer, a
from grader.peers.dns.asked import Query
from grader.subjects.base import Examination
from grader.subjects.lookups import Resending
from grader.subjects.name_asker import SENDINGS, addresses_from, name_from
from grader.subjects.name_client import NameClient

# Seconds: 0.5 to 2 are asked for; clocks differ a little, and a loaded machine only adds.
SHORTEST, LONGEST = 0.45, 2.4
AT_ONCE = 0.01  # nobody waits for so short a time
A_STALL = 0.05  # for so long a busy machine may give no turn between two of several sendings
TICKS_TO_THE_LAST_ANSWER = 6  # who waits after the last sending, too, is still there then


@dataclass(frozen=True)
class Tried:
    """A run in which the last of several sendings is answered; what was wrong, if anything was."""

    sendings: Sequence[Query]
    failure: Failure | None

    @property
    def waits(self) -> list[float]:
        """The seconds from each sending to the next."""
        times = [sending.arrived for sending in self.sendings]
        return [later - earlier for earlier, later in itertools.pairwise(times)]


def answered_at_last(client: NameClient, examination: Examination, count: int) -> Tried:
    """Play a run in which so many sendings come, of which only the last one is answered."""
    name, (address,) = name_from(examination.dice), addresses_from(examination.dice, 1)
    sendings = [client.ask(name)]
    try:
        while len(sendings) < count:
            sendings.append(client.query_again(sendings[0]))
        if count == SENDINGS and min(Tried(sendings, None).waits) >= SHORTEST:
            client.let_it_wait(TICKS_TO_THE_LAST_ANSWER)
        client.answer_with(sendings[-1], Answer([a(name, address)]))
        if client.prints:
            with client.telling(gettext("It was answered after {count} sendings.", count=count)):
                client.expect_addresses(address)
    except Failure as failure:
        return Tried(sendings, failure)
    return Tried(sendings, None)


def tried(client: NameClient, examination: Examination) -> Tried:
    """Give the run in which the third sending is answered; it takes seconds, so it is played once."""
    client.demand_queries()

    def play() -> Tried:
        run = answered_at_last(client, examination, SENDINGS)
        unfair = [wait for wait in run.waits if not SHORTEST <= wait <= LONGEST]
        if len(unfair) > 1 or not (unfair or (run.failure and run.waits)):
            return run
        # it may have got no turn of the processor: what happens twice is its habit
        client.scene.transcript.remark(gettext("the same once more, to be sure:"))
        return answered_at_last(client, examination, SENDINGS)

    return examination.once(play)


def demand_a_second_sending(client: NameClient, examination: Examination) -> Tried:
    """Give the run in which the third sending is answered. Raises Unseen if no second one came."""
    run = tried(client, examination)
    if not run.waits:
        raise Unseen("asks_again")
    return run


def unfair_waits(run: Tried) -> Mismatch | None:
    """Make the failure for waits that are not as long as asked for; None if they are."""
    asked = gettext("0.5 to 2 s each")
    if run.waits and min(run.waits) < AT_ONCE and max(run.waits) < A_STALL:
        return Mismatch(
            gettext("Your program sends its query several times at once."),
            expected=asked,
            received=shown(run.waits),
            diagnosis=gettext(
                "There was no wait between them: the answer to the first one makes the others needless."
            ),
        )
    if run.waits and min(run.waits) < SHORTEST:
        return Mismatch(
            gettext("Your program sends again too soon."),
            expected=asked,
            received=shown([min(run.waits)]),
            diagnosis=gettext(
                "An answer may take its time: the server asks others before it answers."
            ),
        )
    if run.waits and max(run.waits) > LONGEST:
        return Mismatch(
            gettext("Your program waits too long before it sends again."),
            expected=asked,
            received=shown([max(run.waits)]),
            diagnosis=gettext("Who waits for an answer that is lost waits in vain."),
        )
    return None


def learn_its_wait(examination: Examination, run: Tried) -> None:
    """Remember how long the program waits each time."""
    examination.learn(Resending(min(run.waits), max(run.waits)))


def shown(waits: Sequence[float]) -> str:
    """Show waits as they stand in a message."""
    return ", ".join(f"{wait:.2f} s" for wait in waits) or gettext("one sending")
