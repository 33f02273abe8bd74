"""Unit 1, the UDP client: a line, a datagram, a reply."""

from grader.course.checks import check
from grader.subjects.base import Examination
from grader.subjects.lines import LineClient
from grader.subjects.words import Chinese, Phrase, Word

A_SLOW_REPLY = 0.6  # seconds


@check(points=3)
def test_sends(line_client: LineClient, word: Word) -> None:
    """Sends a datagram to HOST and PORT.

    Hint: A UDP client needs no connection: sendto(data, address) is enough.
    Hint: Sockets carry bytes: encode the line. The address is HOST and PORT of the command line.
    """
    line_client.start_and_expect_any_datagram(f"{word()}\n{word()}\n")


@check(points=3, after="sends")
def test_sends_the_line(line_client: LineClient, word: Word, phrase: Phrase) -> None:
    """Sends a line of its input as one datagram.

    Hint: What is in the datagram besides the line, or what is missing in it?
    Hint: Send the line itself, encoded: no name before it, no quotes, all of its blanks.
    """
    for line in (word(), f"{word(5)}  {phrase(200)}"):
        line_client.start(f"{line}\n{word()}\n")
        line_client.expect_sent(line)


@check(points=2, after=("sends", "sends_the_line"))
def test_sends_every_line(line_client: LineClient, word: Word) -> None:
    """Sends every line of its input, once.

    Hint: What happens after the first reply?
    Hint: A loop around reading, sending and receiving.
    """
    lines = [word(), word(), word()]
    lines += [lines[1], word()]  # the same line again is a line like any other
    line_client.start("".join(line + "\n" for line in lines))
    line_client.expect_lines(lines, word())


@check(points=3, after=("sends", "sends_every_line"))
def test_prints_the_reply(line_client: LineClient, word: Word, phrase: Phrase) -> None:
    """Prints the reply, all of it.

    Hint: What does recvfrom() return, and where does it go?
    Hint: Print what the server said, not what you expect it to say, and not only its first word.
    """
    for reply in (word(), f"{word(5)} {phrase(16)}"):
        line_client.start(word() + "\n")
        line_client.receive("the line")
        line_client.answer_late(reply)
        line_client.expect_printed(reply)


@check(points=2, after=("sends", "sends_the_line", "sends_every_line"))
def test_strips_lines(line_client: LineClient, word: Word) -> None:
    """Strips a line before it is sent.

    Hint: A line that was read ends with a line end, except perhaps the last one.
    Hint: strip() takes blanks and line ends from both ends of a text, and returns the rest.
    """
    line_client.demand_readable_lines()
    wide, last = word(), word()
    line_client.start(f"  {wide} \t\n")
    line_client.expect_stripped("  ", wide, " \t\n", "the line, stripped")
    line_client.start(last)
    line_client.expect_stripped("", last, "", "the line, which has no line end here")


@check(points=1, after=("sends", "sends_the_line", "sends_every_line"))
def test_sends_utf8(line_client: LineClient, word: Word, chinese: Chinese) -> None:
    """Sends text as UTF-8.

    Hint: Which encoding does encode() use, and which one did you name?
    Hint: line.encode() without an argument is UTF-8; it can write every character there is.
    """
    line_client.demand_readable_lines()
    line = chinese(6)
    line_client.start(f"{line}\n{word()}\n")
    line_client.expect_line(line, "the line in UTF-8")


@check(points=1, needs="prints_the_reply", after="sends_every_line")
def test_prints_every_reply_decoded(
    line_client: LineClient, examination: Examination, word: Word, chinese: Chinese
) -> None:
    """Prints every reply, as text and not as bytes.

    Hint: b'\\xe4\\xbd\\xa0' is what bytes look like. Which method turns bytes into text?
    Hint: Is the print inside the loop?
    """
    replies = [f"{chinese(3)} {chinese(3)}"]
    if examination.passed("sends_every_line"):
        replies += [word(), word()]
        replies += [replies[-1], replies[0]]  # the same again is a reply like any other
    line_client.start("".join(word() + "\n" for _ in replies))
    for number, reply in enumerate(replies, 1):
        line_client.expect_any_line(f"line {number}")
        line_client.answer(reply)
    for reply in replies:
        line_client.expect_printed(reply)
    line_client.expect_printed_in_order(replies)


@check(points=1, needs="prints_the_reply")
def test_takes_1024_bytes(line_client: LineClient, word: Word, phrase: Phrase) -> None:
    """Prints a reply of 1024 bytes.

    Hint: What does the number in recvfrom(…) mean?
    Hint: What does not fit into the buffer is lost: a reply may have 1024 bytes.
    """
    reply = phrase(1024)
    line_client.start(word() + "\n")
    line_client.receive("the line")
    line_client.answer(reply)
    line_client.expect_printed(reply)


@check(points=2, after=("sends", "sends_every_line"))
def test_waits_for_each_reply(
    line_client: LineClient, examination: Examination, word: Word
) -> None:
    """Waits for the reply before the next line is sent.

    Hint: One question, one answer: in which order do sending and receiving stand in your loop?
    Hint: One loop over the lines; its body sends one line, receives one reply and prints it.
    Hint: Is there a time-out on the socket? A reply may well take most of a second.
    """
    line_client.start(f"{word()}\n{word()}\n")
    line_client.expect_any_line("the first line")
    waits = line_client.expect_to_wait(A_SLOW_REPLY)
    if waits and examination.passed("sends_every_line"):
        line_client.answer(word())
        line_client.expect_any_line("the second line")


@check(points=1, after=("sends", "sends_every_line"))
def test_survives_a_blank_line(line_client: LineClient, word: Word) -> None:
    """Goes on after a blank line.

    Hint: Is a blank line the end of the input?
    Hint: A line that was read is never empty before it is stripped; only the end of the input is.
    """
    line_client.demand_several_lines()
    first, last = word(), word()
    line_client.start(f"{first}\n\n{last}\n")
    line_client.expect_line(first, "the first line")
    line_client.answer(word())
    line_client.expect_line_after_a_blank_one(last, word())


@check(points=1, after=("sends", "sends_every_line"))
def test_ends_with_status_0(line_client: LineClient, word: Word) -> None:
    """Ends quietly with status 0 at the end of its input.

    Hint: How does your program notice that there are no more lines?
    Hint: input() raises EOFError at the end of the input; a for loop over sys.stdin just ends.
    """
    line_client.start(word() + "\n")
    line_client.expect_any_line("the line")
    line_client.answer_late(word())
    line_client.expect_quiet_end()
    line_client.expect_nothing_more()
