"""Numbers that a server of the sums has to add, and what the total means that it answers instead."""

from grader.failures.diagnosis.sums import ROUNDED
from grader.i18n import gettext
from grader.peers.udp import UdpPeer
from grader.subjects.base import Examination
from grader.subjects.sum_server import SumServer


def number_in(examination: Examination) -> int:
    """Draw a number of one to three digits, above 0."""
    return examination.dice.randrange(1, 1000)


def add_zero(sum_server: SumServer, client: UdpPeer, examination: Examination) -> None:
    """Add 0 to a total that is another number, and once more with a minus sign."""
    sum_server.add(client, number_in(examination))
    like_any_other = gettext(
        "its number is 0, which is a number like any other, although Python counts it as false"
    )
    sum_server.add(client, 0, though=like_any_other)
    signed = gettext("its number is {number}", number="-0")
    sum_server.add(client, 0, written="-0", though=signed)


def add_signed(sum_server: SumServer, client: UdpPeer, examination: Examination) -> None:
    """Add numbers with a minus sign among others."""
    # above 0 at first, so that a sign that the number loses is not taken for the total's
    for number in (1000, -number_in(examination), -2000, number_in(examination), -500):
        sum_server.add(
            client,
            number,
            though=gettext("its number is {number}", number=number),
            usually=of_signs(sum_server.total, number),
        )


def of_signs(before: int, number: int) -> dict[int, str]:
    """Say what numbers mean that come instead of the total after this one was added."""
    meanings = {}
    if before + number < 0:
        meanings = {
            0: gettext("The total stopped at 0: it may well be negative."),
            abs(before + number): gettext("The total came without its minus sign."),
        }
    if number < 0:
        meanings |= {
            before: gettext("The total stayed as it was: a negative number was not added."),
            before - number: gettext(
                "The minus sign was left out: the number was added as a positive one."
            ),
        }
    return meanings


def add_long(sum_server: SumServer, client: UdpPeer, examination: Examination) -> None:
    """Add numbers of 18 digits, at last one with a minus sign."""
    numbers = [examination.dice.randrange(9 * 10**17, 10**18) for _ in range(13)]
    for number in numbers[:12]:  # enough for the total to leave 64 bits
        usually, total = of_long(sum_server.total, number), sum_server.total + number
        though = gettext("its number has 18 digits")
        if total >= 10**18:
            though = gettext("with it the total has {count} digits", count=len(str(total)))
        sum_server.add(client, number, usually=usually, though=though)
    signed = gettext("its number has a minus sign and 18 digits")
    sum_server.add(client, -numbers[12], though=signed)


def of_long(before: int, number: int) -> dict[int, str]:
    """Say what numbers mean that come instead of the long total after this one was added."""
    total = before + number
    floats = (float(total), float(before) + float(number), before + int(float(number)))
    rounded = {int(each): gettext(ROUNDED) for each in floats}
    rounded[(total + 2**31) % 2**32 - 2**31] = gettext(
        "The total ran over: it was kept in 32 bits."
    )
    if total < 2**63:
        return rounded
    wrapped = (total + 2**63) % 2**64 - 2**63
    return {
        **rounded,
        wrapped: gettext("The total ran over: it was kept in 64 bits."),
        2**63 - 1: gettext("The total stopped at what 64 bits hold."),
    }
