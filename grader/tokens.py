"""Reads a learner's program as tokens, whatever it is and whichever Python reads it.

A line may be as long as the file, and some Pythons need the square of a line's length (3.12.1).
"""

import io
import tokenize
from collections.abc import Iterator

LONGEST_LINE = 1000  # that anybody writes


def tokens_of(source: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens. Raises SyntaxError at what is no program, and before too long a line."""
    if any(len(line) > LONGEST_LINE for line in source.splitlines()):
        raise SyntaxError("a line is too long")
    try:
        yield from tokenize.generate_tokens(io.StringIO(source).readline)
    except (tokenize.TokenError, ValueError, RecursionError) as error:
        raise SyntaxError(str(error)) from None
