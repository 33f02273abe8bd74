"""Unit 2, the UDP server: a sum that counts each request once, though the network repeats."""

import time
from collections.abc import Generator
from contextlib import closing

from grader.course.checks import SilentRuns, SitOut, check
from grader.failures.errors import Failure, Mismatch
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.ports import MANY_ADDRESSES
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.sum_garbage import (
    near_misses,
    no_number,
    not_ascii,
    of_each_kind,
    of_unadded,
    unadded,
)
from grader.subjects.sum_numbers import add_long, add_signed, add_zero, number_in
from grader.subjects.sum_repeats import (
    BY_NOW,
    SET_BACK,
    added_again,
    added_again_late,
    come_again_named_error,
    come_again_with_total_0,
    come_twice_at_once,
    from_the_other,
    learning_of_memory,
    write_port_and_id_alike,
)
from grader.subjects.sum_server import SumServer
from grader.subjects.words import Chinese, Word

A_CROWD = 20  # clients; each of them and the first one send some requests at once,
ROUNDS = 35  # so many times: more than a memory of 1024 requests holds
A_LOT = 1 << 21  # bytes that are printed: some print their whole memory at each request
A_FEW = 3  # requests, which take no time; more of them may take as long as some memory lasts
ENOUGH = 10.0  # seconds that requests in between may take with a slow server
LAST_PRIVILEGED = 1023  # port, which not everybody may have
SILENCE = 2.2  # seconds in which nobody speaks to the server


def printed_by(sum_server: SumServer) -> int:
    """Count the bytes that the program has printed."""
    return sum_server.program.stdout.total + sum_server.program.stderr.total


@check(points=1)
def test_answers(sum_server: SumServer) -> None:
    """Answers a request that comes to HOST and PORT.

    Hint: On which address and port does your server wait for datagrams?
    Hint: A UDP server binds its socket to HOST and PORT, which the stub reads from the command
    line. `recvfrom` gives the data and the sender, and `sendto` needs that sender.
    Hint: `server.bind((host, port))`; in the loop `data, sender = server.recvfrom(2048)`, and then
    `server.sendto(answer, sender)`.
    """
    sum_server.first_answer(sum_server.client())


@check(points=1, after="answers")
def test_adds(sum_server: SumServer, examination: Examination) -> None:
    """Adds each number to one total, and answers with the request's ID and the total.

    Hint: Which of the three words of a request is the number, and of which type is it in your
    program?
    Hint: A number has to become an `int` before it can be added. Print your answer as bytes and
    count its spaces: the ID as it came, one space, the total.
    Hint: `name, verb, number = text.split(" ")`, then `total += int(number)`; the answer is
    `f"{name} {total}".encode()`.
    """
    sum_server.demand_answers()
    numbers = [number_in(examination) for _ in range(3)]
    sum_server.first_sums(sum_server.client(), [*numbers, 1000 + number_in(examination)])


@check(points=1, after="adds")
def test_takes_any_number(sum_server: SumServer, examination: Examination) -> None:
    """Takes 0, numbers with a minus sign, and numbers of 18 digits.

    Hint: What does your check for a number say of 0, and of -5? Of which type is your total, and
    how many digits can that type hold?
    Hint: `isdigit` is true for digits only, and a minus is not a digit. Allow one minus sign at the
    beginning, and no other. Python counts 0 as false. An `int` of Python has no limit. A `float`
    is exact for 15 digits only. The longest request has 56 bytes: does your buffer hold it?
    Hint: A pattern for the number: `-?[0-9]{1,18}`; or look at `number.removeprefix("-")`. Then
    `total += int(number)`, with no `float` in between; `recvfrom(2048)`.
    """
    sum_server.demand_sums(of_totals=False)
    client = sum_server.client()  # the same one: whether all share a total is another rule
    add_zero(sum_server, client, examination)
    add_signed(sum_server, client, examination)
    add_long(sum_server, client, examination)


@check(points=1, after=("adds", "takes_any_number"))
def test_takes_any_id(sum_server: SumServer, word: Word, examination: Examination) -> None:
    """Takes any ID of 1 to 32 printable characters.

    Hint: What does your program do with an ID such as 7, %s or ADD?
    Hint: An ID is a name for one request. Keep it as it came, and compare all of it; do not
    change its letters, do not make a number of it, do not use it as a format.
    Hint: A pattern for the ID: `[!-~]{1,32}`. Put it into the answer with `f"{name} {total}"`.
    """
    sum_server.demand_sums(of_totals=False)
    client, name = sum_server.client(), word(4)
    for index, odd in enumerate(
        (
            "7",
            "07",
            "ADD",
            "ERROR",
            "-1",
            "%s",
            "{0}",
            "\"'\\",
            "!~@#$^&*()",
            "a,b;c:d",
            "<=>?[]_`{|}",
            ".:;",
            "+",
            "total",
            name,
            name.upper(),
            word(32),
            "/" * 32,
            "/" * 31 + "+",
        ),
        2,
    ):
        number = index // 2  # each of them twice: only the ID tells requests apart
        known = ""
        if odd == name.upper():
            known = gettext("The same letters, {name}, had come before.", name=name)
        elif index % 2:
            known = gettext("Only its number had come just before, under another ID.")
        taken_before = gettext(
            "The total stayed as it was: the number was not added, as is right for an ID that has come before, and this one is new."
        )
        sum_server.add(
            client,
            number,
            odd,
            usually={sum_server.total: f"{taken_before} {known}".strip()},
            though=ngettext(
                "its ID is {name}, which is {number} visible character",
                "its ID is {name}, which is {number} visible characters",
                len(odd),
                name=repr(odd),
            ),
        )
    if examination.passed("takes_any_number"):
        # the longest request that there is
        cut = sum_server.total + 1 - 10**17
        size = gettext("it has 56 bytes, with the longest ID and the longest number")
        lost = gettext("The last digit of the number was lost on the way: {size}.", size=size)
        sum_server.add(client, 1 - 10**18, word(32), usually={cut: lost}, though=size)


@check(points=1, after="adds")
def test_shares_the_total(sum_server: SumServer, examination: Examination) -> None:
    """Keeps one total for all clients.

    Hint: How many totals does your program keep: one, or one for each client?
    Hint: The total belongs to the server, so it is made once, before the loop. Only the memory of
    old requests depends on the sender.
    Hint: `total = 0` stands before `while True:`; inside there is `total += number` for every
    sender.
    """
    sum_server.demand_sums()
    clients = [sum_server.client(name) for name in "ABC"]
    for name, client in zip("ABCCBA", clients + clients[::-1], strict=True):
        number = number_in(examination)
        begun = sum_server.form.start + number
        anew = gettext(
            "The total began anew for client {name}: there is one for all clients.", name=name
        )
        try:
            sum_server.add(client, number, usually={sum_server.form.number(begun, number): anew})
        except Mismatch as mismatch:
            if mismatch.diagnosis == anew:
                sum_server.learn_whose_totals(client, begun)
            raise


def a_request_comes_late(examination: Examination) -> Generator[None, float, None]:
    with closing(SumServer(examination)) as server:
        client, number = server.client(), number_in(examination)
        first, _ = server.add(client, number)
        since = yield
        if not server.lives_on(SILENCE, since):
            return  # that is another check's concern
        client.send(first)
        next_number = number_in(examination)
        wrong = server.form.number(server.total + number + next_number, next_number)
        server.add(client, next_number, patiently=True, usually={wrong: added_again_late(SILENCE)})


@check(
    points=4,
    after=("adds", "takes_any_number", "takes_any_id", "shares_the_total"),
    ahead=SilentRuns(once_passed="adds", runs=(a_request_comes_late,)),
)
def test_counts_a_request_once(
    sum_server: SumServer, examination: Examination, sit_out: SitOut
) -> None:
    """Does not add a request again that comes a second time.

    Hint: The answer was lost and the client asks again. How does your program see that it knows
    this request?
    Hint: Keep something for each request that you have added. You know a request by its sender
    and its ID together. Keep it as long as the server runs.
    Hint: A dictionary: `if (sender, name) not in answers:` add, and set `answers[sender, name]`;
    nothing is ever removed.
    """
    sum_server.demand_sums()
    # no number twice: whether a request is a new one is told by its ID, which is another check's
    numbers = iter(examination.dice.sample(range(1, 10000), 1500))
    client, number = sum_server.client(), next(numbers)
    first, _ = sum_server.add(client, number)
    total = sum_server.total
    deadline = time.monotonic() + ENOUGH
    between, remembered = 0, None
    crowd = [client] * 10
    if examination.passed("shares_the_total"):
        crowd += [sum_server.client() for _ in range(A_CROWD)]
    for senders, rounds in (([], 0), ([], 0), ([client], 1), (crowd, ROUNDS)):
        for _ in range(rounds):
            sum_server.add_at_once(senders, numbers)
            between += len(senders)
            if time.monotonic() > deadline or printed_by(sum_server) > A_LOT:
                break
        client.send(first)
        # whether, when and how it is answered is another check's concern
        next_number = next(numbers)
        wrong = sum_server.form.number(sum_server.total + number + next_number, next_number)
        set_back = sum_server.form.number(total + next_number, next_number)
        meanings = {set_back: gettext(SET_BACK), wrong: added_again(between)}
        with learning_of_memory(examination, meanings[wrong], remembered):
            sum_server.add(client, next_number, patiently=True, usually=meanings)
        remembered = min(between, A_FEW)
        between += 1
    come_twice_at_once(sum_server, client, next(numbers), next(numbers))
    if examination.passed("takes_any_number"):
        come_again_with_total_0(sum_server, client, next(numbers))
    if examination.passed("takes_any_id"):
        come_again_named_error(sum_server, client, next(numbers), next(numbers))
    with learning_of_memory(examination, added_again_late(SILENCE), remembered):
        sit_out(a_request_comes_late)


@check(points=3, after=("adds", "takes_any_number", "shares_the_total"))
def test_repeats_its_answer(sum_server: SumServer, examination: Examination) -> None:
    """Gives a request that comes again the same answer as the first time.

    Hint: Which total stands in your answer when a request comes again after others?
    Hint: The total has changed since. The answer belongs to the request, so keep the whole answer,
    not only the fact that you know the request.
    Hint: `answers[sender, name] = answer` when you add, and `server.sendto(answers[sender, name],
    sender)` every time.
    """
    sum_server.demand_sums(of_totals=False)
    sum_server.demand_a_second_datagram()
    client = sum_server.client("A")
    other = sum_server.client("B") if examination.passed("shares_the_total") else client
    sum_server.add(client, number_in(examination))  # so that the total is no request's number
    takes_zero = examination.passed("takes_any_number")
    zero, answer_to_zero = sum_server.add(client, 0) if takes_zero else (b"", b"")
    number = number_in(examination)
    first, answer = sum_server.add(client, number)
    latest = sum_server.form.number(sum_server.total, number)
    deadline = time.monotonic() + ENOUGH
    between = 0
    for others in (0, 1, 40):
        between += 2 * others
        if not sum_server.remembers(between):
            break  # that it forgets has cost another check
        # whether it adds again is another check's concern: no totals are looked at here
        for adding in (client, other) * others:
            adding.send(sum_server.request(sum_server.new_id(), number_in(examination)))
            latest = sum_server.number_from(adding) or latest
            if time.monotonic() > deadline:
                break
        sum_server.repeat(
            client,
            first,
            answer,
            {
                number: gettext(
                    "This is the request's own number: the first answer bore the total."
                ),
                latest + number: gettext(
                    "It was added once more: a request that comes again is the old one, and its answer stays what it was."
                ),
                latest: gettext(BY_NOW),
            },
        )
    if takes_zero and sum_server.remembers(between + 1):  # which adds nothing, and counts as well
        sum_server.repeat(client, zero, answer_to_zero, {latest: gettext(BY_NOW)})


@check(points=3, after=("adds", "shares_the_total", "counts_a_request_once", "repeats_its_answer"))
def test_tells_senders_apart(sum_server: SumServer, examination: Examination) -> None:
    """Takes the same ID from another address or port for a new request.

    Hint: Two clients have chosen the same ID. What else do you know about each of the two
    datagrams?
    Hint: `recvfrom` gives the sender as a pair, address and port. Two programs on one machine
    differ in the port only, two machines may have the same port. This is judged if your server
    knows a request again.
    Hint: The key of your memory is `(sender, name)` with the whole pair: not `name`, and not
    `(sender[0], name)`.
    """
    sum_server.demand_sums()
    sum_server.demand_known_totals()
    first = sum_server.client("A")
    if not examination.passed("counts_a_request_once"):
        request, _ = sum_server.add(first, number_in(examination))
        sum_server.demand_a_memory(first, request)
    name, numbers = sum_server.new_id(), iter(examination.dice.sample(range(1, 1000), 4))
    number = next(numbers)
    request, answer = sum_server.add(first, number, name)
    answered = sum_server.form.number(sum_server.total, number)
    host, port = first.address
    clients = {gettext_noop("another port of the same address"): sum_server.client("B", host=host)}
    if MANY_ADDRESSES:  # elsewhere there is one loopback address only
        clients[gettext_noop("the same port of another address")] = sum_server.client(
            "C", port=port
        )
    of_others = {}
    for which, client in clients.items():
        number = next(numbers)
        sum_server.turn_to_another_sender()
        known = sum_server.total
        for_known = gettext(
            "The ID was taken for the same request as before, although it came from {which}: that is another sender.",
            which=gettext(which),
        )
        try:
            usually = {known: for_known, answered: for_known}
            sum_server.add(client, number, name, usually=usually)
        except Mismatch as mismatch:
            if mismatch.diagnosis == for_known:
                told = from_the_other(sum_server, clients, which, name, known)
                mismatch.diagnosis = f"{for_known} {told}".strip()
            raise
        of_others[sum_server.form.number(sum_server.total, number)] = gettext(
            "This is the answer to another sender's request with the same ID: each of the two has an answer of its own."
        )
    if first.address[1] // 10 > LAST_PRIVILEGED and sum_server.scene.network.is_own:
        write_port_and_id_alike(sum_server, first, name, answer, next(numbers))
    if examination.passed("repeats_its_answer") and sum_server.remembers(len(clients) + 1):
        sum_server.repeat(first, request, answer, of_others)


@check(points=1, after=("adds", "takes_any_number"))
def test_refuses_garbage(sum_server: SumServer, word: Word) -> None:
    """Answers ERROR to a datagram that is not a request.

    Hint: What does your program do with one word, with four words, or with a word where the number
    should be?
    Hint: Look at everything before you add anything: how many words there are, the verb, the
    number. `int` raises ValueError for a word.
    Hint: `match = pattern.fullmatch(data)`; `if match is None:` send `b"ERROR"` and `continue`.
    """
    sum_server.demand_answers()
    sum_server.first_refusals(sum_server.client(), of_each_kind(word))


@check(points=1, after=("refuses_garbage", "shares_the_total"))
def test_refuses_near_misses(sum_server: SumServer, word: Word, examination: Examination) -> None:
    """Answers ERROR even if a datagram is nearly a request.

    Hint: Which of these does your program take: two spaces, a tab, a small add, 1_000, an ID of 33
    characters?
    Hint: `int` takes underscores and spaces around a number, and `split` without an argument takes
    any white space. The protocol is stricter than both. Say exactly what each word may be.
    Hint: One pattern for all of it, used with `fullmatch`: `([!-~]{1,32}) ADD (-?[0-9]{1,18})`.
    """
    sum_server.demand_refusals()
    client = sum_server.client("A")
    if examination.passed("shares_the_total"):  # to which ERROR must not go, though it spoke last
        sum_server.add(sum_server.client("B"), number_in(examination))
    for each in near_misses(word):
        sum_server.refuse(client, each)


@check(points=1, after="refuses_garbage")
def test_refuses_what_is_not_ascii(sum_server: SumServer, chinese: Chinese) -> None:
    r"""Answers ERROR to a datagram that is not ASCII, or is not text.

    Hint: What happens in your program if the datagram holds the byte 0xff, or a Chinese digit?
    Hint: `decode` raises UnicodeDecodeError for bytes that are not text. `isdigit` and `int` know
    the digits of many scripts, and so does \d in a pattern for str.
    Hint: Work with bytes and `rb"[0-9]"`, or decode with `data.decode("ascii")` inside `try:` and
    catch `UnicodeDecodeError`.
    """
    sum_server.demand_refusals()
    client = sum_server.client()
    for each in not_ascii(sum_server.new_id(), chinese):
        sum_server.refuse(client, each)


@check(points=1, after=("refuses_garbage", "refuses_near_misses", "adds", "repeats_its_answer"))
def test_errors_change_nothing(sum_server: SumServer, word: Word, examination: Examination) -> None:
    """Changes nothing because of an ERROR or an empty datagram.

    Hint: In which order does your program add, check and remember?
    Hint: Check first, then add, then remember. A datagram that gets ERROR leaves the total and the
    memory as they were, and its ID may come again in a real request.
    Hint: `if match is None: … continue` stands before the first line that changes `total` or
    `answers`.
    """
    sum_server.demand_sums()
    sum_server.demand_refusals()
    client, name = sum_server.client(), sum_server.new_id()
    sum_server.add(client, number_in(examination))
    for each in unadded(name, word, near=examination.passed("refuses_near_misses")):
        sum_server.refuse(client, each)
    number = number_in(examination)
    request, answer = sum_server.add(
        client,
        number,
        name,
        though=gettext("what came before with this ID was none, and is not remembered"),
        usually={
            sum_server.form.number(number, number): gettext(
                "The total began anew after something that was no request."
            ),
            **of_unadded(sum_server.total + number),
        },
    )
    sum_server.refuse(client, no_number(name, word))
    sum_server.add(client, number_in(examination))
    if examination.passed("repeats_its_answer") and sum_server.remembers(1):
        forgot = gettext(
            "The ERROR made the server forget what it had answered before: the request was added again."
        )
        again = sum_server.form.number(sum_server.total + number, number)
        sum_server.repeat(client, request, answer, {again: forgot})
        repeat_after_an_empty_one(sum_server, client, request, number)


def repeat_after_an_empty_one(
    sum_server: SumServer, client: UdpPeer, request: bytes, number: int
) -> None:
    """Send a request again after an empty datagram, and demand that it is not added again.

    Whatever else an empty datagram does to the program is another check's concern.
    """
    forgot = gettext(
        "The empty datagram made the server forget what it had answered before: the request was added again."
    )
    again = sum_server.form.number(sum_server.total + 2 * number, number)
    try:
        client.send(b"")
        client.send(request)
        sum_server.add(client, number, patiently=True, usually={again: forgot})
    except Failure as failure:
        if failure.diagnosis == forgot:
            raise


def nobody_has_spoken(examination: Examination) -> Generator[None, float, None]:
    with closing(SumServer(examination)) as server:
        client = server.client()
        server.wait_until_bound()
        since = yield
        server.expect_life(SILENCE, since, gettext("That was before its first datagram."))
        client.send(b"")


def an_empty_datagram_comes(examination: Examination) -> Generator[None, float, None]:
    with closing(SumServer(examination)) as server:
        client = server.client()
        client.send(server.request(server.new_id(), server.idle_number))
        client.receive(gettext("an answer"))
        server.total += server.idle_number
        client.send(b"")
        since = yield
        server.expect_life(SILENCE, since, gettext("That was after an empty datagram."))
        if examination.passed("adds"):
            server.add(client, number_in(examination), patiently=True)
            return
        client.send(server.request(server.new_id(), 5))
        answer, _ = client.receive(gettext("an answer"))
        if server.is_refusal(answer):  # that was the answer to the empty datagram
            client.receive(gettext("an answer to the request after the empty datagram"))


@check(
    points=1,
    after=("adds", "takes_any_number"),
    ahead=SilentRuns(once_passed="answers", runs=(nobody_has_spoken, an_empty_datagram_comes)),
)
def test_survives_an_empty_datagram(sum_server: SumServer, sit_out: SitOut) -> None:
    """Survives an empty datagram, and some seconds in which nothing comes.

    Hint: What does your program take b'' for?
    Hint: In UDP `b''` is a datagram like any other: there is no end of stream. And a server runs
    until it is stopped: is there a time limit on its socket?
    Hint: `while True:` and not `while data:`; no `settimeout` on the server's socket.
    """
    sum_server.demand_answers()
    sum_server.demand_a_second_datagram()
    sit_out(nobody_has_spoken)
    sit_out(an_empty_datagram_comes)
