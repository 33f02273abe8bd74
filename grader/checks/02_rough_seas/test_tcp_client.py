"""Unit 2, the TCP client: whole frames out of a stream, or a clean failure."""

import os
from collections.abc import Sequence

from grader.course.checks import check
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.tcp.frames import LinesPeer
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.framed_client import FramedClient
from grader.subjects.words import Chinese, Phrase, Tricky, Word

MOMENT = 25  # ticks
LARGE = 1000  # bytes
HIGH = 200  # bytes; of no other reply does the length have a byte above 127
LONG = 5000  # characters; more than a line has in other programs
COMMANDS = ("quit", "exit")  # in other programs
# On Windows Python takes one for a line end in its standard input.
NO_LINE_END = "" if os.name == "nt" else "\r"
UNSEEN = "\ufeff"  # which some take for a mark in front of a text
TWO_FOR_A_LETTER = "e\u0301"  # which is one character in another form of Unicode
IN_PIECES = gettext_noop(
    "A frame that comes in one piece is read. Here no piece of a frame had more bytes than {size}."
)

WITH_BLANKS = gettext_noop(
    "Blanks at both ends of a reply belong to its text, like those between its words."
)
CLOSED_BEHIND = gettext_noop(
    "The server closed its side right behind its reply to the last line. That reply came whole: nothing is missing."
)
BY_PATH = gettext_noop("It was run with one argument, the path of a socket (AF_UNIX).")


def converse(server: LinesPeer, lines: Sequence[str], replies: Sequence[str]) -> None:
    """Read each line's frame and answer it."""
    server.has_input(lines)
    for number, (line, reply) in enumerate(zip(lines, replies, strict=True), 1):
        what, before = gettext("the frame of the line"), ""
        if len(lines) > 1:
            what = gettext("the frame of line {line} of {lines}", line=number, lines=len(lines))
        if number > 1:
            before = gettext("The reply to line {line} had been sent.", line=number - 1)
        with meaning(before):
            server.expect_frame(line.encode(), what)
        server.send_frames(reply.encode())


def as_input(lines: Sequence[str]) -> str:
    """Write lines as a program reads them from its standard input."""
    return "".join(line + "\n" for line in lines)


@check(points=1)
def test_connects(framed_client: FramedClient, word: Word) -> None:
    """Connects to the HOST and PORT of its command line.

    Hint: Which address does your program connect to: the one of its command line, or one that you
    wrote into it?
    Hint: The stub gives `talk` a list of strings. With two strings they are the host and the port,
    and the port is still text. README: “Two kinds of address”.
    Hint: `connection.connect((address[0], int(address[1])))`: one pair, in brackets of its own.
    """
    with framed_client.accept(word() + "\n"):
        pass


@check(points=1, after="connects")
def test_prints_the_greeting(framed_client: FramedClient, word: Word, phrase: Phrase) -> None:
    """Prints the text of the server's greeting.

    Hint: Who speaks first here?
    Hint: Read one frame before you send anything: 4 bytes with the length, then that many bytes.
    Print the text of these bytes, without the length.
    Hint: `n = int.from_bytes(head, "big")` for the four bytes, and `print(data.decode())` for the
    bytes after them.
    """
    for name in (word(), phrase()):
        framed_client.expect_greeting_printed(f"ready {name}", word(), word())


@check(points=1, after=("connects", "prints_the_greeting"))
def test_sends_a_line(framed_client: FramedClient, word: Word, phrase: Phrase) -> None:
    r"""Sends a line of its input as one frame.

    Hint: Which bytes does a frame have before its data?
    Hint: Take the line end off, encode the line, count the bytes. Print what you are about to send,
    and compare it with the README: “Frames”.
    Hint: `connection.sendall(len(data).to_bytes(4, "big") + data)` for `data =
    line.removesuffix("\n").encode()`.
    """
    for line in (phrase().capitalize(), word()):
        framed_client.expect_line(f"ready {word()}", line)


@check(points=1, after=("connects", "sends_a_line"))
def test_prints_the_reply(framed_client: FramedClient, word: Word, tricky: Tricky) -> None:
    """Prints the text of the reply.

    Hint: After a line is sent, what does your program read, and what does it print of it?
    Hint: The reply is a frame like the greeting. Write one function that reads a frame, and call it
    at both places. Print what it returns, and not the line.
    Hint: `print(read_frame(connection).decode())`, after the frame of the line was sent.
    """
    framed_client.need_lines()
    for reply in (word(), tricky()):
        line = word()
        with framed_client.accept(line + "\n") as server:
            server.greet(b"ready " + word().encode())
            converse(server, [line], [reply])
            server.part(ticks=MOMENT)
            framed_client.demand_reply_printed(reply, line)


@check(points=1, after=("connects", "sends_a_line", "prints_the_reply"))
def test_sends_every_line(framed_client: FramedClient, word: Word) -> None:
    """Sends every line of its input.

    Hint: What does your program do after the first reply?
    Hint: A loop over standard input gives one line each time. Inside of it send one frame, read one
    frame, print it. A line that came before is a line like any other, and so is a reply.
    Hint: `for line in sys.stdin:` and below it send, read, print.
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
            told = gettext("It is the reply to line {line}.", line=number)
            if reply == lines[number - 1]:
                told = gettext(
                    "It is the reply to line {line}, the same text as the line.", line=number
                )
            with meaning(told):
                framed_client.expect_reply_printed(reply)
        framed_client.expect_replies_in_order(replies)


@check(points=1, needs="sends_every_line")
def test_waits_for_each_reply(framed_client: FramedClient, word: Word) -> None:
    """Waits for the reply before it sends the next line.

    Hint: Line 1 is sent. What must your program have before it sends line 2?
    Hint: Do not send all lines first and read all replies afterwards. Sending and reading take
    turns inside of one loop.
    Hint: `for line in sys.stdin:` with `send_frame(…)` and then `read_frame(…)` in the same turn of
    the loop.
    """
    lines = [word(), word(), word()]
    with framed_client.accept(as_input(lines)) as server:
        server.greet(b"ready " + word().encode())
        for line in lines:
            server.expect_frame(line.encode(), gettext("the line's frame"))
            server.expect_to_be_waited_for(line.encode())
            server.send_frames(word().encode())


@check(points=1, after=("connects", "sends_a_line", "prints_the_reply"))
def test_sends_utf8(
    framed_client: FramedClient, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """Sends and prints text in UTF-8, and counts its bytes.

    Hint: The line has 2 Chinese characters. Which length does your program send, 2 or 6?
    Hint: Encode first, then count. Print the `len` of the text and the `len` of the bytes: which
    one do you send? README: “The idea”.
    Hint: `data = line.encode("utf-8")`, the length is `len(data)`; a reply is
    `data.decode("utf-8")`.
    """
    framed_client.need_lines()
    greeting, line, reply = f"ready {chinese(3)}", chinese(7) + word(3), chinese(5)
    with framed_client.accept(line + "\n") as server:
        server.greet(greeting.encode())
        converse(server, [line], [reply])
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(reply)
        if examination.passed("prints_the_greeting"):
            framed_client.expect_printed(greeting)


@check(points=5, after=("connects", "sends_utf8", "sends_every_line"))
def test_takes_fragments(
    framed_client: FramedClient, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """Takes a greeting and replies that arrive in fragments.

    Hint: How many bytes may `recv` return if you ask for 4, or for n?
    Hint: Print `len` of each piece. README: the worked example reads exactly 8 bytes; you need
    exactly 4, and then exactly n. Decode when all bytes of a text are there: a piece may end in the
    middle of a character.
    Hint: `while len(data) < n:` take `recv(n - len(data))` and add it to `data`, for the length
    *and* for the text; `b""` is the end of the stream.
    """
    framed_client.need_lines()
    wide = chinese(4) if examination.passed("sends_utf8") else word(4)
    lines = [word(), word()] if examination.passed("sends_every_line") else [word()]
    for reply, size in ((f"{word()}{wide}", 1), (word(70_000), 9000), (word(), 5)):
        greeting = f"ready {word()}"
        known = gettext(IN_PIECES, size=size)
        if len(reply) >= LARGE:
            known = ngettext(
                "This reply has {number} byte.", "This reply has {number} bytes.", len(reply)
            )
        with (
            meaning(known),
            framed_client.in_pieces(),
            framed_client.accept(as_input(lines)) as server,
        ):
            reply = reply[: server.reads.lengths.most]
            server.greet(greeting.encode(), fragments=size)
            for line in lines:
                with framed_client.reading(reply):
                    server.expect_frame(line.encode(), gettext("the line's frame"))
                server.send_frames(reply.encode(), fragments=size)
            server.part(ticks=MOMENT)
            framed_client.expect_reply_printed(reply)
            if examination.passed("prints_the_greeting"):
                framed_client.expect_printed(greeting)


@check(points=1, needs="sends_every_line", after="sends_utf8")
def test_takes_an_empty_reply(framed_client: FramedClient, word: Word) -> None:
    """Takes an empty reply as a reply, and goes on.

    Hint: A reply has the length 0. How does your program tell it from the end of the stream?
    Hint: The end shows only where `recv` is called. A whole frame with no data in it is a reply
    like any other: print an empty line, and go on.
    Hint: Ask `if not piece:` inside of the reading loop. Do not ask `if not reply:` after a whole
    frame; with `n == 0` read nothing.
    """
    lines, replies = [word(), word()], ["", word()]
    with framed_client.accept(as_input(lines)) as server:
        server.greet(b"ready " + word().encode())
        with meaning(
            gettext("The reply to line 1 is an empty frame (N = 0), which is a reply and no end.")
        ):
            converse(server, lines, replies)
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(replies[1])


@check(
    points=1,
    after=(
        *("connects", "sends_a_line", "prints_the_reply", "sends_every_line", "sends_utf8"),
        "takes_an_empty_reply",
    ),
)
def test_sends_lines_as_they_are(
    framed_client: FramedClient, examination: Examination, word: Word, tricky: Tricky
) -> None:
    r"""Sends a line as it is, without its line end, also an empty one; prints a reply as it is.

    Hint: What does your program take off a line: the line end, or more? And off a reply?
    Hint: Blanks and tabs at both ends belong to the line, and those of a reply to the reply. An
    empty line is a frame without data. The last line of the input may have no line end: does it
    lose its last letter?
    Hint: `for line in sys.stdin:` ends a line at a newline only; `splitlines()` does so at other
    characters, too. `line.removesuffix("\n")` takes off one line end, if there is one.
    """
    framed_client.need_lines()
    wide, last = f"  {word(3)}  {word(3)}\t ", word()
    reply = f"  {word(3)}  {word(3)} "
    with framed_client.accept(wide + "\n") as server:
        server.greet(b"ready " + word().encode())
        server.expect_frame(wide.encode(), gettext("the line's frame"))
        server.send_frames(reply.encode())
        server.part(ticks=MOMENT)
        with meaning(gettext(WITH_BLANKS)):
            framed_client.expect_reply_printed(reply)
    with framed_client.accept(last) as server:
        server.expect_no_line_end()
        server.greet(b"ready " + word().encode())
        with meaning(gettext("This line is the last one, and has no line end.")):
            server.expect_frame(
                last.encode(), gettext("the frame of the line, which has no line end")
            )
    line, reply = word(), word(min(HIGH, framed_client.most))
    with framed_client.accept(line + "\n") as server:
        server.greet(b"ready " + word().encode())
        converse(server, [line], [reply])
        server.part(ticks=MOMENT)
        told = gettext(
            "This reply has {size} bytes: the last byte of its length is above 127.",
            size=len(reply),
        )
        with meaning(told), framed_client.reading(reply):
            framed_client.expect_reply_printed(reply)
    if examination.passed("sends_every_line") and examination.passed("takes_an_empty_reply"):
        long = word(min(LONG, framed_client.most))
        lines = [tricky(), "", *COMMANDS, long, f"{word(3)}\f{word(3)}{NO_LINE_END}{word(3)}"]
        odd = odd_replies(word)
        if examination.passed("sends_utf8"):
            lines.append(f"{word(3)}{TWO_FOR_A_LETTER}")
            odd[f"{UNSEEN}{word(6)}"] = gettext("This reply begins with the character U+FEFF.")
        with framed_client.accept(as_input(lines)) as server:
            server.greet(b"ready " + word().encode())
            converse(server, lines, [*odd, *(word() for _ in lines[len(odd) :])])
            server.part(ticks=MOMENT)
            for reply, told in odd.items():
                with meaning(told):
                    framed_client.expect_reply_printed(reply)


def odd_replies(word: Word) -> dict[str, str]:
    """Make replies of which some programs print something else, each with what is odd in it."""
    return {
        f"{word(3)}\t{word(3)}": gettext("This reply has a tab in it."),
        f"{word(6)}\0\0": gettext("This reply ends with two zero bytes."),
    }


@check(points=1, after=("connects", "sends_a_line"))
def test_ends_with_status_0(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Closes the connection at the end of its input, and ends with status 0.

    Hint: How does your program notice that its input has ended, and what does it send then?
    Hint: A loop over `stdin` ends by itself. `input` raises EOFError there. Send nothing more: no
    farewell, no empty frame. Do not wait for another reply.
    Hint: `for line in sys.stdin:` ends; after it `connection.close()`, and the program comes to its
    last line.
    """
    framed_client.need_lines()
    line = word()
    with framed_client.accept(line + "\n") as server:
        server.greet(b"ready " + word().encode())
        converse(server, [line], [word()])
        server.expect_goodbye(line.encode(), is_strict=examination.passed("sends_a_line"))
        server.close()
        framed_client.expect_good_end()
    if not examination.passed("sends_a_line"):
        return  # what else it sends would find nobody
    with framed_client.accept(line + "\n") as server, meaning(gettext(CLOSED_BEHIND)):
        server.greet(b"ready " + word().encode())
        server.expect_frame(line.encode(), gettext("the line's frame"))
        server.send_and_end(word().encode())
        framed_client.expect_good_end()


@check(points=1, after=("connects", "prints_the_greeting"))
def test_fails_without_a_greeting(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Fails cleanly if the server ends the connection before the greeting is complete.

    Hint: The server closes before it has greeted. What does `recv` return, and what does your
    program do with that?
    Hint: Your reading function must not wait for ever, and must not return less than it was asked
    for. It raises an exception. If nobody catches it, the program ends with status 1 and a message.
    Hint: `if not piece: raise EOFError("the server left before its greeting")`, or `sys.exit("a
    message")` where you read the greeting.
    """
    text = f"ready {word()}"
    whole = framed_client.framed(text.encode())
    close, reset = LinesPeer.half_close, LinesPeer.reset
    # one who reads no greeting needs a line: without one it has nothing to read at all
    line = "" if examination.passed("prints_the_greeting") else word() + "\n"
    for count, given, leave in (
        (0, word() + "\n", close),
        (2, line, close),
        (4, line, close),
        (-1, line, close),
        (0, line, reset),
        (-1, word() + "\n", reset),
    ):
        with framed_client.accept(given) as server:
            server.send(piece := whole[:count])
            leave(server)
            framed_client.expect_failure_as_it_was_left(
                "greeting", text, len(piece), "reset" if leave is reset else "its side"
            )


@check(points=3, after=("connects", "sends_a_line", "sends_every_line"))
def test_fails_at_a_cut_reply(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Fails cleanly if the server ends the connection before a reply is complete.

    Hint: Half of a reply has come, and then the end of the stream. What does your program print?
    Hint: An incomplete reply is not a reply: do not print it. A reset shows as an OSError in the
    call that meets it. Do not hide either of them behind a quiet end with status 0.
    Hint: Let the exception of `read_frame(connection)` go on: no `except: pass` around it. Or catch
    it and end with `sys.exit("the reply was cut")`.
    """
    framed_client.need_lines()
    text = word(30)
    reply = framed_client.framed(text.encode())
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
        with framed_client.listening_on(), framed_client.accept(as_input(lines)) as server:
            server.greet(b"ready " + word().encode())
            converse(server, lines[:answered], [word()] * answered)
            server.expect_frame(lines[answered].encode(), gettext("the line's frame"))
            server.send(piece)
            leave(server)
            framed_client.expect_failure_as_it_was_left(
                "reply", text, len(piece), "reset" if leave is reset else "its side"
            )
    if examination.passed("sends_every_line"):
        expect_failure_at_the_next_line(framed_client, [word(), word()], word(), text)


def expect_failure_at_the_next_line(
    client: FramedClient, lines: Sequence[str], reply: str, text: str
) -> None:
    """Demand a clean failure where the server answers line 1 and goes at once.

    Where it resets the connection, it is mostly the call that sends line 2 which meets that: it
    may be the next one that reads, so there are two tries.
    """
    vanish, reset = LinesPeer.send_and_vanish, LinesPeer.send_and_reset
    for leave in (vanish, reset, reset):
        with client.accept(as_input(lines)) as server:
            server.greet(b"ready")
            server.expect_frame(lines[0].encode(), gettext("the frame of line 1 of 2"))
            leave(server, reply.encode())
            client.expect_failure_as_it_was_left(
                "reply", text, 0, "both sides" if leave is vanish else "reset"
            )


@check(points=1, after=("connects", "sends_a_line", "takes_fragments", "ends_with_status_0"))
def test_uses_a_unix_socket(
    framed_client: FramedClient, examination: Examination, word: Word
) -> None:
    """Connects to a Unix-domain socket if its one argument is a path.

    Hint: With one path on the command line, how many strings are in `address`?
    Hint: The family is another one, and the address is one string instead of a pair. Everything
    after `connect` stays as it is. Do not test whether the path is a file: a socket is not a
    file.
    Hint: `if len(address) == 1:` then `socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)` and
    `connect(address[0])`.
    """
    line, reply = word(), word()
    size = 3 if examination.passed("takes_fragments") else None
    with meaning(gettext(BY_PATH)), framed_client.accept_by_path(line + "\n") as server:
        server.greet(b"ready " + word().encode(), fragments=size)
        if not framed_client.is_understood:
            return
        server.expect_frame(line.encode(), gettext("the line's frame"))
        server.send_frames(reply.encode(), fragments=size)
        server.part(ticks=MOMENT)
        framed_client.expect_reply_printed(reply)
        if examination.passed("ends_with_status_0"):
            framed_client.expect_status(0)
