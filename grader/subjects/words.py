"""Words that no program can guess, drawn with the dice of a check."""

import json
from typing import Protocol

from grader.dice import Dice

LETTERS = "ghijklmnopqrstuvwxyz"  # no letter is part of a hexadecimal number
CHINESE = "你好世界网络编程服务器客户端数据报文字符山水风云日月星辰"


class Word(Protocol):
    """Makes words: letters only, so that `b'…'` holds them too."""

    def __call__(self, length: int = 12) -> str:
        """Make a word of so many letters."""


class Phrase(Protocol):
    """Makes lines of several words in either case, with blanks and punctuation among them.

    There is nothing in them that Python would show otherwise in `b'…'`.
    """

    def __call__(self, length: int = 30) -> str:
        """Make a phrase of so many characters, at least 12; its ends are no blanks."""


class Tricky(Protocol):
    """Makes lines with the characters that other ways of writing a text show otherwise.

    In a format, a markup, a URL, a string in source code or as a shown object they mean something.
    """

    def __call__(self) -> str:
        """Make a line, of printable ASCII like all others; it begins with b and ends with a quote."""


class Chinese(Protocol):
    """Makes text that has no upper case, and is longer in bytes than in characters."""

    def __call__(self, length: int = 4) -> str:
        """Make a text of so many characters."""


class HardText(Protocol):
    """Makes text in which all is hard: letters in either case, Chinese, blanks at its ends."""

    def __call__(self, length: int = 1024) -> str:
        """Make a text of so many bytes in UTF-8, at least 60."""


def word_from(dice: Dice) -> Word:
    """Make a maker of words that draws with these dice, none of them twice."""

    def word(length: int = 12) -> str:
        return dice.fresh(lambda: "".join(dice.choices(LETTERS, k=length)))

    return word


def phrase_from(dice: Dice) -> Phrase:
    """Make a maker of phrases that draws with these dice."""
    word = word_from(dice)

    def phrase(length: int = 30) -> str:
        # two blanks, since programs split and join; marks that end a field in other protocols
        text = f"{word(3)}, {word(2).title()}  {word(2).upper()}: "
        while len(text) < length - 1:
            text += word(dice.randint(2, 9)) + dice.choice([" ", "; ", "-", " = ", "/", "? "])
        return text[: length - 2] + word(1) + "."  # which some strip, and then always

    return phrase


def tricky_from(dice: Dice) -> Tricky:
    """Make a maker of tricky lines that draws with these dice."""
    word = word_from(dice)

    def tricky() -> str:
        text = f"b{word(2)}, {word(2).title()}  {word(2).upper()}:% {{{word(1)}}}"
        return f"{text}<&lt;>+%dd|$$#[\\n{word(1)}\"{word(1)}'"

    return tricky


def as_shown(text: str) -> tuple[str, ...]:
    """Give the forms that a line has where it is shown and not written.

    They differ at backslashes and quotes: Python's own for bytes and text, alone and within a
    list or another text, and that of JSON.
    """
    shown = repr(text.encode())[2:-1]
    return (
        shown,
        shown.replace("\\'", "'"),
        repr(repr(text.encode()))[1:-1],
        repr(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
    )


def chinese_from(dice: Dice) -> Chinese:
    """Make a maker of Chinese texts that draws with these dice."""

    def chinese(length: int = 4) -> str:
        return dice.fresh(lambda: "".join(dice.sample(CHINESE, length)))

    return chinese


def hard_text_from(dice: Dice) -> HardText:
    """Make a maker of hard texts that draws with these dice."""
    word, phrase, chinese = word_from(dice), phrase_from(dice), chinese_from(dice)

    def hard_text(length: int = 1024) -> str:
        start, end = f"  {phrase()} {chinese()}", "  \n"
        return start + word(length - len((start + end).encode())) + end

    return hard_text
