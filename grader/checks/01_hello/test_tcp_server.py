"""Unit 1, the TCP server: bind, listen, accept, recv, send, close."""

from collections.abc import Generator

from grader.course.checks import SilentRuns, SitOut, check
from grader.subjects.base import Examination
from grader.subjects.tcp import TcpServer
from grader.subjects.words import Phrase, Tricky, Word

A_WHILE = 2.2  # seconds in which the client thinks


@check(points=5)
def test_listens(tcp_server: TcpServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Which calls give a socket its address, and which one opens the door?
    Hint: An address is one pair: (host, port). The port is a number.
    Hint: socket, bind, listen, accept: in this order.
    """
    with tcp_server.connect():
        pass


@check(points=1, after="listens")
def test_waits_for_the_client(tcp_server: TcpServer, word: Word) -> None:
    """Says nothing before the client has spoken.

    Hint: Who speaks first in this protocol?
    Hint: The server receives before it sends.
    """
    with tcp_server.connect() as client:
        tcp_server.expect_silence(client, word())


@check(points=1, after=("listens", "waits_for_the_client"))
def test_answers(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Answers a client.

    Hint: accept() gives you two things. On which of them do you talk with the client?
    Hint: Sockets carry bytes, not str: what does b"hi" mean?
    Hint: Receive once, up to 1024 bytes, then send; a loop that waits for more waits for ever.
    """
    for message in (word(), phrase()):
        with tcp_server.connect() as client:
            tcp_server.tell(client, message)
            tcp_server.expect_an_answer(client)


@check(points=3, after=("listens", "answers"))
def test_answers_hi(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Answers with exactly the two bytes hi.

    Hint: Two bytes: an h and an i. No line end, no quotes, nothing before and nothing after.
    Hint: repr() and str() of bytes are only for looking; send the bytes themselves.
    """
    for message in (word(), phrase(1024)):
        with tcp_server.connect() as client:
            tcp_server.tell(client, message)
            tcp_server.expect_hi(client)


@check(points=3, after=("listens", "answers"))
def test_hangs_up(tcp_server: TcpServer, word: Word) -> None:
    """Closes the connection after its answer.

    Hint: How does the client learn that nothing more will come?
    Hint: Two sockets are open: the one that listens and the one of this client. Close the client's.
    """
    with tcp_server.connect() as client:
        tcp_server.tell(client, word())
        tcp_server.expect_hang_up(client)


@check(points=3, after=("listens", "hangs_up"))
def test_prints_the_message(tcp_server: TcpServer, word: Word, tricky: Tricky) -> None:
    """Prints what the client says.

    Hint: What does recv() return, and where does it go?
    Hint: Print the bytes as they are or decoded, both are fine.
    """
    for message in (word(), tricky()):
        tcp_server.talk(message)
        tcp_server.expect_message_printed(message)


@check(points=1, needs="prints_the_message")
def test_takes_1024_bytes(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Takes a message of 1024 bytes.

    Hint: What does the number in recv(…) mean?
    Hint: recv(n) returns at most n bytes; the message may have 1024.
    """
    for message in (word(1024), phrase(1024)):
        tcp_server.talk(message)
        tcp_server.expect_message_printed(message)


@check(points=2, after=("listens", "hangs_up"))
def test_ends_with_status_0(tcp_server: TcpServer, word: Word, phrase: Phrase) -> None:
    """Ends with status 0 after that one client.

    Hint: One client, one answer: is there a loop that waits for another?
    Hint: A program that reaches its last line ends with status 0; an uncaught exception gives 1.
    """
    for message in (word(), phrase(1024)):
        tcp_server.talk(message)
        tcp_server.expect_the_end()


def a_client_thinks(examination: Examination) -> Generator[None, float, None]:
    server = TcpServer(examination)
    with server.connect() as client:
        since = yield
        server.expect_long_silence(client, A_WHILE, since)


@check(
    points=1,
    needs="waits_for_the_client",
    ahead=SilentRuns(once_passed="waits_for_the_client", runs=(a_client_thinks,)),
)
def test_waits_for_a_slow_client(sit_out: SitOut) -> None:
    """Says nothing before the client has spoken, however long that takes.

    Hint: What does your program do when the client takes its time?
    Hint: Whoever stops waiting has heard nothing that could be answered.
    """
    sit_out(a_client_thinks)
