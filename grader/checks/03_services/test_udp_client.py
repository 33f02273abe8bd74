"""Unit 3, the UDP client: a DNS lookup, and name servers that answer in every way."""

from collections.abc import Generator
from contextlib import closing
from functools import partial
from itertools import pairwise

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import Failure, Mismatch, NothingCame, StillRunning
from grader.i18n import gettext, ngettext
from grader.peers.dns.answers import (
    CIRCLES,
    NO_SUCH_NAME,
    RARE_ERROR,
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
    an_error_for_another_name,
    its_beginning,
    nothing_of_it,
    pass_over_all,
    strays_it_passes_over,
    the_right_answer,
    wait_among_strays,
)
from grader.subjects.lookups import Resending, how_predictable
from grader.subjects.name_asker import MOST_SENDINGS, SENDINGS, addresses_from, name_from
from grader.subjects.name_client import LONGEST_ANSWER, NameClient
from grader.subjects.name_plays import (
    follow_a_respelled_alias,
    follow_aliases,
    meet_a_circle,
    of_foreseen_ids,
    parts_of,
    print_all,
    print_odd_ones,
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

KIND = Kind("script", out_of_bounds=(THIRD_PARTY,))
RUNS = 4  # whose IDs are compared
MANY_ADDRESSES = 28  # nearly fill an answer
MANY_POINTERS = 5  # records, the name of each a pointer to the pointer before


@check(points=2)
def test_sends_a_query(name_client: NameClient, examination: Examination) -> None:
    """Sends a query for the address of NAME to HOST and PORT.

    Hint: Catch your own query, print it in hexadecimal, and lay it beside the first picture in the
    README. Which byte is the first one that differs?
    Hint: Twelve bytes of header come first: the ID, the flags and four counts, all big-endian. Then
    come the labels of NAME with their lengths, a 0, the type and the class.
    Hint: `struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + name + struct.pack("!2H", 1, 1)`, sent
    with `sendto(query, (host, port))`.
    """
    name_client.first_query(name_from(examination.dice))


@check(points=1, after="sends_a_query")
def test_writes_any_name(name_client: NameClient, examination: Examination, word: Word) -> None:
    """Writes any NAME: short or long, with digits, `-`, `_` and capital letters.

    Hint: How many labels does NAME have? Which part of your program assumes that there are two or
    three, or that they are short?
    Hint: Split NAME at its dots. A loop writes each label: first its length as one byte, then the
    label itself.
    Hint: `for label in name.split("."):` add `bytes([len(label)]) + label.encode()`; after the loop
    add one zero byte.
    """
    name_client.demand_names()
    # 253 characters, and in a message 255 bytes
    long = ".".join([word(63), *(word(1 + index % 9) for index in range(24)), word(54)])
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
                gettext("Your program did not ask for NAME as it was given."),
                expected=query.as_it_should_be(name),
                received=query.data,
                diagnosis=" ".join(faults[:1]),
            )


@check(points=1, after="sends_a_query")
def test_asks_for_recursion(name_client: NameClient, examination: Examination) -> None:
    """Asks for recursion: the bit RD is set.

    Hint: The server at PORT may not know the name itself. Which bit asks it to ask other servers?
    Hint: RD is bit 8 of the flags, so the lowest bit of their *first* byte. Look at the mask in the
    README's table, and at your bytes 2 and 3.
    Hint: The flags of the query are `0x0100`: in the message the two bytes `01 00`.
    """
    query = name_client.ask(name_from(examination.dice))
    if not query.wants_recursion:
        raise Mismatch(
            gettext("Your program did not set the bit RD (recursion desired)."),
            expected=gettext("flags with 0x0100 in them"),
            received=gettext("flags 0x{flags:04x}", flags=query.flags),
            diagnosis=gettext(
                "The second byte of the flags is 0x{low:02x}: RD is the lowest bit of the first byte.",
                low=query.flags & 255,
            )
            if query.flags & 0xFF
            else gettext(
                "Without it a name server tells what it knows itself, and asks nobody else."
            ),
        )


@check(points=1, after="sends_a_query")
def test_uses_unpredictable_ids(name_client: NameClient, examination: Examination) -> None:
    """Uses an ID that nobody can guess.

    Hint: Who else could answer in the server's place? What would they have to know?
    Hint: A constant and a counter can be guessed. Draw a new number of 16 bits for each run; the
    modules `secrets` and `random` do that.
    Hint: `number = secrets.randbelow(65536)`.
    """
    name = name_from(examination.dice)
    ids = [name_client.ask(name).number for _ in range(RUNS)]
    how = how_predictable(ids)
    if how is None:
        return
    raise Mismatch(
        how,
        expected=gettext("IDs drawn at random"),
        received=", ".join(f"{each} (0x{each:04x})" for each in ids),
        diagnosis=of_foreseen_ids(name_client, examination, ids),
    )


# ------------------------------------------------------------------ answers


@check(points=2, after="sends_a_query")
def test_prints_the_addresses(name_client: NameClient, examination: Examination) -> None:
    """Prints each address of the answer in a line of its own, in the answer's order.

    Hint: At which offset does the first record of the answer begin, and which field says how many
    records there are?
    Hint: Skip the header, then the question: a name and four bytes. A record is a name, TYPE,
    CLASS, TTL, RDLENGTH and that many bytes. Print the offset before each field, and compare with
    the picture.
    Hint: `kind, _, _, length = struct.unpack_from("!HHIH", message, at)`, then
    `print(socket.inet_ntoa(message[at + 10 : at + 14]))`, then on to `at + 10 + length`.
    """
    print_one(name_client, examination)
    print_all(name_client, examination, 5)
    print_odd_ones(name_client, examination)
    with meaning(
        gettext("The answer had nearly the {size} bytes that it may have.", size=LONGEST_ANSWER)
    ):
        try:
            print_all(name_client, examination, MANY_ADDRESSES)
        except Failure as failure:
            name_client.learn_how_much_it_takes(failure)
            raise


@check(points=1, after="prints_the_addresses")
def test_prints_addresses_only(
    name_client: NameClient, examination: Examination, word: Word
) -> None:
    """Prints nothing of records that are not IPv4 addresses.

    Hint: Which TYPE does each record have? Does your program look at it?
    Hint: An IPv4 address is a record of type 1. You need nothing of the others, but you have to
    skip their data, and RDLENGTH says how much that is.
    Hint: `if kind == 1:` print it, and *for every type* `at += length`.
    """
    name_client.demand_prints()
    name, (address, *others) = name_from(examination.dice), addresses_from(examination.dice, 3)
    ipv6 = b"".join(bytes(map(int, each.split("."))) for each in (*others, *others))
    # letters to a program that shows the text
    text = "{}.{}.{}.{}".format(*examination.dice.choices(range(65, 91), k=4))
    for what, record in (
        (gettext("AAAA, an IPv6 address"), aaaa(name, ipv6)),
        (gettext("MX, a mail server"), mx(name, 10, name)),
        (gettext("TXT, a text in two parts"), txt(name, word(4).encode(), without_owner(text))),
    ):
        query = name_client.ask(name)
        records = [record, a(name, address)]
        if not name_client.prints_all:  # it may have read the first record only
            records.reverse()
        answer = Answer(records, [ns(name, f"ns.{name}")], has_opt=True)
        name_client.forbid(
            parts_of(record, query, gettext("the data of a record {what}", what=what))
        )
        name_client.answer_with(query, answer)
        known = gettext(
            "Beside the address stood a record {what}: RDLENGTH says how much data it has.",
            what=what,
        )
        with name_client.telling(known):
            name_client.expect_addresses(address)


@check(points=1, after="prints_the_addresses")
def test_follows_aliases(name_client: NameClient, examination: Examination) -> None:
    """Follows an alias (CNAME) to the addresses of its target, even an alias of an alias.

    Hint: What does a record of type CNAME say, and what is in its data?
    Hint: The data of a CNAME is a name. Its addresses come later in the same answer, under that
    name. Go through the records in order, and remember which name you are looking for now.
    Hint: `if owner == wanted and kind == 5: wanted = read_name(message, at)`; an address counts if
    its `owner == wanted`.
    """
    name_client.demand_prints()
    for count in (1, 3):
        name_client.in_some_form(partial(follow_aliases, name_client, examination, count))


@check(points=2, after=("prints_the_addresses", "prints_addresses_only", "follows_aliases"))
def test_reads_compressed_names(
    name_client: NameClient, examination: Examination, word: Word
) -> None:
    """Reads names in every form: written in full, a pointer, or labels and then a pointer.

    Hint: After which byte does a name end? There are two possibilities.
    Hint: A byte of 192 or more begins a pointer of two bytes, and the name in the record ends after
    it. The letters go on at the pointer's place, counted from the beginning of the message. Keep
    both offsets apart.
    Hint: `pointer = struct.unpack_from("!H", message, at)[0] & 0x3FFF`; the first time, remember
    `after = at + 2`, then read on at `pointer`.
    """
    name_client.demand_prints()
    name, near = name_from(examination.dice), name_from(examination.dice)
    far = f"{word(63)}.{word(63)}.{word(63)}.test"
    forms: tuple[tuple[Way, tuple[str, ...], str], ...] = (
        ("full", (near,), gettext("written out in full")),
        ("first", (near,), gettext("pointers to where the name stood before, of two bytes each")),
        ("suffix", (near,), gettext("labels, and then a pointer to the end of another name")),
        ("last", (near,), gettext("pointers to pointers")),
        ("first", (far, near), gettext("pointers to places after the byte 255")),
    )
    before = ""
    for way, others, what in forms:
        count = MANY_POINTERS if way == "last" else 2
        found = addresses_from(examination.dice, count if name_client.prints_all else 1)
        names = [name, *others]
        records = [alias(*pair) for pair in pairwise(names)]
        if not examination.passed("follows_aliases"):
            names, records = [name], []
        takes_others = name_client.prints_all and examination.passed("prints_addresses_only")
        if way == "last" and takes_others:
            records.append(mx(names[-1], 10, names[-1]))  # the next pointers lead into its data
        records += [a(names[-1], each) for each in found]
        query = name_client.ask(name)
        number, *_ = addresses_from(examination.dice, 1)
        zone = [ns("test", near), soa("test", near, without_owner(number) + bytes(6))]
        answer = Answer(records, zone, way=way)
        if way == "full":  # to see that it is not printed, the end of the program is waited for
            name_client.forbid({number: gettext("the numbers of a record SOA, after the address")})
        if not name_client.takes(query, answer):
            continue
        name_client.answer_with(query, answer)
        known = gettext("The names in this answer are {what}.", what=what)
        if before:
            known = gettext(
                "The names in this answer are {what}; those of an answer before, which are {before}, were read.",
                what=what,
                before=before,
            )
        with meaning(known):
            name_client.expect_addresses(*found)
        before = what


@check(points=1, after="prints_the_addresses")
def test_survives_circles(name_client: NameClient, examination: Examination) -> None:
    """Does not follow pointers in a circle.

    Hint: A stranger may send you any message. What does your loop do with a pointer that points at
    itself?
    Hint: A correct pointer leads to an earlier place. Demand that each pointer leads further back
    than the one before it. Then there can be no circle.
    Hint: `if pointer >= earliest: raise ValueError("a circle")`, then `earliest = pointer`; at the
    beginning `earliest` is the name's own offset.
    """
    name_client.demand_success()
    for what, message in CIRCLES.items():
        play = partial(meet_a_circle, name_client, examination, gettext(what), message)
        surely(name_client, play, of=StillRunning)


# ------------------------------------------------------------------ no answer, and strays


@check(points=1, after="prints_the_addresses")
def test_asks_again(name_client: NameClient, examination: Examination) -> None:
    """Asks again if no answer comes.

    Hint: A datagram can get lost, the query and the answer alike. What does your program do then,
    and how long does it wait?
    Hint: A socket with a timeout raises an exception when the time is over. Catch it, and send the
    query once more.
    Hint: `client.settimeout(1)`, and in a loop `client.sendto(query, server)` with `except
    TimeoutError: continue` after the `recvfrom`.
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

    Hint: How many seconds pass between two of your queries? Print the time at each sending.
    Hint: The timeout of a socket is in seconds, not in milliseconds. It holds for each single
    `recvfrom`, so each sending needs its own full wait.
    Hint: Before each `recvfrom`: `client.settimeout(end - time.monotonic())`, with `end =
    time.monotonic() + 1` set at each sending.
    """
    run = demand_a_second_sending(name_client, examination)
    if unfair := unfair_waits(run):
        learn_its_wait(examination, run)
        raise unfair


@check(points=1, after=("prints_the_addresses", "asks_again"))
def test_passes_over_wrong_ids(name_client: NameClient, examination: Examination) -> None:
    """Ignores an answer with another ID than that of its query.

    Hint: Anybody can send you an answer. Which two bytes show that it belongs to your query?
    Hint: Compare the first two bytes of what came with those that you sent. If they differ, wait
    for the next datagram with the time that is left.
    Hint: `if message[:2] != query[:2]: continue`.
    """
    strays = [(gettext(what), make, None) for what, make in WRONG_IDS.items()]
    pass_over_all(name_client, examination, strays)


@check(
    points=1,
    after=(
        *("prints_the_addresses", "follows_aliases", "reads_compressed_names"),
        *("asks_again", "passes_over_wrong_ids"),
    ),
)
def test_passes_over_other_questions(name_client: NameClient, examination: Examination) -> None:
    """Ignores an answer to another question; another spelling is not another question.

    Hint: A late answer to another lookup may have your ID by chance. What else does an answer
    repeat?
    Hint: Read the name in the answer's question, as you read any name, and compare it with yours.
    Capital and small letters must not matter.
    Hint: `if read_name(message, 12)[0].lower() != name.lower(): continue`.
    """
    strays: list[Stray] = [(gettext(what), make, None) for what, make in OTHER_QUESTIONS.items()]
    if not examination.lost("passes_over_wrong_ids"):  # as by looking for errors before all else
        strays.append((gettext("an error for another name"), an_error_for_another_name, None))
    pass_over_all(name_client, examination, strays)
    if name_client.prints:
        name, (address,) = name_from(examination.dice).title(), addresses_from(examination.dice, 1)
        query = name_client.ask(name)
        name_client.answer_with(query, Answer([a(name, address)], is_respelled=True))
        with meaning(
            gettext(
                "The question of the answer has the same name with some letters in the other case, which is no other name."
            )
        ):
            name_client.expect_addresses(address)
    # in this check: who never makes small letters of capital ones loses no second rule by it
    if examination.passed("follows_aliases") and examination.passed("reads_compressed_names"):
        follow_a_respelled_alias(name_client, examination)


@check(points=1, after=("prints_the_addresses", "asks_again", "passes_over_wrong_ids"))
def test_passes_over_strangers(name_client: NameClient, examination: Examination) -> None:
    """Ignores everything that comes from another address or port than the server's.

    Hint: Who has sent the datagram that has come? Which call tells you?
    Hint: `recvfrom` returns the data and the sender. The sender is a pair, and both parts count:
    the address and the port. Look at it before you read the message, which may be no DNS message.
    Hint: `message, sender = client.recvfrom(512)`, then `if sender != (host, port): continue`.
    """
    answers = (
        gettext("an answer from another port of the server's host"),
        gettext("an answer from the server's port of another host"),
    )
    addresses = name_client.other_addresses()
    strangers = [name_client.stranger(*address) for address in addresses]
    strays: list[Stray] = [
        (what, the_right_answer, stranger)
        for what, stranger in zip(answers, strangers, strict=False)
    ]
    beginning = gettext(
        "{size} bytes, which are no DNS message, from another port of the server's host",
        size=FEW_BYTES,
    )
    nothing = gettext("an empty datagram from another port of the server's host")
    if not examination.lost("passes_over_wrong_ids"):  # as by reading before it looks
        strays.append((beginning, its_beginning, strangers[0]))
        strays.append((nothing, nothing_of_it, strangers[0]))
    pass_over_all(name_client, examination, strays)


@check(
    points=1,
    after=(
        *("asks_again", "waits_for_an_answer"),
        *("passes_over_wrong_ids", "passes_over_other_questions", "passes_over_strangers"),
    ),
)
def test_strays_cost_no_sending(name_client: NameClient, examination: Examination) -> None:
    """Does not count a datagram that it ignores as a sending, and sends nothing because of it.

    Hint: A datagram comes that is not your answer. What comes next in your program: another
    sending, or the rest of this wait?
    Hint: You need two loops: one over the three sendings, and inside it one over the datagrams of
    this wait. The inner loop ends when the time is up or the right answer has come.
    Hint: `for _ in range(3):` send, fix `end`, then `while (left := end - time.monotonic()) > 0:`
    with `client.settimeout(left)`.
    """
    for stray in strays_it_passes_over(name_client, examination):
        surely(name_client, partial(wait_among_strays, name_client, examination, stray))


# ------------------------------------------------------------------ failures


@check(points=1, after=("prints_the_addresses", "prints_addresses_only", "asks_again"))
def test_fails_without_an_address(name_client: NameClient, examination: Examination) -> None:
    """Fails cleanly if the answer is an error, or has no address.

    Hint: Print RCODE and the list of addresses that you found. What should a user learn when RCODE
    is not 0, or the list is empty?
    Hint: Other programs see the exit status of yours. Look at the lower four bits of the flags
    first, even if there are records. Then look whether you have found any address.
    Hint: `if flags & 15 or not found: sys.exit(f"{name}: no address")` prints to standard error and
    ends with status 1.
    """
    name_client.demand_success()
    name, other, third = (name_from(examination.dice) for _ in range(3))
    (address,) = addresses_from(examination.dice, 1)
    zone = [soa("test", f"ns.{other}")]
    circle = [alias(name, other), alias(other, third), alias(third, other)]
    nothing = [
        (
            gettext("The name does not exist, by the answer's RCODE 3."),
            Answer((), zone, NO_SUCH_NAME),
        ),
        (gettext("The server failed, by the answer's RCODE 2."), Answer(rcode=SERVER_FAILED)),
        (
            gettext(
                "The answer is an error, by its RCODE {rcode}, and has an address nevertheless.",
                rcode=RARE_ERROR,
            ),
            Answer([a(name, address)], rcode=RARE_ERROR),
        ),
        (gettext("The answer has no record."), Answer((), zone)),
        (
            gettext("The alias in the answer leads to a name without an address."),
            Answer([alias(name, other)]),
        ),
        (gettext("The aliases in the answer lead in a circle."), Answer(circle)),
    ]
    if examination.passed("prints_addresses_only"):
        only_text = Answer([txt(name, b"txt")])
        nothing.append((gettext("The answer has a record of another type only."), only_text))
    for why, answer in nothing:
        query = name_client.ask(name)
        if not answer.records:
            name_client.lure_with(address)
        name_client.answer_with(query, answer)
        name_client.expect_failed_lookup(why, name_client.longest_try)


def nobody_is_there(examination: Examination) -> Generator[None, float, None]:
    with closing(NameClient(examination)) as client:
        client.start_alone(name_from(examination.dice))
        yield
        client.expect_failed_lookup(
            gettext("Nobody receives at HOST and PORT."),
            client.longest_try + client.scene.patience.start_up,
        )


def nobody_answers(examination: Examination) -> Generator[None, float, None]:
    with closing(NameClient(examination)) as client:
        first = client.ask(name_from(examination.dice))
        yield
        if examination.passed("asks_again"):
            sendings = client.sendings_after(first)
            if len(sendings) != SENDINGS:
                raise other_count(len(sendings))
        client.expect_failed_lookup(gettext("Nobody had answered."), client.longest_try)


def other_count(count: int) -> Mismatch:
    """Make the failure for another number of sendings than three."""
    if count >= MOST_SENDINGS:
        return Mismatch(
            gettext("Your program sent its query {count} times or more.", count=count),
            expected=gettext("3 sendings"),
            received=gettext("{count} sendings or more", count=count),
            diagnosis=gettext("It had not given up by then. It may be that no answer ever comes."),
        )
    return Mismatch(
        ngettext(
            "Your program sent its query {number} time.",
            "Your program sent its query {number} times.",
            count,
        ),
        expected=gettext("3 sendings"),
        received=ngettext("{number} sending", "{number} sendings", count),
        diagnosis=gettext("Three sendings in all: the first one, and two more."),
    )


@check(
    points=1,
    after=("asks_again", "waits_for_an_answer"),
    ahead=SilentRuns("sends_a_query", runs=(nobody_is_there, nobody_answers), may_end=True),
)
def test_gives_up_after_three(
    name_client: NameClient, examination: Examination, sit_out: SitOut
) -> None:
    """Gives up after three sendings, waits after the last one, too, and fails cleanly.

    Hint: No server ever answers. How many queries does your program send, and what does it do after
    the last one?
    Hint: Three sendings in all: the first one counts. The third one gets a full wait as well. Only
    then does the program end, with a message on standard error.
    Hint: `for _ in range(3):` send and wait, with a `return` for the answer; after the loop `raise
    LookupError("no answer")`.
    """
    name_client.demand_life_without_answers()
    asks_again = examination.passed("asks_again")
    if asks_again:
        tried(name_client, examination)  # a silent run leaves this client behind
    sit_out(nobody_answers)
    sit_out(nobody_is_there)
    if asks_again and (failure := tried(name_client, examination).failure):
        raise failure
