"""Unit 1, the UDP server: bind, recvfrom, sendto, again and again."""

import re
from collections.abc import Callable

from grader.course.checks import check
from grader.failures.errors import Mismatch, Surplus
from grader.peers.udp import Address, UdpPeer
from grader.subjects.udp import UdpServer
from grader.subjects.words import Chinese, Word
from grader.text import clipped


def same_letters(wanted: bytes, came: bytes) -> bool:
    """Tell whether both are equal but for case: upper and lower are another check's concern."""
    return wanted.lower() == came.lower()


def ask(client: UdpPeer, text: str) -> None:
    """Send `text`, and take its answer, in whatever case."""
    client.send(text.encode())
    expect_answer(client, text)


def expect_answer(
    client: UdpPeer, text: str, skipping: Callable[[bytes], bool] = lambda data: False
) -> None:
    """Take the answer to `text`, in whatever case; pass over earlier answers that come again."""
    client.expect(
        text.upper().encode(),
        f"the answer to {clipped(text, 30)!r}",
        same=same_letters,
        skipping=lambda data: data in client.received[:-1] or skipping(data),
    )


@check(points=2)
def test_answers(udp_server: UdpServer, word: Word) -> None:
    """Answers a datagram.

    Hint: A UDP server needs an address, but no listen() and no accept().
    Hint: recvfrom() tells you two things: the data and who sent it.
    Hint: sendto(data, address) sends bytes back to that address.
    """
    client = udp_server.client()
    client.send(word().encode())
    client.receive("an answer")


@check(points=3, needs="answers")
def test_raises_letters(udp_server: UdpServer, word: Word) -> None:
    """Sends the text back in upper case.

    Hint: upper() does not change a text. What does it do?
    Hint: Everything but the letters comes back as it was: digits, blanks and punctuation.
    """
    text = f"{word(5)} 42,  {word(4).title()}: {word(3).upper()}!"
    client = udp_server.client()
    client.send(text.encode())
    client.expect(text.upper().encode(), f"{text.upper()!r}")


@check(points=2, needs="answers")
def test_keeps_chinese(udp_server: UdpServer, word: Word, chinese: Chinese) -> None:
    """Sends text without upper case back unharmed.

    Hint: Text travels as bytes; this course uses UTF-8.
    Hint: Chinese has no upper case: these characters come back as they were.
    """
    ask(udp_server.client(), chinese() + word(4) + chinese())


@check(points=2)
def test_prints_the_text(udp_server: UdpServer, word: Word) -> None:
    """Prints the text of a datagram.

    Hint: Print the text as it came, before it is changed.
    Hint: data.decode() makes the text; print it in the loop, before you answer.
    """
    text = word()
    udp_server.client().send(text.encode())
    udp_server.expect_printed(text)


@check(points=2)
def test_prints_the_sender(udp_server: UdpServer, word: Word) -> None:
    """Prints the sender's host and port.

    Hint: recvfrom() returns the data and the sender's address.
    Hint: The address is a pair of host and port; print both.
    """
    client = udp_server.client()
    client.send(word().encode())
    host, port = client.address
    udp_server.expect_printed_apart(host)
    udp_server.expect_printed_apart(str(port))


@check(points=2, needs="answers")
def test_answers_again(udp_server: UdpServer, word: Word) -> None:
    """Answers one datagram after another.

    Hint: What happens after the first answer?
    Hint: The server goes on until it is stopped: a loop around receiving and answering.
    """
    client = udp_server.client()
    texts = [word() for _ in range(6)]
    for text in texts + texts:
        ask(client, text)


@check(points=1, needs=("prints_the_text", "answers_again"))
def test_prints_every_text_decoded(udp_server: UdpServer, word: Word, chinese: Chinese) -> None:
    """Prints the text of every datagram, as text and not as bytes.

    Hint: b'\\xe4\\xbd\\xa0' is what bytes look like. Which method turns bytes into text?
    Hint: Is the print inside the loop?
    """
    client = udp_server.client()
    texts = [word(), chinese() + word(4)]
    for text in texts:
        client.send(text.encode())
        client.receive("an answer")
    for text in texts:
        udp_server.expect_printed(text)


@check(points=2, needs="answers_again")
def test_answers_each_client(udp_server: UdpServer, word: Word) -> None:
    """Answers each client, however they take turns.

    Hint: Which address belongs to which datagram?
    Hint: One socket serves everybody: send each answer to the sender of that datagram.
    """
    one, other = udp_server.client("A"), udp_server.client("B")
    first, second, third = word(), word(), word()
    one.send(first.encode())
    other.send(second.encode())
    expect_answer(one, first)
    expect_answer(other, second)
    ask(one, third)


@check(points=1, needs="answers_again")
def test_answers_once(udp_server: UdpServer, word: Word) -> None:
    """Sends one answer to a datagram, not more.

    Hint: One question, one answer: is there a second sendto()?
    Hint: Each turn of the loop has one recvfrom() and one sendto(), and the answer goes in one piece.
    """
    client = udp_server.client()
    ask(client, word())
    # A second answer to the first question would come before the one to this question.
    ask(client, word())
    client.expect_silence(ticks=12)
    if len(client.received) > 2:
        raise Surplus(
            "Your program sent more than one answer to a datagram.",
            expected="2 answers to 2 datagrams",
            received=f"{len(client.received)} answers",
        )


@check(points=1, needs="answers")
def test_answers_from_its_address(udp_server: UdpServer, word: Word) -> None:
    """Answers from the address that was asked.

    Hint: Which socket sends the answer, and to which address is it bound?
    Hint: Bind HOST itself: on all interfaces, an answer may leave from another address.
    """
    client = udp_server.client()
    client.send(word().encode())
    _, sender = client.receive("an answer")
    if sender != udp_server.address:
        raise Mismatch(
            "The answer came from another address than the one that was asked.",
            expected="an answer from {}:{}".format(*udp_server.address),
            received="an answer from {}:{}".format(*sender),
            diagnosis=other_address(sender, udp_server.address),
        )


def other_address(sender: Address, asked: Address) -> str:
    if sender[1] != asked[1]:
        return "The answer left from another socket: answer with the one that received."
    return "The socket is bound to all interfaces: bind it to HOST itself."


@check(points=1, needs="answers")
def test_takes_1024_bytes(udp_server: UdpServer, word: Word) -> None:
    """Answers a datagram of 1024 bytes whole.

    Hint: What does the number in recvfrom(…) mean?
    Hint: What does not fit into the buffer is lost: a datagram may have 1024 bytes.
    """
    ask(udp_server.client(), word(1024))


@check(points=1, needs="answers_again")
def test_survives_an_empty_datagram(udp_server: UdpServer, word: Word) -> None:
    """Goes on after an empty datagram.

    Hint: In TCP no bytes mean that the other side has closed. And in UDP?
    Hint: An empty datagram is a datagram like any other: it ends nothing.
    """
    client = udp_server.client()
    ask(client, word())
    client.send(b"")
    text = word()
    client.send(text.encode())
    # an answer to the empty one is fine, whatever is in it
    expect_answer(client, text, skipping=lambda data: not re.search(rb"\w", data))
