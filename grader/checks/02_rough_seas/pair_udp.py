"""Unit 2 by UDP: numbers that are added up, each of them once."""

import re

from grader.dice import Dice
from grader.i18n import gettext
from grader.subjects.pairs import (
    Apart,
    Call,
    Game,
    Pair,
    Run,
    Seen,
    expect_datagram,
    expect_end,
    expect_printed,
    no_answer,
)

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
NUMBERS, LARGEST = 5, 10**6


class Sum(Game):
    """The client prints the total after each of its numbers, and ends with status 0."""

    def __init__(self, dice: Dice) -> None:
        self._numbers = [
            dice.choice((1, -1)) * dice.randrange(1000, LARGEST) for _ in range(NUMBERS)
        ]
        self._totals = [sum(self._numbers[: count + 1]) for count in range(NUMBERS)]

    def calls(self, host: str, port: int) -> list[Call]:
        """Give the client these numbers."""
        return [Call((host, port), "".join(f"{number}\n" for number in self._numbers).encode())]

    def expect_success(self, seen: Seen) -> None:
        """Demand what the client prints, and how it ends. Raises Apart."""
        (run,) = seen.runs
        expect_printed(run, list(map(str, self._totals)))
        expect_end(run)

    def look_at_the_wire(self, run: Run, seen: Seen) -> None:
        """Demand requests of the form, and the total for each of them. Raises Apart."""
        expect_datagram(run)
        totals: dict[tuple[int, bytes], int] = {}  # of each request
        answered: set[tuple[int, bytes]] = set()
        for each in run.datagrams:
            if each.by == "client":
                self._take(each.port, each.data, totals)
            elif each.is_elsewhere:
                told = gettext(
                    "The server answered from another address than the one that was asked."
                )
                raise Apart(told, "server")
            else:
                answered.add(_expect_total(each.port, each.data, totals))
        if totals.keys() - answered:
            raise no_answer(run, False, gettext("The server did not answer a request."))
        if len(totals) < NUMBERS:
            raise Apart(gettext("The client did not send all of its numbers."), "client")

    def _take(self, port: int, data: bytes, totals: dict[tuple[int, bytes], int]) -> None:
        """Add a request; one that is sent again counts once. Raises Apart."""
        number = self._numbers[min(len(totals), NUMBERS - 1)]
        found = REQUEST.fullmatch(data)
        if not found:
            told = gettext("The client's request does not have the form that it must have.")
            raise Apart(told, "client", f"ID ADD {number}".encode(), data)
        if (port, found[1]) in totals:
            return
        if len(totals) == NUMBERS or int(found[2]) != number:
            told = gettext("The client asked for another number than the next one.")
            raise Apart(told, "client", str(number), found[2].decode())
        totals[port, found[1]] = self._totals[len(totals)]


def _expect_total(
    port: int, data: bytes, totals: dict[tuple[int, bytes], int]
) -> tuple[int, bytes]:
    """Give the request that an answer belongs to. Raises Apart where it is not as it must be."""
    ident, _, total = data.partition(b" ")
    expected = totals.get((port, ident))
    if expected is None:
        told = gettext("The server's answer bears no ID of a request.")
        *_, (_, last) = totals
        raise Apart(told, "server", last + b" " + str(totals[port, last]).encode(), data)
    if total != str(expected).encode():
        told = gettext("The server's answer is not the ID, one blank and the total.")
        raise Apart(told, "server", ident + b" " + str(expected).encode(), data)
    return port, ident


PAIR = Pair("udp_client", "udp_server", "udp", Sum)
