"""Requests that come to a server of the sums again, and others that only look like it."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from grader.failures.errors import Mismatch
from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.sums import Memory
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.sum_server import SumServer

SET_BACK = gettext_noop(
    "The request that came again has set the total back to what it was after the first time."
)
BY_NOW = gettext_noop(
    "This is the total as it is by now: the answer belongs to the request, and when that comes again, it is the same."
)


def added_again_late(seconds: float) -> str:
    """Say that a request was added again, after so many seconds."""
    return gettext(
        "The request was added again when it came after {seconds} seconds: it had been forgotten by then.",
        seconds=seconds,
    )


def come_twice_at_once(
    sum_server: SumServer, client: UdpPeer, number: int, next_number: int
) -> None:
    """Send a request twice before its answer is looked for, and demand that it is added once."""
    name = sum_server.new_id()
    client.send(sum_server.request(name, number))
    added = gettext(
        "A request came twice, the second time before its answer was taken, and was added twice."
    )
    twice = sum_server.form.number(sum_server.total + 2 * number, number)
    sum_server.add(client, number, name, patiently=True, usually={twice: added})
    wrong = sum_server.form.number(sum_server.total + number + next_number, next_number)
    sum_server.add(client, next_number, patiently=True, usually={wrong: added})


def come_again_with_total_0(sum_server: SumServer, client: UdpPeer, next_number: int) -> None:
    """Send a request again that has made the total 0, and demand that it is not added again."""
    added = gettext(
        "A request was added again when it came again. Its total was 0, which is a number like any other, although Python counts it as false."
    )
    come_again(sum_server, client, (-sum_server.total, next_number), added)


def come_again_named_error(
    sum_server: SumServer, client: UdpPeer, number: int, next_number: int
) -> None:
    """Send a request again whose ID begins with ERROR, and demand that it is not added again."""
    name = f"ERROR{sum_server.new_id()}"
    added = gettext("The request with the ID {name} was added again when it came again.", name=name)
    come_again(sum_server, client, (number, next_number), added, name)


def come_again(
    sum_server: SumServer,
    client: UdpPeer,
    numbers: tuple[int, int],
    added: str,
    name: str | None = None,
) -> None:
    """Send a request again, and another one; demand that the first was not `added` again.

    `numbers` are those of the two, and `name` is the ID of the first, if it is a certain one.
    """
    number, next_number = numbers
    request, _ = sum_server.add(client, number, name, patiently=True)
    client.send(request)
    wrong = sum_server.form.number(sum_server.total + number + next_number, next_number)
    sum_server.add(client, next_number, patiently=True, usually={wrong: added})


@contextmanager
def learning_of_memory(
    examination: Examination, forgot: str, remembered: int | None
) -> Generator[None, None, None]:
    """Learn, if the diagnosis is that it forgot, after how many others it was seen to remember."""
    try:
        yield
    except Mismatch as mismatch:
        if mismatch.diagnosis == forgot:
            examination.learn(Memory(remembered))
        raise


def added_again(between: int) -> str:
    """Say that a request was added again, after so many others."""
    if not between:
        return gettext(
            "A request with an ID that this sender has used before is the old one, sent again: it was added already."
        )
    return ngettext(
        "The request was not added when it came again at once. When it came after {number} other, it was added once more: it had been forgotten by then.",
        "The request was not added when it came again at once. When it came after {number} others, it was added once more: it had been forgotten by then.",
        between,
    )


def write_port_and_id_alike(
    sum_server: SumServer, first: UdpPeer, name: str, answer: bytes, number: int
) -> None:
    """Send a request whose port and ID are those of the first one if nothing stands between them."""
    host, port = first.address
    short, digit = divmod(port, 10)
    other = f"{digit}{name}"
    sum_server.turn_to_another_sender()
    known = sum_server.total
    taken = gettext(
        "The ID {other} from port {short} was taken for the ID {name} from port {port}. Written one after the other, port and ID are the same characters, and still it is another request of another sender.",
        other=other,
        short=short,
        name=name,
        port=port,
    )
    try:
        sum_server.add(
            sum_server.client("D", host=host, port=short), number, other, usually={known: taken}
        )
    except Mismatch as mismatch:
        if mismatch.received == answer:
            mismatch.diagnosis = taken
        raise


def from_the_other(
    sum_server: SumServer, clients: Mapping[str, UdpPeer], which: str, name: str, total: int
) -> str:
    """Say what this ID was taken for from the other one of the clients, if there is another.

    `total` is what it met.
    """
    other = next((each for each in clients if each != which), None)
    if other is None:
        return ""
    was_new = other == next(iter(clients))  # they speak in this order, until one is taken wrongly
    if was_new or sum_server.takes_for_new(clients[other], name, total):
        return gettext("From {which} it was taken for a new one.", which=gettext(other))
    return gettext("From {which} it was taken for the same one as well.", which=gettext(other))
