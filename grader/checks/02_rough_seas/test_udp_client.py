"""Unit 2, the UDP client: datagrams get lost, are late, or come from somebody else."""

import functools
import statistics
from collections.abc import Sequence

from grader.course.checks import check
from grader.failures.errors import (
    Failure,
    Mismatch,
    NothingCame,
    StillRunning,
    Surplus,
    Unseen,
    WrongStatus,
)
from grader.i18n import gettext, ngettext
from grader.subjects.alone import NO_ANSWER
from grader.subjects.base import Examination
from grader.subjects.plays import in_time, number_in, surely, total_in
from grader.subjects.pretenders import (
    has_marks,
    pass_over_a_pretender,
    pretenders,
    with_no_text_in,
    without_marks,
)
from grader.subjects.sendings import Sending
from grader.subjects.strays import (
    LONGER,
    demand_a_look_at_ids,
    demand_a_verdict_on_strays,
    first_that_prolongs,
    pass_over,
    prolonged_wait,
    stray_once,
    strays_it_passes_over,
)
from grader.subjects.sums import AT_ONCE, MOST_SENDINGS, SumClient
from grader.subjects.unheard import ask_after_a_refusal
from grader.subjects.waits import (
    SENDINGS,
    SHORTEST,
    grow,
    run_alone,
    too_short_after_an_answer,
    unanswered,
    unfair_waits,
    waits_long,
)
from grader.subjects.words import Word
from grader.text import joined, listed

RUNS = 3  # at most, to answer at once
LEAST_LINES = 96  # more than there are printable characters, or letters
MOST_LINES = 400  # more than a byte counts, or random numbers of four digits go without a repeat
LONG_ENOUGH = 10.0  # seconds, after which the least are enough: it may take its time
LONG = 10**30, 10**31  # an answer with such a total has 64 bytes at most, as an ID has 32


@check(points=1)
def test_sends_a_request(sum_client: SumClient, examination: Examination) -> None:
    """Sends a request to HOST and PORT: an ID, ADD, and the number.

    Hint: Which bytes leave your program for the line 5, and to which address? Print both.
    Hint: A request has three words in ASCII with one space between them: an ID that you choose, the
    verb, the number without its line end. HOST and PORT come from the command line.
    Hint: `client.sendto(f"{name} ADD {line.strip()}".encode(), (host, port))`
    """
    sum_client.first_request(1000 + number_in(examination))  # where some put a comma


@check(points=1, after="sends_a_request")
def test_prints_the_total(sum_client: SumClient, examination: Examination) -> None:
    """Prints the total that comes back.

    Hint: The answer has two words. Which of them do you print?
    Hint: Print what the server says; do not compute the total yourself. It may be negative, very
    long, or 0, which Python counts as false. An answer is bytes: decode it and take it apart.
    Hint: `first, total = data.decode().split(" ")` and `print(total)`.
    """
    sum_client.demand_requests()
    number, total = number_in(examination), total_in(examination)

    def ask_once(total: int) -> None:
        sum_client.start(f"{number}\n")
        sending = sum_client.request(number)
        sum_client.answer_with(sending, total)
        sum_client.expect_first_total(total, sending)

    long = examination.dice.randrange(*LONG)
    # it may be negative, so long that no float holds it, and 0
    for each in (total, -total, long, 0):
        in_time(sum_client, functools.partial(ask_once, each))


@check(points=1, after="prints_the_total")
def test_sends_every_line(sum_client: SumClient, examination: Examination) -> None:
    """Sends a request for every line of its input, and prints each total.

    Hint: What does your program do after the first answer?
    Hint: One loop over the lines; in it one request and one total. The same total twice is printed
    twice. Nothing else is sent, no greeting and no goodbye.
    Hint: `for line in sys.stdin:` with all of the work for one line inside.
    """
    sum_client.demand_requests()
    sum_client.demand_life_after_answers()
    numbers = [number_in(examination), -number_in(examination)]
    # the same number again is a line like any other, and so is one without a newline at its end
    numbers += [0, numbers[0], 10**17 + 30 + number_in(examination) % 10]
    totals = [total_in(examination) for _ in numbers[1:]]
    totals.insert(2, totals[1])  # nothing was added

    def ask_all() -> None:
        sum_client.start("\n".join(map(str, numbers)))
        sendings: list[Sending] = []
        try:
            for line, (number, total) in enumerate(zip(numbers, totals, strict=True), 1):
                sendings.append(sum_client.request_of_line(line, number))
                sum_client.answer_with(sendings[-1], total)
            if examination.passed("prints_the_total"):
                for total, sending in zip(totals, sendings, strict=True):
                    sum_client.expect_total(total, sending)
                sum_client.expect_printed_in_order([str(total) for total in totals])
            sum_client.expect_nothing_else(sendings)
        except Failure:
            if len(sendings) > 1:
                sum_client.learn_that_it_goes_on()
            raise

    in_time(sum_client, ask_all)


@check(points=1, after="prints_the_total")
def test_sends_again(sum_client: SumClient, examination: Examination) -> None:
    """Sends the very same datagram again if no answer comes, and only then.

    Hint: Nothing comes back. Which line of your program notices that, and when?
    Hint: `settimeout` makes `recvfrom` raise TimeoutError when the time is over. Send the same
    bytes from the same socket: the server knows the request by its ID and its sender.
    Hint: `client.settimeout(0.2)`; then `try:` receive, `except TimeoutError:` and
    `client.sendto(request, server)` once more.
    """
    sum_client.demand_requests(readable=False)

    def play() -> None:
        for _ in range(RUNS):
            in_time(sum_client, lambda: send_again_once(sum_client, examination))
            if sum_client.was_prompt:
                break

    surely(sum_client, play, of=Surplus)


def send_again_once(sum_client: SumClient, examination: Examination) -> None:
    """Demand that a request comes again without an answer, and not once it has one.

    Raises Surplus, Mismatch or NothingCame.
    """
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    first = sum_client.request(number)
    sum_client.first_again(first)
    if not sum_client.can_be_answered:
        return
    sum_client.answer_with(first, total)
    try:
        if examination.passed("prints_the_total"):
            sum_client.expect_total(total, first)
        sum_client.expect_no_more_of_it()
    except Failure:
        sum_client.learn_that_it_sends_again()
        raise


@check(points=1, after="sends_again")
def test_gives_up_after_five(sum_client: SumClient, examination: Examination) -> None:
    """Gives up after five sendings.

    Hint: How often does your program send a request that nobody ever answers?
    Hint: Five sendings in all: the first one counts. Leave the loop at once when the answer has
    come. All five leave from one socket, which is made before the loop.
    Hint: `for sending in range(5):` and in it one `sendto`.
    """
    sum_client.demand_resending()
    run = unanswered(sum_client, examination)
    if len(run.sendings) != SENDINGS:
        count = len(run.sendings)
        is_open = count >= MOST_SENDINGS and run.next is None  # it might have gone on
        at_once = [wait for wait in run.waits if wait < AT_ONCE]
        if len(at_once) >= SENDINGS - 1:
            meaning = (
                gettext("It came several times at once, and then again after a wait.")
                if len(at_once) < len(run.waits)
                else gettext("It came several times at once.")
            )
        elif is_open:
            meaning = gettext("It had not given up by then. It may be that no answer ever comes.")
        else:
            meaning = gettext("Five sendings in all: the first one, and four more.")
        raise Failure(
            gettext("Your program sent the request {count} times or more.", count=count)
            if is_open
            else gettext("Your program sent the request {count} times.", count=count),
            expected=gettext("5 sendings"),
            received=gettext("{count} sendings or more", count=count)
            if is_open
            else ngettext("{number} sending", "{number} sendings", count),
            diagnosis=meaning,
        )
    sum_client.expect_same_socket(*run.sendings, learning=True)


@check(
    points=1,
    after=("prints_the_total", "sends_every_line", "sends_again", "gives_up_after_five"),
)
def test_says_no_answer(sum_client: SumClient, examination: Examination) -> None:
    """Prints `no answer` if no answer has come, even if nobody is there.

    Hint: What stands on standard output after the last wait, and what if nobody listens on that
    port?
    Hint: The two words are printed once for each such line, on standard output. A connected socket
    raises ConnectionRefusedError when nobody is there; that is not an answer.
    Hint: After the loop over the sendings: `print("no answer")`; around the receiving `except
    OSError:`, of which both exceptions are kinds.
    """
    if examination.passed("sends_again") and sum_client.can_be_unheard:
        in_time(sum_client, lambda: ask_after_a_refusal(sum_client, examination))
    if examination.passed("prints_the_total"):
        surely(
            sum_client,
            lambda: in_time(sum_client, lambda: answer_at_once(sum_client, examination)),
            of=Surplus,
        )
    run_alone(sum_client, examination).expect_no_answer()
    run = unanswered(sum_client, examination)
    sum_client.expect_no_answer()
    keeps_its_order = all(
        map(examination.passed, ("prints_the_total", "sends_every_line", "sends_again"))
    )
    if keeps_its_order and run.next and not run.has_same_number:
        sum_client.expect_no_answer_before(run.total)


def answer_at_once(sum_client: SumClient, examination: Examination) -> None:
    """Demand that `no answer` is not printed for a line that was answered. Raises Failure."""
    number, total = number_in(examination), total_in(examination)
    sum_client.start(f"{number}\n")
    sending = sum_client.request(number)
    sum_client.answer_with(sending, total)
    sum_client.expect_total(total, sending)
    sum_client.scene.program_ends()
    if NO_ANSWER in sum_client.program.stdout.text:
        raise Surplus(
            gettext(
                "Your program printed {words} for a line that was answered.", words=repr(NO_ANSWER)
            ),
            expected=str(total),
            received=sum_client.program.stdout.text,
        )


@check(points=1, after=("sends_again", "says_no_answer"))
def test_goes_on(sum_client: SumClient, examination: Examination) -> None:
    """Goes on with the next line after one that was not answered.

    Hint: Which loop ends when there is no answer: the one over the sendings, or the one over the
    lines?
    Hint: One missing answer is no reason to stop. Every line gets five sendings of its own.
    `sys.exit` belongs to the very end.
    Hint: Put the work for one line into a function that returns the total or `None`; the loop `for
    line in sys.stdin:` calls it each time.
    """
    run = unanswered(sum_client, examination)
    if run.next and run.has_same_number and not run.goes_on_later:
        raise Failure(
            gettext("Your program sent the number of the line before in the next request."),
            expected=gettext("the next line"),
            received=run.next.data,
            diagnosis=gettext(
                "It bears the number of the line that was not answered, and no request came for the other one."
            ),
        )
    if run.next and run.has_same_number:
        raise Failure(
            gettext("Your program asked for the same line again, in a new request."),
            expected=gettext("the next line"),
            received=run.next.data,
            diagnosis=gettext(
                "Its number is that of the line before: five sendings are all that a line gets."
            ),
        )
    if run.next is None:
        raise NothingCame(
            gettext("Your program did not send the next line after one that was not answered."),
            diagnosis=gettext(
                "One answer is missing; the program still has to send the other lines."
            )
            if run.ended
            else gettext("It had not ended, either."),
        )
    if examination.passed("prints_the_total"):
        sum_client.expect_total(run.total, run.next)
    if examination.passed("says_no_answer") and not waits_long(run):
        run_alone(sum_client, examination).expect_no_answer(times=2)


@check(points=1, after=("sends_again", "sends_every_line"))
def test_waits_a_fifth_of_a_second(sum_client: SumClient, examination: Examination) -> None:
    """Waits 0.2 seconds for an answer before it sends again.

    Hint: How long does each of the five waits take? Print time.monotonic() at each sending.
    Hint: `settimeout` takes seconds. Each wait is as long as the first, and there is one after the
    fifth sending, too.
    Hint: `client.settimeout(0.2)`, or for each sending a new `deadline = time.monotonic() + 0.2`.
    """
    sum_client.demand_resending()
    sends_every_line = examination.passed("sends_every_line")
    if sends_every_line:  # before the run that another check has played already
        too_short_after_an_answer(sum_client, examination)
    run = unanswered(sum_client, examination)
    unfair = unfair_waits(run)
    if run.waits and min(run.waits) > SHORTEST:
        if unfair is None or grow(run.waits):
            sum_client.learn_its_waits(run.waits)
        elif max(run.waits) < LONGER * min(run.waits):
            sum_client.learn_its_waits([statistics.median(run.waits)] * len(run.waits))
    if unfair:
        raise unfair
    if sends_every_line and (short := too_short_after_an_answer(sum_client, examination)):
        raise short


@check(points=1, after=("sends_a_request", "sends_every_line", "gives_up_after_five", "goes_on"))
def test_uses_new_ids(sum_client: SumClient, examination: Examination) -> None:
    """Uses an ID for one line only.

    Hint: Two lines of input are equal. Which IDs do their requests have?
    Hint: The server takes the same ID for the same request. So each line gets a new one, even if
    the line before was not answered. A counter is enough, or something random that is long enough.
    Hint: `for count, line in enumerate(sys.stdin, 1):` and `name = str(count)`; or `name =
    secrets.token_hex(8)`.
    """
    sum_client.demand_requests()
    sum_client.demand_several_lines()
    # no number follows itself
    pairs = MOST_LINES // 2 if examination.passed("gives_up_after_five") else 15
    numbers = [number_in(examination), -number_in(examination)] * pairs

    def ask_all() -> None:
        sum_client.start("".join(f"{number}\n" for number in numbers))
        sendings: list[Sending] = []
        for line, number in enumerate(numbers, 1):
            sendings.append(sum_client.request_of_line(line, number))
            sum_client.answer_with(sendings[-1], total_in(examination))
            is_late = sendings[-1].arrived > sendings[0].arrived + LONG_ENOUGH
            if is_late and line >= LEAST_LINES:
                break
        expect_all_new([sending.name for sending in sendings])

    in_time(sum_client, ask_all)
    if examination.passed("goes_on"):
        run = unanswered(sum_client, examination)
        names = [sending.name for sending in (run.sendings[0], run.next) if sending]
        expect_all_new(
            names, gettext("The first line had got no answer: its ID is used up all the same.")
        )


def expect_all_new(names: Sequence[bytes], why: str = "") -> None:
    """Demand that no ID is there twice; `names` has one for each line. Raises Failure."""
    first = next((name for name in names if names.count(name) > 1), None)
    if first is None:
        return
    one, other, *_ = (line for line, name in enumerate(names, 1) if name == first)
    same = gettext(
        "Lines {one} and {other} of its input have the same ID: the server would take the second request for the first one, sent again.",
        one=one,
        other=other,
    )
    raise Failure(
        gettext("Your program used an ID for two requests."),
        expected=gettext("a new ID for each line"),
        received=first,
        diagnosis=f"{same} {why}".strip(),
    )


@check(points=1, after=("sends_again", "sends_every_line", "uses_new_ids"))
def test_passes_over_stale_answers(sum_client: SumClient, examination: Examination) -> None:
    """Ignores an answer to an earlier request.

    Hint: A datagram comes from the server. To which of your requests does it belong?
    Hint: Datagrams may be late or come twice. The first word of an answer is the ID of its request:
    compare it with the ID that you sent last, and ignore the datagram if they differ. This is
    judged if your program gives each line a new ID.
    Hint: `if words[0] == name:` it is the answer to this request; else wait on.
    """
    demand_a_verdict_on_strays(sum_client, examination)
    sum_client.demand_several_lines()
    numbers = examination.dice.sample(range(1, 1000), 3)
    in_time(sum_client, lambda: answer_late(sum_client, examination, numbers))


def answer_late(sum_client: SumClient, examination: Examination, numbers: Sequence[int]) -> None:
    """Answer each line after the first one with a late answer to the line before as well.

    Raises NotPrinted, Mismatch, NothingCame, what ended the program, or Unseen where two lines
    have one ID.
    """
    sum_client.start("".join(f"{number}\n" for number in numbers))
    expected: list[tuple[int, Sending]] = []
    late: dict[int, int] = {}  # the totals of late answers, and at which line each came
    for number in numbers:
        sending = sum_client.request(number)
        if expected:  # as a late answer or a duplicate would be
            if expected[-1][1].name == sending.name:
                raise Unseen("uses_new_ids")  # such an answer looks like the one to this line
            wrong = total_in(examination)
            sum_client.note_stray(wrong, gettext("the total in an answer to the line before"))
            late[wrong] = len(expected) + 1
            sum_client.reply(expected[-1][1].reply(wrong))
            if not examination.passed("prints_the_total"):
                sum_client.expect_again_despite(sending, gettext("an answer to the line before"))
        expected.append((total_in(examination), sending))
        sum_client.answer_with(sending, expected[-1][0])
    if examination.passed("prints_the_total"):
        for line, (total, sending) in enumerate(expected, 1):
            sum_client.expect_total_of_line(line, total, sending, late)


@check(points=4, after="sends_again")
def test_passes_over_strangers(sum_client: SumClient, examination: Examination) -> None:
    """Ignores a datagram from another address or port than the server's.

    Hint: Who sent the datagram that your program printed?
    Hint: Any program can send a datagram to your port. `recvfrom` gives the sender as a pair: both
    the address and the port have to be the server's.
    Hint: `data, sender = client.recvfrom(2048)`, and `if sender != (host, port):` wait on.
    """
    demand_a_verdict_on_strays(sum_client, examination)
    for host, port in sum_client.other_addresses():
        what = (
            gettext("a datagram from a stranger at the server's port of another host")
            if port
            else gettext("a datagram from a stranger at another port of the server's host")
        )
        stranger = sum_client.stranger(host, port)
        pass_over(
            sum_client,
            examination,
            f"{what} ({host})",
            lambda sending, wrong, stranger=stranger: stranger.send(  # type: ignore[misc]
                sending.reply(wrong), sending.sender
            ),
        )


@check(points=1, after="sends_again")
def test_passes_over_garbage(sum_client: SumClient, examination: Examination) -> None:
    """Ignores a datagram that is not an answer.

    Hint: What does your program do with no bytes, with one word, or with bytes that are not text?
    Hint: An exception inside the waiting loop must not end the program. An answer has exactly two
    words; count them before you use the second one.
    Hint: `words = data.decode("utf-8", "replace").split(" ")`, and only `if len(words) == 2` look
    at them.
    """
    demand_a_verdict_on_strays(sum_client, examination)
    for data, what in (
        (b"\xff\xfe\x00\x80", gettext("bytes that are no text")),
        (b"", gettext("an empty datagram")),
        (b"ERROR", gettext("the word ERROR")),
        (b" ", gettext("a blank")),
        (b"\n", gettext("a newline")),
        (b"\x00" * 40, gettext("zero bytes")),
        (b"%d", gettext("a datagram without an ID")),
        (b"%i %d", gettext("a datagram that is no text")),
    ):
        pass_over(
            sum_client,
            examination,
            what,
            lambda sending, wrong, data=data: sum_client.reply(  # type: ignore[misc]
                data.replace(b"%d", b"%d" % wrong).replace(b"%i", with_no_text_in(sending.name))
            ),
        )


@check(points=1, after=("sends_again", "passes_over_stale_answers", "passes_over_garbage"))
def test_compares_the_whole_id(sum_client: SumClient, examination: Examination, word: Word) -> None:
    """Compares the whole ID of an answer with its own.

    Hint: Your ID is 1. Is 12 an answer to it, and is 10?
    Hint: `in` and `startswith` find your ID inside of another one. Small and capital letters are
    different. Compare the whole first word. This is judged if your program compares IDs at all.
    Hint: `data.split(b" ")[0] == name.encode()`
    """
    demand_a_verdict_on_strays(sum_client, examination)
    demand_a_look_at_ids(sum_client, examination, word)
    # who dies of three words has lost the check for garbage by that
    of_three_words = examination.passed("passes_over_garbage")
    for what, pretend in pretenders(of_three_words):
        pass_over_a_pretender(sum_client, examination, what, pretend)
    if has_marks(sum_client.last_name):  # of which some mean something in a pattern
        pass_over_a_pretender(
            sum_client,
            examination,
            gettext("an answer whose ID has an x for each mark that is no letter or digit"),
            without_marks,
        )


STRAYS = ("compares_the_whole_id", "passes_over_garbage", "passes_over_strangers")


@check(points=1, after=("waits_a_fifth_of_a_second", "gives_up_after_five", *STRAYS))
def test_strays_cost_no_sending(
    sum_client: SumClient, examination: Examination, word: Word
) -> None:
    """Does not count a stray datagram as a sending, and does not send because of it.

    Hint: A stray comes after 0.05 s. What is the next thing that your program does: send, or wait?
    Hint: Two loops are needed: one for the sendings, and inside it one for the datagrams of this
    wait. The inner one ends for two reasons only: the answer has come, or the time is over.
    Hint: `for sending in range(5):` send, then `while time is left:` receive, and `continue` if it
    is a stray.
    """
    strays = strays_it_passes_over(sum_client, examination, word)
    surely(
        sum_client,
        lambda: in_time(sum_client, lambda: stray_once(sum_client, examination, strays)),
    )


@check(points=1, after=("waits_a_fifth_of_a_second", "strays_cost_no_sending", *STRAYS))
def test_strays_do_not_restart_the_wait(
    sum_client: SumClient, examination: Examination, word: Word
) -> None:
    """Does not wait longer because a stray datagram has come.

    Hint: Ten strays come, one each 0.1 s. How long does your program wait before it sends again?
    Hint: `settimeout` counts anew for each `recvfrom`. Fix the end of the wait once, before the
    inner loop. This is judged if your program does not send at a stray.
    Hint: `deadline = time.monotonic() + 0.2`; before each receive `left = deadline -
    time.monotonic()`, and if it is above 0 `client.settimeout(left)`.
    """
    strays = strays_it_passes_over(sum_client, examination, word)
    if not examination.passed("strays_cost_no_sending"):
        del strays[1:]  # it may send because of the others, which ends a wait
    longer = prolonged_wait(sum_client, examination, strays)
    if longer is None:
        return
    whats = [what for what, _ in strays]
    if len(strays) > 1 and (found := first_that_prolongs(sum_client, examination, strays)):
        whats, longer = [found[0]], found[1]
    raise Mismatch(
        gettext("Your program waited longer when stray datagrams came."),
        expected=gettext(
            "the same datagram again after {usual:.2f} s, as without them", usual=longer.usual
        ),
        received=gettext("the same datagram again after {waited:.2f} s", waited=longer.seconds),
        diagnosis=gettext(
            "It was sent {what} {after:.2f} s after some of its sendings, and waited from then on. A stray must not make the wait longer: it begins when your program sends, and at no other time.",
            what=joined(whats),
            after=longer.strayed,
        )
        if longer.began_at_the_stray
        else gettext(
            "It was sent {what} {after:.2f} s after some of its sendings. A stray must not make the wait longer.",
            what=joined(whats),
            after=longer.strayed,
        ),
    )


@check(points=1, after=("sends_a_request", "prints_the_total", "sends_every_line"))
def test_ends_with_status_0(sum_client: SumClient, examination: Examination) -> None:
    """Ends with status 0 if every line was answered.

    Hint: What happens in your program at the end of the input? What does echo $? show afterwards?
    Hint: A loop over `sys.stdin` ends by itself; `input` raises EOFError there. A program that
    reaches its last line ends with status 0. A thread that still runs keeps it alive.
    Hint: `sys.exit(status)` with `status = 0`, which nothing has changed.
    """
    sum_client.demand_requests()
    sum_client.demand_life_after_answers()
    totals = [total_in(examination)]
    if examination.passed("prints_the_total") and examination.passed("sends_every_line"):
        totals += [-totals[0], totals[0] * 10**12 + 1, 0]
    told = gettext(
        "Every line of its input was answered, with {totals}.",
        totals=listed(list(map(str, totals))),
    )
    numbers = [number_in(examination) for _ in totals]

    def ask() -> None:
        sum_client.start("".join(f"{number}\n" for number in numbers))
        for number, total in zip(numbers, totals, strict=True):
            sum_client.answer_with(sum_client.request(number), total)
        sum_client.expect_status(0, told)

    in_time(sum_client, ask)
    if examination.passed("sends_every_line"):
        sum_client.start("")
        none = gettext("Its input had no line, and so none without an answer.")
        sum_client.expect_status(0, none)


@check(points=1, after=("sends_again", "goes_on"))
def test_ends_with_status_1(sum_client: SumClient, examination: Examination) -> None:
    """Ends with status 1 if a line was not answered.

    Hint: How does the end of your program know that an answer was missing?
    Hint: Remember it in a variable until the last line is done, even if later lines were answered.
    The program that started yours sees only the exit status.
    Hint: `status = 1` where you print the two words, and `sys.exit(status)` at the very end.
    """
    run = unanswered(sum_client, examination)
    if not run.ended:
        raise StillRunning(
            gettext("Your program is still running."),
            diagnosis=gettext("What is there to wait for after the last line?"),
        )
    told = gettext(
        "The first line was not answered: the person who started the program should see that."
    )
    if run.next:
        told = gettext(
            "The first line was not answered, and the second was: the person who started the program should see that."
        )
    if run.last_is_answered:
        same = gettext("The third line, which has the number of the first, was answered as well.")
        told = f"{told} {same}"
    is_seen_alone = examination.passed("goes_on") and not waits_long(run)
    try:
        sum_client.expect_status(1, told)
    except WrongStatus as wrong:
        if is_seen_alone and run.next and wrong.diagnosis:
            wrong.diagnosis += f" {run_alone(sum_client, examination).told_status()}"
            unanswered(sum_client, examination)  # the story is that of the run which failed
        raise
    if is_seen_alone:
        run_alone(sum_client, examination).expect_status_1()
