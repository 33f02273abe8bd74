"""What a command line may hold, what a wrong one is, and the statuses that a run ends with."""

import argparse
import secrets
from collections.abc import Callable
from enum import IntEnum

from grader.i18n import gettext
from grader.text import clipped

# Of 64 bits: with fewer of them a program might try all seeds for the one whose words it has
# seen, and so know the words to come.
BITS_OF_A_SEED = 64
LARGEST_SEED = (1 << BITS_OF_A_SEED) - 1
MOST_DIGITS = 40  # of a number; int() takes longer and longer for more, and refuses thousands


class Status(IntEnum):
    """The exit status of a command."""

    PASSED = 0  # full marks, or --fail-under reached; another command did what it should
    POINTS_LOST = 1
    WRONG_USE = 2  # the command line or the folder is wrong; one line says how
    GRADER_FAILED = 3  # at a check, or altogether, or because of a limit of the machine
    INTERRUPTED = 130


class WrongUse(Exception):
    """The user has to change something; the text is one line that says what to do."""


def expect(is_there: bool, options: str, needed: str) -> None:
    """Make sure that an option is there which others are about. Raises WrongUse."""
    if not is_there:
        raise WrongUse(
            gettext(
                "{options} say how {needed} is written: name that", options=options, needed=needed
            )
        )


def number(what: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """Make an argparse type: a whole number from `least` to `most`, called `what` in errors."""

    def refusal(text: str) -> str:
        word = clipped(repr(text), MOST_DIGITS)
        if most is None:
            return gettext(
                "{word} is no {what}: a whole number from {least} on",
                word=word,
                what=what,
                least=least,
            )
        return gettext(
            "{word} is no {what}: a whole number from {least} to {most}",
            word=word,
            what=what,
            least=least,
            most=most,
        )

    def parse(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        if not is_number or int(text) < least or (most is not None and int(text) > most):
            raise argparse.ArgumentTypeError(refusal(text))
        return int(text)

    return parse


def random_seed() -> int:
    """Draw a seed that nobody can guess."""
    return secrets.randbits(BITS_OF_A_SEED)
