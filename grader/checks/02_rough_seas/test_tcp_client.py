"""Unit 2, the TCP client: whole frames out of a stream, or a clean failure."""

from collections.abc import Sequence

from grader.course.checks import check
from grader.peers.tcp.frames import LinesPeer
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.framed_client import FramedClient
from grader.subjects.words import Chinese, Phrase, Word

MOMENT = 25  # ticks
LARGE = 1000  # bytes
IN_PIECES = "A frame that comes in one piece is read. Here the greeting and the replies came in pieces of 1 to 5 bytes."

BY_PATH = "It was run with one argument, the path of a socket."


def converse(server: LinesPeer, lines: Sequence[str], replies: Sequence[str]) -> None:
    """Read each line's frame and answer it."""
    server.has_input(lines)
    for number, (line, reply) in enumerate(zip(lines, replies, strict=True), 1):
        which = f"line {number} of {len(lines)}" if len(lines) > 1 else "the line"
        before = f"The reply to line {number - 1} had been sent." if number > 1 else ""
        with meaning(before):
            server.expect_frame(line.encode(), f"the frame of {which}")
        server.send_frames(reply.encode())


def as_input(lines: Sequence[str]) -> str:
    """Write lines as a program reads them from its standard input."""
    return "".join(line + "\n" for line in lines)


@check(points=1)
def test_connects(framed_client: FramedClient, word: Word) -> None:
    """Connects to the HOST and PORT of its command line.

    Hint: Two arguments are a host and a port, one argument is a path: sys.argv knows how many there are.
    Hint: create_connection((host, port)) dials; the port is a number.
    """
    with framed_client.accept(word() + "\n"):
        pass


@check(points=1, after="connects")
def test_prints_the_greeting(framed_client: FramedClient, word: Word, phrase: Phrase) -> None:
    """Prints the text of the server's greeting.

    Hint: The server speaks first: one frame, 4 bytes of length and then the text.
    Hint: struct.unpack("!I", four_bytes) gives a tuple with one number.
    """
    for name in (word(), phrase()):
        framed_client.expect_greeting_printed(f"ready {name}", word(), word())


@check(points=1, after=("connects", "prints_the_greeting"))
def test_sends_a_line(framed_client: FramedClient, word: Word, phrase: Phrase) -> None:
    """Sends a line of its input as one frame.

    Hint: A frame is the length of what follows, 4 bytes big-endian, and then the bytes.
    Hint: The newline at the end of a line is not part of it.
    """
    for line in (phrase().capitalize(), word()):
        framed_client.expect_line(f"ready {word()}", line)


@check(points=1, after=("connects", "sends_a_line"))
def test_prints_the_reply(framed_client: FramedClient, word: Word, phrase: Phrase) -> None:
    """Prints the text of the reply.

    Hint: The reply is a frame like the greeting: read it the same way.
    Hint: One function for both, read_frame(), saves you from doing it twice.
    """
    framed_client.need_lines()
    for reply in (word(), phrase()):
        line = word()
        with framed_client.accept(line + "\n") as server:
            server.greet(b"ready " + word().encode())
            converse(server, [line], [reply])
            server.part(ticks=MOMENT)
            framed_client.demand_reply_printed(reply, line)


@check(points=1, after=("connects", "sends_a_line", "prints_the_reply"))
def test_sends_every_line(framed_client: FramedClient, word: Word) -> None:
    """Sends every line of its input.

    Hint: A line, a frame, a reply; and then?
    Hint: for line in sys.stdin: and in it send, receive, print.
    """
    framed_client.need_lines()
    long = min(300, framed_client.most)
    lines, replies = [word(), word(5), word(long)], [word(), word(), word()]
    lines.append(lines[0])  # the same line again is a line like any other
    replies.append(replies[0])  # and so is a reply
    replies[1] = lines[1]  # which may well be the same text as its line
    with framed_client.accept(as_input(lines)) as server:
        server.greet(b"ready " + word().encode())
        converse(server, lines, replies)
        server.part(ticks=MOMENT)
        for number, reply in enumerate(replies, 1):
            same = ", the same text as the line" if reply == lines[number - 1] else ""
            with meaning(f"It is the reply to line {number}{same}."):
                framed_client.expect_reply_printed(reply)
        framed_client.expect_replies_in_order(replies)


@check(points=1, needs="sends_every_line")
def test_waits_for_each_reply(framed_client: FramedClient, word: Word) -> None:
    """Waits for the reply before it sends the next line.

    Hint: Send and receive take turns inside of one loop.
    Hint: Do not read all of the input into frames first: one line, then its reply.
    """
    lines = [word(), word(), word()]
    with framed_client.accept(as_input(lines)) as server:
        server.greet(b"ready " + word().encode())
        for line in lines:
            server.expect_frame(line.encode(), "the line's frame")
            server.expect_to_be_waited_for(line.encode())
            server.send_frames(word().encode())


@check(points=1, after=("connects", "sends_a_line", "prints_the_reply"))
def test_sends_utf8(framed_client: FramedClient, word: Word, chinese: Chinese) -> None:
    """Sends and prints text in UTF-8, and counts its bytes.

    Hint: Does the length count characters or bytes? Encode first, then count.
    Hint: decode() gives the text back; print that.
    """
    framed_client.need_lines()
    line, reply = chinese(7) + word(3), chinese(5)
    with framed_client.accept(line + "\n") as server:
        server.greet(b"ready " + word().encode())
        converse(server, [line], [reply])
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(reply)


@check(points=5, after=("connects", "sends_utf8", "sends_every_line"))
def test_takes_fragments(
    framed_client: FramedClient, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """Takes a greeting and replies that arrive in fragments.

    Hint: How many bytes may recv(4) return? And recv(n)?
    Hint: Write a helper that loops until it has the bytes it was asked for.
    Hint: Decode a text when all of it is there: a piece may end in the middle of a character.
    """
    framed_client.need_lines()
    wide = chinese(4) if examination.passed("sends_utf8") else word(4)
    lines = [word(), word()] if examination.passed("sends_every_line") else [word()]
    for reply, size in ((f"{word()}{wide}", 1), (word(70_000), 9000), (word(), 5)):
        greeting = f"ready {word()}"
        known = IN_PIECES if len(reply) < LARGE else f"This reply has {len(reply)} bytes."
        with (
            meaning(known),
            framed_client.in_pieces(),
            framed_client.accept(as_input(lines)) as server,
        ):
            reply = reply[: server.reads.lengths.most]
            server.greet(greeting.encode(), fragments=size)
            for line in lines:
                with framed_client.reading(reply):
                    server.expect_frame(line.encode(), "the line's frame")
                server.send_frames(reply.encode(), fragments=size)
            server.part(ticks=MOMENT)
            framed_client.expect_reply_printed(reply)
            if examination.passed("prints_the_greeting"):
                framed_client.expect_printed(greeting)


@check(points=1, needs="sends_every_line")
def test_takes_an_empty_reply(framed_client: FramedClient, word: Word) -> None:
    """Takes an empty reply for what it is: a reply.

    Hint: recv() returns b'' at the end of the stream. What does a frame of length 0 hold?
    Hint: Ask how many bytes are missing, not whether the bytes are empty.
    """
    lines, replies = [word(), word()], ["", word()]
    with framed_client.accept(as_input(lines)) as server:
        server.greet(b"ready " + word().encode())
        with meaning("The reply to line 1 is an empty frame (N = 0), which is a reply and no end."):
            converse(server, lines, replies)
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(replies[1])


@check(points=1, after=("connects", "sends_a_line", "sends_every_line", "takes_an_empty_reply"))
def test_sends_lines_as_they_are(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Sends a line as it is: only the newline is taken off, and an empty one is an empty frame.

    Hint: strip() takes off every blank at both ends. Which end, and which character, is meant?
    Hint: The last line of the input may have no newline; does it lose its last letter?
    """
    framed_client.need_lines()
    wide, last = f"  {word(3)}  {word(3)}\t ", word()
    with framed_client.accept(wide + "\n") as server:
        server.greet(b"ready " + word().encode())
        server.expect_frame(wide.encode(), "the line's frame")
    with framed_client.accept(last) as server:
        server.expect_no_line_end()
        server.greet(b"ready " + word().encode())
        with meaning("This line is the last one, and has no newline at its end."):
            server.expect_frame(last.encode(), "the frame of the line, which has no newline here")
    if examination.passed("sends_every_line") and examination.passed("takes_an_empty_reply"):
        lines = [word(), "", word()]
        with framed_client.accept(as_input(lines)) as server:
            server.greet(b"ready " + word().encode())
            converse(server, lines, lines)


@check(points=1, after=("connects", "sends_a_line"))
def test_ends_with_status_0(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Closes the connection at the end of its input, and ends with status 0.

    Hint: The for loop over sys.stdin ends by itself; input() raises EOFError there.
    Hint: Close the socket, and let the program come to its last line.
    """
    framed_client.need_lines()
    line = word()
    with framed_client.accept(line + "\n") as server:
        server.greet(b"ready " + word().encode())
        converse(server, [line], [word()])
        server.expect_goodbye(line.encode(), is_strict=examination.passed("sends_a_line"))
        server.close()
        framed_client.expect_good_end()


@check(points=1, after=("connects", "prints_the_greeting"))
def test_fails_without_a_greeting(framed_client: FramedClient, word: Word) -> None:
    """Fails cleanly if the server ends the connection before the greeting is complete.

    Hint: What does recv() return when the other side has closed? Your helper must not wait for ever.
    Hint: raise an exception, or end with sys.exit("what happened"): the status is then 1.
    """
    whole = framed_client.framed(b"ready " + word().encode())
    close, reset = LinesPeer.half_close, LinesPeer.reset
    for count, leave in ((0, close), (2, close), (4, close), (-1, close), (0, reset), (-1, reset)):
        with framed_client.accept(word() + "\n") as server:
            server.send(whole[:count])
            leave(server)
            framed_client.expect_failure_as_it_was_left(was_reset=leave is reset)


@check(points=3, after=("connects", "sends_a_line", "sends_every_line"))
def test_fails_at_a_cut_reply(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Fails cleanly if the server ends the connection before a reply is complete.

    Hint: A reply of which a part is missing is none: do not print it as if it were whole.
    Hint: raise an exception, or end with sys.exit("what happened"): the status is then 1.
    """
    framed_client.need_lines()
    reply = framed_client.framed(word(30).encode())
    close, reset = LinesPeer.half_close, LinesPeer.reset
    cuts = [
        (1, 0, b"", close),
        (2, 0, reply[:4], close),
        (1, 0, reply[:-1], close),
        (1, 0, reply[:3], close),
        (2, 0, reply[:-1], reset),
        (1, 0, b"", reset),
    ]
    if examination.passed("sends_every_line"):
        cuts += [(2, 1, b"", close), (3, 1, reply[:-1], close)]
    for count, answered, piece, leave in cuts:
        lines = [word() for _ in range(count)]
        with framed_client.accept(as_input(lines)) as server:
            server.greet(b"ready " + word().encode())
            converse(server, lines[:answered], [word()] * answered)
            server.expect_frame(lines[answered].encode(), "the line's frame")
            server.send(piece)
            leave(server)
            framed_client.expect_failure_as_it_was_left(was_reset=leave is reset)


@check(points=1, after=("connects", "sends_a_line", "takes_fragments", "ends_with_status_0"))
def test_uses_a_unix_socket(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Connects to a Unix-domain socket if its one argument is a path.

    Hint: len(sys.argv) tells the two forms of the address apart.
    Hint: The family is socket.AF_UNIX, and its address is the path itself; all the rest is the same.
    """
    line, reply = word(), word()
    size = 3 if examination.passed("takes_fragments") else None
    with meaning(BY_PATH), framed_client.accept_by_path(line + "\n") as server:
        server.greet(b"ready " + word().encode(), fragments=size)
        if not framed_client.is_understood:
            return
        server.expect_frame(line.encode(), "the line's frame")
        server.send_frames(reply.encode(), fragments=size)
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(reply)
        if examination.passed("ends_with_status_0"):
            framed_client.expect_status(0)
