"""Unit 1, the TCP server: bind, listen, accept, recv, send, close."""

from grader.course.checks import check
from grader.subjects.tcp import TcpServer
from grader.subjects.words import Word

MOMENT = 25  # ticks
A_GOOD_SECOND = 100


@check(points=2)
def test_listens(tcp_server: TcpServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Which calls give a socket its address, and which one opens the door?
    Hint: An address is one pair: (host, port). The port is a number.
    Hint: socket, bind, listen, accept: in this order.
    """
    with tcp_server.connect():
        pass


@check(points=2, needs="listens")
def test_answers(tcp_server: TcpServer, word: Word) -> None:
    """Answers a client.

    Hint: accept() gives you two things. On which of them do you talk with the client?
    Hint: Sockets carry bytes, not str: what does b"hi" mean?
    Hint: Receive once, up to 1024 bytes, then send; a loop that waits for more waits for ever.
    """
    with tcp_server.connect() as client:
        client.send(word().encode())
        client.expect_something()


@check(points=3, needs="answers")
def test_answers_hi(tcp_server: TcpServer, word: Word) -> None:
    """Answers with exactly the two bytes hi.

    Hint: Two bytes: an h and an i. No line end, no quotes, nothing before and nothing after.
    Hint: repr() and str() of bytes are only for looking; send the bytes themselves.
    """
    for message in (word(), word(1024)):
        with tcp_server.connect() as client:
            client.send(message.encode())
            client.expect(b"hi")
            client.expect_nothing_more(after=b"hi", ticks=A_GOOD_SECOND)


@check(points=4, needs="listens")
def test_prints_the_message(tcp_server: TcpServer, word: Word) -> None:
    """Prints what the client says.

    Hint: What does recv() return, and where does it go?
    Hint: Print the bytes as they are or decoded, both are fine.
    """
    message = word()
    with tcp_server.connect() as client:
        client.send(message.encode())
        client.receive_word(2, ticks=MOMENT)
    tcp_server.expect_printed(message)


@check(points=2, needs="answers")
def test_waits_for_the_client(tcp_server: TcpServer, word: Word) -> None:
    """Says nothing before the client has spoken.

    Hint: Who speaks first in this protocol?
    Hint: The server receives before it sends.
    """
    with tcp_server.connect() as client:
        client.expect_silence(ticks=MOMENT)
        client.send(word().encode())
        client.expect_something()


@check(points=2, needs="prints_the_message")
def test_takes_1024_bytes(tcp_server: TcpServer, word: Word) -> None:
    """Takes a message of 1024 bytes.

    Hint: What does the number in recv(…) mean?
    Hint: recv(n) returns at most n bytes; the message may have 1024.
    """
    message = word(1024)
    with tcp_server.connect() as client:
        client.send(message.encode())
        client.receive_word(2, ticks=MOMENT)
    tcp_server.expect_printed(message)


@check(points=3, needs="answers")
def test_hangs_up(tcp_server: TcpServer, word: Word) -> None:
    """Closes the connection after its answer.

    Hint: How does the client learn that nothing more will come?
    Hint: Two sockets are open: the one that listens and the one of this client. Close the client's.
    """
    with tcp_server.connect() as client:
        client.send(word().encode())
        client.expect_something()
        client.expect_end()


@check(points=2, needs="answers")
def test_ends_with_status_0(tcp_server: TcpServer, word: Word) -> None:
    """Ends with status 0 after that one client.

    Hint: One client, one answer: is there a loop that waits for another?
    Hint: A program that reaches its last line ends with status 0; an uncaught exception gives 1.
    """
    for message in (word(), word(1024)):
        with tcp_server.connect() as client:
            client.send(message.encode())
            client.expect_something()
            client.half_close()
            client.wait_for_end(ticks=MOMENT)
        tcp_server.expect_status(0)
