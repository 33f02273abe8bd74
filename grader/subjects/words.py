"""Words that no program can guess, drawn with the dice of a check."""

import random
from typing import Protocol

LETTERS = "ghijklmnopqrstuvwxyz"  # no letter is part of a hexadecimal number
CHINESE = "你好世界网络编程服务器客户端数据报文字符山水风云日月星辰"


class Word(Protocol):
    """Makes words: letters only, so that `b'…'` holds them too."""

    def __call__(self, length: int = 12) -> str:
        """Make a word of so many letters."""


class Chinese(Protocol):
    """Makes text that has no upper case, and is longer in bytes than in characters."""

    def __call__(self, length: int = 4) -> str:
        """Make a text of so many characters."""


def word_from(dice: random.Random) -> Word:
    """Make a maker of words that draws with these dice."""

    def word(length: int = 12) -> str:
        return "".join(dice.choices(LETTERS, k=length))

    return word


def chinese_from(dice: random.Random) -> Chinese:
    """Make a maker of Chinese texts that draws with these dice."""

    def chinese(length: int = 4) -> str:
        return "".join(dice.sample(CHINESE, length))

    return chinese
