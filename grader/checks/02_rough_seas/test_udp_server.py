"""Unit 2, the UDP server: a sum that counts each request once, though the network repeats."""

import time
from collections.abc import Callable

from grader.course.checks import check
from grader.failures.diagnosis.differences import of_bytes
from grader.failures.errors import Mismatch
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.udp import UdpServer
from grader.subjects.words import Chinese, Word

ADDED_AGAIN = "A request with an ID that this sender has used before is the old one, sent again: it was added already."
ITS_OWN_ANSWER = "The answer belongs to the request: when that comes again, it is the same, whatever the total is by now."
ONE_TOTAL = "There is one total for all clients, and one for each was kept."
SAME_NAME = "The same ID from another address or port was taken for the old request: an ID is new for each sender."
ENOUGH = 5.0  # seconds that requests in between may take with a slow server


def of_total(usually: str | None) -> Callable[[bytes, bytes], str | None]:
    """Make the diagnosis of a wrong answer: it is `usually`, if only the total is wrong."""

    def diagnose(wanted: bytes, received: bytes) -> str | None:
        name, _, total = received.partition(b" ")
        if received == wanted.partition(b" ")[0]:
            return "This is the ID alone: the answer has two words, the ID and the total."
        if name == wanted.partition(b" ")[0] and total.lstrip(b"-").isdigit():
            return usually
        return of_bytes(wanted, received)

    return diagnose


class Sum:
    """The sum that a server should keep: makes requests with new IDs, and demands the answers."""

    def __init__(self, server: UdpServer, word: Word) -> None:
        self.server, self.word = server, word
        self.total = 0

    def add(
        self,
        client: UdpPeer,
        number: int,
        name: str | None = None,
        patiently: bool = False,
        usually: str | None = None,
    ) -> tuple[bytes, bytes]:
        """Send a new request, and demand the new total; give the request and its answer.

        `patiently` passes over answers to other requests. `usually` is what a wrong total
        means.
        """
        name = name or self.word(6)
        request = f"{name} ADD {number}".encode()
        self.total += number
        answer = f"{name} {self.total}".encode()
        client.send(request)
        ours = name.encode() + b" "
        client.expect(
            answer,
            "the total",
            skipping=lambda data: patiently and not data.startswith(ours),
            diagnose=of_total(usually),
        )
        return request, answer

    def repeat(self, client: UdpPeer, request: bytes, answer: bytes, usually: str) -> None:
        """Send the request again, and demand the same answer; `usually` explains another total."""
        client.send(request)
        client.expect(answer, "the same answer again", diagnose=of_total(usually))

    def refuse(self, client: UdpPeer, datagram: bytes) -> None:
        """Send something that is no request, and demand ERROR."""
        client.send(datagram)
        client.expect(b"ERROR", "ERROR")


@check(points=2)
def test_answers(udp_server: UdpServer, word: Word) -> None:
    """Answers a request.

    Hint: Which call gives a UDP socket its address? HOST and PORT are on the command line.
    Hint: recvfrom() returns the data and the sender; sendto() wants both back.
    """
    client = udp_server.client()
    client.send(f"{word(6)} ADD 7".encode())
    _, sender = client.receive("an answer")
    if sender[1] != udp_server.address[1]:
        raise Mismatch(
            "The answer came from another port than the server's.",
            expected=f"port {udp_server.address[1]}",
            received=f"port {sender[1]}",
            diagnosis="Answer from the socket that received the request.",
        )


@check(points=2, needs="answers")
def test_adds(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Adds the numbers to one total, and answers with the request's ID and the total.

    Hint: A request has three words. Which of them is the number, and of which type is it?
    Hint: The answer is the ID as it came, one space, and the total.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    for _ in range(3):
        sums.add(client, examination.dice.randrange(1, 1000))
    sums.add(client, 0)


@check(points=1, needs="adds")
def test_takes_negative_numbers(
    udp_server: UdpServer, word: Word, examination: Examination
) -> None:
    """Takes numbers with a minus sign.

    Hint: isdigit() is true for digits only. What is a minus?
    Hint: A minus may come first, once; int() understands it.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    for sign in (-1, 1, -1, -1):
        sums.add(client, sign * examination.dice.randrange(1, 1000))


@check(points=1, needs="adds")
def test_takes_long_numbers(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Takes numbers of 18 digits.

    Hint: Python's int has no limit; a float has, and so has struct.
    Hint: Is the buffer of recvfrom() large enough for 32 + 5 + 19 characters?
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    for _ in range(12):  # enough for the total to leave 64 bits
        sums.add(client, examination.dice.randrange(9 * 10**17, 10**18))
    if examination.passed("takes_negative_numbers"):
        sums.add(client, -examination.dice.randrange(9 * 10**17, 10**18))


@check(points=1, needs="adds")
def test_takes_any_id(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Takes any ID of 1 to 32 printable characters.

    Hint: An ID is no number and no word: any visible ASCII character may be in it.
    Hint: Take the ID as it is: no int(), no lower(), no format string made of it.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    name = word(4)
    for number, odd in enumerate(
        (
            "7",
            "ADD",
            "ERROR",
            "-1",
            "%s",
            "{0}",
            "\"'\\",
            "!~@#$^&*()",
            "a,b;c:d",
            "<=>?[]_`{|}",
            ".:;",
            "+",
            name,
            name.upper(),
            word(32),
            "/" * 32,
            "/" * 31 + "+",
        ),
        1,
    ):
        sums.add(client, number, odd)
    if examination.passed("takes_long_numbers") and examination.passed("takes_negative_numbers"):
        sums.add(client, 1 - 10**18, word(32))  # the longest request that there is


@check(points=2, needs="adds")
def test_shares_the_total(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Keeps one total for all clients.

    Hint: Is there one variable, or one for each client?
    Hint: The total belongs to the server; only the memory of requests goes by sender.
    """
    sums = Sum(udp_server, word)
    clients = [udp_server.client(name) for name in "ABC"]
    for client in clients + clients[::-1]:
        sums.add(client, examination.dice.randrange(1, 1000), usually=ONE_TOTAL)


@check(points=2, needs="adds")
def test_counts_a_request_once(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Does not add a request again that it gets a second time.

    Hint: An answer can be lost, too. The client then asks again; what has the server done already?
    Hint: Remember each request by its ID and its sender.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    first, _ = sums.add(client, examination.dice.randrange(1, 1000))
    deadline = time.monotonic() + ENOUGH
    for others in (0, 0, 1, 140):
        for _ in range(others):
            sums.add(client, examination.dice.randrange(1, 1000), patiently=True)
            if time.monotonic() > deadline:
                break
        client.send(first)
        # whether, when and how it is answered is another check's concern
        sums.add(client, examination.dice.randrange(1, 1000), patiently=True, usually=ADDED_AGAIN)


@check(points=2, needs="adds")
def test_repeats_its_answer(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Gives a request that comes again the same answer as the first time.

    Hint: The total may have changed since. Which total belongs to this request?
    Hint: Keep the answer itself.
    """
    sums, client = Sum(udp_server, word), udp_server.client("A")
    other = udp_server.client("B")
    first, answer = sums.add(client, examination.dice.randrange(1, 1000))
    deadline = time.monotonic() + ENOUGH
    for others in (0, 1, 40):
        # whether it adds again is another check's concern: no totals are looked at here
        for adding in (client, other) * others:
            adding.send(f"{word(6)} ADD {examination.dice.randrange(1, 1000)}".encode())
            adding.receive("an answer")
            if time.monotonic() > deadline:
                break
        sums.repeat(client, first, answer, ITS_OWN_ANSWER)


@check(points=2, needs="shares_the_total")
def test_tells_senders_apart(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Takes the same ID from another address or port for a new request.

    Hint: Two clients may well choose the same ID. What tells them apart?
    Hint: recvfrom() gives the sender as a pair of address and port: both belong to it.
    """
    sums, name = Sum(udp_server, word), word(6)
    first = udp_server.client("A")
    host, port = first.address
    sums.add(first, examination.dice.randrange(1, 1000), name)
    other_port = udp_server.client("B, another port of the same address", host=host)
    sums.add(other_port, examination.dice.randrange(1, 1000), name, usually=SAME_NAME)
    if not MANY_ADDRESSES:
        return  # there is one loopback address only
    other_host = udp_server.client("C, the same port of another address", port=port)
    sums.add(other_host, examination.dice.randrange(1, 1000), name, usually=SAME_NAME)


@check(points=1, needs="answers")
def test_refuses_garbage(udp_server: UdpServer, word: Word) -> None:
    """Answers ERROR to what is no request.

    Hint: What does int() do with a word that is no number?
    Hint: Look at all three words, and at how many there are, before you add anything.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    name = word(6)
    for text in (
        "hello",
        f"{name} SUB 5",
        f"{name} ADD",
        f"{name} ADD {word(3)}",
        f"{name} ADD 5 6",
        "ADD 5",
        f"{name} 5",
    ):
        sums.refuse(client, text.encode())


@check(points=1, needs="refuses_garbage")
def test_refuses_near_misses(udp_server: UdpServer, word: Word) -> None:
    """Answers ERROR to what is nearly a request.

    Hint: int() is generous: it takes 1_000 and blanks around a number. Your protocol is not.
    Hint: split() is generous, too: it takes any white space for one space.
    Hint: A regular expression with fullmatch says all of it in one line.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    name = word(6)
    for text in (
        f"{name}  ADD 5",
        f"{name} ADD  5",
        f" {name} ADD 5",
        f"{name}\tADD\t5",
        f"{name} ADD 5 ",
        f"{name} add 5",
        f"{name} ADD 1_000",
        f"{name} ADD --5",
        f"{name} ADD -",
        f"{name} ADD 1.0",
        f"{name} ADD 1e3",
        f"{name} ADD 0x1f",
        f"{name} ADD - 5",
        f"{word(33)} ADD 5",
        f"{name} ADD {'9' * 19}",
        f"{name} ADD -{'9' * 19}",
        f"{word(32)} ADD {'9' * 19}",
        f"{word(32)} ADD -{'9' * 19}",
        f"{name} ADD 5\t",
        f"{name} ADD \t5",
        " ADD 5",
        f"{name}\x07 ADD 5",
        f"{name}\x1f ADD 5",
        f"{name}\x7f ADD 5",
        f"{name} ADD",
    ):
        sums.refuse(client, text.encode())


@check(points=1, needs="refuses_garbage")
def test_refuses_what_is_not_ascii(udp_server: UdpServer, word: Word, chinese: Chinese) -> None:
    """Answers ERROR to what is not ASCII, or not even text.

    Hint: decode() raises an exception for bytes that are no UTF-8. Who catches it?
    Hint: There are digits in many scripts, and int() and isdigit() know them all.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    name = word(6)
    for data in (
        f"{chinese(2)} ADD 5".encode(),
        f"{name} ADD ５".encode(),
        b"\xff\xfe\x00",
        f"{name} ADD ٣".encode(),
        f"{name}\u00a0ADD 5".encode(),
        name.encode() + b"\xe9 ADD 5",
        f"{name} ADD ².".encode(),
    ):
        sums.refuse(client, data)


@check(points=1, needs=("refuses_garbage", "adds"))
def test_errors_change_nothing(udp_server: UdpServer, word: Word, examination: Examination) -> None:
    """Changes nothing and remembers nothing because of an ERROR.

    Hint: Check first, then add, then remember.
    Hint: Only a request that was added is remembered, with its answer.
    """
    sums, client = Sum(udp_server, word), udp_server.client()
    name = word(6)
    sums.add(client, examination.dice.randrange(1, 1000))
    for text in (f"{name} SUB 50", f"{name} ADD 70 80", f"{name} ADD {word(3)}", f"{name} ADD"):
        sums.refuse(client, text.encode())
    request, answer = sums.add(client, examination.dice.randrange(1, 1000), name)
    sums.refuse(client, f"{name} ADD {word(3)}".encode())
    sums.add(client, examination.dice.randrange(1, 1000))
    if examination.passed("repeats_its_answer"):
        sums.repeat(
            client, request, answer, "The ERROR made the server forget what it had answered before."
        )


@check(points=1, needs="answers")
def test_survives_an_empty_datagram(
    udp_server: UdpServer, word: Word, examination: Examination
) -> None:
    """Survives an empty datagram.

    Hint: For UDP, b'' is a datagram like any other and ends nothing.
    Hint: "while data:" ends at the first empty one.
    """
    client = udp_server.client()
    client.send(b"")
    if examination.passed("adds"):
        Sum(udp_server, word).add(client, 5, patiently=True)
        return
    client.send(f"{word(6)} ADD 5".encode())
    answer, _ = client.receive("an answer")
    if answer in (b"", b"ERROR"):  # that was the answer to the empty datagram
        client.receive("an answer to the request after the empty datagram")
