"""Datagrams that are no requests of the sums, or nearly one, and what is wrong with each."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from grader.i18n import gettext, gettext_noop
from grader.subjects.words import Chinese, Word

NO_NUMBER = "a word for the number"
MORE_WORDS = "a word too many"
# Each kind with its form, and with what is wrong with it.
KINDS = {
    gettext_noop("one word"): ("hello", gettext_noop("It is a single word: a request has three.")),
    gettext_noop("another verb"): (
        "{} SUB 5",
        gettext_noop("The second word is SUB, and not ADD."),
    ),
    gettext_noop("no number"): ("{} ADD", gettext_noop("It has no third word, the number.")),
    gettext_noop("a word for the number"): (
        "{} ADD {}",
        gettext_noop("Its third word is no number."),
    ),
    gettext_noop("a word too many"): ("{} ADD 5 6", gettext_noop("It has a fourth word.")),
    gettext_noop("no ID"): ("ADD 5", gettext_noop("It has two words only, and no ID.")),
    gettext_noop("no verb"): ("{} 5", gettext_noop("It has two words only, and no ADD.")),
}
UNDERSCORE = gettext_noop("There is an underscore in the number.")
# What more is said if the number was added.
IF_ADDED = {
    UNDERSCORE: gettext_noop(
        "There is an underscore in the number: int() takes it, the protocol does not."
    )
}
NINETEEN_DIGITS = gettext_noop("The number has 19 digits, and 18 are the most.")
MANY = 5000  # digits
# Forms, what is wrong with them, and the kind whose mistake lets a program take them, too.
NEAR_MISSES = (
    (
        "{}  ADD 5",
        gettext_noop("Two spaces stand after the ID, and one belongs there."),
        MORE_WORDS,
    ),
    (
        "{} ADD  5",
        gettext_noop("Two spaces stand before the number, and one belongs there."),
        MORE_WORDS,
    ),
    (" {} ADD 5", gettext_noop("A space stands before the ID."), MORE_WORDS),
    ("{}\tADD\t5", gettext_noop("There are tabs between the words, and no spaces."), "one word"),
    ("{} ADD 5 ", gettext_noop("A space stands after the number."), MORE_WORDS),
    ("{} add 5", gettext_noop("The verb is in small letters."), "another verb"),
    ("{} ADD 1_000", UNDERSCORE, ""),
    ("{} ADD --5", gettext_noop("There are two minus signs."), NO_NUMBER),
    ("{} ADD -", gettext_noop("There is a minus sign without a digit."), NO_NUMBER),
    ("{} ADD 1.0", gettext_noop("There is a point in the number."), NO_NUMBER),
    ("{} ADD 1e3", gettext_noop("There is a letter in the number."), NO_NUMBER),
    ("{} ADD 0x1f", gettext_noop("The number is hexadecimal."), NO_NUMBER),
    ("{} ADD - 5", gettext_noop("A space stands after the minus sign."), MORE_WORDS),
    ("{name33} ADD 5", gettext_noop("The ID has 33 characters, and 32 are the most."), ""),
    ("{} ADD 1000000000000000000", NINETEEN_DIGITS, ""),  # the least of them, and the most
    ("{} ADD -1000000000000000000", NINETEEN_DIGITS, ""),
    ("{name32} ADD 9999999999999999999", NINETEEN_DIGITS, ""),
    ("{name32} ADD -9999999999999999999", NINETEEN_DIGITS, ""),
    # longer than some buffers, and than what int() takes
    (
        f"{{}} ADD {'7' * MANY}",
        gettext_noop("The number has thousands of digits, and 18 are the most."),
        "",
    ),
    ("{} ADD 5\t", gettext_noop("A tab stands after the number."), ""),
    ("{} ADD \t5", gettext_noop("A tab stands before the number."), ""),
    (" ADD 5", gettext_noop("The ID is empty."), ""),
    ("{} ADD ", gettext_noop("The number is empty."), "no number"),
    ("{} ADD 5\nhello", gettext_noop("A second line stands after the request."), MORE_WORDS),
    ("{} ADD 5\0", gettext_noop("A zero byte stands after the number."), ""),
)
OF_19_DIGITS = 5 * 10**18
# What stands where a number should be in `unadded`; no two sums of them are equal.
UNADDED = (5000, 70000, 600000, OF_19_DIGITS)


@dataclass(frozen=True)
class Garbage:
    """A datagram that is no request.

    `why` says what is wrong with it, and `if_added` says it of a program that has added its number.
    A program that does not refuse other garbage of its `kind` takes it by the same mistake.
    """

    data: bytes
    why: str = ""
    kind: str = ""
    if_added: str = ""


def of_each_kind(word: Word) -> Iterator[Garbage]:
    """Make a datagram of each kind of garbage."""
    for kind, (form, why) in KINDS.items():
        yield Garbage(form.format(word(6), word(3)).encode(), gettext(why), kind)


def near_misses(word: Word) -> Iterator[Garbage]:
    """Make datagrams that are nearly requests."""
    for form, why, kind in NEAR_MISSES:
        text = form.format(word(6), name32=word(32), name33=word(33))
        yield Garbage(text.encode(), gettext(why), kind, gettext(IF_ADDED.get(why, "")))


def not_ascii(name: str, chinese: Chinese) -> Iterator[Garbage]:
    """Make datagrams that would be requests with this ID if all of their bytes were ASCII."""
    digit = gettext("Its digit is none of ASCII.")
    if_added = gettext(
        "Its digit is none of ASCII: int() takes it, and so do isdecimal() and \\d without re.ASCII; the protocol knows 0 to 9."
    )
    yield Garbage(f"{chinese(2)} ADD 5".encode(), gettext("Its ID is Chinese, which is not ASCII."))
    yield Garbage(
        f"{name} ADD ²".encode(),
        gettext("Its number is a raised digit: isdigit() knows it, and int() does not."),
    )
    yield Garbage(f"{name} ADD ５".encode(), digit, if_added=if_added)
    yield Garbage(b"\xff\xfe\x00", gettext("It is not UTF-8."))
    yield Garbage(f"{name} ADD ٣".encode(), digit, if_added=if_added)
    yield Garbage(
        f"{name}\u00a0ADD 5".encode(),
        gettext("After its ID stands a space that is not the one of ASCII."),
    )
    yield Garbage(
        name.encode() + b"\xe9 ADD 5",
        gettext("In its ID is a byte that is neither ASCII nor UTF-8."),
    )
    yield Garbage(
        f"\ufeff{name} ADD 5".encode(),
        gettext("A byte order mark stands before its ID, which is not ASCII."),
    )


def unadded(name: str, word: Word, near: bool) -> Iterator[Garbage]:
    """Make datagrams with this ID whose numbers nobody may add; some are `near` to a request."""
    yield Garbage(f"{name} SUB 5000".encode(), kind="another verb")
    yield Garbage(f"{name} ADD 70000 80000".encode(), kind=MORE_WORDS)
    yield no_number(name, word)
    yield Garbage(f"{name} ADD".encode(), kind="no number")
    if near:
        yield Garbage(f"{name}{word(33 - len(name))} ADD 600000".encode())
        # who looks at the beginning of a datagram only takes 18 of its digits
        yield Garbage(f"{name} ADD {OF_19_DIGITS}".encode(), kind=MORE_WORDS)


def no_number(name: str, word: Word) -> Garbage:
    """Make a datagram with this ID and a word in the place of the number."""
    return Garbage(f"{name} ADD {word(3)}".encode(), kind=NO_NUMBER)


def of_unadded(total: int) -> dict[int, str]:
    """Say what totals mean that come instead of this one, after what `unadded` makes."""
    one = gettext("The number of what was answered with ERROR had been added.")
    more = gettext("The numbers of what was answered with ERROR had been added.")
    meanings = {
        total - 5000: gettext("The number of what was answered with ERROR had been subtracted.")
    }
    for count in range(1, len(UNADDED) + 1):
        for numbers in itertools.combinations(UNADDED, count):
            meanings[total + sum(numbers)] = one if count == 1 else more
    return meanings
