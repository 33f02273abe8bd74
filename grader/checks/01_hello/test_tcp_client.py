"""Unit 1, the TCP client: connect, send, recv, close."""

from grader.course.checks import check
from grader.subjects.base import Examination
from grader.subjects.tcp import HELLO, TcpClient
from grader.subjects.words import Phrase, Tricky, Word, phrase_from, tricky_from, word_from

PLAYS = "8ef62e7f"  # see `grader.course.checks`


def a_whole_talk(client: TcpClient, answer: str, is_listened_to: bool = False) -> None:
    """Answer the client's hello, and demand all that follows, to the end of the program.

    With `is_listened_to` the server hears at first that no more comes than hello.
    """
    with client.accept() as server:
        if is_listened_to:
            client.expect_hello(server)
        else:
            server.expect(HELLO)
        server.send(answer.encode())
        server.half_close()
        client.expect_nothing_more(server, HELLO)
        client.expect_answer_printed(server, answer)
        client.expect_the_end(server)


def says_hello(examination: Examination) -> None:
    word = word_from(examination.dice)
    a_whole_talk(TcpClient(examination), word(), is_listened_to=True)


def hears_a_tricky_answer(examination: Examination) -> None:
    a_whole_talk(TcpClient(examination), tricky_from(examination.dice)())


def hears_a_long_phrase(examination: Examination) -> None:
    a_whole_talk(TcpClient(examination), phrase_from(examination.dice)(1024))


def hears_a_long_word(examination: Examination) -> None:
    a_whole_talk(TcpClient(examination), word_from(examination.dice)(1024))


@check(points=7, shown_by=[says_hello])
def test_connects(tcp_client: TcpClient) -> None:
    """Connects to the HOST and PORT of its command line.

    Hint: To which address does your client connect: the one that it was given, or one that you
    wrote into it?
    Hint: The stub's last lines read HOST and PORT and call talk. A client needs one call before it
    can send (README, “The idea”).
    Hint: The address is one pair: `s.connect((host, port))`.
    """
    with tcp_client.accept():
        pass


@check(points=4, after="connects", shown_by=[says_hello])
def test_sends_hello(tcp_client: TcpClient) -> None:
    """Sends exactly hello!

    Hint: Who speaks first here? And how many bytes does your program send?
    Hint: A socket takes bytes. Send the six characters and nothing more: no line end, no quotes. If
    your client receives before it sends, both sides wait.
    Hint: Directly after connect: `s.sendall(b"hello!")`.
    """
    with tcp_client.accept() as server:
        tcp_client.expect_hello(server)


@check(points=3, after=("connects", "sends_hello"), shown_by=[says_hello, hears_a_tricky_answer])
def test_prints_the_answer(tcp_client: TcpClient, word: Word, tricky: Tricky) -> None:
    """Prints what the server answers.

    Hint: Does your program print what came, or what you expect to come?
    Hint: The grader's server uses other words in each run. Keep what recv returns under a name and
    print that, all of it.
    Hint: `answer = s.recv(1024)`, then `print(answer)`. With decode() it is fine, too.
    """
    for answer in (word(), tricky()):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_answer_printed(server, answer)


@check(points=1, needs="prints_the_answer", shown_by=[hears_a_long_phrase, hears_a_long_word])
def test_prints_1024_bytes(tcp_client: TcpClient, word: Word, phrase: Phrase) -> None:
    """Prints an answer of 1024 bytes.

    Hint: How long may the answer be, and how much room does your recv have?
    Hint: recv(n) returns at most n bytes. Look at the number in your brackets.
    Hint: `s.recv(1024)`, or a loop that adds pieces until one of them is `b""`.
    """
    for answer in (word(1024), phrase(1024)):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_answer_printed(server, answer)


@check(points=3, after=("connects", "sends_hello"), shown_by=[hears_a_tricky_answer])
def test_sends_nothing_more(tcp_client: TcpClient, phrase: Phrase) -> None:
    """Sends nothing after the answer.

    Hint: What does your program do after the answer has come?
    Hint: One question, one answer: look for a second sendall, or for a loop that sends again.
    Hint: After `print(answer)` there is only `s.close()`.
    """
    with tcp_client.accept() as server:
        heard = tcp_client.talk(server, phrase())
        tcp_client.expect_nothing_more(server, heard)


@check(points=2, after=("connects", "sends_hello"), shown_by=[says_hello, hears_a_long_phrase])
def test_ends_with_status_0(tcp_client: TcpClient, word: Word, phrase: Phrase) -> None:
    """Closes and ends with status 0.

    Hint: Does your program end by itself after the answer? Run it by hand and look at its exit
    status.
    Hint: After the server has closed, recv returns empty bytes again and again. A loop has to
    notice that. An exception that nobody catches gives status 1.
    Hint: In a loop: `if not piece: break`. At the end: `s.close()`.
    """
    for answer in (word(), phrase(1024)):
        with tcp_client.accept() as server:
            tcp_client.talk(server, answer)
            tcp_client.expect_the_end(server)
