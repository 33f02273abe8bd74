"""Unit 2, the TCP server: messages in a stream, whatever the network makes of it."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing

from grader.course.checks import SilentRuns, SitOut, check
from grader.failures.diagnosis.frames import of_reserved
from grader.failures.errors import Failure, Unseen
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.tcp.frames import FramedPeer
from grader.subjects.base import Examination
from grader.subjects.framed import Way, meaning
from grader.subjects.framed_server import FramedServer
from grader.subjects.words import Chinese, Phrase, Word, word_from

MEBIBYTE = 1 << 20
TOO_LONG = (16 * MEBIBYTE + 1, 1 << 28, 1 << 31, (1 << 32) - 1)  # bytes
IN_BYTES = 1 << 28  # this one's length comes byte by byte
RESERVED = 1 << 28  # a machine may well reserve this one; threads need less
NOT_ALONE = gettext_noop(
    "Several frames came together. When several came one by one, not all of them were answered rightly, either."
)
GLUED = gettext_noop(
    "A frame that comes alone is answered. When several arrive together, the next one begins where the one before ends."
)
MANY = gettext_noop(
    "{number} short frames came together here: a connection may carry any number of them."
)
IN_PIECES = gettext_noop(
    "A short frame that comes in one piece is answered; this one came byte by byte."
)
CUT = gettext_noop(
    "The first frame came whole, and with it the beginning of the next one: keep those bytes until the rest arrives, even if they are only a part of a length."
)
CUT_BEFORE = gettext_noop(
    "The first frame came in two pieces, and with its rest the beginning of the next one: when a part of a frame is there, ask recv() for what is missing, or keep what is too much."
)
LARGE = gettext_noop(
    "This frame has {size} bytes, and a short one is answered: up to 1,048,576 are allowed."
)
LARGE_IN_PIECES = gettext_noop(
    "This frame has {size} bytes, which arrive in several pieces, and a short one is answered: up to 1,048,576 are allowed."
)
LATE = gettext_noop(
    "This client reads late: when all buffers are full, a send has to wait, and no byte may be lost."
)
BY_PATH = gettext_noop(
    "It was run with one argument, the path of a socket (AF_UNIX); with HOST and PORT a client is served."
)
BYTE_BY_BYTE = gettext_noop(
    "This length came byte by byte. A length that was too high as well, and came in one piece, was refused."
)
ENDED = gettext_noop(
    "The client had sent {sent}, and closed its sending side (recv() returns b''): it waits for the answers all the same."
)
MANY_FRAMES = 1100  # more than calls can stand within each other
COMMANDS = (b"quit", b"exit")  # in other programs
HIGH = 200  # bytes; of other lengths up to a mebibyte here, no byte is above 127
A_CROWD = 300  # frames; more than a bounded queue of answers has room for
A_PAUSE = 220  # ticks


def long_text(word: Word, length: int) -> bytes:
    """Make letters, so that only their number can matter."""
    return (word(1009) * (length // 1009 + 1))[:length].encode()


@check(points=1)
def test_listens(framed_server: FramedServer) -> None:
    """Listens on the HOST and PORT of its command line.

    Hint: Which address does your program listen on: the one of its command line, or one that you
    wrote into it?
    Hint: The stub gives `listen` a list of strings. With two strings the first is the host and the
    second is the port, still as text. README: “Two kinds of address”.
    Hint: `listener.bind((address[0], int(address[1])))`, then `listener.listen()`, and `return
    listener`.
    """
    with framed_server.connect(greeted=False):
        pass


@check(points=1, after="listens")
def test_greets(framed_server: FramedServer) -> None:
    """Greets a client with one frame: ready and the name of the machine.

    Hint: Who sends the first bytes on this connection, the client or the server?
    Hint: Make the text from the word ready, one space and what `gethostname` returns. Encode it.
    Then count its bytes, and send the count in 4 bytes before them. README: “Frames”.
    Hint: `connection.sendall(len(data).to_bytes(4, "big") + data)` for `data = f"ready
    {socket.gethostname()}".encode()`.
    """
    framed_server.expect_greeting()


@check(points=1, after=("listens", "greets"))
def test_answers_a_frame(framed_server: FramedServer, word: Word, phrase: Phrase) -> None:
    """Answers a frame with its bytes in reverse order.

    Hint: How does your program know how many bytes belong to the frame?
    Hint: Print the length that you read, and the data after it. The length is not a part of the
    data. The answer is a frame, too: it has a length of its own.
    Hint: `n = int.from_bytes(head, "big")` for the four bytes, and `data[::-1]` for the reverse
    order.
    """
    for message in (phrase().capitalize(), word()):
        framed_server.expect_answer(message.encode())


@check(points=1, after=("listens", "answers_a_frame"))
def test_answers_every_frame(framed_server: FramedServer, word: Word) -> None:
    """Answers one frame after the other on the same connection.

    Hint: What does your program do after its first answer: close, wait for another client, or read
    again?
    Hint: There are two loops: one over the clients, and inside it one over the frames of this
    client. Print something at the top of each loop.
    Hint: Inside of the client's loop: `while True:` read a frame, send its answer; leave that loop
    at the end of the stream.
    """
    framed_server.need_answers()
    messages = [word(length).encode() for length in (12, 5, 30, 12)]
    messages.append(messages[-1])  # the same bytes again are a frame like any other
    framed_server.expect_every_answer(messages)


@check(points=1, after=("listens", "answers_a_frame", "answers_every_frame"))
def test_takes_any_bytes(
    framed_server: FramedServer, examination: Examination, word: Word, chinese: Chinese
) -> None:
    r"""Takes any bytes, and a frame without bytes.

    Hint: Is it text that arrives? And what does your program do with a frame whose length is 0?
    Hint: Leave the data as bytes: no `decode`, no `strip`, no `split`. A frame of length 0 is a
    frame, and gets an answer. README: “Many people think”, the last line.
    Hint: `b""[::-1]` is `b""`, and its frame is `b"\0\0\0\0"`: send it, and go on. Test for the end
    where `recv` is called, not with `if not data:` after the whole frame.
    """
    framed_server.need_answers()
    asks_before = not framed_server.answers_at_end and examination.passed("answers_every_frame")
    data = bytes(range(256)) + b"\r\n\0\xff" + examination.dice.randbytes(80) + b"\0"
    for message, kind in (
        (
            data,
            gettext("a frame of {size} bytes of all kinds, which are no text", size=len(data)),
        ),
        (
            chinese(7).encode(),
            gettext("a frame with Chinese text in UTF-8, three bytes for each character"),
        ),
        (b"", gettext("a frame without bytes (N = 0)")),
        (b"\x00\x00\x00\x01", gettext("a frame whose bytes look like a length")),
        (b"\n", gettext("a frame with nothing but a line end")),
        *((text, gettext("a frame with the bytes {word}", word=text)) for text in COMMANDS),
        (
            word(HIGH).encode(),
            gettext("a frame of {size} bytes: the last byte of its length is above 127", size=HIGH),
        ),
    ):
        carried = framed_server.carried(message)
        if not framed_server.framed(carried) or bool(carried) != bool(message):
            continue  # a program that knows no lengths cannot be sent an empty frame
        told = gettext("This happened at {kind}.", kind=kind)
        with framed_server.connect(anew=True) as client, meaning(told):
            if not carried and asks_before:
                client.ask(b"before it")
            client.ask(carried)


@check(points=1, after=("listens", "answers_a_frame", "answers_every_frame"))
def test_takes_frames_in_one_segment(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Takes several frames that arrive together, and answers them in order.

    Hint: Two frames came in one `recv`. Where is the second one now?
    Hint: Two ways are right. Ask `recv` for no more than is missing in this frame. Or ask for more,
    and keep what is left over for the next frame. README: “A worked example”, the variable
    `waiting`.
    Hint: `recv(n - len(data))` never takes too much. With a buffer: `data, waiting = waiting[4 : 4
    + n], waiting[4 + n :]`, and look into `waiting` before the next `recv`.
    """
    framed_server.need_answers()
    for lengths in ((8, 20, 3), (15, 8), (2, 2, 40, 2, 7, 2)):
        known = GLUED if examination.passed("answers_every_frame") else NOT_ALONE
        with meaning(gettext(known)):
            framed_server.expect_answers_together([word(length).encode() for length in lengths])
    if examination.passed("answers_a_frame"):
        with (
            framed_server.connect(anew=True) as client,
            meaning(gettext(MANY, number=MANY_FRAMES)),
        ):
            client.ask_often(word(2).encode(), MANY_FRAMES)


@check(points=4, after=("listens", "answers_a_frame", "takes_frames_in_one_segment"))
def test_takes_fragments(framed_server: FramedServer, word: Word, examination: Examination) -> None:
    """Takes a frame that arrives byte by byte.

    Hint: You ask `recv` for 4 bytes, and one byte has come. What do you get?
    Hint: Print `len` of everything that `recv` returns, and send torn frames with pieces.py
    (README, step 4). Write one function that reads until it has all bytes, for the length and for
    the data.
    Hint: `while len(data) < n: piece = connection.recv(n - len(data))`, then `data += piece`; `b""`
    is the end of the stream.
    """
    framed_server.need_answers()
    for length, size in ((7, 1), (40, 3), (300, 150), (20, 5)):
        known = gettext(IN_PIECES)
        if size > 1:
            known = gettext(
                "This frame has {length} bytes, and came in pieces of {size}: a shorter one that came byte by byte was answered.",
                length=length,
                size=size,
            )
        with meaning(known):
            framed_server.expect_answer_to_pieces(word(length).encode(), size)
    if examination.passed("takes_frames_in_one_segment"):
        first, second = word(15).encode(), word(20).encode()
        whole = len(framed_server.framed(first))
        # within the second frame, within its length, and within the first one
        for cut, known in ((whole + 6, CUT), (whole + 2, CUT), (whole - 6, CUT_BEFORE)):
            with framed_server.connect(anew=True) as client, meaning(gettext(known)):
                client.ask(first, second, fragments=cut)


@check(points=2, after=("listens", "answers_a_frame", "takes_fragments"))
def test_takes_large_frames(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Takes frames of up to 1 MiB.

    Hint: How many bytes does one `recv` return when a mebibyte is on its way, and how often does
    your program call it?
    Hint: It returns what has arrived, at most as many bytes as you ask for. One byte per call is
    too slow here, and so is a copy of all bytes for each piece. And look at your own limit: is
    1,048,576 still allowed?
    Hint: The loop of the short frames, with pieces of a fixed size: `recv(min(n - len(data),
    65536))`. A `bytearray` grows without a copy for each piece.
    """
    framed_server.need_answers()
    # a program that takes short ones in pieces, too, has trouble with the length alone
    known = LARGE if examination.passed("takes_fragments") else LARGE_IN_PIECES
    for length in (70_000, MEBIBYTE):
        message = long_text(word, min(length, framed_server.most))
        with meaning(gettext(known, size=len(message))):
            framed_server.expect_answer_to_pieces(message, len(message) // 8)


@check(points=1, after=("listens", "greets", "answers_a_frame"))
def test_serves_the_next_client(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Serves the next client when one has left.

    Hint: One client has left. Which call brings the next one, and does your program come back to
    it?
    Hint: The socket that listens stays open. Close the connection of this client, and only that.
    Then accept again.
    Hint: `while True: connection, address = listener.accept()`, and inside of it everything for
    this client, with `connection.close()` at its end.
    """
    greets = examination.passed("greets")
    framed_server.expect_served(word().encode(), greeted_rightly=greets)
    for told in (
        gettext("This is the second client; the one before was served, and has left."),
        gettext("This is the third client; the one before was served, and has left."),
    ):
        with meaning(told):
            framed_server.expect_served(word().encode(), greeted_rightly=greets)


def a_client_thinks(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with (
        closing(FramedServer(examination)) as server,
        server.connect() as client,
        meaning(gettext("Without the pause of 2.2 s before this the same was answered.")),
    ):
        since = yield
        server.pause(A_PAUSE, since)
        client.ask(word().encode())


def nobody_comes(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(FramedServer(examination)) as server:
        server.expect_served(word().encode())
        since = yield
        server.pause(A_PAUSE, since)
        with meaning(gettext("Without the pause of 2.2 s before this the next client was served.")):
            server.expect_served(word().encode())


@check(
    points=1,
    after=("listens", "answers_a_frame", "serves_the_next_client"),
    ahead=SilentRuns(once_passed="answers_a_frame", runs=(a_client_thinks, nobody_comes)),
)
def test_goes_on_after_a_pause(
    framed_server: FramedServer, sit_out: SitOut, examination: Examination
) -> None:
    """Goes on after a pause of more than two seconds, in a connection and between two clients.

    Hint: Nobody speaks for two seconds. Which of your calls gives up?
    Hint: Look for a timeout in your program: of one socket, or of all of them. A client may think
    for as long as it likes. A server without clients goes on waiting.
    Hint: Without `settimeout(…)`, `recv` and `accept` wait as long as they have to. If you need
    one, catch `TimeoutError` and wait again: `except TimeoutError: continue`.
    """
    if framed_server.is_understood:
        sit_out(a_client_thinks)
    if examination.passed("serves_the_next_client"):
        sit_out(nobody_comes)
    elif not framed_server.is_understood:
        raise Unseen("serves_the_next_client")


@check(
    points=1,
    after=("listens", "answers_a_frame", "takes_fragments", "serves_the_next_client"),
)
def test_serves_a_unix_socket(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Serves a Unix-domain socket if its one argument is a path.

    Hint: How many strings are in `address` when the command line holds one path?
    Hint: Only two calls change: the socket has another family, and its address is one string
    instead of a pair. README: step 7. Do not look at the letters of the path: it may be any path.
    Hint: `if len(address) == 1:` then `socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)` and
    `bind(address[0])`.
    """
    clients = 2 if examination.passed("serves_the_next_client") else 1
    size = 3 if examination.passed("takes_fragments") else None
    greets = examination.passed("greets")
    for _ in range(clients):
        with meaning(gettext(BY_PATH)):
            framed_server.expect_served(
                word().encode(), by_path=True, fragments=size, greeted_rightly=greets
            )


def ask_and_read_late(word: Word, client: FramedPeer, examination: Examination) -> None:
    """Ask for a large answer and, behind it, for small ones that must not take its place."""
    large = long_text(word, min(MEBIBYTE, client.most))
    if all(map(examination.passed, ("takes_frames_in_one_segment", "takes_fragments"))):
        small = word().encode()
        client.ask_and_read_late(large, small, behind=client.reads.frame(small) * A_CROWD)
    else:
        client.ask_and_read_late(large)


def a_client_reads_late(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with (
        closing(FramedServer(examination)) as server,
        server.connect(narrow=True) as client,
        meaning(gettext(LATE)),
    ):
        ask_and_read_late(word, client, examination)
        since = yield
        server.pause(A_PAUSE, since)
        client.expect_answers()


@check(
    points=1,
    needs="takes_large_frames",
    after=(
        "takes_frames_in_one_segment",
        "takes_fragments",
        "goes_on_after_a_pause",
        "serves_a_unix_socket",
    ),
    ahead=SilentRuns(once_passed="takes_large_frames", runs=(a_client_reads_late,)),
)
def test_waits_for_a_late_reader(
    framed_server: FramedServer, sit_out: SitOut, word: Word, examination: Examination
) -> None:
    """Sends a large answer to a client that reads late.

    Hint: The client does not read, and all buffers are full. What does your sending call do: wait,
    return early, or raise?
    Hint: Print what `send` returns: it may be less than you gave it. A timeout makes `sendall` give
    up in the middle. README: “Frames”, the word buffer.
    Hint: `connection.sendall(answer)` on a socket without a timeout. Or your own loop: `while
    answer: answer = answer[connection.send(answer) :]`.
    """
    framed_server.need_answers()
    ways = []
    if examination.passed("goes_on_after_a_pause"):
        sit_out(a_client_reads_late)
    else:
        ways.append(framed_server.connect)
    if examination.passed("serves_a_unix_socket"):
        ways.append(framed_server.connect_by_path)
    for connect in ways:
        with connect(anew=True, narrow=True) as client, meaning(gettext(LATE)):
            ask_and_read_late(word, client, examination)
            client.expect_answers()


def end_and_read_late(word: Word, client: FramedPeer, behind: bytes = b"") -> str:
    """Ask for a large answer, send the end, and read nothing; tell what is known of the answer."""
    message = long_text(word, min(MEBIBYTE, client.most))
    client.ask_and_read_late(message, half_close=True, behind=behind)
    sent = ngettext("a frame of {number} byte", "a frame of {number} bytes", len(message))
    if behind:
        sent = gettext("{frame} and the beginning of another one", frame=sent)
    return gettext(ENDED, sent=sent)


def a_client_ends_and_reads_late(examination: Examination) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(FramedServer(examination)) as server, server.connect(narrow=True) as client:
        told = end_and_read_late(word, client)
        since = yield
        server.pause(A_PAUSE, since)
        with meaning(told):
            client.expect_answers()
            client.expect_end()


def a_client_ends_in_a_body_and_reads_late(
    examination: Examination,
) -> Generator[None, float, None]:
    word = word_from(examination.dice)
    with closing(FramedServer(examination)) as server, server.connect(narrow=True) as client:
        told = end_and_read_late(word, client, server.framed(word().encode())[:-6])
        since = yield
        server.pause(A_PAUSE, since)
        with meaning(told):
            client.expect_answers()  # whether such a client is let go is another rule


@check(
    points=1,
    after=("listens", "answers_a_frame", "takes_frames_in_one_segment", "waits_for_a_late_reader"),
    ahead=SilentRuns(
        once_passed="takes_large_frames",
        runs=(a_client_ends_and_reads_late, a_client_ends_in_a_body_and_reads_late),
    ),
)
def test_answers_after_half_close(
    framed_server: FramedServer, sit_out: SitOut, word: Word, examination: Examination
) -> None:
    """Answers everything that a client asked before it closed its sending side, then closes.

    Hint: The client says that it sends no more. Is it gone, or is it still listening?
    Hint: Frames that came before the end are whole, and each gets its answer. Then your program
    reads the end of the stream between two frames. What it closes now is this connection.
    Hint: `recv` returns `b""` only after everything before it was read. Then leave the loop over
    frames, by `break` or by your own EOFError, and call `connection.close()`.
    """
    framed_server.need_answers()
    lengths = (10, 100, 2) if examination.passed("takes_frames_in_one_segment") else (10,)
    messages = [word(length).encode() for length in lengths]
    sent = gettext("a frame")
    if len(lengths) > 1:
        sent = gettext("frames of {lengths} bytes", lengths=", ".join(map(str, lengths)))
    with (
        framed_server.connect() as client,
        meaning(gettext(ENDED, sent=sent)),
        framed_server.telling_of_the_end(),
    ):
        client.ask(*messages, half_close=True)
        client.expect_end()
    if not examination.passed("waits_for_a_late_reader"):
        return
    if examination.passed("goes_on_after_a_pause"):
        sit_out(a_client_ends_and_reads_late)
        # who closes after one frame resets by what it leaves of the next
        if examination.passed("takes_frames_in_one_segment"):
            sit_out(a_client_ends_in_a_body_and_reads_late)
        return
    with (
        framed_server.connect(anew=True, narrow=True) as client,
        meaning(end_and_read_late(word, client)),
    ):
        client.expect_answers()
        client.expect_end()


# ------------------------------------------------------------------ clients that go away

Leave = Callable[[FramedPeer], None]
CLOSE = (gettext_noop("closed its connection"), FramedPeer.vanish)
HALF_CLOSE = (gettext_noop("closed its sending side"), FramedPeer.half_close)
RESET = (gettext_noop("reset the connection"), FramedPeer.reset)


def left(how: str, place: str) -> str:
    """Say how a client went away, and at which place; both are marked texts."""
    return gettext("{how} {place}", how=gettext(how), place=gettext(place))


def ways_to_go(word: Word, server: FramedServer, late: bool) -> Iterator[Way]:
    """Give each place where a client may go, with each way of going."""
    message = word(50).encode()
    whole = server.framed(message)
    header = len(whole) - len(message)
    for place, piece in (
        (gettext_noop("before it had sent anything"), b""),
        (gettext_noop("in the middle of a length"), whole[: header // 2]),
        (gettext_noop("after a length"), whole[:header]),
        (gettext_noop("in the middle of a body"), whole[: header + 26]),
    ):
        asks = bool(piece) and server.is_understood and not server.answers_at_end
        for how, leave in (CLOSE, HALF_CLOSE, RESET):
            # who asks first shows that the one before has done no harm
            go = after_an_answer(message, piece, leave) if asks else after_sending(piece, leave)
            yield Way(left(how, place), go, waits=leave is FramedPeer.half_close)
    told = gettext("closed its connection without reading the greeting")
    yield Way(told, FramedPeer.close_unread, False)
    place = gettext_noop("before it was its turn")
    for how, leave in (CLOSE, RESET):
        yield Way(left(how, place), before_its_turn(server, leave), owed=1)
    if server.is_understood and not server.answers_at_end:
        yield from ways_to_go_from_answers(message, server, late)


def ways_to_go_from_answers(message: bytes, server: FramedServer, late: bool) -> Iterator[Way]:
    place = gettext_noop("between two frames")
    for how, leave in (CLOSE, HALF_CLOSE, RESET):
        go = after_an_answer(message, b"", leave)
        yield Way(left(how, place), go, waits=leave is FramedPeer.half_close)
    place = gettext_noop("after two frames, before an answer could come")
    for how, ask in ((CLOSE[0], FramedPeer.send_and_vanish), (RESET[0], FramedPeer.send_and_reset)):
        yield Way(left(how, place), asks_twice(message, ask), owed=2)
    if late:
        large = (message * (MEBIBYTE // len(message)))[: server.most]
        place = gettext_noop("in the middle of an answer")
        for how, leave in (CLOSE, RESET):
            yield Way(left(how, place), in_an_answer(large, leave))


def asks_twice(message: bytes, leave: Callable[..., None]) -> Leave:
    def go(client: FramedPeer) -> None:
        leave(client, message, message)

    return go


def before_its_turn(server: FramedServer, leave: Leave) -> Leave:
    def go(client: FramedPeer) -> None:
        server.come_and_go(leave)
        client.vanish()

    return go


def after_sending(piece: bytes, leave: Leave) -> Leave:
    def go(client: FramedPeer) -> None:
        client.send(piece)
        leave(client)

    return go


def after_an_answer(message: bytes, piece: bytes, leave: Leave) -> Leave:
    def go(client: FramedPeer) -> None:
        client.ask(message)
        client.send(piece)
        leave(client)

    return go


def in_an_answer(message: bytes, leave: Leave) -> Leave:
    def go(client: FramedPeer) -> None:
        client.send_frames(message)
        client.wait_for_an_answer()
        client.read_late()
        leave(client)

    return go


@check(
    points=2,
    needs="serves_the_next_client",
    after=("waits_for_a_late_reader", "answers_after_half_close"),
)
def test_survives_broken_clients(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Survives clients that go away at any place, by an end of the stream or by a reset.

    Hint: A client leaves in the middle of a length. What does your reading function do then, and
    who catches it?
    Hint: Two things happen. The stream ends while bytes are missing: stop waiting for them. Or a
    call on the connection raises an OSError, when you read and when you send, even the greeting.
    Catch both around one client, inside of the loop over clients.
    Hint: In the reading function `if not piece: raise EOFError`. Around all that is done for one
    client: `try:` … `except (EOFError, OSError):`, and then the next `accept`.
    """
    late = examination.passed("waits_for_a_late_reader")
    framed_server.expect_to_survive(list(ways_to_go(word, framed_server, late)), word().encode())


@check(
    points=1,
    after=("listens", "answers_a_frame", "takes_fragments", "serves_the_next_client"),
)
def test_refuses_absurd_lengths(
    framed_server: FramedServer, word: Word, examination: Examination
) -> None:
    """Refuses a length over 16 MiB at once, and serves the next client.

    Hint: Four bytes can promise 4 GiB. Which lengths does your program believe?
    Hint: Compare the length as soon as you have it, before you read or reserve anything. Refuse by
    closing this client's connection, without an answer. 16,777,216 is still allowed, one more is
    not.
    Hint: `if n > 16 * 1024 * 1024: connection.close()`, and on to the next client. With `struct`
    the format is `"!I"`, without a sign.
    """
    framed_server.need_answers()  # a program that hangs up at every frame refuses none
    serves_on = examination.passed("serves_the_next_client")
    for number, length in enumerate(TOO_LONG):
        with framed_server.connect(anew=not (number and serves_on)) as client:
            before = framed_server.program.memory()
            if length == IN_BYTES and examination.passed("takes_fragments"):
                with meaning(gettext(BYTE_BY_BYTE)):
                    framed_server.expect_refusal(length, client, fragments=1)
            else:
                framed_server.expect_refusal(length, client)
            expect_not_reserved(length, before, framed_server)
        if serves_on:
            told = gettext(
                "The client before this one had promised {length} bytes, and its connection was closed.",
                length=length,
            )
            with meaning(told):
                framed_server.expect_served(word().encode())


def expect_not_reserved(length: int, before: tuple[int, int] | None, server: FramedServer) -> None:
    """Demand that the program's memory has not grown by the length, where the system tells."""
    after = None if server.program.ended else server.program.memory()
    if length != RESERVED or before is None or after is None:
        return
    if after[1] - before[1] > length * 0.9:
        raise Failure(
            gettext(
                "Your program reserved memory for {length} bytes because a length said so.",
                length=length,
            ),
            expected=gettext("a closed connection, and nothing reserved"),
            received=gettext("{size} MiB more of address space", size=(after[1] - before[1]) >> 20),
            diagnosis=of_reserved(server.scene.around.source),
        )
