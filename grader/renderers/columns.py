"""Text in columns of a terminal, where a Chinese character takes two and an accent none.

What knows that is imported where it is needed: `doctor` runs where no package is installed.
"""

import re
import shutil

# A word with the blanks before it; Chinese, Japanese and Korean may be broken after each character.
WORD = re.compile(r"\s*(?:[^\s\u2e80-\uffff]+|[\u2e80-\uffff])")


def width(text: str) -> int:
    """Give how many columns the text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def of_terminal() -> int:
    """Give the columns of the terminal that standard output is; 80 where nobody knows."""
    return shutil.get_terminal_size().columns


def padded(text: str, columns: int) -> str:
    """Give the text with as many blanks after it as fill the columns."""
    return text + " " * (columns - width(text))


def clipped(text: str, columns: int) -> str:
    """Give the text, at most so many columns wide; where it is cut, it ends with `…`."""
    if width(text) <= columns:
        return text
    return (pieces(text, columns - 1)[0] if columns > 1 else "") + "…"


def pieces(text: str, columns: int) -> list[str]:
    """Give a line of a program as lines of at most so many columns: its blanks mean something."""
    from rich.cells import chop_cells

    return chop_cells(text, columns) or [""]


def wrapped(text: str, columns: int | None) -> list[str]:
    """Give the text as lines of at most so many columns, and one at least; None keeps it whole."""
    text = re.sub(r"\s", " ", text).strip()
    if columns is None:
        return [text] if text else []
    columns = max(1, columns)
    lines = [""]
    for word in WORD.findall(text):
        if width(lines[-1] + word) <= columns:
            lines[-1] += word
        else:
            lines += pieces(word.lstrip(), columns)
    return [line for line in lines if line]
