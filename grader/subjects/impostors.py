"""Answers that a DNS lookup has to pass over, and what it makes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from grader.failures.errors import Failure, Mismatch, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.dns.answers import NO_SUCH_NAME, Answer, Record, a
from grader.peers.dns.asked import Query
from grader.peers.udp import Stranger
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.lookups import Resending
from grader.subjects.name_asker import addresses_from, name_from
from grader.subjects.name_client import NameClient
from grader.subjects.unanswered import SHORTEST

Make = Callable[[Query, Sequence[Record]], Answer]
Stray = tuple[
    str, Make, Stranger | None
]  # what it is, how it is made, and who sends it if not the server
FEW_BYTES = 7  # less than a header
NO_WHOLE_NAME = 25  # bytes: a header, and the beginning of a question
MANY = 12  # strays before the next sending: more than a client has sendings, and more than ten


def _with_id(change: Callable[[int], int]) -> Make:
    def make(query: Query, records: Sequence[Record]) -> Answer:
        number = change(int.from_bytes(query.ident)) % 65536
        return Answer(records, ident=number.to_bytes(2))

    return make


def _turned(number: int) -> int:
    turned = int.from_bytes(number.to_bytes(2, "little"))
    return turned if turned != number else number ^ 0x0101


def _as_error(make: Make) -> Make:
    """Make the error NXDOMAIN of a stray, without its records."""

    def make_error(query: Query, records: Sequence[Record]) -> Answer:
        return replace(make(query, records), records=(), rcode=NO_SUCH_NAME)

    return make_error


def _cut_off(make: Make, most: int) -> Make:
    """Make a stray of which only the first bytes are sent."""

    def make_beginning(query: Query, records: Sequence[Record]) -> Answer:
        return replace(make(query, records), most=most)

    return make_beginning


_with_another_second_byte = _with_id(lambda number: number ^ 0x0055)
WRONG_IDS: Mapping[str, Make] = {
    gettext_noop("an answer whose ID is one more than that of its query"): _with_id(
        lambda number: number + 1
    ),
    gettext_noop("an answer whose ID has another first byte"): _with_id(
        lambda number: number ^ 0x5500
    ),
    gettext_noop("an answer whose ID has another second byte"): _with_another_second_byte,
    gettext_noop("an answer whose ID has its bytes the other way round"): _with_id(_turned),
    gettext_noop("an error with another ID"): _as_error(_with_another_second_byte),
    gettext_noop("an answer with another ID that is cut off"): _cut_off(
        _with_another_second_byte, NO_WHOLE_NAME
    ),
    gettext_noop("an answer with another ID that is cut off in its header"): _cut_off(
        _with_another_second_byte, FEW_BYTES
    ),
}


def _for_name(change: Callable[[str], str]) -> Make:
    def make(query: Query, records: Sequence[Record]) -> Answer:
        other = change(records[0].owner)
        return Answer([Record(other, each.kind, each.data) for each in records], asked=other)

    return make


def _about_name_itself(query: Query, records: Sequence[Record]) -> Answer:
    """Answer another question with records of NAME: only the question shows whose answer it is."""
    return replace(_for_another_name(query, records), records=records)


def _with_other_letter(name: str) -> str:
    last = name.partition(".")[0][-1]
    other = "q" if last != "q" else "j"
    return name.replace(f"{last}.", f"{other}.", 1)


_for_another_name = _for_name(lambda name: name[::-1].replace(".", "-") + ".example")
OTHER_QUESTIONS: Mapping[str, Make] = {
    gettext_noop("an answer to a question for another name"): _for_another_name,
    gettext_noop("an answer to a question for a name with one label more before it"): _for_name(
        lambda name: f"www.{name}"
    ),
    gettext_noop("an answer to a question for a name with one label more after it"): _for_name(
        lambda name: f"{name}.example"
    ),
    gettext_noop("an answer to a question for a name with one label less before it"): _for_name(
        lambda name: name.partition(".")[2]
    ),
    gettext_noop("an answer to a question for a name in which one letter is another"): _for_name(
        _with_other_letter
    ),
    gettext_noop(
        "an answer to a question for another name, with a record of NAME"
    ): _about_name_itself,
}
an_error_for_another_name = _as_error(_for_another_name)


def the_right_answer(query: Query, records: Sequence[Record]) -> Answer:
    """Make what would be the right answer if it did not come from somebody else."""
    return Answer(records)


def its_beginning(query: Query, records: Sequence[Record]) -> Answer:
    """Make the right answer, of which only the first bytes are sent: that is no DNS."""
    return Answer(records, most=FEW_BYTES)


def nothing_of_it(query: Query, records: Sequence[Record]) -> Answer:
    """Make the right answer, of which no byte is sent."""
    return Answer(records, most=0)


def pass_over_all(client: NameClient, examination: Examination, strays: Sequence[Stray]) -> None:
    """Demand that a client passes over these strays: all in one run, or else each in its own.

    Raises Unseen or Failure.
    """
    if client.prints and takes_the_answer_behind(client, examination, strays):
        return
    for stray in strays:
        pass_over(client, examination, stray)


def takes_the_answer_behind(
    client: NameClient, examination: Examination, strays: Sequence[Stray]
) -> bool:
    """Tell whether a client takes the answer that comes behind all of these strays."""
    name, (address, *wrong) = (
        name_from(examination.dice),
        addresses_from(examination.dice, 1 + len(strays)),
    )
    try:
        query = client.ask(name)
        for (what, make, stranger), other in zip(strays, wrong, strict=True):
            client.send_stray(query, make(query, [a(name, other)]), what, stranger)
        client.answer_with(query, Answer([a(name, address)]))
        client.expect_addresses(address)
    except Failure:
        client.scene.transcript.remark(
            gettext("that did not go well; then one at a time, each in a new run:")
        )
        return False
    return True


def pass_over(client: NameClient, examination: Examination, stray: Stray) -> None:
    """Demand that a client passes over a stray, and takes the answer behind it.

    One that does not print addresses has to ask again after the stray. Raises Unseen or Failure.
    """
    what, make, stranger = stray
    client.demand_queries()
    if not client.prints and not examination.passed("asks_again"):
        raise Unseen("prints_the_addresses")

    def play(is_patient: bool = False) -> None:
        name, (address, wrong) = name_from(examination.dice), addresses_from(examination.dice, 2)
        query = client.ask(name)
        client.send_stray(query, make(query, [a(name, wrong)]), what, stranger)
        if not client.prints:
            with meaning(gettext("It had been sent {what}.", what=what)):
                client.query_again(query)
            return
        if is_patient:
            query = client.latest(query)
        client.answer_with(query, Answer([a(name, address)]))
        with client.telling(gettext("It was sent {what}, before the right one.", what=what)):
            client.expect_addresses(address)

    try:
        play()
    except Failure:
        # who sends again at each stray wants an answer to the last sending: that it does so is
        # another check's concern
        if not client.goes_well(lambda: play(is_patient=True)):
            raise


def strays_it_passes_over(client: NameClient, examination: Examination) -> Sequence[Stray]:
    """List strays that the program is known not to take for its answer. Raises Unseen if none is."""
    strays: list[Stray] = []
    if examination.passed("passes_over_wrong_ids"):
        strays.append((gettext("answers with another ID"), _with_another_second_byte, None))
    if examination.passed("passes_over_other_questions"):
        strays.append((gettext("answers to another question"), _for_another_name, None))
    if examination.passed("passes_over_strangers"):
        stranger = client.stranger(*next(client.other_addresses()))
        strays.append((gettext("answers from a stranger"), the_right_answer, stranger))
    if not strays:
        raise Unseen("passes_over_wrong_ids")
    return strays


def wait_among_strays(
    client: NameClient,
    examination: Examination,
    stray: Stray,
) -> None:
    """Send many strays, and demand that the program waits on, and takes the answer behind them.

    One that does not print addresses has to ask again as if there were none. Raises Unseen or
    Failure.
    """
    client.demand_queries()
    if not client.prints and not examination.passed("asks_again"):
        raise Unseen("asks_again")
    usual = min(SHORTEST, 0.9 * examination.dialect(Resending).shortest)
    what, make, stranger = stray
    name, (address, wrong) = name_from(examination.dice), addresses_from(examination.dice, 2)

    def send_them(query: Query) -> None:
        for _ in range(MANY):
            client.send_stray(query, make(query, [a(name, wrong)]), what, stranger)

    query = client.ask(name)
    with meaning(gettext("It was sent {what}, {number} of them.", what=what, number=MANY)):
        send_them(query)
        if client.prints:
            client.answer_with(query, Answer([a(name, address)]))
            try:
                client.expect_addresses(address)
            finally:  # who has sent again at each stray may have given up: that is why
                demand_wait(client.waited, usual)
        else:
            demand_wait(client.query_again(query).arrived - query.arrived, usual)


def demand_wait(waited: float | None, usual: float) -> None:
    """Demand that a client has not sent again, or not before its usual wait. Raises Mismatch."""
    if waited is None or waited >= usual:
        return
    raise Mismatch(
        gettext("Your program sent again because of a datagram that was not its answer."),
        expected=gettext("the query again after 0.5 to 2 s"),
        received=gettext("the query again after {waited:.2f} s", waited=waited),
        diagnosis=gettext(
            "A stray datagram is no reason to send: the time for the answer goes on."
        ),
    )
