"""What a command line may hold, what a wrong one is, and the statuses that a run ends with."""

import argparse
from collections.abc import Callable
from enum import IntEnum


class Status(IntEnum):
    """The exit status of a command."""

    PASSED = 0  # full marks, or --fail-under reached; another command did what it should
    POINTS_LOST = 1
    WRONG_USE = 2  # the command line or the folder is wrong; one line says how
    GRADER_FAILED = 3  # at a check, or altogether, or because of a limit of the machine
    INTERRUPTED = 130


class WrongUse(Exception):
    """The user has to change something; the text is one line that says what to do."""


def number(what: str, least: int, most: int | None = None) -> Callable[[str], int]:
    """Make an argparse type: a whole number from `least` to `most`, called `what` in errors."""
    limit = f"from {least} on" if most is None else f"from {least} to {most}"

    def parse(text: str) -> int:
        is_number = text.isascii() and text.isdigit()
        if not is_number or int(text) < least or (most is not None and int(text) > most):
            raise argparse.ArgumentTypeError(f"{text!r} is no {what}: a whole number {limit}")
        return int(text)

    return parse
