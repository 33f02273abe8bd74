"""What a client of the sums sends: its requests, and in which ways of its own it sends them."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.i18n import gettext
from grader.peers.sums import Parts
from grader.peers.udp import Address
from grader.text import joined, shown_bytes

LONG_WAIT = 0.8  # seconds between two sendings


@dataclass(frozen=True)
class Resending:
    """How a client asks again; the defaults are the rule's own way."""

    with_new_id: bool = False
    from_new_socket: bool = False
    changed: bool = False  # the same ID and number, in other bytes
    with_other_number: bool = False  # the same ID
    is_seen: bool = False  # it does send again, and something else was wrong
    # seconds between its sendings, if they were wrong somehow, but even or longer each time
    waits: tuple[float, ...] = ()

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = [gettext("with a new ID")] * self.with_new_id
        said += [gettext("from a new socket")] * self.from_new_socket
        said += [gettext("in other bytes")] * self.changed
        said += [gettext("with another number")] * self.with_other_number
        if self.waits and self.waits[-1] > LONG_WAIT:
            waits = joined(f"{wait:.1f}" for wait in dict.fromkeys(self.waits))
            said += [gettext("after {waits} s", waits=waits)]
        return gettext("it sends again {how}", how=joined(said)) if said else ""


@dataclass(frozen=True)
class Greeting:
    """What a client sends before its first request; the default is the rule's own way, nothing."""

    data: bytes = b""

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        return gettext("a datagram may come before its first request") * bool(self.data)


@dataclass(frozen=True)
class Living:
    """What answers do to a client; the default is the rule's own way."""

    dies_of_answers: bool = False
    goes_on: bool = False  # each line's request was seen, and something else was wrong

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        return gettext("it is not answered, since it ends at that") * self.dies_of_answers


@dataclass(frozen=True)
class Sending:
    """One datagram of a learner's client; `arrived` is in seconds of the server's clock."""

    data: bytes
    name: bytes
    number: int | None  # None if it cannot be told
    arrived: float
    sender: Address

    def reply(self, total: int) -> bytes:
        """Make the datagram that answers this request with the total."""
        return b"%s %d" % (self.name, total)


def of_opaque(data: bytes) -> str | None:
    """Say what is missing in a datagram that is no request, or None."""
    if len(data.split()) == 1:
        return gettext("A request has three words: an ID of your own making, ADD, and the number.")
    return None


def of_another(first: Sending, second: Sending) -> str:
    """Say how a datagram differs from the one that should have come again."""
    if second.data.startswith(first.data):
        more = shown_bytes(second.data[len(first.data) :])
        return gettext(
            "It is the same request with {more} after it: the second sending should have the very same bytes.",
            more=more,
        )
    if None in (first.number, second.number) or second.name == first.name:
        return gettext(
            "It is another datagram than the first one, which had not been answered yet."
        )
    if second.number == first.number:
        return gettext(
            "It has a new ID: the server takes it for a new request, and adds the number twice."
        )
    return gettext("It is the request for another number: the first one had not been answered yet.")


def of_other_number(
    parts: Parts, number: int | None, lines: Sequence[int], is_open: bool
) -> str | None:
    """Say what the number of a request is that was due for another one, or None.

    The last line `is_open` if it has no newline at its end.
    """
    if number is None or parts.number is None:
        return None
    if parts.number == -number:
        return (
            gettext("The minus sign was lost on the way.")
            if number < 0
            else gettext("A minus sign was added.")
        )
    if is_open and number == lines[-1] and str(number)[:-1] == str(parts.number):
        return gettext(
            "It lacks the last digit of the last line of its input, which has no newline at its end."
        )
    if parts.number in lines:
        if any(lines.count(each) > 1 for each in (parts.number, number)):
            return gettext(
                "This is the number of another line of its input than the one that was due."
            )
        line, asked = (lines.index(each) + 1 for each in (parts.number, number))
        told = gettext(
            "This is the number of line {line} of its input, and line {due} was due.",
            line=line,
            due=asked,
        )
        skipped = gettext("Your program skipped line {line}.", line=asked)
        return f"{told} {skipped}" if line > asked else told
    return gettext("The number in it is another one than that of the line.")
