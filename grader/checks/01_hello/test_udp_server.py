"""Unit 1, the UDP server: bind, recvfrom, sendto, again and again."""

import string
import time
from collections.abc import Generator
from contextlib import closing

from grader.course.checks import SilentRuns, SitOut, check
from grader.failures.errors import Surplus, Unseen
from grader.subjects.base import Examination
from grader.subjects.capitals import CapitalsServer
from grader.subjects.words import Chinese, Phrase, Word, word_from

A_WHILE = 2.2  # seconds in which nobody speaks
ENOUGH, MANY = 1.0, 60  # seconds that many datagrams may take with a slow server, and how many


@check(points=2)
def test_binds(capitals_server: CapitalsServer, word: Word) -> None:
    """Takes datagrams on HOST and PORT.

    Hint: A UDP server needs an address, but no listen() and no accept().
    Hint: bind((host, port)) gives a socket of SOCK_DGRAM its address.
    """
    capitals_server.send_first(word().encode())


@check(points=1, after="binds")
def test_answers(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers a datagram.

    Hint: recvfrom() tells you two things: the data and who sent it.
    Hint: sendto(data, address) sends bytes back to that address.
    """
    capitals_server.expect_any_answer(capitals_server.client(), word())


@check(points=2, after=("binds", "answers"))
def test_raises_letters(capitals_server: CapitalsServer, word: Word) -> None:
    """Sends the text back in upper case.

    Hint: upper() does not change a text. What does it do?
    Hint: Everything but the letters comes back as it was: digits, blanks and punctuation.
    """
    capitals_server.demand_answers()
    capitals_server.expect_capitals(capitals_server.client(), word(4) + word(4).upper())
    capitals_server.start_anew()
    text = f"{word(5)} 42,  {word(4).title()}: {word(3).upper()}! {string.ascii_lowercase}"
    capitals_server.expect_capitals(capitals_server.client(), text)
    capitals_server.start_anew()
    capitals_server.expect_capitals(capitals_server.client(), f"  {word(6)}  \n")


@check(points=1, after=("binds", "raises_letters"))
def test_keeps_chinese(capitals_server: CapitalsServer, word: Word, chinese: Chinese) -> None:
    """Sends text without upper case back unharmed.

    Hint: Text travels as bytes; this course uses UTF-8.
    Hint: Chinese has no upper case: these characters come back as they were.
    """
    capitals_server.demand_readable_answers()
    capitals_server.ask(capitals_server.client(), chinese() + word(4) + chinese())


@check(points=3, after="binds")
def test_prints_the_text(capitals_server: CapitalsServer, word: Word, phrase: Phrase) -> None:
    """Prints the text of a datagram, all of it.

    Hint: Print the text as it came, before it is changed.
    Hint: data.decode() makes the text; print it in the loop, before you answer.
    """
    text = f"{word(5)} {phrase(16)}"
    capitals_server.client().send(text.encode())
    capitals_server.expect_printed(text)


@check(points=1, after=("binds", "raises_letters"))
def test_answers_again(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers one datagram after another.

    Hint: What happens after the first answer?
    Hint: The server goes on until it is stopped: a loop around receiving and answering.
    """
    capitals_server.demand_answers()
    lengths = (9, 14, 6, 11, 4, 5)  # longer and shorter than the one before
    capitals_server.expect_each_answered(capitals_server.client(), [word(n) for n in lengths])


@check(points=1, needs="prints_the_text", after="answers_again")
def test_prints_every_text_decoded(
    capitals_server: CapitalsServer, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """Prints the text of every datagram, as text and not as bytes.

    Hint: b'\\xe4\\xbd\\xa0' is what bytes look like. Which method turns bytes into text?
    Hint: Is the print inside the loop?
    """
    client = capitals_server.client()
    texts = [f"{chinese()} {chinese()}{word(4)}"]
    if examination.passed("answers_again"):
        texts += [word(), texts[0]]  # the same again is a text like any other
    for text in texts:
        client.send(text.encode())
    for text in texts:
        capitals_server.expect_printed(text)
    capitals_server.expect_printed_often(texts[0], texts.count(texts[0]))


@check(points=2, after=("binds", "answers_again", "prints_every_text_decoded"))
def test_prints_the_sender(
    capitals_server: CapitalsServer, examination: Examination, word: Word
) -> None:
    """Prints the sender's host and port, of each datagram.

    Hint: recvfrom() returns the data and the sender's address.
    Hint: The address is a pair of host and port; print both, each time.
    """
    client = capitals_server.client()
    client.send(word().encode())
    capitals_server.expect_sender_printed(client)
    if examination.passed("answers_again") and examination.passed("prints_every_text_decoded"):
        capitals_server.start_anew()
        client = capitals_server.client()
        for _ in range(2):
            client.send(word().encode())
        capitals_server.expect_sender_printed(client, times=2)


@check(points=2, after=("binds", "answers_again"))
def test_answers_each_client(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers each client, however they take turns.

    Hint: Which address belongs to which datagram?
    Hint: One socket serves everybody: send each answer to the sender of that datagram.
    """
    capitals_server.demand_several_answers()
    one, other = capitals_server.client("A"), capitals_server.client("B")
    first, second, third = word(), word(), word()
    one.send(first.encode())
    other.send(second.encode())
    capitals_server.expect_answer(one, first)
    capitals_server.expect_answer(other, second)
    capitals_server.ask(one, third)
    for name in "CDEFGH":
        capitals_server.ask(capitals_server.client(name), word())


@check(points=1, after=("binds", "answers_again"))
def test_answers_once(capitals_server: CapitalsServer, word: Word) -> None:
    """Sends one answer to each datagram, not more and not fewer.

    Hint: One question, one answer: is there a second sendto()?
    Hint: The same text may come again. Each datagram is answered, whatever was in those before it.
    Hint: Each turn of the loop has one recvfrom() and one sendto(), and the answer goes in one piece.
    """
    capitals_server.demand_answers()
    capitals_server.demand_nothing_beside()
    client = capitals_server.client()
    capitals_server.ask(client, word())
    if not capitals_server.answers_again:
        client.expect_silence(ticks=12)
        return
    # A second answer to the first question would come before the one to this question.
    capitals_server.ask(client, word())
    client.expect_silence(ticks=12)
    if len(answers := capitals_server.answers_to(client)) > 2:
        raise Surplus(
            "Your program sent more than one answer to a datagram.",
            expected="2 answers to 2 datagrams",
            received=f"{len(answers)} answers",
        )
    texts = [word() for _ in range(3)]
    for text in [*texts, *reversed(texts)]:  # the same at once, and after others
        capitals_server.ask(client, text)
    deadline = time.monotonic() + ENOUGH
    for _ in range(MANY):
        if time.monotonic() < deadline:
            capitals_server.ask(client, word(6))


@check(points=1, after=("binds", "answers"))
def test_answers_from_its_address(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers from the address that was asked.

    Hint: Which socket sends the answer, and to which address is it bound?
    Hint: Bind HOST itself: on all interfaces, an answer may leave from another address.
    """
    capitals_server.demand_answers()
    client = capitals_server.client()
    client.send(word().encode())
    _, sender = capitals_server.receive(client, "an answer")
    capitals_server.expect_own_address(sender)


@check(points=1, after=("binds", "raises_letters", "prints_the_text"))
def test_takes_1024_bytes(
    capitals_server: CapitalsServer, examination: Examination, word: Word
) -> None:
    """Takes a datagram of 1024 bytes whole.

    Hint: What does the number in recvfrom(…) mean?
    Hint: What does not fit into the buffer is lost: a datagram may have 1024 bytes.
    """
    client, text = capitals_server.client(), word(1024)
    client.send(text.encode())
    if capitals_server.answers_readably:
        capitals_server.expect_answer(client, text)
    elif examination.passed("prints_the_text"):
        capitals_server.expect_printed(text)
    else:
        raise Unseen("raises_letters" if capitals_server.answers else "answers")


@check(points=1, after=("binds", "answers_again"))
def test_survives_an_empty_datagram(capitals_server: CapitalsServer, word: Word) -> None:
    """Goes on after an empty datagram.

    Hint: In TCP no bytes mean that the other side has closed. And in UDP?
    Hint: An empty datagram is a datagram like any other: it ends nothing.
    """
    capitals_server.demand_several_answers()
    client, text = capitals_server.client(), word()
    capitals_server.ask(client, word())
    capitals_server.expect_to_go_on_after_nothing(client, text)


def nobody_has_spoken(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(CapitalsServer(examination)) as server:
        client = server.client()
        server.wait_until_bound()
        since = yield
        server.keep_silent(A_WHILE, since)
        client.send(word().encode())


def nobody_speaks_again(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(CapitalsServer(examination)) as server:
        client = server.client()
        client.send(word().encode())
        server.receive(client, "an answer")
        since = yield
        server.keep_silent(A_WHILE, since)
        client.send(word().encode())


@check(
    points=1,
    after=("binds", "answers_again"),
    ahead=SilentRuns(once_passed="answers", runs=(nobody_has_spoken, nobody_speaks_again)),
)
def test_runs_until_stopped(sit_out: SitOut, examination: Examination) -> None:
    """Goes on until it is stopped, also while nobody speaks.

    Hint: What does your program do when no datagram comes for two seconds?
    Hint: recvfrom() waits for as long as it takes, if nobody has set a limit to that.
    """
    sit_out(nobody_has_spoken)
    if examination.passed("answers_again"):
        sit_out(nobody_speaks_again)
