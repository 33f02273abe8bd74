"""Unit 3, the UDP server: DNS, answered from a hosts file."""

import itertools
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

import dns.edns

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import NothingCame, NotReachable, ProgramEnded, Unseen
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.dns.dig import Dig
from grader.peers.dns.faults import aa_fault, id_fault, qr_fault, question_fault, rd_fault
from grader.peers.dns.messages import HEADER, QR, Message
from grader.peers.dns.queries import Query
from grader.peers.dns.strange import cut_off, rules_of, strange_queries, without_question
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.name_server import NameServer

KIND = Kind(out_of_bounds=(THIRD_PARTY,))

SILENCE = 2.2  # seconds in which nobody asks the server
ENOUGH = 4.0  # seconds that many datagrams may take with a slow server
ENOUGH_NAMES = 100  # another one behind each of them
DNSSEC_OK = 0x8000  # among the flags of an OPT record
NOERROR, FORMERR, NXDOMAIN, NOTIMP = 0, 1, 3, 4
LABELS_OF_THE_LONGEST = [5] * 41 + [7]  # letters: with their lengths and the end 255 bytes
MX, TXT, AAAA, NS, HTTPS, CAA = 15, 16, 28, 2, 65, 257


@check(points=1)
def test_answers(name_server: NameServer) -> None:
    """Answers a query that comes to HOST and PORT.

    Hint: Which address does your socket get: one that you wrote into the program, or HOST and PORT?
    Hint: A UDP server makes three calls: one gives the socket its address, one waits for a
    datagram, one sends. The stub hands host and port to serve().
    Hint: `server.bind((host, port))`, then in a loop `query, client = server.recvfrom(512)` and
    `server.sendto(answer, client)`.
    """
    name_server.first_answer(name_server.hosts.name())


@check(points=2, after="answers")
def test_gives_the_address(name_server: NameServer) -> None:
    """Gives the address of a name that stands in HOSTS_FILE, in a record of type A.

    Hint: Which parts does an answer have, and in which order? Print yours with hex(" ") and lay it
    beside the picture in the README.
    Hint: After the question comes one record: its name, type, class, TTL, the length 4, and four
    bytes. ANCOUNT in the header says how many records there are. The name may be the pointer of two
    bytes from the picture.
    Hint: A whole record is `struct.pack("!HHHIH4s", 0xC00C, 1, 1, 60, 4,
    socket.inet_aton(address))`.
    """
    name_server.demand_answers()
    names = [name_server.hosts.name() for _ in range(3)]
    for name in (names[1], names[2], names[0]):
        name_server.first_address(name)
        name_server.start_anew()


@check(points=1, after="gives_the_address")
def test_returns_the_id(name_server: NameServer) -> None:
    """Sends each answer to the client that asked, with the ID of its query.

    Hint: A client has asked three servers. How does it know which answer belongs to which query?
    Hint: Copy the first two bytes of the query as they are: you do not have to make a number of
    them. And send the answer to the sender of this query.
    Hint: `answer = query[:2] + …`, and `sendto(answer, client)` with the `client` of the last
    `recvfrom`.
    """
    name_server.demand_answers()
    # with a byte that is zero, with bytes that ASCII has not, with white space, and 0
    numbers = (None, 0x0035, 0xA700, 0xFFFE, 0x2009, 0, None)
    names = [name_server.hosts.name() for _ in range(11)]  # another one for each query
    earlier: list[int] = []
    for name, number in zip(names[:7], numbers, strict=True):
        query = name_server.query(name, number=number)
        with meaning(gettext("The ID of this query is {id}.", id=f"0x{query.id:04x}")):
            answer = first_answer_to(name_server, query, len(earlier))
        name_server.demand(id_fault(answer, query, earlier))
        earlier.append(query.id)
    again = name_server.query(names[7])
    again = replace(again, data=query.data[:2] + again.data[2:])
    with meaning(gettext("It had the ID of the query before: a client may use an ID again.")):
        name_server.demand(id_fault(name_server.ask(again), again))
    clients = [name_server.client(letter) for letter in "ABC"]
    asked = [name_server.query(name) for name in names[8:]]
    for client, query in zip(clients, asked, strict=True):
        name_server.send(query, client)
    for client, query in zip(clients, asked, strict=True):
        try:
            answer = name_server.answer_to(query, client)
        except NothingCame as silence:
            silence.diagnosis = name_server.went_astray(client) or silence.diagnosis
            raise
        name_server.demand(id_fault(answer, query, [each.id for each in asked]))


def first_answer_to(name_server: NameServer, query: Query, answers: int) -> Message:
    """Ask a server that has given so many answers in this run; learn if it gives no more."""
    try:
        return name_server.ask(query)
    except (NothingCame, NotReachable, ProgramEnded) as failure:
        if answers:
            name_server.learn_that_it_stops(failure, answers)
        raise


@check(points=1, after="gives_the_address")
def test_returns_the_question(name_server: NameServer) -> None:
    """Returns the question as it was sent, with the name in the same letters.

    Hint: What stands between the header and the first record of an answer?
    Hint: The question goes back byte for byte: name, type and class. Keep these bytes before you
    make small letters of the name to look it up. QDCOUNT is 1.
    Hint: `question = query[12:end]`, where `end` is four bytes after the name, and then `header +
    question + records`.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    query = name_server.query(name)
    name_server.demand(question_fault(name_server.ask(query), query))
    mixed = name_server.query(name.title(), what=gettext("with capital letters"))
    try:
        answer = name_server.ask(mixed)
    except (NothingCame, ProgramEnded):
        return  # that capital letters are no matter is another check's concern
    name_server.demand(question_fault(answer, mixed))


@check(points=2, after=("gives_the_address", "returns_the_id"))
def test_sets_the_flags(name_server: NameServer) -> None:
    """Sets QR and AA in its answers, and copies RD from the query.

    Hint: The third and the fourth byte of a message are the flags. Which bit of them is QR, which
    AA, which RD?
    Hint: QR says "this is a response", AA says "I am the authority for this name". RD is the
    client's wish: your answer repeats it, set or not set. The README has a table of the masks.
    Hint: `flags = 0x8000 | 0x0400 | (asked & 0x0100)`, where `asked` are the flags of the query.
    """
    name_server.demand_answers()
    if name_server.way.knows_no_address:
        raise Unseen("gives_the_address")  # AA is judged where there is one
    name = name_server.hosts.name()
    for recursive in (True, False, True):
        what = gettext("with RD") if recursive else gettext("without RD")
        query = name_server.query(name, recursive=recursive, what=what)
        answer = name_server.ask(query)
        name_server.demand(qr_fault(answer))
        name_server.demand(aa_fault(answer))
        name_server.demand(rd_fault(answer, query))
    query = name_server.query(name, AAAA, recursive=False, what=gettext("without RD"))
    try:
        answer = name_server.ask(query)
    except (NothingCame, ProgramEnded):
        return  # that there is an answer is another check's concern
    if answer.flags & 15 == NOERROR:
        name_server.demand(rd_fault(answer, query))


@check(points=1, after="gives_the_address")
def test_lives_a_minute(name_server: NameServer) -> None:
    """Gives its records a TTL of 60 seconds.

    Hint: How long may a client keep an answer before it has to ask again?
    Hint: The TTL is the number of four bytes between the class of a record and its length. It
    counts seconds.
    Hint: In `struct` a number of four bytes is an `I`: after the name a record goes on with
    `struct.pack("!HHIH", 1, 1, 60, 4)`.
    """
    name_server.demand_answers()
    name_server.expect_ttl(name_server.hosts.name(addresses=2))


@check(points=1, after="gives_the_address")
def test_gives_every_address(name_server: NameServer) -> None:
    """Gives all addresses of a name that stands in several lines, one record for each.

    Hint: What happens in your dictionary when a name comes a second time?
    Hint: A name needs a list of addresses. The answer has one record for each of them, and ANCOUNT
    is the length of the list.
    Hint: `hosts.setdefault(name, []).append(address)`, and later `for address in hosts[name]:` one
    record.
    """
    name_server.demand_addresses()
    names = [name_server.hosts.name(), name_server.hosts.name(addresses=12)]
    name_server.hosts.line("{} {}", names[0])  # not right after its first line
    long = f"{name_server.word(63)}.{name_server.word(20)}"
    for _ in range(2):
        name_server.hosts.line("{} {}", long)
    for name in names:
        name_server.expect_addresses(name_server.query(name))
    with meaning(gettext("The same name had been asked for before.")):
        name_server.expect_addresses(name_server.query(names[0]))
    name_server.expect_addresses(
        name_server.query(long),
        usually=gettext("Its first label has 63 bytes, and that many are allowed."),
    )


@check(points=1, after=("gives_the_address", "gives_every_address"))
def test_ignores_case(name_server: NameServer, examination: Examination) -> None:
    """Knows a name in any letters, capital or small, in a query and in the file.

    Hint: For DNS, `WWW.Example` and `www.example` are one name. Are they for your dictionary?
    Hint: Make small letters of a name in two places: when you store it, and when you look it up.
    The question in the answer keeps its letters.
    Hint: `hosts[name.lower()]` for the file, and `name.lower() in hosts` for the query.
    """
    name_server.demand_addresses()
    small = [name_server.hosts.name() for _ in range(2)]
    large = [name_server.hosts.new_name().title() for _ in range(3)]
    both = name_server.hosts.new_name()
    for spelling in (*large, both, both.title()):
        name_server.hosts.line("{} {}", spelling)
    for name, asked in (
        (small[0], small[0].upper()),
        (large[0], large[0]),
        (large[1], large[1].lower()),
        (small[1], small[1].title()),
        (large[2], large[2].swapcase()),
    ):
        told = gettext(
            "The name stands in HOSTS_FILE as {name}, and was asked for as {asked}.",
            name=name,
            asked=asked,
        )
        if name == asked:
            told = gettext(
                "The name stands in HOSTS_FILE as {name}, and was asked for in the same letters: case does not count in the file, either.",
                name=name,
            )
        name_server.expect_addresses(name_server.query(asked), usually=told)
    if examination.passed("gives_every_address"):
        told = name_server.hosts.told_of_spellings(both)
        name_server.expect_addresses(name_server.query(both), usually=told)


@check(points=2, after=("gives_the_address", "gives_every_address"))
def test_reads_the_file(name_server: NameServer, examination: Examination) -> None:
    """Reads lines with several names, spaces, tabs and comments.

    Hint: Print the words that your program finds in each line of the file. Are they the words that
    you see there, without the comment?
    Hint: Cut off the comment first. Then the method that splits a line does the rest: without an
    argument it splits at any number of spaces and tabs. What is left may be an empty list.
    Hint: `words = line.partition("#")[0].split()`: if there are any, `words[0]` is the address, and
    each of `words[1:]` is a name.
    """
    name_server.demand_addresses()
    asked: dict[str, str] = {}  # why each of the names may not be known

    def line(form: str, *whys: str, names: Sequence[str] = (), address: str = "") -> None:
        names = names or [name_server.hosts.new_name() for _ in range(form.count("{}") - 1)]
        name_server.hosts.line(form, *names, address=address)
        asked.update(itertools.zip_longest(names, whys, fillvalue=whys[-1]))

    second = gettext("It is the second name of its line.")
    third = gettext("It is the third name of its line.")
    hidden = [name_server.hosts.new_name() for _ in range(3)]
    name_server.hosts.lines.append(f"# {name_server.word()}, a comment")
    line("{} {}", gettext("Its line is the first one after a comment."))
    name_server.hosts.lines += ["", f"#{name_server.hosts.new_address()} {hidden[0]}", "   "]
    line(
        "{} {} {} {}",
        gettext("It is the first name of its line."),
        second,
        third,
    )
    address = name_server.hosts.new_address()
    for _ in range(2):
        line("{} {}", gettext("Two lines have its address."), address=address)
    if "records" not in name_server.way.wrong:  # else these bytes may be anything
        nowhere = "0.0.0.0"
        line("{} {}", gettext("Its address is {address}.", address=nowhere), address=nowhere)
    line("{}   {}", gettext("Three blanks stand in its line."))
    line("{}\t{}", gettext("A tab stands in its line."))
    line("{} \t {}\t\t{} {}", gettext("Blanks and tabs stand in its line."))
    line("  {} {}", gettext("Its line begins with blanks."))
    line("{} {}  ", gettext("Its line ends with blanks."))
    line("{} {} # " + hidden[1], gettext("A comment stands after the name in its line."))
    line(
        "{} {}#" + hidden[2],
        gettext("A comment stands right after the name in its line, without a blank."),
    )
    line("\t{} {}", gettext("Its line begins with a tab."))
    line(
        "{}\t{}\t{}\t# one {{more}}",
        gettext("Tabs stand in its line, and at its end a comment after a tab."),
    )
    name_server.hosts.lines.append("\t# nothing but a comment")
    label = name_server.word(7)
    line("{} {}", gettext("Its name has one label only."), names=[label])
    start, end = name_server.word(3), name_server.word(4)
    odd = f"{start}-{end}.{start}"
    line("{} {}", gettext("Its name has a hyphen."), names=[odd])
    line("{} {}", gettext("Its name has an underscore."), names=[f"{start}_{end}.{start}"])
    line("{} {}", gettext("Its name has digits."), names=[f"{start}2{end}.9.{start}"])
    if examination.passed("gives_every_address"):
        one, other = (name_server.hosts.new_name() for _ in range(2))
        line("{} {} {} {}", asked[odd], second, third, names=[odd, one, other])
        line("{} {}", second, names=[one])  # an address that is not the other's
    name_server.hosts.last_line_end = ""
    line("{} {}", gettext("It stands in the last line, which has no line end."))
    for name, why in asked.items():
        name_server.expect_addresses(name_server.query(name), usually=why)
    for name in hidden:
        name_server.expect_no_address(
            name, gettext("It stands only in a comment: ignore everything after #.")
        )


@check(points=2, after="gives_the_address")
def test_says_nxdomain(name_server: NameServer, examination: Examination) -> None:
    """Says NXDOMAIN (3) if a name is not in HOSTS_FILE.

    Hint: What does your server send for a name that it has never heard of? Do not keep silent:
    then the client waits and asks again.
    Hint: RCODE, the lowest four bits of the flags, is the outcome. For an unknown name it is 3. The
    question comes back as in every answer, and no record follows.
    Hint: `if name not in hosts:` a header with `flags | 3` and the counts 1, 0, 0, 0, then the
    question.
    """
    name_server.demand_answers()
    known = name_server.hosts.name()
    is_lost = examination.lost("gives_the_address") and not name_server.way.knows_no_address
    if is_lost and name_server.says_no_such_name(known):
        raise Unseen("gives_the_address")  # it says so of all names
    head, _, tail = known.partition(".")
    parts = gettext("Only the whole name counts, and not a part of it.")
    beginning = gettext("It is the beginning of {known}. {rule}", known=known, rule=parts)
    for name, kind, why in (
        (name_server.hosts.new_name(), 1, ""),
        (name_server.word(8), 1, ""),
        (
            f"{name_server.word(3)}.{known}",
            1,
            gettext(
                "{known} is in the file, and this is another name. {rule}", known=known, rule=parts
            ),
        ),
        (
            f"{head}{tail}",
            1,
            gettext(
                "{known} is in the file, and is another name: it has two labels, and this one has one.",
                known=known,
            ),
        ),
        (tail, 1, gettext("It is the end of {known}. {rule}", known=known, rule=parts)),
        (head, 1, beginning),
        (f"{known}x", 1, gettext("It begins like {known}. {rule}", known=known, rule=parts)),
        (known[:-1], 1, beginning),
        (
            name_server.hosts.new_name(),
            AAAA,
            gettext("Whatever type is asked for: the name itself is not there."),
        ),
    ):
        name_server.expect_unknown(name_server.query(name, kind), why)


@check(points=1, after=("gives_the_address", "says_nxdomain"))
def test_has_nothing_of_other_types(name_server: NameServer) -> None:
    """Says NOERROR without answers if a known name is asked for another type, such as AAAA.

    Hint: The name is known, but it has no address of IPv6. Is that the same as an unknown name?
    Hint: NXDOMAIN tells a client that this name has no records of any type. Here the name exists:
    the outcome is NOERROR, and the number of answers is zero. Which field of the question tells the
    type?
    Hint: `qtype, qclass = struct.unpack_from("!HH", query, end_of_name)`, and `records = [] if
    qtype != 1 else …`, with RCODE 0.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    longest = ".".join(map(name_server.word, LABELS_OF_THE_LONGEST))
    name_server.hosts.line("{} {}", longest)
    for kind in (AAAA, MX, TXT, NS, HTTPS, CAA):
        expect_nothing(name_server, name, kind)
    known = gettext(
        "Its name has {number} labels. In a message it has 255 bytes, as many as a name may have.",
        number=len(LABELS_OF_THE_LONGEST),
    )
    with meaning(known):
        expect_nothing(name_server, longest, AAAA)


def expect_nothing(name_server: NameServer, name: str, kind: int) -> None:
    """Demand that a known name has nothing of a type."""
    name_server.expect_outcome(
        name_server.query(name, kind),
        (NOERROR,),
        {
            NXDOMAIN: gettext(
                "NXDOMAIN says that the name does not exist. It does: of this type there is nothing, and that is NOERROR without answers."
            ),
            NOTIMP: gettext(
                "NOTIMP is for what a server cannot do at all. It knows the name: of this type there is nothing, and that is NOERROR without answers."
            ),
        },
        in_silence=gettext(
            "A name that has nothing of this type still gets an answer: NOERROR, and no records."
        ),
    )


WITH_OPT = gettext_noop(
    "The query has an OPT record (RFC 6891) in its additional section, as the queries of dig have: it is answered like one without."
)


@check(points=1, after=("gives_the_address", "says_nxdomain", "has_nothing_of_other_types"))
def test_takes_edns(name_server: NameServer, examination: Examination) -> None:
    """Answers a query that has an EDNS record after its question, as the queries of `dig` have.

    Hint: What may come after the question? Print the query of `dig` in hexadecimal, and look at
    ARCOUNT in its header.
    Hint: The question ends after its class. Send back these bytes only, and not all that came.
    The header of the answer has four counts of its own: do not copy those of the query.
    Hint: `query[12:end]` is the question, not `query[12:]`; the header has `1, len(records), 0, 0`
    as its counts.
    """
    name_server.demand_addresses()
    first, second, third, fourth, name = (name_server.hosts.name() for _ in range(5))
    told = gettext(WITH_OPT)
    cookie = dns.edns.CookieOption(examination.dice.randbytes(8), b"")
    with Dig(name) as dig:
        for asked, options, what in (
            (first, (), gettext("with an OPT record")),
            (second, (cookie,), gettext("with an OPT record and a cookie in it")),
        ):
            query = name_server.query(asked, options=options, what=what)
            name_server.expect_addresses(query, usually=told)
        name_server.expect_addresses_by_dig(name, dig, usually=told)
    for query, meant in (
        (
            name_server.query(third).with_opt(
                gettext("with an OPT record that has the bit DO"), flags=DNSSEC_OK
            ),
            gettext("The bit DO stands behind the version, which is 0 (RFC 6891, section 6.1.3)."),
        ),
        (
            name_server.query(fourth).with_opt(
                gettext("with an OPT record that has the size 0"), size=0
            ),
            gettext("A size below 512 counts as 512 (RFC 6891, section 6.2.3)."),
        ),
    ):
        with meaning(meant):
            name_server.expect_addresses(query, usually=told)
    if examination.passed("has_nothing_of_other_types"):
        query = name_server.query(name, AAAA, options=(), what=gettext("with an OPT record"))
        name_server.expect_outcome(query, (NOERROR,), dict.fromkeys(range(16), told))
    if examination.passed("says_nxdomain"):
        name = name_server.hosts.new_name()
        query = name_server.query(name, options=(), what=gettext("with an OPT record"))
        name_server.expect_outcome(query, (NXDOMAIN,), dict.fromkeys(range(16), told))


@check(points=1, after=("gives_the_address", "says_nxdomain"))
def test_says_notimp(name_server: NameServer, examination: Examination) -> None:
    """Says NOTIMP (4) if the opcode is not that of a query.

    Hint: Four bits of the flags say what the client wants. What does your server do if they are not
    0?
    Hint: The opcode is in the bits 14 to 11. The answer is a header with RCODE 4, and the opcode
    goes back as it came.
    Hint: `opcode = (flags >> 11) & 15`, and the answer's flags are `0x8000 | (flags & 0x7800) | 4`.
    """
    name_server.demand_answers()
    names = [name_server.hosts.name()]
    if examination.passed("says_nxdomain"):
        names.append(name_server.hosts.new_name())
    taken = gettext("It was answered like a query, which is what opcode 0 says.")
    for opcode, name in zip((2, 1, 4, 5, 3, 6, 15, 8), itertools.cycle(names), strict=False):
        query = name_server.query(name)
        odd = query.with_flags(
            query.flags | opcode << 11, gettext("with the opcode {opcode}", opcode=opcode)
        )
        name_server.expect_outcome(
            odd,
            (NOTIMP,),
            dict.fromkeys((NOERROR, NXDOMAIN), taken),
            is_error=True,
            in_silence=gettext("What a server does not do has an answer, too: NOTIMP."),
        )
        taken = gettext(
            "It was answered like a query; other opcodes were refused. All four bits of it count."
        )


@check(points=1, after=("gives_the_address", "says_nxdomain", "takes_edns"))
def test_says_formerr(name_server: NameServer, examination: Examination) -> None:
    """Says FORMERR (1) if the question is cut off, or if there is no question.

    Hint: What does your program do when the datagram ends in the middle of a name?
    Hint: Python cuts a slice short without an error. Compare the length of each label with its
    length byte, and look for TYPE and CLASS, too. QDCOUNT 0 is the same outcome: RCODE 1.
    Hint: `if len(label) < length: raise ValueError`, and around the reading `except (ValueError,
    IndexError, struct.error):` a header with `flags | 1`.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    told = dict.fromkeys(
        (NOERROR, NXDOMAIN),
        gettext("A question of which a part is missing has no outcome but FORMERR."),
    )
    silence = gettext(
        "A query that cannot be read has an answer, too: FORMERR, with the ID of its header."
    )
    whole = name_server.query(name)
    for cut in cut_off(whole):
        number = name_server.query(name).data[:2]
        name_server.expect_outcome(
            replace(cut, data=number + cut.data[2:]),
            (FORMERR,),
            told,
            is_error=True,
            in_silence=silence,
        )
    told = dict.fromkeys(
        told, gettext("QDCOUNT is 0: there is no question that could be answered.")
    )
    wholes = [name_server.query(name)]
    if not examination.lost("takes_edns"):
        wholes.append(name_server.query(name, options=(), what=gettext(", an OPT record")))
    for whole in wholes:
        empty = without_question(whole)
        name_server.expect_outcome(empty, (FORMERR,), told, is_error=True, in_silence=silence)


TOO_SHORT = gettext_noop(
    "A header has 12 bytes: what is shorter is no message, and has no ID that is sure."
)
A_RESPONSE = gettext_noop(
    "Its QR is 1: it asks nothing. Two servers that answer each other's responses never stop."
)


@check(points=1, after=("gives_the_address", "returns_the_id", "says_notimp", "says_formerr"))
def test_keeps_silent(name_server: NameServer, examination: Examination) -> None:
    """Does not answer a datagram of fewer than 12 bytes, nor a message that is a response itself.

    Hint: Two servers answer each other's answers. When does that end?
    Hint: Look at two things before all others: how long the datagram is, and the highest bit of its
    flags. Then go on with the next datagram without sending.
    Hint: `if len(query) < 12 or query[2] & 0x80: continue`.
    """
    name_server.demand_recognizable_answers()
    query = name_server.query(name_server.hosts.name())
    for size in (11, 1, 5, 2):
        what = ngettext("a datagram of {number} byte", "a datagram of {number} bytes", size)
        odd = Query(query.data[:size], what=what)
        name_server.expect_only_answer(odd, name_server.query(query.name), gettext(TOO_SHORT))
    response = name_server.query(query.name)
    responses = [response.with_flags(response.flags | QR, gettext("a response, with QR 1"))]
    if not examination.lost("says_formerr"):
        cut = responses[0].data[: HEADER.size + 3]
        responses.append(
            Query(cut, what=gettext("a response, with QR 1, and a question that is cut off"))
        )
        header = response.data[:2] + b"\x81\x81" + bytes(8)
        responses.append(Query(header, what=gettext("a response, with QR 1, and no question")))
    if not examination.lost("says_notimp"):
        status = response.flags | QR | 2 << 11
        responses.append(
            response.with_flags(status, gettext("a response, with QR 1 and the opcode 2"))
        )
    for odd in responses:
        name_server.expect_only_answer(odd, name_server.query(query.name), gettext(A_RESPONSE))
    name_server.expect_no_more()


def nobody_has_asked(examination: Examination) -> Generator[None, float, None]:
    with closing(NameServer(examination)) as server:
        query = server.query(server.hosts.name())
        client = server.client()
        server.wait_until_bound()
        since = yield
        server.keep_silent(SILENCE, since)
        server.send(query, client)


def nobody_asks_again(examination: Examination) -> Generator[None, float, None]:
    with closing(NameServer(examination)) as server:
        name = server.hosts.name()
        server.ask(server.query(name))
        since = yield
        server.keep_silent(SILENCE, since)
        answer = server.ask(server.query(name))
        if examination.passed("lives_a_minute"):
            with meaning(
                gettext("Nobody had asked for 2.2 s: the TTL is the same in each answer.")
            ):
                server.demand_ttls(answer, name)


MALFORMED = gettext_noop(
    "Malformed lines stand before that of the name in HOSTS_FILE: your program has to ignore them, and to read the lines after them."
)


@check(
    points=1,
    after=(
        "gives_the_address",
        "returns_the_id",
        "lives_a_minute",
        "says_formerr",
        "says_nxdomain",
        "says_notimp",
        "has_nothing_of_other_types",
        "keeps_silent",
    ),
    ahead=SilentRuns(once_passed="answers", runs=(nobody_has_asked, nobody_asks_again)),
)
def test_survives_any_bytes(
    name_server: NameServer, examination: Examination, sit_out: SitOut
) -> None:
    """Goes on after any bytes, malformed lines in HOSTS_FILE, and seconds of silence.

    Hint: Who can send a datagram to your server, and what may be in it? Which line of your program
    would such a datagram end?
    Hint: Catch the exceptions of one datagram inside the loop, and those of one line of the file
    inside that loop. Nothing may run for ever, either: a name may hold a pointer to itself. And
    `inet_aton` accepts words that are not full addresses.
    Hint: In the loop `try: answer = respond(query)` and `except (ValueError, IndexError,
    struct.error): continue`; for the file `socket.inet_pton(socket.AF_INET, word)` raises
    `OSError`.
    """
    name_server.demand_recognizable_answers()
    names = [name_server.hosts.name() for _ in range(ENOUGH_NAMES)]
    name_server.hosts.lines += [
        name_server.hosts.new_address(),
        f"{name_server.word(5)} {name_server.hosts.new_name()}",
        f"300.1.2.3 {name_server.hosts.new_name()}",
        f"10.1.2 {name_server.hosts.new_name()}",
        "????",
        name_server.word(9),
    ]
    other = name_server.hosts.name()
    name_server.expect_known(name_server.query(other), usually=gettext(MALFORMED))
    deadline = time.monotonic() + ENOUGH
    odd_ones = strange_queries(name_server.query(names[0]), examination.dice)
    for odd, name in zip(odd_ones, itertools.cycle(names), strict=False):
        is_lost = any(examination.lost(rule) for rule in rules_of(odd.data))
        if is_lost or time.monotonic() > deadline:
            continue  # what the program does there has cost a check already
        name_server.expect_life(odd, name_server.query(name))
    sit_out(nobody_has_asked)
    if not name_server.way.once:
        sit_out(nobody_asks_again)
