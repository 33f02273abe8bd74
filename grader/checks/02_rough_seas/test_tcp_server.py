"""Unit 2, the TCP server: messages in a stream, whatever the network makes of it."""

import struct

from grader.course.checks import check
from grader.failures.errors import Failure
from grader.launch.program import Program
from grader.peers.tcp.frames import FramedPeer, frame, greeting
from grader.subjects.base import Examination
from grader.subjects.framed import FramedServer
from grader.subjects.words import Word

MOMENT, SHORT_MOMENT = 25, 12  # ticks
MEBIBYTE = 1 << 20
TOO_LONG = (16 * MEBIBYTE + 1, 1 << 28, 1 << 31, (1 << 32) - 1)  # bytes
RESERVED = 1 << 28  # a machine may well reserve this one; threads need less


def long_text(word: Word, length: int) -> bytes:
    """Make letters, so that only their number can matter."""
    return (word(1009) * (length // 1009 + 1))[:length].encode()


def ask(client: FramedPeer, *messages: bytes, fragments: int | None = None) -> None:
    """Send each message in a frame, and demand the answers: each message in reverse order."""
    client.send_frames(*messages, fragments=fragments)
    for message in messages:
        client.expect_frame(message[::-1], "the answer")


@check(points=1)
def test_listens(framed_server: FramedServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Two arguments are a host and a port, one argument is a path: sys.argv knows how many there are.
    Hint: socket, bind, listen, accept: in this order. The port is a number.
    """
    with framed_server.connect(greeted=False):
        pass


@check(points=2, needs="listens")
def test_greets(framed_server: FramedServer) -> None:
    """Greets a client with one frame: ready and the name of the machine.

    Hint: What is it called when nobody has asked anything yet? The server speaks first here.
    Hint: socket.gethostname() is the name; encode the text before you count its bytes.
    Hint: struct.pack("!I", n) makes four bytes of a number, big-endian.
    """
    with framed_server.connect(greeted=False) as client:
        client.expect_frame(greeting(), "the greeting")
        client.expect_nothing_more(after=frame(greeting()), ticks=MOMENT)


@check(points=3, needs="listens")
def test_answers_a_frame(framed_server: FramedServer, word: Word) -> None:
    """Answers a frame with its bytes in reverse order.

    Hint: First 4 bytes, which say how many follow; then so many.
    Hint: data[::-1] is the same in reverse order; the answer is a frame as well.
    """
    message = word().encode()
    with framed_server.connect() as client:
        ask(client, message)
        client.expect_nothing_more(after=frame(message[::-1]), ticks=SHORT_MOMENT)


@check(points=2, needs="answers_a_frame")
def test_answers_every_frame(framed_server: FramedServer, word: Word) -> None:
    """Answers one frame after the other on the same connection.

    Hint: What happens after the first answer?
    Hint: Two loops: one for the clients, and in it one for the frames of this client.
    """
    with framed_server.connect() as client:
        for length in (12, 5, 30, 12):
            ask(client, word(length).encode())


@check(points=1, needs="answers_a_frame")
def test_takes_any_bytes(framed_server: FramedServer, examination: Examination) -> None:
    """Takes any bytes, also none at all.

    Hint: Is it a text that arrives? Nobody has said so.
    Hint: A frame of length 0 is a frame like any other, and its answer, too.
    """
    data = bytes(range(256)) + b"\r\n\0\xff" + examination.dice.randbytes(200)
    for message in (data, b"", b"\x00\x00\x00\x01", b"\n"):
        with framed_server.connect(anew=True) as client:
            ask(client, message)


@check(points=2, needs="answers_a_frame")
def test_takes_fragments(framed_server: FramedServer, word: Word) -> None:
    """Takes a frame that arrives byte by byte.

    Hint: How many bytes may recv(4) return? And recv(n)?
    Hint: Write a helper that loops until it has the bytes it was asked for.
    Hint: Even the 4 bytes of the length can come in two pieces.
    """
    for length, size in ((7, 1), (40, 3), (300, 250), (20, 5)):
        with framed_server.connect(anew=True) as client:
            ask(client, word(length).encode(), fragments=size)


@check(points=2, needs="answers_a_frame")
def test_takes_frames_in_one_segment(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Takes several frames that arrive glued together, and answers them in order.

    Hint: recv(4096) may return more than one frame. Where does the rest go?
    Hint: Never ask for more bytes than are missing, or keep what was too much.
    """
    first, second, third, fourth = (word(n).encode() for n in (8, 20, 3, 15))
    with framed_server.connect() as client:
        ask(client, first, second, third)
        glued = frame(fourth) + frame(first) + frame(second)
        middle = len(frame(fourth)) + 6  # in the middle of the second frame
        client.send(glued, fragments=middle)
        for message in (fourth, first, second):
            client.expect_frame(message[::-1], "the answer")
    if examination.passed("takes_fragments"):
        with framed_server.connect(anew=True) as client:  # now a cut inside a length
            client.send(frame(first) + frame(second), fragments=len(frame(first)) + 2)
            for message in (first, second):
                client.expect_frame(message[::-1], "the answer")


@check(points=1, needs="answers_a_frame")
def test_takes_large_frames(framed_server: FramedServer, word: Word) -> None:
    """Takes frames of up to 1 MiB.

    Hint: recv(n) returns what is there, up to n bytes: less than a mebibyte as a rule.
    Hint: send() may take only a part of the bytes; sendall() sends them all.
    """
    for length in (70_000, MEBIBYTE):
        with framed_server.connect(anew=True) as client:
            ask(client, long_text(word, length), fragments=length // 8)


@check(points=1, needs="answers_a_frame")
def test_serves_the_next_client(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Serves the next client when one has left.

    Hint: accept() gives one client; where does the next come from?
    Hint: The socket that listens stays open; close only the one of this client.
    """
    greets = examination.passed("greets")
    for _ in range(3):
        with framed_server.connect(greeted=not greets) as client:
            if greets:
                client.expect_frame(greeting(), "the greeting")
            ask(client, word().encode())


@check(points=1, needs="answers_a_frame")
def test_serves_a_unix_socket(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Serves a Unix-domain socket if its one argument is a path.

    Hint: len(sys.argv) tells the two forms of the address apart.
    Hint: The family is socket.AF_UNIX, and its address is the path itself; all the rest is the same.
    """
    clients = 2 if examination.passed("serves_the_next_client") else 1
    size = 3 if examination.passed("takes_fragments") else None
    greets = examination.passed("greets")
    for _ in range(clients):
        with framed_server.connect_by_path(greeted=not greets) as client:
            if greets:
                client.expect_frame(greeting(), "the greeting")
            ask(client, word().encode(), fragments=size)


@check(points=1, needs="takes_large_frames")
def test_waits_for_a_late_reader(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Sends a large answer to a client that reads late.

    Hint: A send may have to wait until the other side has read; does it give up?
    Hint: send() on a socket with a timeout, or one that does not block, returns how much it took.
    """
    ways = [framed_server.connect]
    if examination.passed("serves_a_unix_socket"):
        ways.append(framed_server.connect_by_path)
    message = long_text(word, MEBIBYTE)
    for connect in ways:
        with connect(anew=True, narrow=True) as client:
            client.send_frames(message)
            client.read_late()
            client.expect_frame(message[::-1], "the answer")


@check(points=1, needs="answers_a_frame")
def test_answers_after_half_close(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Answers everything that a client asked before it closed its sending side, then closes.

    Hint: recv() returns b'' when the client sends nothing more. It may still be listening.
    Hint: When the last answer is sent, close the connection: that is how the client learns of it.
    """
    messages = [word(length).encode() for length in (10, 2000, 1)]
    with framed_server.connect() as client:
        client.send_frames(*messages)
        client.half_close()
        for message in messages:
            client.expect_frame(message[::-1], "the answer")
        client.expect_end()
    if examination.passed("waits_for_a_late_reader"):
        message = long_text(word, MEBIBYTE)
        with framed_server.connect(anew=True, narrow=True) as client:
            client.send_frames(message)
            client.half_close()
            client.read_late()
            client.expect_frame(message[::-1], "the answer")
            client.expect_end()


@check(points=1, needs="serves_the_next_client")
def test_survives_broken_clients(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Survives clients that vanish in the middle of a frame.

    Hint: What does your helper do when recv() returns b'' and bytes are still missing?
    Hint: A reset shows as an OSError: catch it where one client ends, not where the server does.
    """
    whole = frame(word(50).encode())
    for piece in (whole[:2], whole[:4], whole[:30]):
        for leave in (FramedPeer.vanish, FramedPeer.reset):
            with framed_server.connect(anew=True) as client:
                client.send(piece)
                leave(client)
            expect_served(framed_server, word)
    if examination.passed("waits_for_a_late_reader"):
        with framed_server.connect(anew=True, narrow=True) as client:
            client.send_frames(long_text(word, MEBIBYTE))
            client.read_late()
            client.reset()  # in the middle of the answer
        expect_served(framed_server, word)


def expect_served(server: FramedServer, word: Word) -> None:
    """Demand that the next client is served as if nothing had happened."""
    with server.connect() as client:
        ask(client, word().encode())


@check(points=1, needs="answers_a_frame")
def test_refuses_absurd_lengths(framed_server: FramedServer, word: Word) -> None:
    """Refuses a length over 16 MiB at once, and serves the next client.

    Hint: Whoever sends four bytes can make a server wait for 4 GiB. Which length do you believe?
    Hint: Compare the length before you read or reserve anything, then close the connection.
    """
    for length in TOO_LONG:
        with framed_server.connect(anew=True) as client:
            before = framed_server.program.memory()
            client.send(struct.pack("!I", length))
            client.expect_gone(trickle=True)
            expect_not_reserved(length, before, framed_server.program)
        expect_served(framed_server, word)


def expect_not_reserved(length: int, before: tuple[int, int] | None, program: Program) -> None:
    """Demand that the program's memory has not grown by the length, where the system tells."""
    after = None if program.ended else program.memory()
    if length != RESERVED or before is None or after is None:
        return
    if after[1] - before[1] > length * 0.9:
        raise Failure(
            f"Your program reserved memory for {length} bytes because a length said so.",
            expected="a closed connection, and nothing reserved",
            received=f"{(after[1] - before[1]) >> 20} MiB more of address space",
            diagnosis="A length of over 16 MiB is refused before anything is done with it.",
        )
