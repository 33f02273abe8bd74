"""Unit 1, the TCP client: connect, send, recv, close."""

from grader.course.checks import check
from grader.subjects.tcp import TcpClient
from grader.subjects.words import Phrase, Tricky, Word


@check(points=7)
def test_connects(tcp_client: TcpClient) -> None:
    """Connects to the HOST and PORT of its command line.

    Hint: Which call of a client's socket takes the server's address?
    Hint: An address is one pair: connect((host, port)).
    """
    with tcp_client.accept():
        pass


@check(points=4, after="connects")
def test_sends_hello(tcp_client: TcpClient) -> None:
    """Sends exactly hello!

    Hint: Sockets carry bytes: how does a str become bytes?
    Hint: Six bytes: five letters and the exclamation mark, no line end and no quotes.
    Hint: The client speaks first. Does yours wait for something before?
    """
    with tcp_client.accept() as server:
        tcp_client.expect_hello(server)


@check(points=3, after=("connects", "sends_hello"))
def test_prints_the_answer(tcp_client: TcpClient, word: Word, tricky: Tricky) -> None:
    """Prints what the server answers.

    Hint: What does recv() return, and where does it go?
    Hint: The answer is different each time: print what arrived.
    """
    for answer in (word(), tricky()):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_answer_printed(server, answer)


@check(points=1, needs="prints_the_answer")
def test_prints_1024_bytes(tcp_client: TcpClient, word: Word, phrase: Phrase) -> None:
    """Prints an answer of 1024 bytes.

    Hint: What does the number in recv(…) mean?
    Hint: The answer may have up to 1024 bytes, and recv(n) returns at most n.
    """
    for answer in (word(1024), phrase(1024)):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_answer_printed(server, answer)


@check(points=3, after=("connects", "sends_hello"))
def test_sends_nothing_more(tcp_client: TcpClient, phrase: Phrase) -> None:
    """Sends nothing after the answer.

    Hint: One question, one answer, and then?
    Hint: After the answer is printed the client only closes its socket.
    """
    with tcp_client.accept() as server:
        heard = tcp_client.talk(server, phrase())
        tcp_client.expect_nothing_more(server, heard)


@check(points=2, after=("connects", "sends_hello"))
def test_ends_with_status_0(tcp_client: TcpClient, word: Word, phrase: Phrase) -> None:
    """Closes and ends with status 0.

    Hint: recv() returns b"" once the server has closed. Does a loop of yours notice?
    Hint: A program that reaches its last line ends with status 0; an uncaught exception gives 1.
    """
    for answer in (word(), phrase(1024)):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_the_end(server)
