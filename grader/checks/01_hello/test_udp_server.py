"""Unit 1, the UDP server: bind, recvfrom, sendto, again and again."""

import string
import time
from collections.abc import Generator
from contextlib import closing

from grader.course.checks import Kind, SilentRuns, SitOut, check
from grader.failures.errors import Surplus, Unseen
from grader.i18n import gettext, ngettext
from grader.peers.ports import MANY_ADDRESSES
from grader.subjects.base import Examination
from grader.subjects.capitals import CapitalsServer
from grader.subjects.words import Chinese, Phrase, Tricky, Word, word_from

KIND = Kind(shares_runs=True)
A_WHILE = 2.2  # seconds in which nobody speaks
ENOUGH, MANY = 1.0, 60  # seconds that many datagrams may take with a slow server, and how many


@check(points=2)
def test_binds(capitals_server: CapitalsServer, word: Word) -> None:
    """Takes datagrams on HOST and PORT.

    Hint: Which address has your socket: the one that the program was given, or one that you wrote
    into it?
    Hint: A UDP server needs a socket of the right type and an address, but no listen and no accept
    (README, “The idea”).
    Hint: `socket.socket(socket.AF_INET, socket.SOCK_DGRAM)` with both arguments, then
    `s.bind((host, port))`.
    """
    capitals_server.send_first(word().encode())


@check(points=1, after="binds")
def test_answers(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers a datagram.

    Hint: What does your program know about the sender of a datagram?
    Hint: recvfrom returns two things: the data, and the sender's address. sendto takes two things
    as well: first the data, then an address.
    Hint: `data, sender = s.recvfrom(1024)`, and later `s.sendto(answer, sender)`, where answer is
    bytes.
    """
    capitals_server.expect_any_answer(capitals_server.client(), word())


@check(points=2, after=("binds", "answers"))
def test_raises_letters(capitals_server: CapitalsServer, word: Word) -> None:
    """Sends the text back in upper case.

    Hint: What does text.upper() return, and what is text afterwards?
    Hint: A str never changes: upper makes a new one. And everything else stays as it came: do you
    strip or add anything?
    Hint: Keep the result, `answer = text.upper()`, and send `answer.encode()`.
    """
    capitals_server.demand_answers()
    capitals_server.expect_capitals(capitals_server.client(), word(4) + word(4).upper())
    capitals_server.start_anew()
    text = f"{word(5)} 42,  {word(4).title()}: {word(3).upper()}! {string.ascii_lowercase}"
    text += " @[`{{|}}~"  # its neighbours in ASCII; a doubled brace means itself in a format, too
    capitals_server.expect_capitals(capitals_server.client(), text)
    capitals_server.start_anew()
    capitals_server.expect_capitals(capitals_server.client(), f"  {word(6)}\n{word(4)}  \n")


@check(points=1, after=("binds", "raises_letters"))
def test_keeps_chinese(capitals_server: CapitalsServer, word: Word, chinese: Chinese) -> None:
    """Sends text without upper case back unchanged.

    Hint: In which encoding do you decode, and in which one do you encode?
    Hint: This course uses UTF-8. Python's methods use it if you name no other. Print the text and
    its len() before you send it.
    Hint: `text = data.decode("utf-8")` on the way in, `.encode("utf-8")` on the way out.
    """
    capitals_server.demand_readable_answers()
    capitals_server.ask(capitals_server.client(), f"{chinese()}，{word(4)}{chinese()}")


@check(points=3, after=("binds", "answers"))
def test_prints_the_text(capitals_server: CapitalsServer, word: Word, phrase: Phrase) -> None:
    """Prints the text of a datagram, all of it.

    Hint: Does your program print what came, before it changes it?
    Hint: The rule asks for the text as the client sent it, not for the answer and not only for the
    sender.
    Hint: `text = data.decode()`, then `print(text)`.
    """
    text = f"{word(5)} {phrase(16)}"
    capitals_server.client().send(text.encode())
    capitals_server.expect_printed(text)


@check(points=1, after=("binds", "raises_letters"))
def test_answers_again(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers one datagram after another.

    Hint: What does your program do after the first answer?
    Hint: A server goes on until you stop it: receiving and answering stand in a loop. An exception
    inside the loop ends it as well.
    Hint: `while True:` and in it one recvfrom, one print, one sendto.
    """
    capitals_server.demand_answers()
    lengths = (9, 14, 6, 11, 4, 5)  # longer and shorter than the one before
    capitals_server.expect_each_answered(capitals_server.client(), [word(n) for n in lengths])


@check(points=1, needs="prints_the_text", after="answers_again")
def test_prints_every_text_decoded(
    capitals_server: CapitalsServer,
    examination: Examination,
    word: Word,
    chinese: Chinese,
    tricky: Tricky,
) -> None:
    """Prints the text of every datagram, as text and not as bytes.

    Hint: What do you see in the terminal for 你好: two characters, or b'\\xe4\\xbd\\xa0'?
    Hint: Those are bytes, and a method turns them into text. And is the print inside the loop, for
    every datagram?
    Hint: In the loop: `print(data.decode("utf-8"), sender)`.
    """
    client = capitals_server.client()
    texts, hard = [f"{chinese()} {chinese()}{word(4)}"], list[str]()
    if examination.passed("answers_again"):
        texts += [word(), texts[0]]  # the same again is a text like any other
        hard = [f"{word(3)} {word(3)}\n{word(5)}", f"{tricky()}한😀"]
    for text in texts + hard:
        client.send(text.encode())
    for text in texts:
        capitals_server.expect_printed(text)
    for text in hard:
        capitals_server.expect_printed_by_lines(text)
    capitals_server.expect_printed_often(texts[0], texts.count(texts[0]))


@check(points=2, after=("binds", "answers_again", "prints_every_text_decoded"))
def test_prints_the_sender(
    capitals_server: CapitalsServer, examination: Examination, word: Word
) -> None:
    """Prints the sender's host and port, of each datagram.

    Hint: Where does your program learn who has sent the datagram?
    Hint: recvfrom returns the address as its second value: a pair of host and port. Print it in
    each turn of the loop.
    Hint: `data, sender = s.recvfrom(1024)`, then `print("from", sender)`.
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
        capitals_server.start_anew()
        capitals_server.ask_leniently(capitals_server.client(), word())
        other = capitals_server.client()
        if capitals_server.prints_what_comes(other, word()):
            capitals_server.expect_sender_printed(other)


@check(points=2, after=("binds", "answers_again"))
def test_answers_each_client(capitals_server: CapitalsServer, word: Word) -> None:
    """Answers each client, in any order of their turns.

    Hint: Two clients send in turn. To which of them does your next answer go?
    Hint: Each datagram brings its own sender. Do you keep an older address, or is your socket
    connected to one client?
    Hint: In the same turn of the loop: `data, sender = s.recvfrom(1024)` and `s.sendto(answer,
    sender)`; never `s.connect(...)`.
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
    if capitals_server.knows_ports:
        neighbour = capitals_server.client("I", host=one.address[0])  # at another port
        capitals_server.ask(neighbour, word())
        capitals_server.ask(one, word())
    if capitals_server.knows_ports and MANY_ADDRESSES:
        namesake = capitals_server.client("J", port=one.address[1])  # at another host
        capitals_server.ask(namesake, word())
        capitals_server.ask(one, word())
    if capitals_server.answers_the_same_again(one, third):
        capitals_server.ask(other, third)  # what A has sent as well


@check(points=1, after=("binds", "answers_again"))
def test_answers_once(capitals_server: CapitalsServer, word: Word) -> None:
    """Sends one answer to each datagram, not more and not fewer.

    Hint: How many times does your loop call sendto for one datagram?
    Hint: The same text may come again, and it is a new datagram: answer it again. The answer goes
    in one piece.
    Hint: Each turn of the loop: one `s.recvfrom(1024)`, one `s.sendto(answer, sender)`, and no `if`
    between them.
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
            gettext("Your program sent more than one answer to a datagram."),
            expected=gettext("2 answers to 2 datagrams"),
            received=ngettext("{number} answer", "{number} answers", len(answers)),
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

    Hint: From which address does your answer leave? Print the getsockname() of the socket that
    sends.
    Hint: The client expects the answer from HOST and PORT. A second socket has another port, and a
    socket on all interfaces may use another host.
    Hint: One socket for everything, with `s.bind((host, port))`: not `("", port)` and not
    `("0.0.0.0", port)`.
    """
    capitals_server.demand_answers()
    client = capitals_server.client()
    client.send(word().encode())
    _, sender = capitals_server.receive(client, gettext("an answer"))
    capitals_server.expect_own_address(sender)


@check(
    points=1,
    after=("binds", "raises_letters", "prints_the_text", "prints_every_text_decoded"),
)
def test_takes_1024_bytes(
    capitals_server: CapitalsServer, examination: Examination, word: Word
) -> None:
    """Takes a datagram of 1024 bytes whole.

    Hint: What happens to the rest of a datagram that is longer than the number in your recvfrom?
    Hint: The rest is lost: the next recvfrom returns the next datagram. Compare your number with
    the longest text of the rules.
    Hint: `s.recvfrom(1024)`, or any larger number.
    """
    client, text = capitals_server.client(), word(1024)
    client.send(text.encode())
    if capitals_server.answers_readably:
        capitals_server.expect_answer(client, text)
        if examination.passed("prints_every_text_decoded"):
            capitals_server.expect_printed(text)  # it has come whole
    elif examination.passed("prints_the_text"):
        capitals_server.expect_printed(text)
    else:
        raise Unseen("raises_letters" if capitals_server.answers else "answers")


@check(points=1, after=("binds", "answers_again"))
def test_survives_an_empty_datagram(capitals_server: CapitalsServer, word: Word) -> None:
    """Goes on after an empty datagram.

    Hint: What do no bytes mean in TCP, and what do they mean in UDP?
    Hint: In UDP nobody has closed anything: an empty datagram is a datagram. Look for a line that
    stops when data is empty.
    Hint: No `if not data: break` in the loop; `continue` is fine, and so is an empty answer.
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
        server.expect_to_live(client, answers=examination.passed("answers"))
        since = yield
        server.keep_silent(A_WHILE, since)
        client.send(word().encode())


@check(
    points=1,
    after=("binds", "answers_again"),
    ahead=SilentRuns(once_passed="answers", runs=(nobody_has_spoken, nobody_speaks_again)),
)
def test_runs_until_stopped(sit_out: SitOut) -> None:
    """Goes on until it is stopped, even while nobody speaks.

    Hint: What does your program do if no datagram comes for two seconds?
    Hint: recvfrom waits for as long as it takes, unless somebody sets a limit. Look for a timeout,
    and for a loop that ends after some turns.
    Hint: `while True:` around `s.recvfrom(1024)`, without `settimeout(...)`, or with an `except
    TimeoutError:` that goes on.
    """
    sit_out(nobody_has_spoken)
    sit_out(nobody_speaks_again)
