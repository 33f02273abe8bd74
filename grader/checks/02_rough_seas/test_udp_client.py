"""Unit 2, the UDP client: datagrams get lost, are late, or come from somebody else."""

import functools
import itertools
import statistics
from collections.abc import Callable, Sequence

from grader.course.checks import check
from grader.failures.errors import Failure, Mismatch, NothingCame, StillRunning, Surplus
from grader.peers.udp import Stranger
from grader.subjects.base import Examination
from grader.subjects.sums import Sending, SumClient
from grader.subjects.words import Word

SENDINGS = 5
SHORTEST, LONGEST = 0.17, 0.27  # seconds; the rule is 0.2, and a loaded machine only adds
AT_ONCE = 0.05  # seconds; who sends again sooner has not waited at all
STRAY_AFTER = 0.1  # seconds after a sending: the middle of the wait


def number_in(examination: Examination) -> int:
    return examination.dice.randrange(1, 1000)


def total_in(examination: Examination) -> int:
    """Draw a total that no program can work out by itself."""
    return examination.dice.randrange(10**6, 10**9)


def total_after(
    sum_client: SumClient, examination: Examination, stray: Callable[[Sending], None]
) -> None:
    """Demand that a client prints the total of the answer, and nothing of the strays around it.

    `stray(sending)` sends one stray datagram.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    sending = sum_client.request(number)
    stray(sending)
    sum_client.answer_with(sending, total)
    stray(sending)  # so that the last datagram is not the answer, either
    sum_client.expect_printed_apart(str(total))


@check(points=2)
def test_sends_a_request(sum_client: SumClient, examination: Examination) -> None:
    """Sends a request: an ID, ADD, and the number.

    Hint: ID ADD N: three words with one space between them, in ASCII.
    Hint: The ID is yours to choose: 1 to 32 visible characters without blanks.
    """
    number = number_in(examination)
    sum_client.start(f"{number}\n")
    sum_client.request(number)


@check(points=2, needs="sends_a_request")
def test_prints_the_total(sum_client: SumClient, examination: Examination) -> None:
    """Prints the total that comes back.

    Hint: The answer is ID TOTAL: which word is to be printed?
    Hint: Print what the server says; the total is not yours to work out.
    """
    total_after(sum_client, examination, lambda sending: None)


@check(points=1, needs="prints_the_total")
def test_sends_every_line(sum_client: SumClient, examination: Examination) -> None:
    """Sends a request for every line of its input.

    Hint: What happens after the first answer?
    Hint: for line in sys.stdin: and in it a request and its answer.
    """
    numbers = [number_in(examination), -number_in(examination), 10**17 + 3]
    numbers.append(numbers[0])  # the same number again is a line like any other
    totals = [total_in(examination) for _ in numbers]
    sum_client.start("".join(f"{number}\n" for number in numbers))
    for number, total in zip(numbers, totals, strict=True):
        sum_client.answer_with(sum_client.request(number), total)
    for total in totals:
        sum_client.expect_printed_apart(str(total))


@check(points=2, needs="sends_a_request")
def test_sends_again(sum_client: SumClient, examination: Examination) -> None:
    """Sends the very same datagram again if no answer comes, and only then.

    Hint: settimeout() makes recvfrom() raise an exception after that time.
    Hint: The same datagram, the same ID: the server knows by it that the request is an old one.
    """
    try:
        send_again_once(sum_client, examination)
    except Surplus:
        # A right program, too, sends once more if it gets no turn of the processor for its
        # whole wait: only what happens twice is its habit.
        sum_client.scene.transcript.step("the same once more, to be sure:")
        send_again_once(sum_client, examination)


def send_again_once(sum_client: SumClient, examination: Examination) -> None:
    """Demand that a request comes again without an answer, and not once it has one.

    Raises Surplus, Mismatch or NothingCame.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    first = sum_client.request(number)
    sum_client.again(first)
    sum_client.answer_with(first, total)
    if examination.passed("prints_the_total"):
        sum_client.expect_printed_apart(str(total))
    sum_client.expect_no_more_of_it()


class Unanswered:
    """A run with two lines of input, of which the first gets no answer."""

    def __init__(self, sum_client: SumClient, examination: Examination) -> None:
        numbers = number_in(examination), 1000 + number_in(examination)
        self.total = total_in(examination)
        sum_client.start("".join(f"{number}\n" for number in numbers))
        self.sendings, self.next = sum_client.sendings_until_another(sum_client.request(numbers[0]))
        # whether the next request was for the line that had not been answered
        self.is_same_line = self.next is not None and self.next.number == numbers[0]
        if self.next:
            sum_client.answer_with(self.next, self.total)
        self.ended = sum_client.scene.program_ends()


def unanswered(sum_client: SumClient, examination: Examination) -> Unanswered:
    """Give the run in which one line gets no answer; it takes a second, so it is played once."""

    def unanswered() -> Unanswered:
        return Unanswered(sum_client, examination)

    return examination.once(unanswered)


@check(points=1, needs="sends_again")
def test_gives_up_after_five(sum_client: SumClient, examination: Examination) -> None:
    """Gives up after five sendings.

    Hint: Five sendings in all, the first one counts.
    Hint: Where does the loop end when nobody ever answers?
    """
    run = unanswered(sum_client, examination)
    if len(run.sendings) != SENDINGS:
        more = " or more" if len(run.sendings) > SENDINGS else ""
        raise Failure(
            f"Your program sent the request {len(run.sendings)} times{more}.",
            expected="5 sendings",
            received=f"{len(run.sendings)} sendings",
            diagnosis="Five sendings in all: the first one, and four more."
            if len(run.sendings) in (4, 6)
            else None,
        )
    sum_client.expect_same_socket(*run.sendings)


@check(points=1, needs="sends_again")
def test_says_no_answer(sum_client: SumClient, examination: Examination) -> None:
    """Prints no answer when none has come.

    Hint: The words are: no answer
    Hint: It is printed once, after the last wait, on standard output.
    """
    unanswered(sum_client, examination)
    sum_client.expect_printed("no answer")


@check(points=1, needs="sends_again")
def test_goes_on(sum_client: SumClient, examination: Examination) -> None:
    """Goes on with the next line after one that was not answered.

    Hint: Is it the loop over the sendings that ends, or the one over the lines?
    Hint: Neither sys.exit() nor an exception that nobody catches: continue with the next line.
    """
    run = unanswered(sum_client, examination)
    if run.next and run.is_same_line:
        raise Failure(
            "Your program asked for the same line again, in a new request.",
            expected="the next line",
            received=run.next.data,
        )
    if run.next is None:
        raise NothingCame(
            "Your program did not send the next line after one that was not answered.",
            diagnosis="One answer is missing; the other lines are still to be sent.",
        )
    if examination.passed("prints_the_total"):
        sum_client.expect_printed_apart(str(run.total))


@check(points=1, needs="sends_again")
def test_waits_a_fifth_of_a_second(sum_client: SumClient, examination: Examination) -> None:
    """Waits 0.2 seconds for an answer before it sends again.

    Hint: settimeout() takes seconds.
    Hint: Every wait is as long as the first.
    """
    run = unanswered(sum_client, examination)
    waits = waits_between(run.sendings)
    if not waits or not SHORTEST <= statistics.median(waits) <= LONGEST or min(waits) < AT_ONCE:
        raise Mismatch(
            "Your program does not wait 0.2 seconds between two sendings.",
            expected="0.20 s",
            received=", ".join(f"{wait:.2f} s" for wait in waits) or "one sending",
        )
    if run.next and run.next.arrived - run.sendings[-1].arrived < SHORTEST:
        raise Mismatch(
            "Your program does not wait for an answer to its last sending.",
            expected="0.20 s",
            received=f"{run.next.arrived - run.sendings[-1].arrived:.2f} s",
            diagnosis="The fifth sending may be answered as well: give it its time.",
        )


def waits_between(sendings: Sequence[Sending]) -> list[float]:
    """Tell the seconds from each sending to the next."""
    return [later.arrived - earlier.arrived for earlier, later in itertools.pairwise(sendings)]


@check(points=1, needs="sends_every_line")
def test_uses_new_ids(sum_client: SumClient, examination: Examination) -> None:
    """Uses an ID only once.

    Hint: The server takes the same ID for the same request.
    Hint: A counter is enough, or something random that is long enough.
    Hint: A line that was not answered has used up its ID, too.
    """
    numbers = [number_in(examination), -number_in(examination)] * 10  # no number follows itself
    sum_client.start("".join(f"{number}\n" for number in numbers))
    names = []
    for number in numbers:
        sending = sum_client.request(number)
        names.append(sending.name)
        sum_client.answer_with(sending, total_in(examination))
    expect_all_new(names)
    if examination.passed("goes_on"):
        run = unanswered(sum_client, examination)
        expect_all_new([sending.name for sending in (run.sendings[0], run.next) if sending])


def expect_all_new(names: Sequence[bytes]) -> None:
    if len(set(names)) < len(names):
        raise Failure(
            "Your program used an ID for two requests.",
            expected="a new ID for each line",
            received=b", ".join(name for name in dict.fromkeys(names) if names.count(name) > 1),
            diagnosis="The server would take the second request for the first one, sent again.",
        )


@check(points=1, needs="prints_the_total")
def test_passes_over_stale_answers(sum_client: SumClient, examination: Examination) -> None:
    """Passes over an answer to an earlier request.

    Hint: Datagrams may be late. To which request does this answer belong?
    Hint: Compare the ID of the answer with the one that you sent.
    """
    numbers = [number_in(examination) for _ in range(3)]
    totals = [total_in(examination) for _ in numbers]
    sum_client.start("".join(f"{number}\n" for number in numbers))
    stale = None
    for number, total in zip(numbers, totals, strict=True):
        sending = sum_client.request(number)
        if stale:
            sum_client.reply(stale)
        sum_client.answer_with(sending, total)
        stale = sending.reply(total_in(examination))  # as a late answer or a duplicate would be
    for total in totals:
        sum_client.expect_printed_apart(str(total))


@check(points=1, needs="prints_the_total")
def test_passes_over_strangers(sum_client: SumClient, examination: Examination) -> None:
    """Passes over a datagram from somebody else than the server.

    Hint: Anybody can send you a datagram. Who has sent this one?
    Hint: recvfrom() gives the sender as a pair of address and port: both must be the server's.
    """
    for host, port in sum_client.other_addresses():
        stranger = sum_client.stranger(host, port)

        def forge(sending: Sending, stranger: Stranger = stranger) -> None:
            forged = sending.reply(total_in(examination))
            stranger.send(forged, sending.sender)

        total_after(sum_client, examination, forge)


@check(points=1, needs="prints_the_total")
def test_passes_over_garbage(sum_client: SumClient, examination: Examination) -> None:
    """Passes over what is no answer at all.

    Hint: decode() raises an exception for bytes that are no UTF-8. Who catches it?
    Hint: A datagram may be empty, or one word, or many.
    """

    for data in (
        b"\xff\xfe\x00\x80",
        b"",
        b"ERROR",
        b" ",
        b"\n",
        b"\x00" * 40,
        b"%d" % total_in(examination),
        b"\xff %d" % total_in(examination),
    ):
        total_after(sum_client, examination, functools.partial(reply_garbage, sum_client, data))


def reply_garbage(sum_client: SumClient, data: bytes, sending: Sending) -> None:
    """Answer a sending with these bytes, which are no answer to it."""
    sum_client.reply(data)


@check(points=1, needs="prints_the_total")
def test_compares_the_whole_id(sum_client: SumClient, examination: Examination) -> None:
    """Compares the whole ID of an answer with its own.

    Hint: Does 12 begin with 1? Is 1 in 12? Both are true, and neither is the question.
    Hint: Split the answer into words; the first one is equal to your ID, or it is not.
    """

    total = b" %d" % total_in(examination)
    pretenders: tuple[Callable[[bytes], bytes], ...] = (
        lambda name: name + b"0" + total,
        lambda name: b"0" + name + total,
        lambda name: name + b"x" + total,
        lambda name: b"x" + name + total,
        lambda name: b"x" + name + b"x" + total,
        lambda name: (name[:-1] or b"x") + total,
        lambda name: (name.swapcase() if name.swapcase() != name else b"x") + total,
        lambda name: b"ADD" + total,
        lambda name: b"x " + name,
    )
    for pretend in pretenders:

        def stray(sending: Sending, pretend: Callable[[bytes], bytes] = pretend) -> None:
            sum_client.reply(pretend(sending.name))

        total_after(sum_client, examination, stray)


@check(points=1, needs="waits_a_fifth_of_a_second")
def test_strays_cost_no_sending(
    sum_client: SumClient, examination: Examination, word: Word
) -> None:
    """Does not count a stray datagram as a sending, nor send again because of it.

    Hint: A loop for the sendings, and within it one for the datagrams of this wait.
    Hint: The inner loop ends when the time is up or the answer has come, for no other reason.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    first = sum_client.request(number)
    for _ in range(SENDINGS + 3):
        sum_client.reply(f"{word(8)} {total_in(examination)}".encode())
    second = sum_client.again(first)
    if examination.passed("passes_over_garbage"):
        for data in (b"\xff\xfe", b"", b"ERROR", b" "):
            sum_client.reply(data)
    if examination.passed("passes_over_strangers"):
        forged = first.reply(total_in(examination))
        for host, port in sum_client.other_addresses():
            sum_client.stranger(host, port).send(forged, first.sender)
    waited = min(waits_between([first, second, sum_client.again(first)]))
    if waited < AT_ONCE:
        raise Mismatch(
            "Your program sent again because of a datagram that was not its answer.",
            expected="the same datagram again after 0.20 s",
            received=f"the same datagram again after {waited:.2f} s",
            diagnosis="A stray datagram is no reason to send: go on waiting for the rest of the time.",
        )
    sum_client.answer_with(first, total)
    if examination.passed("prints_the_total"):
        sum_client.expect_printed_apart(str(total))


@check(points=1, needs="waits_a_fifth_of_a_second")
def test_strays_do_not_restart_the_wait(
    sum_client: SumClient, examination: Examination, word: Word
) -> None:
    """Does not wait longer because a stray datagram has come.

    Hint: settimeout() counts anew for each recvfrom(). When is the wait over?
    Hint: Note the time at which it ends; before each recvfrom() work out how much is left.
    """
    number = number_in(examination)
    sum_client.start(f"{number}\n")
    sendings = [sum_client.request(number)]
    garbage = [b"\xff\xfe"] if examination.passed("passes_over_garbage") else []
    for _ in range(2):
        sum_client.let_pass(STRAY_AFTER)
        for data in (f"{word(8)} {total_in(examination)}".encode(), *garbage):
            sum_client.reply(data)
        sendings.append(sum_client.again(sendings[0]))
    waited = min(waits_between(sendings))
    if waited > LONGEST:
        raise Mismatch(
            "Your program waited longer when stray datagrams came.",
            expected="the same datagram again after 0.20 s",
            received=f"the same datagram again after {waited:.2f} s",
            diagnosis="Each stray datagram started the wait anew: the time is up 0.2 s after the sending, whatever comes.",
        )


@check(points=1, needs="prints_the_total")
def test_ends_with_status_0(sum_client: SumClient, examination: Examination) -> None:
    """Ends with status 0 if every line was answered.

    Hint: The loop over sys.stdin ends by itself; input() raises EOFError there.
    Hint: A program that reaches its last line ends with status 0.
    """
    number = number_in(examination)
    sum_client.start(f"{number}\n")
    sum_client.answer_with(sum_client.request(number), total_in(examination))
    sum_client.expect_status(0)


@check(points=1, needs="sends_again")
def test_ends_with_status_1(sum_client: SumClient, examination: Examination) -> None:
    """Ends with status 1 if a line was not answered.

    Hint: Remember that an answer was missing until the end; sys.exit(1) gives the status.
    Hint: Also if later lines were answered: once is enough.
    """
    run = unanswered(sum_client, examination)
    if not run.ended:
        raise StillRunning(
            "Your program is still running.",
            diagnosis="What is there to wait for after the last line?",
        )
    sum_client.expect_status(
        1, "A line was not answered: whoever started the program should see it."
    )
