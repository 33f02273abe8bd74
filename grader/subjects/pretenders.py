"""Answers of a sum server that bear nearly the ID of a request, or none, or what is no text."""

import re
from collections.abc import Callable

from grader.i18n import gettext
from grader.subjects.base import Examination
from grader.subjects.strays import pass_over
from grader.subjects.sums import SumClient

# Makes a datagram of the ID of a request; a total is put in for its %d.
Pretend = Callable[[bytes], bytes]
MARKS = rb"[^0-9A-Za-z]"


def pretenders(of_three_words: bool) -> tuple[tuple[str, Pretend], ...]:
    """List what is nearly an answer, each with what it is; one may be of three words."""
    rest = b" %d" if of_three_words else b""
    return (
        (gettext("an answer whose ID has a 0 more at its end"), lambda name: name + b"0 %d"),
        (
            gettext("an answer whose ID has a 0 more at its beginning"),
            lambda name: b"0" + name + b" %d",
        ),
        (gettext("an answer whose ID has an x more at its end"), lambda name: name + b"x %d"),
        (
            gettext("an answer whose ID has an x more at its beginning"),
            lambda name: b"x" + name + b" %d",
        ),
        (
            gettext("an answer whose ID has an x more at both ends"),
            lambda name: b"x" + name + b"x %d",
        ),
        (
            gettext("an answer whose ID lacks the last character"),
            lambda name: (name[:-1] or b"x") + b" %d",
        ),
        (
            gettext("an answer whose ID has its letters in the other case"),
            lambda name: (name.swapcase() if name.swapcase() != name else b"x") + b" %d",
        ),
        (gettext("an answer with ADD for its ID"), lambda name: b"ADD %d"),
        (gettext("an answer whose second word is the ID"), lambda name: b"x " + name + rest),
        (gettext("an answer whose second word is the ID"), lambda name: b"%d " + name),
    )


def has_marks(name: bytes) -> bool:
    """Tell whether an ID has a character that is no letter or digit."""
    return re.search(MARKS, name) is not None


def without_marks(name: bytes) -> bytes:
    """Make an answer in whose ID an x stands for each mark; for any other ID one with another ID."""
    return (re.sub(MARKS, b"x", name) if has_marks(name) else b"x") + b" %d"


def with_no_text_in(name: bytes) -> bytes:
    """Put a byte that is no text into an ID: in its middle, as some compare one end of it only."""
    half = len(name) // 2
    return name[:half] + b"\xff" + name[half:]


def pass_over_a_pretender(
    sum_client: SumClient, examination: Examination, what: str, pretend: Callable[[bytes], bytes]
) -> None:
    """Demand that a client passes over an answer that `pretend` makes of its ID."""
    pass_over(
        sum_client,
        examination,
        what,
        lambda sending, wrong: sum_client.reply(
            pretend(sending.name).replace(b"%d", b"%d" % wrong)
        ),
    )
