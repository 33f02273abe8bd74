"""Unit 1, the UDP client: a line, a datagram, a reply."""

from contextlib import closing

from grader.course.checks import check
from grader.failures.errors import Unseen
from grader.i18n import gettext
from grader.subjects.base import Examination
from grader.subjects.lines import LineClient
from grader.subjects.words import (
    Chinese,
    Phrase,
    Tricky,
    Word,
    chinese_from,
    phrase_from,
    tricky_from,
    word_from,
)

PLAYS = "c7a30b40"

A_SLOW_REPLY = 0.6  # seconds
MANY_BLANKS = " " * 1100  # after which the input has more than a buffer of 1024 characters


def sends_many_lines(examination: Examination) -> None:
    """Have lines of all kinds sent, answer each, and demand all that the rules do."""
    dice = examination.dice
    word, phrase, chinese = word_from(dice), phrase_from(dice), chinese_from(dice)
    tricky = tricky_from(dice)
    first, again, after_none, last = word(), word(), word(), word()
    lines = [
        ("", f"#{tricky()}  {phrase(200)}", "\n"),
        ("", again, "\n"),
        ("", again, "\n"),
        ("  ", word(), " \t\n"),
        ("", chinese(6), "\n"),
        ("", again, f"{MANY_BLANKS}\n"),
        ("", again, "\n"),
    ]
    replies = [word(), f"{word(5)} {phrase(16)}", f"{chinese(3)} {chinese(3)}", phrase(1024)]
    replies += [replies[-1], replies[0], f"{word(3)} {word(3)}\n{word(5)}"]
    replies += [f"{tricky()}한😀"]
    with closing(LineClient(examination)) as client:
        text = "".join(map("".join, lines))
        client.start(f"{first}\n{text}\n{after_none}\n{last}")
        client.expect_stripped("", first, "\n", gettext("the first line"))
        if not client.expect_to_wait(A_SLOW_REPLY) or client.copies:
            raise Unseen("waits_for_each_reply")
        for reply, (before, line, after) in zip(replies, lines, strict=False):
            client.answer(reply)
            client.expect_stripped(before, line, after, gettext("the line"))
        client.expect_next_to_wait()
        client.answer(replies[-1])
        client.expect_line_after_a_blank_one(after_none, word())
        client.answer_late(word())
        client.expect_stripped("", last, "", gettext("the line, which has no line end here"))
        client.answer(word())
        a_quiet_end(client, replies)


def sends_one_line(examination: Examination) -> None:
    """Have the only line sent, answer it late, and demand all that the rules do."""
    word = word_from(examination.dice)
    line, reply = word(), word()
    with closing(LineClient(examination)) as client:
        client.start(f"  {line} \t\n")
        client.expect_stripped("  ", line, " \t\n", gettext("the line, stripped"))
        client.answer_late(reply)
        a_quiet_end(client, [reply])


def has_nothing_to_send(examination: Examination) -> None:
    """Give it a blank line alone, which it may send or not, and demand that it ends as it should."""
    with closing(LineClient(examination)) as client:
        client.start("\n")
        client.answer_a_blank_line()
        client.expect_quiet_end()


def a_quiet_end(client: LineClient, replies: list[str]) -> None:
    """Demand that it ends as it should, and has printed all of the replies."""
    client.expect_quiet_end()
    client.expect_nothing_more()
    for reply in replies:
        client.expect_printed(reply)
    client.expect_printed_in_order(replies)


@check(points=3, shown_by=[sends_many_lines])
def test_sends(line_client: LineClient, word: Word) -> None:
    """Sends a datagram to HOST and PORT.

    Hint: To which address does your datagram go?
    Hint: sendto takes bytes and one pair. Use the host and the port that talk gets: the stub reads
    them from the command line.
    Hint: `s.sendto(data, (host, port))` on a socket of `socket.socket(socket.AF_INET,
    socket.SOCK_DGRAM)`.
    """
    line_client.start_and_expect_any_datagram(f"{word()}\n{word()}\n")


@check(points=3, after="sends", shown_by=[sends_many_lines])
def test_sends_the_line(
    line_client: LineClient, word: Word, phrase: Phrase, tricky: Tricky
) -> None:
    """Sends a line of its input as one datagram.

    Hint: What is in your datagram besides the line, or what is missing in it? The story shows both.
    Hint: Send the line alone, all its words in one datagram: no name before it, no quotes, no
    prompt.
    Hint: `s.sendto(line.strip().encode(), (host, port))` for each line.
    """
    for line in (word(), f"#{tricky()}  {phrase(200)}"):
        line_client.start(f"{line}\n{word()}\n")
        line_client.expect_sent(line)


@check(points=2, after=("sends", "sends_the_line"), shown_by=[sends_many_lines])
def test_sends_every_line(line_client: LineClient, word: Word) -> None:
    """Sends every line of its input, once.

    Hint: What happens in your program after the first reply?
    Hint: Reading, sending and receiving belong in one loop over all lines. The same line may come
    again.
    Hint: `for line in sys.stdin:` and in its body one sendto and one recvfrom.
    """
    lines = [word(), word(), word()]
    lines += [lines[2], lines[1], word()]  # the same line again is a line like any other
    early = "\n".join(lines[:-1])
    line_client.start(f"{early}{MANY_BLANKS}\n{lines[-1]}\n")
    line_client.expect_lines(lines, word())


@check(points=3, after=("sends", "sends_every_line"), shown_by=[sends_many_lines, sends_one_line])
def test_prints_the_reply(line_client: LineClient, word: Word, phrase: Phrase) -> None:
    """Prints the reply, all of it.

    Hint: Does your program print what came, or something that it knew before?
    Hint: recvfrom returns two things, and the first one is the reply. Do not cut it at a space.
    Hint: `reply, server = s.recvfrom(1024)`, then `print(reply.decode())`.
    """
    for reply in (word(), f"{word(5)} {phrase(16)}"):
        line_client.start(word() + "\n")
        line_client.receive(gettext("the line"))
        line_client.answer_late(reply)
        line_client.expect_printed(reply)


@check(
    points=2,
    after=("sends", "sends_the_line", "sends_every_line"),
    shown_by=[sends_many_lines, sends_one_line],
)
def test_strips_lines(line_client: LineClient, word: Word) -> None:
    """Strips a line before it is sent.

    Hint: What does repr(line) show at both ends of a line that you have read?
    Hint: A line that was read ends with a line end, and spaces may stand around the text. A str has
    a method that returns it without them.
    Hint: Keep its result: `text = line.strip()`, and send `text.encode()`.
    """
    line_client.demand_readable_lines()
    wide, last = word(), word()
    line_client.start(f"  {wide} \t\n")
    line_client.expect_stripped("  ", wide, " \t\n", gettext("the line, stripped"))
    line_client.start(last)
    line_client.expect_stripped("", last, "", gettext("the line, which has no line end here"))


@check(points=1, after=("sends", "sends_the_line", "sends_every_line"), shown_by=[sends_many_lines])
def test_sends_utf8(line_client: LineClient, word: Word, chinese: Chinese) -> None:
    """Sends text as UTF-8.

    Hint: Which encoding do you use when you turn the line into bytes?
    Hint: A method of str makes the bytes. It uses UTF-8 if you name no other encoding. Others, such
    as ASCII, do not know Chinese.
    Hint: `data = text.encode("utf-8")`.
    """
    line_client.demand_readable_lines()
    line = chinese(6)
    line_client.start(f"{line}\n{word()}\n")
    line_client.expect_line(line, gettext("the line in UTF-8"))


@check(points=1, needs="prints_the_reply", after="sends_every_line", shown_by=[sends_many_lines])
def test_prints_every_reply_decoded(
    line_client: LineClient, examination: Examination, word: Word, chinese: Chinese, tricky: Tricky
) -> None:
    """Prints every reply, as text and not as bytes.

    Hint: What do you see in the terminal for 你好: two characters, or b'\\xe4\\xbd\\xa0'?
    Hint: Those are bytes, and a method turns them into text. And is the print inside the loop, for
    every reply?
    Hint: In the loop: `print(reply.decode("utf-8"))`.
    """
    replies, hard = [f"{chinese(3)} {chinese(3)}"], list[str]()
    if examination.passed("sends_every_line"):
        replies += [word(), word()]
        replies += [replies[-1], replies[0]]  # the same again is a reply like any other
        hard = [f"{word(3)} {word(3)}\n{word(5)}", f"{tricky()}한😀"]
    line_client.start("".join(word() + "\n" for _ in replies + hard))
    for number, reply in enumerate(replies + hard, 1):
        line_client.expect_any_line(gettext("line {line}", line=number))
        line_client.answer(reply)
    for reply in replies:
        line_client.expect_printed(reply)
    for reply in hard:
        line_client.expect_printed_by_lines(reply)
    line_client.expect_printed_in_order(replies)


@check(points=1, needs="prints_the_reply", shown_by=[sends_many_lines])
def test_takes_1024_bytes(line_client: LineClient, word: Word, phrase: Phrase) -> None:
    """Prints a reply of 1024 bytes.

    Hint: How long may a reply be, and which number stands in your recvfrom?
    Hint: What does not fit is lost: the next recvfrom returns the next datagram.
    Hint: `s.recvfrom(1024)`, or any larger number.
    """
    reply = phrase(1024)
    line_client.start(word() + "\n")
    line_client.receive(gettext("the line"))
    line_client.answer(reply)
    line_client.expect_printed(reply)


@check(points=2, after=("sends", "sends_every_line"), shown_by=[sends_many_lines])
def test_waits_for_each_reply(
    line_client: LineClient, examination: Examination, word: Word
) -> None:
    """Waits for the reply before the next line is sent.

    Hint: In which order do sending and receiving stand in your loop?
    Hint: Each turn of the loop sends one line, receives one reply and prints it. A reply may take
    most of a second: is there a short timeout on your socket?
    Hint: One turn: `s.sendto(...)`, then `s.recvfrom(1024)`, then `print(...)`. No timeout, or
    `s.settimeout(2)`.
    """
    line_client.start(f"{word()}\n{word()}\n{word()}\n")
    line_client.expect_any_line(gettext("the first line"))
    waits = line_client.expect_to_wait(A_SLOW_REPLY)
    if waits and examination.passed("sends_every_line"):
        line_client.answer_each_copy(word())
        line_client.expect_any_line(gettext("the second line"))
        line_client.expect_next_to_wait()


@check(points=1, after=("sends", "sends_every_line"), shown_by=[sends_many_lines])
def test_survives_a_blank_line(line_client: LineClient, word: Word) -> None:
    """Goes on after a blank line.

    Hint: Is a blank line the end of the input? Print repr() of each line: it shows line ends, too.
    Hint: A blank line still has its line end before you strip it. Only the end of the input is
    empty. And if you send nothing, no reply comes.
    Hint: Either `if not line.strip(): continue` before sendto, or no special case at all; never
    break out of the loop.
    """
    line_client.demand_several_lines()
    first, last = word(), word()
    line_client.start(f"{first}\n\n{last}\n")
    line_client.expect_line(first, gettext("the first line"))
    line_client.answer(word())
    line_client.expect_line_after_a_blank_one(last, word())


@check(
    points=1,
    after=("sends", "sends_every_line", "survives_a_blank_line"),
    shown_by=[sends_many_lines, sends_one_line, has_nothing_to_send],
)
def test_ends_with_status_0(line_client: LineClient, examination: Examination, word: Word) -> None:
    """Ends quietly with status 0 at the end of its input.

    Hint: How does your program notice that there are no more lines?
    Hint: input() raises EOFError at the end of the input, and an exception that nobody catches
    gives status 1. A for loop over standard input ends by itself.
    Hint: `for line in sys.stdin:`, or `try: line = input()` with `except EOFError: break`.
    """
    line_client.start(word() + "\n")
    line_client.expect_any_line(gettext("the line"))
    line_client.answer_late(word())
    line_client.expect_quiet_end()
    line_client.expect_nothing_more()
    if examination.passed("sends_every_line") and examination.passed("survives_a_blank_line"):
        line_client.start("\n")  # nothing to send, for most programs
        line_client.answer_a_blank_line()
        line_client.expect_quiet_end()
