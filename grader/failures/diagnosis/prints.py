"""What it usually means that a text is missing from a program's standard output."""


def of_print(expected: str, printed: str) -> str | None:
    """Tell what it usually means that `expected` is not in what a program printed, or None."""
    if not printed.strip():
        return "Nothing was printed at all."
    if not expected.isascii() and "\\x" in printed:
        return "The bytes were printed: decode() turns them into text, and returns it."
    if expected.upper() != expected and expected.upper() in printed:
        return "The text was printed after it had been changed: print it as it came."
    if len(expected) > 100 and expected[:20] in printed:
        return "Only the beginning was printed: is the buffer large enough for all of it?"
    return None
