"""Unit 3, the UDP server: DNS, answered from a hosts file."""

import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

import dns.edns

from grader.course.checks import THIRD_PARTY, Kind, SilentRuns, SitOut, check
from grader.failures.errors import NothingCame, NotReachable, ProgramEnded
from grader.peers.dns.dig import Dig
from grader.peers.dns.faults import aa_fault, id_fault, qr_fault, question_fault, rd_fault
from grader.peers.dns.messages import HEADER, QR
from grader.peers.dns.queries import Query
from grader.peers.dns.strange import cut_off, rule_of, strange_queries, without_question
from grader.subjects.base import Examination
from grader.subjects.name_server import NameServer

KIND = Kind(out_of_bounds=(THIRD_PARTY,))

SILENCE = 2.2  # seconds in which nobody asks the server
ENOUGH = 4.0  # seconds that many datagrams may take with a slow server
NOERROR, FORMERR, NXDOMAIN, NOTIMP = 0, 1, 3, 4
MX, TXT, AAAA, NS, HTTPS, CAA = 15, 16, 28, 2, 65, 257


@check(points=1)
def test_answers(name_server: NameServer) -> None:
    """Answers a query that comes to HOST and PORT.

    Hint: Which call gives a UDP socket its address? HOST and PORT are on the command line.
    Hint: recvfrom() returns the data and the sender; sendto() wants both back.
    """
    name_server.first_answer(name_server.query(name_server.hosts.name()))


@check(points=2, after="answers")
def test_gives_the_address(name_server: NameServer) -> None:
    """Gives the address of a name that stands in HOSTS_FILE, in a record of type A.

    Hint: Which parts has an answer? Compare yours with the picture in the README, byte for byte.
    Hint: Behind the question comes a record: its name, type, class, TTL, the length 4, four bytes.
    Hint: ANCOUNT in the header says how many records there are; the name may be the pointer C0 0C.
    Hint: struct.pack("!HHHIH4s", 0xC00C, 1, 1, 60, 4, socket.inet_aton(address)) is a whole record.
    """
    name_server.demand_answers()
    names = [name_server.hosts.name() for _ in range(3)]
    for name in (names[1], names[2], names[0]):
        name_server.first_address(name)
        name_server.start_anew()


@check(points=1, after="gives_the_address")
def test_returns_the_id(name_server: NameServer) -> None:
    """Sends each answer to the client that asked, with the ID of its query.

    Hint: A client has asked several servers. How does it know which answer belongs to which query?
    Hint: The first two bytes of the query are the first two bytes of its answer.
    Hint: recvfrom() tells the sender of each datagram: the answer goes there, and the loop goes on.
    """
    name_server.demand_answers()
    names = [name_server.hosts.name() for _ in range(8)]  # another one for each query
    earlier: list[int] = []
    # with a byte that is zero, with letters that ASCII has not, and one that is high
    for name, number in zip(names[:5], (None, 0x0035, 0xA700, 0xFFFE, None), strict=True):
        query = name_server.query(name, number=number)
        try:
            answer = name_server.ask(query)
        except (NothingCame, NotReachable, ProgramEnded) as failure:
            if earlier:
                name_server.learn_that_it_stops(failure, len(earlier))
            raise
        name_server.demand(id_fault(answer, query, earlier))
        earlier.append(query.id)
    clients = [name_server.client(letter) for letter in "ABC"]
    asked = [name_server.query(name) for name in names[5:]]
    for client, query in zip(clients, asked, strict=True):
        name_server.send(query, client)
    for client, query in zip(clients, asked, strict=True):
        try:
            answer = name_server.answer_to(query, client)
        except NothingCame as silence:
            silence.diagnosis = name_server.went_astray(client) or silence.diagnosis
            raise
        name_server.demand(id_fault(answer, query, [each.id for each in asked]))


@check(points=1, after="gives_the_address")
def test_returns_the_question(name_server: NameServer) -> None:
    """Returns the question as it was sent, with the name in the same letters.

    Hint: What stands between the header and the first record of an answer?
    Hint: The question goes back byte for byte: name, type and class. QDCOUNT is 1.
    Hint: lower() is for looking the name up. Where are the bytes as they came?
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    query = name_server.query(name)
    name_server.demand(question_fault(name_server.ask(query), query))
    mixed = name_server.query(name.title(), what="with capital letters")
    try:
        answer = name_server.ask(mixed)
    except (NothingCame, ProgramEnded):
        return  # that capital letters are no matter is another check's concern
    name_server.demand(question_fault(answer, mixed))


@check(points=2, after=("gives_the_address", "returns_the_id"))
def test_sets_the_flags(name_server: NameServer) -> None:
    """Sets QR and AA in its answers, and copies RD from the query.

    Hint: The third and the fourth byte of a message are flags. Which bit is which?
    Hint: QR (0x8000) says "this is a response", AA (0x0400) "I am the authority for this name".
    Hint: RD (0x0100) is the client's wish: it comes back as it came, set or not set.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    for recursive in (True, False, True):
        what = "with RD" if recursive else "without RD"
        query = name_server.query(name, recursive=recursive, what=what)
        answer = name_server.ask(query)
        name_server.demand(qr_fault(answer))
        name_server.demand(aa_fault(answer))
        name_server.demand(rd_fault(answer, query))


@check(points=1, after="gives_the_address")
def test_lives_a_minute(name_server: NameServer) -> None:
    """Gives its records a TTL of 60 seconds.

    Hint: How long may a client keep an answer before it has to ask again?
    Hint: The TTL is the number of four bytes before the length of the address.
    """
    name_server.demand_answers()
    name_server.expect_ttl(name_server.hosts.name(addresses=2))


@check(points=1, after="gives_the_address")
def test_gives_every_address(name_server: NameServer) -> None:
    """Gives all addresses of a name that stands in several lines, one record for each.

    Hint: What happens in your dictionary when a name comes a second time?
    Hint: A name has a list of addresses; ANCOUNT is the length of that list.
    """
    name_server.demand_addresses()
    names = [name_server.hosts.name(), name_server.hosts.name(addresses=3)]
    name_server.hosts.line("{} {}", names[0])  # not right behind its first line
    long = f"{name_server.word(63)}.{name_server.word(20)}"
    for _ in range(2):
        name_server.hosts.line("{} {}", long)
    for name in (*names, long):
        name_server.expect_addresses(name_server.query(name))


@check(points=1, after="gives_the_address")
def test_ignores_case(name_server: NameServer) -> None:
    """Knows a name in whatever letters it comes, capital or small, in a query and in the file.

    Hint: Are `WWW.Example` and `www.example` two names? Not for DNS.
    Hint: Compare both in small letters: lower() when the file is read, and lower() when it is asked.
    """
    name_server.demand_addresses()
    small = name_server.hosts.name()
    large = name_server.hosts.new_name().title()
    name_server.hosts.line("{} {}", large)
    for name, asked in (
        (small, small.upper()),
        (large, large),
        (large, large.lower()),
        (small, small.title()),
        (large, large.swapcase()),
    ):
        told = f"The name stands in HOSTS_FILE as {name}, and was asked for as {asked}."
        name_server.expect_addresses(name_server.query(asked), usually=told)


@check(points=2, after=("gives_the_address", "gives_every_address"))
def test_reads_the_file(name_server: NameServer, examination: Examination) -> None:
    """Reads lines with several names, blanks, tabs and comments.

    Hint: How does your program take a line apart? Blanks may be one or many, or tabs.
    Hint: split() without an argument splits at any white space, and drops it at both ends.
    Hint: Cut the line at `#` first; what is left may be nothing at all.
    Hint: The first word is the address, and each of the others is a name of it.
    """
    name_server.demand_addresses()
    asked: dict[str, str] = {}

    def line(form: str, why: str, *names: str) -> None:
        names = names or tuple(name_server.hosts.new_name() for _ in range(form.count("{}") - 1))
        name_server.hosts.line(form, *names)
        for index, name in enumerate(names):
            asked[name] = (
                f"It is the {('', 'second', 'third')[index]} name of its line." if index else why
            )

    hidden = [name_server.hosts.new_name() for _ in range(3)]
    name_server.hosts.lines.append(f"# {name_server.word()}, a comment")
    line("{} {}", "Its line is the first one after a comment.")
    name_server.hosts.lines += ["", f"#{name_server.hosts.new_address()} {hidden[0]}", "   "]
    line("{} {} {}", "It is the first name of its line.")
    line("{}   {}", "Three blanks stand in its line.")
    line("{}\t{}", "A tab stands in its line.")
    line("{} \t {}\t\t{} {}", "Blanks and tabs stand in its line.")
    line("  {} {}", "Its line begins with blanks.")
    line("{} {}  ", "Its line ends with blanks.")
    line("{} {} # " + hidden[1], "A comment stands after the name in its line.")
    line("{} {}#" + hidden[2], "A comment stands right after the name in its line.")
    line("\t{}\t{}\t{}\t# one {{more}}", "Tabs and a comment stand in its line.")
    name_server.hosts.lines.append("\t# nothing but a comment")
    line("{} {}", "Its name has one label only.", name_server.word(7))
    odd = f"{name_server.word(3)}-2_{name_server.word(2)}.{name_server.word(3)}.9.{name_server.word(2)}"
    line("{} {}", "Its name has digits, a hyphen and an underscore.", odd)
    shared = list(asked)[-1]
    if examination.passed("gives_every_address"):
        more = name_server.hosts.new_name()
        line("{} {} {}", "Two lines have it.", shared, more)
    name_server.hosts.last_line_end = ""
    line("{} {}", "It stands in the last line, which has no newline.")
    for name, why in asked.items():
        name_server.expect_addresses(name_server.query(name), usually=why)
    for name in hidden:
        name_server.expect_no_address(
            name, "It stands in a comment only: the part after # does not count."
        )


PARTS = "Only the whole name counts, and not a part of it."


@check(points=2, after="gives_the_address")
def test_says_nxdomain(name_server: NameServer) -> None:
    """Says NXDOMAIN (3) where a name is not in HOSTS_FILE.

    Hint: What does a server say about a name that it has never heard of? Silence is no answer.
    Hint: The lowest four bits of the flags are the outcome, RCODE: 0 is NOERROR, 3 is NXDOMAIN.
    Hint: The question comes back as ever, and ANCOUNT is 0.
    """
    name_server.demand_answers()
    known = name_server.hosts.name()
    head, _, tail = known.partition(".")
    for name, kind, why in (
        (name_server.hosts.new_name(), 1, ""),
        (name_server.word(8), 1, ""),
        (
            f"{name_server.word(3)}.{known}",
            1,
            f"{known} is in the file, and this is another name. {PARTS}",
        ),
        (
            f"{head}{tail}",
            1,
            f"{known} is in the file, and is another name: it has two labels, and this one has one.",
        ),
        (tail, 1, f"It is the end of {known}. {PARTS}"),
        (head, 1, f"It is the beginning of {known}. {PARTS}"),
        (f"{known}x", 1, f"It begins like {known}. {PARTS}"),
        (known[:-1], 1, f"It is the beginning of {known}. {PARTS}"),
        (
            name_server.hosts.new_name(),
            AAAA,
            "Whatever type is asked for: the name itself is not there.",
        ),
    ):
        name_server.expect_unknown(name_server.query(name, kind), why)


@check(points=1, after=("gives_the_address", "says_nxdomain"))
def test_has_nothing_of_other_types(name_server: NameServer) -> None:
    """Says NOERROR without answers where a known name is asked for another type, such as AAAA.

    Hint: The name is known, and has no address of IPv6. Is that the same as an unknown name?
    Hint: NXDOMAIN says that there is nothing at all under this name; then nobody asks for A any more.
    Hint: RCODE 0 and ANCOUNT 0: the header and the question, and that is all.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    for kind in (AAAA, MX, TXT, NS, HTTPS, CAA):
        name_server.expect_outcome(
            name_server.query(name, kind),
            (NOERROR,),
            {
                NXDOMAIN: "NXDOMAIN says that the name does not exist. It does: of this type there is nothing, and that is NOERROR without answers.",
                NOTIMP: "NOTIMP is for what a server cannot do at all. It knows the name: of this type there is nothing, and that is NOERROR without answers.",
            },
            in_silence="A name that has nothing of this type has an answer all the same: NOERROR, and no records.",
        )


WITH_OPT = "The query has an OPT record (RFC 6891) in its additional section, as those of all resolvers today have one: it is answered like one without."


@check(points=1, after=("gives_the_address", "says_nxdomain", "has_nothing_of_other_types"))
def test_takes_edns(name_server: NameServer, examination: Examination) -> None:
    """Answers a query that has an EDNS record behind its question, as those of `dig` have.

    Hint: What may come behind the question? ARCOUNT in the header of the query is 1 then.
    Hint: The question ends after its class. Send back these bytes, and not all that came.
    Hint: The four counts of your header are your own: one question, so many answers, 0, 0.
    """
    name_server.demand_addresses()
    name = name_server.hosts.name()
    cookie = dns.edns.CookieOption(examination.dice.randbytes(8), b"")
    with Dig(name) as dig:
        for options in ((), (cookie,)):
            what = "with an OPT record" + " and a cookie in it" * bool(options)
            query = name_server.query(name, options=options, what=what)
            name_server.expect_addresses(query, usually=WITH_OPT)
        name_server.expect_addresses_by_dig(name, dig, usually=WITH_OPT)
    if examination.passed("has_nothing_of_other_types"):
        query = name_server.query(name, AAAA, options=(), what="with an OPT record")
        name_server.expect_outcome(query, (NOERROR,), dict.fromkeys(range(16), WITH_OPT))
    if examination.passed("says_nxdomain"):
        name = name_server.hosts.new_name()
        query = name_server.query(name, options=(), what="with an OPT record")
        name_server.expect_outcome(query, (NXDOMAIN,), dict.fromkeys(range(16), WITH_OPT))


@check(points=1, after=("gives_the_address", "says_nxdomain"))
def test_says_notimp(name_server: NameServer) -> None:
    """Says NOTIMP (4) where the opcode is not that of a query.

    Hint: Four bits of the flags say what the message wants: 0 is a query. What are the others?
    Hint: (flags >> 11) & 15 is the opcode; it goes back as it came, with RCODE 4.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    for opcode in (2, 1, 4, 5, 3, 6, 15):
        query = name_server.query(name)
        odd = query.with_flags(query.flags | opcode << 11, f"with the opcode {opcode}")
        name_server.expect_outcome(
            odd,
            (NOTIMP,),
            {NOERROR: "It was answered like a query, which is what opcode 0 says."},
            is_error=True,
            in_silence="What a server does not do has an answer, too: NOTIMP.",
        )


@check(points=1, after=("gives_the_address", "says_nxdomain", "takes_edns"))
def test_says_formerr(name_server: NameServer, examination: Examination) -> None:
    """Says FORMERR (1) where the question is cut off, or where there is none.

    Hint: What does your program do when the datagram ends in the middle of a name?
    Hint: Python cuts a slice short without a word. Is the label as long as its length byte says?
    Hint: A function for the question that raises ValueError, and one place that answers with RCODE 1.
    """
    name_server.demand_answers()
    name = name_server.hosts.name()
    told = dict.fromkeys(
        (NOERROR, NXDOMAIN), "A question that is not there as a whole has no outcome but FORMERR."
    )
    silence = "A query that cannot be read has an answer, too: FORMERR, with the ID of its header."
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
    told = dict.fromkeys(told, "QDCOUNT is 0: there is no question that could be answered.")
    wholes = [name_server.query(name)]
    if not examination.lost("takes_edns"):
        wholes.append(name_server.query(name, options=(), what=", an OPT record"))
    for whole in wholes:
        empty = without_question(whole)
        name_server.expect_outcome(empty, (FORMERR,), told, is_error=True, in_silence=silence)


TOO_SHORT = "A header has 12 bytes: what is shorter is no message, and has no ID that is sure."
A_RESPONSE = (
    "Its QR is 1: it asks nothing. Two servers that answer each other's responses never stop."
)


@check(points=1, after=("gives_the_address", "returns_the_id", "says_notimp", "says_formerr"))
def test_keeps_silent(name_server: NameServer, examination: Examination) -> None:
    """Does not answer a datagram of fewer than 12 bytes, nor a message that is a response itself.

    Hint: Two servers answer each other's answers. When does that end?
    Hint: A header has 12 bytes, and QR is the highest bit of its flags: look at both first.
    Hint: Silence is easy: no sendto(), and on with the next datagram.
    """
    name_server.demand_recognizable_answers()
    query = name_server.query(name_server.hosts.name())
    answered = "a response, with QR 1"
    for size in (11, 1, 5, 2):
        odd = Query(query.data[:size], what=f"a datagram of {size} bytes")
        name_server.expect_only_answer(odd, name_server.query(query.name), TOO_SHORT)
    response = name_server.query(query.name)
    responses = [response.with_flags(response.flags | QR, answered)]
    if not examination.lost("says_formerr"):
        cut = responses[0].data[: HEADER.size + 3]
        responses.append(Query(cut, what=f"{answered}, and a question that is cut off"))
        header = response.data[:2] + b"\x81\x81" + bytes(8)
        responses.append(Query(header, what=f"{answered}, and no question"))
    if not examination.lost("says_notimp"):
        status = response.flags | QR | 2 << 11
        responses.append(response.with_flags(status, f"{answered} and the opcode 2"))
    for odd in responses:
        name_server.expect_only_answer(odd, name_server.query(query.name), A_RESPONSE)
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
        server.ask(server.query(name))


MALFORMED = "Malformed lines stand before that of the name in HOSTS_FILE: a server ignores them, and the lines after them count."


@check(
    points=1,
    after=(
        "gives_the_address",
        "returns_the_id",
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
    """Goes on, whatever comes: any bytes, malformed lines in HOSTS_FILE, seconds of silence.

    Hint: Who can send a datagram to your server? Everybody, and any bytes.
    Hint: A name can be a pointer, and that can point at itself. What does your loop do then?
    Hint: Catch what can go wrong with one datagram (and with one line of the file) around that one alone, and go on with the next.
    Hint: For the file: an address that socket.inet_pton(socket.AF_INET, word) refuses is none.
    """
    name_server.demand_recognizable_answers()
    name = name_server.hosts.name()
    name_server.hosts.lines += [
        name_server.hosts.new_address(),
        f"{name_server.word(5)} {name_server.hosts.new_name()}",
        f"300.1.2.3 {name_server.hosts.new_name()}",
        f"10.1.2 {name_server.hosts.new_name()}",
        "????",
        name_server.word(9),
    ]
    other = name_server.hosts.name()
    name_server.expect_known(name_server.query(other), usually=MALFORMED)
    deadline = time.monotonic() + ENOUGH
    for odd in strange_queries(name_server.query(name), examination.dice):
        rule = rule_of(odd.data)
        if (rule and examination.lost(rule)) or time.monotonic() > deadline:
            continue  # what the program does there has cost a check already
        name_server.expect_life(odd, name_server.query(name))
    sit_out(nobody_has_asked)
    if not name_server.way.once:
        sit_out(nobody_asks_again)
