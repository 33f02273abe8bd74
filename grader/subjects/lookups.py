"""In which ways of its own a DNS lookup asks, reads and prints, and is judged all the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.failures.diagnosis.addresses import IN_WORDS, Form
from grader.i18n import gettext
from grader.peers.dns.answers import Way

# Four random IDs are so near to each other once in 10 ** 10 times; those of a clock of seconds
# always are, unless a run takes longer.
A_CLOCKS_STEP = 16


@dataclass(frozen=True)
class Asking:
    """How a client asks; the defaults are the rule's own way."""

    is_other: bool = False  # its queries are not as they should be, and can be answered
    has_turned_numbers: bool = False  # the least significant byte comes first
    has_other_name: bool = False  # NAME is not in them as it should be
    is_repaired: bool = False  # its answers have the question as it should have been

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if self.has_turned_numbers:
            return gettext("in the answers, too, numbers have their least significant byte first")
        if self.is_repaired:
            return gettext("its query is answered as if its question had been as it should be")
        if self.is_other:
            return gettext("its query is answered all the same, and gets its question back")
        return ""


@dataclass(frozen=True)
class Reading:
    """How names are written that a client reads; the default is the usual way."""

    way: Way = "first"
    most: int | None = (
        None  # bytes of a datagram that it takes, if that is too few for some answers
    )

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = []
        if self.way == "full":
            said.append(gettext("names in the answers are written out in full"))
        if self.most is not None:
            said.append(gettext("its answers have at most {number} bytes", number=self.most))
        return "; ".join(said)


@dataclass(frozen=True)
class Printing:
    """How a client prints an address; the defaults are the rule's own way."""

    is_seen: bool = False  # it prints one address, and something else was wrong
    form: Form = "dotted"
    on_errors: bool = False  # on standard error, not on standard output
    ends_well: bool = (
        False  # after an answer it ends with status 0, and has not printed the address
    )

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        how = gettext(IN_WORDS[self.form])
        if how and self.on_errors:
            return gettext("an address may be printed {how}, on standard error", how=how)
        if self.on_errors:
            return gettext("an address may be printed on standard error")
        return gettext("an address may be printed {how}", how=how) if how else ""


@dataclass(frozen=True)
class Resending:
    """How long a client waits for an answer, in seconds; the defaults are the rule's own way."""

    shortest: float = 0.5
    longest: float = 2.0
    hangs: bool = False  # without an answer it neither sends again nor ends

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if (self.shortest, self.longest) == (0.5, 2.0):
            return ""
        return gettext(
            "it sends again after {shortest:.1f} to {longest:.1f} s",
            shortest=self.shortest,
            longest=self.longest,
        )


def bytes_taken(source: str) -> int | None:
    """Give how many bytes of a datagram a program takes, if its source says so."""
    sizes = []
    for word in re.findall(r"\brecv(?:from|msg)?\s*\(\s*(\w+)", source):
        value = re.search(rf"^\s*{word}\b[^=\n]{{0,20}}=\s*(\d+)\s*(?:#|$)", source, re.MULTILINE)
        size = value[1] if value else word
        sizes += [int(size)] if size.isdecimal() and len(size) < 10 else []
    return max(sizes, default=None)


def how_predictable(ids: Sequence[int]) -> str | None:
    """Say that the IDs of several runs can be foreseen, and how; None if nothing is seen of that."""
    steps = {(later - earlier) % 65536 for earlier, later in pairwise(ids)}
    if steps == {0}:
        return gettext("Your program used the same ID in each run.")
    if steps == {1}:
        return gettext("Your program used IDs that go up by one.")
    if (most := max(steps)) <= A_CLOCKS_STEP:
        return gettext("Your program used IDs that go up by {most} at most.", most=most)
    return None
