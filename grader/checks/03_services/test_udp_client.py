"""Unit 3, the UDP client: a DNS lookup, and name servers that answer in every way."""

from collections.abc import Generator
from contextlib import closing
from functools import partial
from itertools import pairwise

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import Failure, Mismatch, NothingCame, StillRunning
from grader.peers.dns.answers import (
    CIRCLES,
    NO_SUCH_NAME,
    REFUSED,
    SERVER_FAILED,
    Answer,
    Way,
    a,
    aaaa,
    alias,
    mx,
    ns,
    soa,
    txt,
    without_owner,
)
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.impostors import (
    FEW_BYTES,
    OTHER_QUESTIONS,
    WRONG_IDS,
    Stray,
    a_stray_it_passes_over,
    its_beginning,
    pass_over_all,
    the_right_answer,
    wait_among_strays,
)
from grader.subjects.lookups import Resending, how_predictable
from grader.subjects.name_asker import MOST_SENDINGS, SENDINGS, addresses_from, name_from
from grader.subjects.name_client import LONGEST_ANSWER, NameClient
from grader.subjects.name_plays import (
    follow_aliases,
    meet_a_circle,
    of_foreseen_ids,
    parts_of,
    print_all,
    print_one,
)
from grader.subjects.plays import surely
from grader.subjects.unanswered import (
    answered_at_last,
    demand_a_second_sending,
    learn_its_wait,
    tried,
    unfair_waits,
)
from grader.subjects.words import Word
from grader.text import counted

KIND = Kind("script", out_of_bounds=(THIRD_PARTY,))
RUNS = 4  # whose IDs are compared
MANY_ADDRESSES = 28  # nearly fill an answer


@check(points=2)
def test_sends_a_query(name_client: NameClient, examination: Examination) -> None:
    """Sends a query for the address of NAME to HOST and PORT.

    Hint: Which twelve bytes does a message begin with? Which of them are 0 in a query?
    Hint: struct.pack("!6H", …) makes the header. In which order do the bytes of a number stand there?
    Hint: Behind the header: each label of NAME with its length before it, a 0, then TYPE 1 and CLASS 1.
    """
    name_client.first_query(name_from(examination.dice))


@check(points=1, after="sends_a_query")
def test_writes_any_name(name_client: NameClient, examination: Examination, word: Word) -> None:
    """Writes any NAME: short or long, with digits, `-`, `_` and capital letters.

    Hint: How many labels has NAME? How long may one of them be?
    Hint: split(".") gives the labels; a loop writes each, whatever is in it.
    """
    name_client.demand_names()
    long = ".".join([word(63), *(word(1 + index % 9) for index in range(24))])
    for name in (
        word(6),
        f"_{word(4)}._tcp.{word(3)}-{word(3)}.test",
        f"{word(4).upper()}.{word(5).title()}.4{word(2)}2.test",
        f"{word(1)}.{word(1)}.{word(63)}.test",
        long,
    ):
        query = name_client.ask(name)
        if not query.asks_for(name):
            faults = list(query.faults(name))
            raise Mismatch(
                "Your program did not ask for NAME as it was given.",
                expected=query.as_it_should_be(name),
                received=query.data,
                diagnosis=" ".join(faults[:1]),
            )


@check(points=1, after="sends_a_query")
def test_asks_for_recursion(name_client: NameClient, examination: Examination) -> None:
    """Asks for recursion: the bit RD is set.

    Hint: The server at PORT may not know the name itself. Who is to ask the others?
    Hint: The flags are the bytes 2 and 3 of the header; RD is the lowest bit of the first of them.
    """
    query = name_client.ask(name_from(examination.dice))
    if not query.wants_recursion:
        raise Mismatch(
            "Your program did not set the bit RD (recursion desired).",
            expected="flags with 0x0100 in them",
            received=f"flags 0x{query.flags:04x}",
            diagnosis=f"The second byte of the flags is 0x{query.flags & 0xFF:02x}: RD is the lowest bit of the first byte."
            if query.flags & 0xFF
            else "Without it a name server tells what it knows itself, and asks nobody else.",
        )


@check(points=1, after="sends_a_query")
def test_uses_unpredictable_ids(name_client: NameClient, examination: Examination) -> None:
    """Uses an ID that nobody can guess.

    Hint: Who can answer in the server's place? Whoever knows your ID before it has answered.
    Hint: The modules random and secrets make numbers; an ID has 16 bits.
    """
    name = name_from(examination.dice)
    ids = [name_client.ask(name).number for _ in range(RUNS)]
    how = how_predictable(ids)
    if how is None:
        return
    raise Mismatch(
        f"Your program used {how}.",
        expected="IDs drawn at random",
        received=", ".join(f"{each} (0x{each:04x})" for each in ids),
        diagnosis=of_foreseen_ids(name_client, examination, ids),
    )


# ------------------------------------------------------------------ answers


@check(points=2, after="sends_a_query")
def test_prints_the_addresses(name_client: NameClient, examination: Examination) -> None:
    """Prints each address of the answer in a line of its own, in the answer's order.

    Hint: Where does the answer's first record begin, and how many are there?
    Hint: A record is a name, TYPE, CLASS, TTL, RDLENGTH and so many bytes: those of type A have four.
    Hint: socket.inet_ntoa() makes text of four bytes; one print() for each record.
    """
    print_one(name_client, examination)
    for count in (5, 2):
        print_all(name_client, examination, count)
    with meaning(f"The answer had nearly the {LONGEST_ANSWER} bytes that it may have."):
        try:
            print_all(name_client, examination, MANY_ADDRESSES)
        except Failure as failure:
            name_client.learn_how_much_it_takes(failure)
            raise


@check(points=1, after="prints_the_addresses")
def test_prints_addresses_only(
    name_client: NameClient, examination: Examination, word: Word
) -> None:
    """Prints nothing of records that are no addresses of IPv4.

    Hint: What is the TYPE of each record? How long is its data?
    Hint: What is not asked for is passed over: RDLENGTH says how far.
    """
    name_client.demand_prints()
    name, (address, *others) = name_from(examination.dice), addresses_from(examination.dice, 3)
    ipv6 = b"".join(bytes(map(int, each.split("."))) for each in (*others, *others))
    # letters to whoever shows the text
    text = "{}.{}.{}.{}".format(*examination.dice.choices(range(65, 91), k=4))
    other_records = {
        "AAAA, an IPv6 address": aaaa(name, ipv6),
        "MX, a mail server": mx(name, 10, name),
        "TXT, a text": txt(name, without_owner(text)),
    }
    for what, record in other_records.items():
        query = name_client.ask(name)
        records = [record, a(name, address)]
        if not name_client.prints_all:  # it may have read the first record only
            records.reverse()
        answer = Answer(records, [ns(name, f"ns.{name}")], has_opt=True)
        name_client.forbid(parts_of(record, query, f"the data of a record {what}"))
        name_client.answer_with(query, answer)
        known = f"Beside the address stood a record {what}: RDLENGTH says how much data it has."
        with name_client.telling(known):
            name_client.expect_addresses(address)


@check(points=1, after="prints_the_addresses")
def test_follows_aliases(name_client: NameClient, examination: Examination) -> None:
    """Follows an alias (CNAME) to the addresses of its target, also by way of other aliases.

    Hint: What does a record of type CNAME say? What is its data?
    Hint: The addresses stand behind the alias in the same answer, under the other name.
    Hint: Go through the records in order: a CNAME of the name that you look for gives you the next name.
    """
    name_client.demand_prints()
    for count in (1, 3):
        name_client.in_some_form(partial(follow_aliases, name_client, examination, count))


@check(points=2, after=("prints_the_addresses", "follows_aliases"))
def test_reads_compressed_names(
    name_client: NameClient, examination: Examination, word: Word
) -> None:
    """Reads names in every form: written out, a pointer, or labels and then a pointer.

    Hint: How many bytes has a name? When is it over?
    Hint: A byte of 192 or more begins a pointer of two bytes, and the name is over behind it.
    Hint: The lower 14 bits of both bytes are a place, counted from the beginning of the message.
    Hint: Read labels until a 0 or a pointer comes; at a pointer, go on reading at its place.
    """
    name_client.demand_prints()
    name, near = name_from(examination.dice), name_from(examination.dice)
    far = f"{word(63)}.{word(63)}.{word(63)}.test"
    forms: tuple[tuple[Way, tuple[str, ...], str], ...] = (
        ("full", (near,), "written out in full"),
        ("first", (near,), "pointers to where the name stood before, of two bytes each"),
        ("suffix", (near,), "labels, and then a pointer to the end of another name"),
        ("last", (near,), "pointers to pointers"),
        ("first", (far, near), "pointers to places after the byte 255"),
    )
    before = ""
    for way, others, what in forms:
        found = addresses_from(examination.dice, 2 if name_client.prints_all else 1)
        names = [name, *others]
        records = [alias(*pair) for pair in pairwise(names)]
        if not examination.passed("follows_aliases"):
            names, records = [name], []
        records += [a(names[-1], each) for each in found]
        query = name_client.ask(name)
        number, *_ = addresses_from(examination.dice, 1)
        zone = [ns("test", near), soa("test", near, without_owner(number) + bytes(6))]
        answer = Answer(records, zone, way=way)
        if way == "full":  # to see that it is not printed, the end of the program is waited for
            name_client.forbid({number: "the numbers of a record SOA, after the address"})
        if not name_client.takes(query, answer):
            continue
        name_client.answer_with(query, answer)
        with meaning(f"The names in this answer are {what}{before}."):
            name_client.expect_addresses(*found)
        before = f"; those that are {what} were read"


@check(points=1, after="prints_the_addresses")
def test_survives_circles(name_client: NameClient, examination: Examination) -> None:
    """Does not follow pointers in a circle.

    Hint: A stranger may send you any message. Where does a pointer lead that points at itself?
    Hint: Every pointer has to lead further back than the one before it; else the message is bad.
    """
    name_client.demand_success()
    for what, message in CIRCLES.items():
        play = partial(meet_a_circle, name_client, examination, what, message)
        surely(name_client, play, of=StillRunning)


# ------------------------------------------------------------------ no answer, and strays


@check(points=1, after="prints_the_addresses")
def test_asks_again(name_client: NameClient, examination: Examination) -> None:
    """Asks again if no answer comes.

    Hint: A datagram can be lost, the query as well as its answer. How long do you wait?
    Hint: settimeout() makes recvfrom() raise an exception after that time; send again then.
    """
    run = tried(name_client, examination)
    if isinstance(run.failure, NothingCame) and not run.waits:
        examination.learn(Resending(hangs=True))
    if run.failure and not run.waits:
        raise run.failure
    if run.failure and (second := answered_at_last(name_client, examination, 2)).failure:
        raise second.failure


@check(points=1, after="asks_again")
def test_waits_for_an_answer(name_client: NameClient, examination: Examination) -> None:
    """Waits 0.5 to 2 seconds for an answer before it sends again.

    Hint: How long does your program wait? settimeout() takes seconds.
    Hint: Every wait is as long as the first.
    """
    run = demand_a_second_sending(name_client, examination)
    if unfair := unfair_waits(run):
        learn_its_wait(examination, run)
        raise unfair


@check(points=1, after=("prints_the_addresses", "asks_again"))
def test_passes_over_wrong_ids(name_client: NameClient, examination: Examination) -> None:
    """Passes over an answer with another ID than its query has.

    Hint: Anybody can send you an answer. How does the right one show that it is the server's?
    Hint: The first two bytes of the answer are those of your query, or it is no answer to it.
    """
    strays = [(f"an answer whose ID {what}", make, None) for what, make in WRONG_IDS.items()]
    pass_over_all(name_client, examination, strays)


@check(points=1, after=("prints_the_addresses", "asks_again"))
def test_passes_over_other_questions(name_client: NameClient, examination: Examination) -> None:
    """Passes over an answer to another question; another spelling is no other question.

    Hint: A late answer to another lookup may bear your ID by chance. What else does it hold?
    Hint: Compare the name in the answer's question with yours, label by label, in lower case.
    """
    others = OTHER_QUESTIONS.items()
    strays = [(f"an answer to a question for {what}", make, None) for what, make in others]
    pass_over_all(name_client, examination, strays)
    if name_client.prints:
        name, (address,) = name_from(examination.dice), addresses_from(examination.dice, 1)
        query = name_client.ask(name)
        name_client.answer_with(query, Answer([a(name, address)], is_respelled=True))
        with meaning("The name in the question was spelled with other letters, capital ones."):
            name_client.expect_addresses(address)


@check(points=1, after=("prints_the_addresses", "asks_again"))
def test_passes_over_strangers(name_client: NameClient, examination: Examination) -> None:
    """Passes over what comes from another address or port than the server's, whatever it is.

    Hint: Who has sent the datagram that has just come? recvfrom() tells.
    Hint: Both parts of the pair count: the address and the port.
    """
    whose = ("from another port of the server's host", "from the server's port of another host")
    addresses = name_client.other_addresses()
    strangers = [name_client.stranger(*address) for address in addresses]
    strays: list[Stray] = [
        (f"an answer {where}", the_right_answer, stranger)
        for where, stranger in zip(whose, strangers, strict=False)
    ]
    what = f"{FEW_BYTES} bytes, which are no DNS message, {whose[0]}"
    strays.append((what, its_beginning, strangers[0]))
    pass_over_all(name_client, examination, strays)


@check(
    points=1,
    after=(
        *("asks_again", "waits_for_an_answer"),
        *("passes_over_wrong_ids", "passes_over_other_questions", "passes_over_strangers"),
    ),
)
def test_strays_cost_no_sending(name_client: NameClient, examination: Examination) -> None:
    """Does not count what it passes over as a sending, nor send again because of it.

    Hint: What comes next after a datagram that is not your answer: another sending, or the rest of the wait?
    Hint: A loop for the sendings, and within it one for the datagrams of this wait.
    Hint: The inner loop ends when the time is up or the answer has come, for no other reason.
    """
    stray = a_stray_it_passes_over(name_client, examination)
    surely(name_client, lambda: wait_among_strays(name_client, examination, stray))


# ------------------------------------------------------------------ failures


@check(points=1, after="prints_the_addresses")
def test_fails_without_an_address(name_client: NameClient, examination: Examination) -> None:
    """Fails cleanly if the answer is an error, or has no address.

    Hint: Whoever started your program sees its exit status. Which one says that nothing was found?
    Hint: The lower four bits of the flags are the RCODE; it is 0 where all is well.
    Hint: sys.exit("why") prints to standard error and ends with status 1; an exception does so, too.
    """
    name_client.demand_success()
    name, other, third = (name_from(examination.dice) for _ in range(3))
    (address,) = addresses_from(examination.dice, 1)
    zone = [soa("test", f"ns.{other}")]
    nothing = {
        "The name does not exist, by the answer's RCODE 3.": Answer((), zone, NO_SUCH_NAME),
        "The server failed, by the answer's RCODE 2.": Answer(rcode=SERVER_FAILED),
        "The server refused, by the answer's RCODE 5, and an address stands in the answer all the same.": Answer(
            [a(name, address)], rcode=REFUSED
        ),
        "The answer has no record.": Answer((), zone),
        "The alias in the answer leads to a name without an address.": Answer([alias(name, other)]),
        "The aliases in the answer lead round in a circle.": Answer(
            [alias(name, other), alias(other, third), alias(third, name)]
        ),
    }
    if examination.passed("prints_addresses_only"):
        nothing["The answer has a record of another type only."] = Answer([txt(name, b"txt")])
    for why, answer in nothing.items():
        query = name_client.ask(name)
        name_client.answer_with(query, answer)
        name_client.expect_failed_lookup(why, name_client.longest_try)


def nobody_is_there(examination: Examination) -> Generator[None, float, None]:
    with closing(NameClient(examination)) as client:
        client.start_alone(name_from(examination.dice))
        yield
        client.expect_failed_lookup(
            "Nobody receives at HOST and PORT.", client.longest_try + client.scene.patience.start_up
        )


def nobody_answers(examination: Examination) -> Generator[None, float, None]:
    with closing(NameClient(examination)) as client:
        first = client.ask(name_from(examination.dice))
        yield
        if examination.passed("asks_again"):
            sendings = client.sendings_after(first)
            if len(sendings) != SENDINGS:
                raise other_count(len(sendings))
        client.expect_failed_lookup("Nobody had answered.", client.longest_try)


def other_count(count: int) -> Mismatch:
    """Make the failure for another number of sendings than three."""
    more = " or more" if count >= MOST_SENDINGS else ""
    return Mismatch(
        f"Your program sent its query {counted(count, 'time')}{more}.",
        expected="3 sendings",
        received=f"{counted(count, 'sending')}{more}",
        diagnosis="It had not given up by then: nobody may ever answer."
        if more
        else "Three sendings in all: the first one, and two more.",
    )


@check(
    points=1,
    after=("asks_again", "waits_for_an_answer"),
    ahead=SilentRuns("sends_a_query", runs=(nobody_is_there, nobody_answers), may_end=True),
)
def test_gives_up_after_three(
    name_client: NameClient, examination: Examination, sit_out: SitOut
) -> None:
    """Gives up after three sendings, the last of which is waited for, too, and fails cleanly.

    Hint: Where does the loop end when nobody ever answers, and what does the program do then?
    Hint: Three sendings in all, the first one counts, and each has its wait; then raise an exception, or sys.exit("why").
    """
    name_client.demand_life_without_answers()
    sit_out(nobody_answers)
    sit_out(nobody_is_there)
    if examination.passed("asks_again") and (failure := tried(name_client, examination).failure):
        raise failure
