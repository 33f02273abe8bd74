"""Unit 1, the TCP server: bind, listen, accept, recv, send, close."""

import time
from collections.abc import Generator

from grader.course.checks import SilentRuns, SitOut, check
from grader.peers.tcp.peer import TcpPeer
from grader.subjects.base import Examination
from grader.subjects.tcp import TcpServer
from grader.subjects.words import (
    Phrase,
    Tricky,
    Word,
    phrase_from,
    tricky_from,
    word_from,
)

PLAYS = "7641cded"  # see `grader.course.checks`

A_WHILE = 2.2  # seconds in which the client thinks


def a_whole_talk(server: TcpServer, client: TcpPeer, message: str) -> None:
    """Have a client say this, and demand all that follows, to the end of the program."""
    server.tell(client, message)
    server.expect_hi(client)
    client.expect_end()
    client.half_close()
    server.expect_message_printed(message)
    server.expect_the_end()


def serves_a_slow_client(examination: Examination) -> None:
    server, tricky = TcpServer(examination), tricky_from(examination.dice)
    with server.connect() as client:
        server.expect_long_silence(client, A_WHILE, time.monotonic())
        server.expect_to_stay(client, ticks=1)
        a_whole_talk(server, client, tricky())


def serves_a_terse_client(examination: Examination) -> None:
    server, word = TcpServer(examination), word_from(examination.dice)
    with server.connect() as client:
        a_whole_talk(server, client, word(1))


def serves_a_talkative_client(examination: Examination) -> None:
    server, phrase = TcpServer(examination), phrase_from(examination.dice)
    with server.connect() as client:
        a_whole_talk(server, client, f"#{phrase(1023)}")


def takes_a_long_word(examination: Examination) -> None:
    server, word = TcpServer(examination), word_from(examination.dice)
    with server.connect() as client:
        a_whole_talk(server, client, word(1024))


@check(points=5, shown_by=[serves_a_terse_client, serves_a_slow_client])
def test_listens(tcp_server: TcpServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Which address does your program listen on: the one that it was given, or one that you
    wrote into it?
    Hint: The stub's last lines read HOST and PORT and call serve. The calls socket, bind, listen
    and accept follow, in this order (README, “The idea”).
    Hint: The address is one pair: `door.bind((host, port))`, then `door.listen()` and
    `door.accept()`.
    """
    with tcp_server.connect():
        pass


@check(points=1, after="listens", shown_by=[serves_a_slow_client])
def test_waits_for_the_client(tcp_server: TcpServer, word: Word) -> None:
    """Sends nothing before the client has spoken.

    Hint: Who sends the first bytes in this protocol, the client or the server?
    Hint: Look at the order of your calls after accept. Does one of them send before one has
    received?
    Hint: First `message = connection.recv(1024)`, and only in the lines below it the answer.
    """
    with tcp_server.connect() as client:
        tcp_server.expect_silence(client, word())


@check(
    points=1,
    after=("listens", "waits_for_the_client"),
    shown_by=[serves_a_terse_client, serves_a_talkative_client],
)
def test_answers(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Answers a client.

    Hint: Which call does your server wait in? Put a print before and after each call, and talk to
    it by hand.
    Hint: accept returns two things, and you talk on the first of them. One recv is enough: the
    client keeps its side open, so a loop until the end of the stream waits for ever.
    Hint: `connection, address = door.accept()`, then one `connection.recv(1024)`, then one
    `connection.sendall(...)` with bytes.
    """
    for message in (word(), phrase(), word(1)):
        with tcp_server.connect() as client:
            tcp_server.tell(client, message)
            tcp_server.expect_an_answer(client)


@check(
    points=3,
    after=("listens", "answers"),
    shown_by=[serves_a_talkative_client, takes_a_long_word],
)
def test_answers_hi(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Answers with exactly the two bytes hi.

    Hint: How many bytes does your program send? Print the len() of what you give to sendall.
    Hint: A text with a line end has three characters, and str() of bytes adds a letter and quotes.
    The story shows your bytes beside the right ones.
    Hint: Send bytes and nothing else: `connection.sendall(b"hi")`.
    """
    for message in (word(), phrase(1024), f"#{phrase()}"):
        with tcp_server.connect() as client:
            tcp_server.tell(client, message)
            tcp_server.expect_hi(client)


@check(points=3, after=("listens", "answers"), shown_by=[takes_a_long_word])
def test_hangs_up(tcp_server: TcpServer, word: Word) -> None:
    """Closes the connection after its answer.

    Hint: How does the client learn that nothing more will come?
    Hint: Two sockets are open: the one that listens, and the one of this client. Which of them do
    you close, and when?
    Hint: After the answer, and before the program ends: `connection.close()`.
    """
    with tcp_server.connect() as client:
        tcp_server.tell(client, word())
        tcp_server.expect_hang_up(client)


@check(
    points=3,
    after=("listens", "hangs_up"),
    shown_by=[takes_a_long_word, serves_a_slow_client],
)
def test_prints_the_message(tcp_server: TcpServer, word: Word, tricky: Tricky) -> None:
    """Prints what the client says.

    Hint: What does recv return, and what does your program do with it?
    Hint: Keep what recv returns under a name, and print that: not a text of your own, and not only
    the client's address.
    Hint: `message = connection.recv(1024)` and then `print(message)`. With decode() it is fine,
    too.
    """
    for message in (word(), tricky()):
        tcp_server.talk(message)
        tcp_server.expect_message_printed(message)


@check(
    points=1,
    needs="prints_the_message",
    shown_by=[serves_a_talkative_client, takes_a_long_word],
)
def test_takes_1024_bytes(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Takes a message of 1024 bytes.

    Hint: Which number stands in the brackets of your recv, and what does it mean?
    Hint: recv(n) returns at most n bytes. The message of this check has 1024 of them.
    Hint: Give it room for the whole message: `connection.recv(1024)`, or more.
    """
    for message in (word(1024), phrase(1024)):
        tcp_server.talk(message)
        tcp_server.expect_message_printed(message)


@check(
    points=2,
    after=("listens", "hangs_up"),
    shown_by=[takes_a_long_word, serves_a_talkative_client, serves_a_slow_client],
)
def test_ends_with_status_0(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Ends with status 0 after that one client.

    Hint: What does your program do after it has closed the connection? Run it by hand and look at
    its exit status.
    Hint: A loop around accept waits for a second client. An exception that nobody catches gives
    status 1; read the last lines on standard error.
    Hint: No `while` around accept: after `connection.close()` comes `door.close()`, and serve
    returns.
    """
    for message in (word(), phrase(1024)):
        tcp_server.talk(message)
        tcp_server.expect_the_end()
    with tcp_server.connect() as client:
        tcp_server.expect_to_stay(client)


def a_client_thinks(examination: Examination) -> Generator[None, float, None]:
    server = TcpServer(examination)
    with server.connect() as client:
        since = yield
        server.expect_long_silence(client, A_WHILE, since)


@check(
    points=1,
    needs="waits_for_the_client",
    ahead=SilentRuns(once_passed="waits_for_the_client", runs=(a_client_thinks,)),
    shown_by=[serves_a_slow_client],
)
def test_waits_for_a_slow_client(sit_out: SitOut) -> None:
    """Sends nothing before a slow client has spoken.

    Hint: What does your program do if the client says nothing for some seconds?
    Hint: recv waits for as long as it takes, unless somebody sets a limit. Search your file for a
    timeout, and for a socket that does not block.
    Hint: No `settimeout(...)` in this program: let `connection.recv(1024)` wait.
    """
    sit_out(a_client_thinks)
