"""In which form addresses were printed, and what it means that they are not there as asked for."""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from grader.failures.diagnosis.first_contact import lines_that_make_sets
from grader.i18n import gettext, gettext_noop

MOST_LINES = 2000  # of the output that are looked at
WIDEST_LINE = 2000  # characters

Form = Literal["dotted", "reversed", "padded", "hexadecimal", "numbers", "number", "bytes"]

IN_WORDS: Mapping[Form, str] = {
    "dotted": "",
    "reversed": gettext_noop("with its four numbers in reverse order"),
    "padded": gettext_noop("with zeros before its numbers"),
    "hexadecimal": gettext_noop("in hexadecimal"),
    "numbers": gettext_noop("as four numbers with something other than dots between them"),
    "number": gettext_noop("as one number"),
    "bytes": gettext_noop("as Python shows bytes"),
}


def _bytes_of(address: str) -> bytes:
    return bytes(map(int, address.split(".")))


def _apart(text: str) -> str:
    return rf"(?<![\w.]){text}(?!\w|\.\d)"


def _reversed(address: str) -> str:
    return _apart(re.escape(".".join(reversed(address.split(".")))))


def _padded(address: str) -> str:
    return _apart(re.escape(".".join(f"{int(part):03}" for part in address.split("."))))


def _hexadecimal(address: str) -> str:
    pairs = [f"(?:0x)?{byte:02x}" for byte in _bytes_of(address)]
    return rf"(?i)(?<![0-9a-f]){'[^0-9a-f]{0,4}'.join(pairs)}(?![0-9a-f])"


def _numbers(address: str) -> str:
    between = r"[^\d.]{1,4}"
    return rf"(?<!\d){between.join(address.split('.'))}(?!\d)"


def _number(address: str) -> str:
    data = _bytes_of(address)
    values = int.from_bytes(data, "big"), int.from_bytes(data, "little")
    return rf"(?<!\d)(?:{values[0]}|{values[1]})(?!\d)"


def _shown(address: str) -> str:
    return re.escape(repr(_bytes_of(address))[2:-1])


PATTERNS: Mapping[Form, Callable[[str], str]] = {
    # a number that stands before it may be a part of it, and one after it as well
    "dotted": lambda address: rf"(?<!\d)(?<!\d\.){re.escape(address)}(?!\d|\.\d)",
    "reversed": _reversed,
    "padded": _padded,
    "hexadecimal": _hexadecimal,
    "numbers": _numbers,
    "number": _number,
    "bytes": _shown,
}


def is_printed(address: str, printed: str, form: Form = "dotted") -> bool:
    """Tell whether an address stands in what was printed, in this form."""
    return re.search(PATTERNS[form](address), printed) is not None


def form_of(address: str, printed: str) -> Form | None:
    """Find the form in which an address was printed, or None."""
    return next((form for form in PATTERNS if is_printed(address, printed, form)), None)


def lines_with(addresses: Sequence[str], printed: str, form: Form = "dotted") -> list[list[str]]:
    """Give for each line that has some of these addresses which ones, in the line's order."""
    patterns = [(address, re.compile(PATTERNS[form](address))) for address in addresses]
    found: list[list[str]] = []
    for line in printed.split("\n")[:MOST_LINES]:
        here = [
            (match.start(), address)
            for address, pattern in patterns
            if (match := pattern.search(line[:WIDEST_LINE]))
        ]
        if here:
            found.append([address for _, address in sorted(here)])
    return found


def are_in_lines(addresses: Sequence[str], printed: str, form: Form = "dotted") -> bool:
    """Tell whether each of these addresses has a line without another one, in their order.

    What else is printed, before, between and behind, is free.
    """
    alone = [here[0] for here in lines_with(addresses, printed, form) if len(here) == 1]
    rest = iter(alone)
    return all(address in rest for address in addresses)


def of_missing(
    addresses: Sequence[str], printed: str, form: Form = "dotted", source: str = ""
) -> tuple[str, str | None]:
    """Say how several addresses are not there as asked for, and what that means if it is known.

    Some of them are there. In the program's source may stand where their order was lost.
    """
    found = lines_with(addresses, printed, form)
    there = {address for here in found for address in here}
    if len(there) < len(addresses):
        return _of_some(addresses, there)
    if any(len(here) > 1 for here in found):
        return gettext("Your program printed several addresses in one line."), gettext(
            "Each has a line of its own."
        )
    return gettext("Your program printed the addresses in another order."), _of_order(
        addresses, found, source
    )


def _of_some(addresses: Sequence[str], there: set[str]) -> tuple[str, str | None]:
    few = gettext(
        "Your program printed {came} of the {wanted} addresses.",
        came=len(there),
        wanted=len(addresses),
    )
    if there == {addresses[0]}:
        return few, gettext(
            "Only the first is there. Does a loop go over all the records of the answer?"
        )
    if there == {addresses[-1]}:
        return few, gettext(
            "Only the last is there: each one seems to take the place of the one before."
        )
    if there == set(addresses[:-1]):
        return few, gettext("All are there but the last one.")
    if there == set(addresses[1:]):
        return few, gettext("All are there but the first one.")
    for other, lost in itertools.product(addresses, addresses):
        if other in there and lost not in there and _start(other) == _start(lost):
            return few, gettext(
                "{other} is there and {lost} is not: they differ in their last number only.",
                other=other,
                lost=lost,
            )
    return few, None


def _start(address: str) -> str:
    return address.rpartition(".")[0]


def _of_order(addresses: Sequence[str], found: Sequence[Sequence[str]], source: str) -> str:
    came = list(dict.fromkeys(itertools.chain.from_iterable(found)))
    if came == list(reversed(addresses)):
        return gettext("The last came first: they stand in the order of the answer's records.")
    if came == sorted(addresses):
        return gettext("They were sorted: they stand in the order of the answer's records.")
    order = gettext("They stand in the order of the answer's records.")
    lines = lines_that_make_sets(source)
    if len(lines) != 1:  # which of several it was is not known
        return order
    made = gettext("Line {line} makes a set, and a set keeps no order.", line=lines[0])
    return f"{order} {made}"


def of_sender(
    sender: tuple[str, int],
    server: tuple[str, int],
    others: Sequence[tuple[str, int]],
    printed: str,
    on_stderr: str,
) -> str | None:
    """Tell what was printed in the place of a sender's host and port, or None.

    `server` is the address at which the program received, `others` are those of other senders,
    and `on_stderr` is what it wrote there itself.
    """
    host, port = (is_printed(str(part), printed) for part in sender)
    if all(is_printed(str(part), on_stderr) for part in sender):
        return gettext("They were printed to standard error: print it to standard output.")
    if "{}{}".format(*sender) in printed:
        return gettext(
            "Host and port were printed without anything between them: nobody can tell them apart."
        )
    if "{}.{}".format(*sender) in printed:
        return gettext(
            "Host and port were printed with a dot between them: nobody can tell the port from a part of the host."
        )
    if f"{sender[1]:,}" in printed:
        return gettext("The sender's port was printed with a comma between its digits.")
    if host and not port:
        return gettext(
            "The sender's host was printed, {host}, but not its port, {port}.",
            host=sender[0],
            port=sender[1],
        )
    if port and not host:
        return gettext(
            "The sender's port was printed, {port}, but not its host, {host}.",
            host=sender[0],
            port=sender[1],
        )
    for other in others:
        if all(is_printed(str(part), printed) for part in other):
            return gettext(
                "{other} was printed, and not {address}: each datagram brings its own sender.",
                other="{}:{}".format(*other),
                address="{}:{}".format(*sender),
            )
    if all(is_printed(str(part), printed) for part in server):
        return gettext(
            "What was printed, {address}, is the server's own address.",
            address="{}:{}".format(*server),
        )
    return gettext("Neither of the two was printed.") if printed.strip() else None
