"""Unit 1, the UDP client: a line, a datagram, a reply."""

from grader.course.checks import check
from grader.failures.diagnosis.differences import of_bytes
from grader.failures.errors import Mismatch
from grader.subjects.udp import UdpClient
from grader.subjects.words import Chinese, Word


@check(points=4)
def test_sends_the_line(udp_client: UdpClient, word: Word) -> None:
    """Sends a line of its input as one datagram.

    Hint: A UDP client needs no connection: sendto(data, address) is enough.
    Hint: Sockets carry bytes: encode the line.
    """
    line = word()
    udp_client.start(line + "\n")
    received = udp_client.receive("the line")
    if received.strip() != line.encode():
        raise Mismatch(
            "Your program sent something else than the line.",
            expected=line.encode(),
            received=received,
            diagnosis=of_bytes(line.encode(), received),
        )


@check(points=4)
def test_prints_the_reply(udp_client: UdpClient, word: Word) -> None:
    """Prints the reply.

    Hint: What does recvfrom() return, and where does it go?
    Hint: Print what the server said, not what you expect it to say.
    """
    reply = word()
    udp_client.start(word() + "\n")
    udp_client.receive("the line")
    udp_client.answer(reply)
    udp_client.expect_printed(reply)


@check(points=3, needs="sends_the_line")
def test_sends_every_line(udp_client: UdpClient, word: Word) -> None:
    """Sends every line of its input.

    Hint: What happens after the first reply?
    Hint: A loop around reading, sending and receiving.
    """
    lines = [word(), word()]
    lines.append(lines[0])  # the same line again is a line like any other
    udp_client.start("".join(line + "\n" for line in lines))
    for number, line in enumerate(lines, 1):
        received = udp_client.receive(f"line {number}")
        if received.strip() != line.encode():
            raise Mismatch(
                f"Your program sent something else than line {number}.",
                expected=line.encode(),
                received=received,
            )
        udp_client.answer(word())


@check(points=2, needs="sends_the_line")
def test_strips_lines(udp_client: UdpClient, word: Word) -> None:
    """Strips a line before it is sent.

    Hint: A line that was read ends with a line end, except perhaps the last one.
    Hint: strip() takes blanks and line ends from both ends of a text, and returns the rest.
    """
    wide, last = f"{word(4)}  {word(4)}", word()
    udp_client.start(f"  {wide} \t\n")
    udp_client.expect(wide, "the line, stripped")
    udp_client.start(last)
    udp_client.expect(last, "the line, which has no line end here")


@check(points=1, needs="sends_the_line")
def test_sends_utf8(udp_client: UdpClient, chinese: Chinese) -> None:
    """Sends text as UTF-8.

    Hint: Which encoding does encode() use, and which one did you name?
    Hint: line.encode() without an argument is UTF-8; it can write every character there is.
    """
    line = chinese(6)
    udp_client.start(line + "\n")
    received = udp_client.receive("the line").strip()
    if received != line.encode():
        raise Mismatch(
            "Your program sent something else than the line in UTF-8.",
            expected=line.encode(),
            received=received,
            diagnosis=other_encoding(line, received),
        )


def other_encoding(line: str, received: bytes) -> str | None:
    for name in ("gb18030", "big5", "utf-16", "utf-16-le"):
        try:
            if line.encode(name) == received:
                return f"The line was sent in {name}; this course uses UTF-8."
        except UnicodeEncodeError:
            pass
    return None


@check(points=1, needs=("prints_the_reply", "sends_every_line"))
def test_prints_every_reply_decoded(udp_client: UdpClient, word: Word, chinese: Chinese) -> None:
    """Prints every reply, as text and not as bytes.

    Hint: b'\\xe4\\xbd\\xa0' is what bytes look like. Which method turns bytes into text?
    Hint: Is the print inside the loop?
    """
    replies = [word(), chinese(6)]
    udp_client.start(f"{word()}\n{word()}\n")
    for number, reply in enumerate(replies, 1):
        udp_client.receive(f"line {number}")
        udp_client.answer(reply)
    for reply in replies:
        udp_client.expect_printed(reply)


@check(points=1, needs="prints_the_reply")
def test_takes_1024_bytes(udp_client: UdpClient, word: Word) -> None:
    """Prints a reply of 1024 bytes.

    Hint: What does the number in recvfrom(…) mean?
    Hint: What does not fit into the buffer is lost: a reply may have 1024 bytes.
    """
    reply = word(1024)
    udp_client.start(word() + "\n")
    udp_client.receive("the line")
    udp_client.answer(reply)
    udp_client.expect_printed(reply)


@check(points=2, needs="sends_every_line")
def test_waits_for_each_reply(udp_client: UdpClient, word: Word) -> None:
    """Waits for the reply before the next line is sent.

    Hint: One question, one answer: in which order do sending and receiving stand in your loop?
    Hint: One loop over the lines; its body sends one line, receives one reply and prints it.
    """
    udp_client.start(f"{word()}\n{word()}\n")
    udp_client.receive("the first line")
    udp_client.expect_silence(ticks=12)
    udp_client.answer(word())
    udp_client.receive("the second line")


@check(points=1, needs="sends_every_line")
def test_survives_a_blank_line(udp_client: UdpClient, word: Word) -> None:
    """Goes on after a blank line.

    Hint: Is a blank line the end of the input?
    Hint: A line that was read is never empty before it is stripped; only the end of the input is.
    """
    first, last = word(), word()
    udp_client.start(f"{first}\n\n{last}\n")
    received = udp_client.receive("the first line").strip()
    while received != last.encode():
        if received not in (first.encode(), b""):
            raise Mismatch(
                "Your program sent something that is not in its input.",
                expected=last.encode(),
                received=received,
            )
        udp_client.answer(word())
        received = udp_client.receive("the line after the blank one").strip()


@check(points=1, needs="sends_the_line")
def test_ends_with_status_0(udp_client: UdpClient, word: Word) -> None:
    """Ends quietly with status 0 at the end of its input.

    Hint: How does your program notice that there are no more lines?
    Hint: input() raises EOFError at the end of the input; a for loop over sys.stdin just ends.
    """
    udp_client.start(word() + "\n")
    udp_client.receive("the line")
    udp_client.answer(word())
    udp_client.expect_status(0)
    udp_client.expect_silence(ticks=1)
