"""How programs frame their messages: by the rule of unit 2, or in ways of their own.

TCP carries bytes and no messages, so both sides agree where one ends: a frame is
its length N, 4 bytes big-endian without a sign, and then N bytes. A program that does it
in another way has lost that rule's points; what it sent shows its way, and `heard` reads
it from there, so that the other rules can be judged in that way.
"""

import codecs
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from grader.text import shown_bytes

Order = Literal["big", "little"]

# ------------------------------------------------------------------ lengths


@dataclass(frozen=True)
class Lengths:
    """A way to write the length of a frame; the defaults are the rule's own."""

    width: int = 4  # bytes of a number, or digits; 0 is as many digits as it takes
    order: Order = "big"
    form: Literal["number", "digits", "none"] = "number"
    counts: Literal["bytes", "itself", "characters"] = "bytes"
    # what fills digits up: blanks before them, zeros before them, or blanks after them
    pad: Literal["", "0", "left"] = ""
    mark: bytes = b""  # what stands behind digits
    plus: int = 0  # how many more bytes are promised than come

    def frame(self, data: bytes) -> bytes:
        """Make the frame that carries the data."""
        return self.header(data) + data

    def header(self, data: bytes) -> bytes:
        """Make what stands before the data."""
        counted = len(data)
        if self.counts == "characters":
            counted = len(data.decode("utf-8", "replace"))
        return self.promise(counted)

    def promise(self, count: int) -> bytes:
        """Make a length that promises so many bytes, which need not follow."""
        if self.form == "none":
            return b""
        count = max(0, count + self.plus)
        if self.counts == "itself":
            count += self.width + len(self.mark)
        if self.form == "number":
            return count.to_bytes(self.width, self.order)
        digits = str(count)
        pads = {"left": digits.ljust(self.width), "0": digits.zfill(self.width)}
        return pads.get(self.pad, digits.rjust(self.width)).encode() + self.mark

    @property
    def most(self) -> int:
        """The most bytes that a frame can carry."""
        if self.form == "number":
            most = 256**self.width - 1
            return int(most - self.width if self.counts == "itself" else most)
        return 10**self.width - 1 if self.form == "digits" and self.width else 1 << 64

    def body(self, received: bytes, start: int) -> tuple[int, int] | None:
        """Find where the body begins and ends of a frame at `start`; None if none is whole."""
        begin = start + self.width
        if self.form != "number" or len(received) < begin:
            return None
        number = int.from_bytes(received[start:begin], self.order)
        if self.counts == "characters":
            text = received[begin:].decode("utf-8", "replace")[:number]
            if text.isascii() or len(text) < number:
                return None  # so far that is the same as bytes
            number = len(text.encode())
        elif self.counts == "itself":
            number -= self.width
        return (begin, begin + number) if 0 <= number <= len(received) - begin else None

    def told(self) -> str:
        """Name the way, for learners; nothing for the rule's own."""
        if self.form == "none":
            return "no lengths before the bytes"
        if self.form == "digits":
            what = f"{self.width} digits" if self.width else "digits"
            return f"lengths as {what}" + (f", then {shown_bytes(self.mark)}" if self.mark else "")
        parts = []
        if self.width != RULE.width:
            parts.append(f"lengths of {_bytes(self.width)}")
        if self.order != RULE.order:
            parts.append("lengths with the least significant byte first")
        if self.counts != RULE.counts:
            parts.append(COUNTED[self.counts])
        if self.plus:
            parts.append(f"lengths that are {_off(self.plus)}")
        return ", ".join(parts)

    def why(self) -> str:
        """Say for learners what is wrong with this way; nothing for the rule's own."""
        if self.form == "none":
            return "The bytes came without the length before them."
        if self.form == "digits":
            return "The length came as the digits of a number: it should be four bytes with the number's value."
        said = ""
        if self.width != RULE.width:
            order = (
                ", the least significant first" if self.order == "little" and self.width > 1 else ""
            )
            native = (
                ", as a C long has on this machine"
                if (self.width, self.order) == (8, sys.byteorder)
                else ""
            )
            said = f"The length has {_words(self.width)}{order}{native}: it should have four, the most significant first."
        elif self.order != RULE.order:
            said = "The length came with its bytes in reverse order (little-endian): the network's order is big-endian, the most significant byte first."
        if self.counts == "itself":
            said += f" The length counts its own {_words(self.width)} as well: it should count only what comes after them."
        elif self.counts == "characters":
            said += " The length counts characters: it should count the bytes after encoding."
        if self.plus:
            said += f" The length is {_off(self.plus)}: it should be the number of the bytes that come after it."
        return said.strip()


COUNTED = {"itself": "lengths that count themselves", "characters": "lengths that count characters"}
RULE = Lengths()
MOST_AHEAD = 4096  # bytes in front of a frame, in which its beginning is looked for
LONGEST_LABEL = 1000  # bytes before a text, in which a number is looked for
MOST_OFF = 16  # bytes by which a length is taken for one that was counted wrongly
BARE = Lengths(form="none")
LITTLE = Lengths(order="little")
# in the order in which they are tried
NUMBERS = (
    RULE,
    LITTLE,
    Lengths(width=2),
    Lengths(width=2, order="little"),
    Lengths(width=8),
    Lengths(width=8, order="little"),
    Lengths(width=3),
    Lengths(width=1),
    Lengths(counts="itself"),
    Lengths(order="little", counts="itself"),
    Lengths(width=2, counts="itself"),
    Lengths(counts="characters"),
    Lengths(order="little", counts="characters"),
)
DIGITS = re.compile(rb"( *)(\d{1,20})( *)(\r\n|\n|[:;,|#\0])?")


def _off(plus: int) -> str:
    """Say by how much a length is wrong."""
    return f"{abs(plus)} too {'high' if plus > 0 else 'low'}"


def _words(number: int) -> str:
    return {1: "one byte", 2: "two bytes", 3: "three bytes", 4: "four bytes", 8: "eight bytes"}.get(
        number, f"{number} bytes"
    )


def _bytes(number: int) -> str:
    return f"{number} byte" + ("" if number == 1 else "s")


def _digits(received: bytes) -> tuple[Lengths, int, int] | None:
    """Read a length in digits at the beginning, with the place of its body; or None."""
    match = DIGITS.match(received)
    if not match:
        return None
    blanks, digits, after, mark = match[1], match[2], match[3], match[4] or b""
    if len(after) == 1 and not mark:
        after, mark = b"", b" "
    pad: Literal["", "0", "left"] = "left" if after else "0" if digits.startswith(b"0") else ""
    width = len(blanks + digits + after) if pad or blanks else 0
    begin = len(blanks + digits + after + mark)
    number = int(digits)
    if 0 < number <= len(received) - begin:
        return Lengths(width, form="digits", pad=pad, mark=mark), begin, begin + number
    return None


# ------------------------------------------------------------------ what is done to the bytes

Turn = Callable[[bytes], bytes]
TURNS: dict[str, Turn] = {
    "as they came": lambda data: data,
    "in reverse order": lambda data: data[::-1],
    "with its characters in reverse order": lambda data: data.decode("utf-8", "replace")[
        ::-1
    ].encode(),
    "with the words in reverse order": lambda data: b" ".join(data.split(b" ")[::-1]),
    "with the words in reverse order, and one blank between them": lambda data: b" ".join(
        data.split()[::-1]
    ),
    "with the letters of each word in reverse order": lambda data: b" ".join(
        word[::-1] for word in data.split(b" ")
    ),
    "in upper case": lambda data: data.upper(),
    "in lower case": lambda data: data.lower(),
    "in reverse order and upper case": lambda data: data[::-1].upper(),
    "in reverse order and lower case": lambda data: data[::-1].lower(),
    "with upper and lower case exchanged": lambda data: data.swapcase(),
    "in reverse order, with upper and lower case exchanged": lambda data: data[::-1].swapcase(),
    "with one blank where there were two": lambda data: b" ".join(data.split()),
    "in reverse order, with one blank where there were two": lambda data: b" ".join(
        data[::-1].split()
    ),
    "in UTF-16": lambda data: data.decode("utf-8", "replace").encode("utf-16-le"),
    "as they came, without the first one": lambda data: data[1:],
    "as they came, without the last one": lambda data: data[:-1],
    "in reverse order, without the one that came first": lambda data: data[1:][::-1],
    "in reverse order, without the one that came last": lambda data: data[:-1][::-1],
}
FIRST_IS_MISSING = "The first of the bytes is missing."
LAST_IS_MISSING = "The last of the bytes is missing."
WHY_TURNED = {
    "in UTF-16": "The text came in UTF-16: this course uses UTF-8.",
    "as they came": "The bytes are in the order in which they came: the answer has them in reverse order.",
    "with its characters in reverse order": "The characters are in reverse order, and the bytes of each as they were: a character may have several bytes in UTF-8, and the answer has all bytes in reverse order.",
    "with the words in reverse order": "The words are in reverse order, and the letters of each as they were: the answer has all bytes in reverse order.",
    "with the words in reverse order, and one blank between them": "The words are in reverse order, and the letters of each as they were: the answer has all bytes in reverse order.",
    "with the letters of each word in reverse order": "The letters of each word are in reverse order, and the words are where they were: the answer has all bytes in reverse order.",
    "as they came, without the first one": FIRST_IS_MISSING,
    "as they came, without the last one": LAST_IS_MISSING,
    "in reverse order, without the one that came first": FIRST_IS_MISSING,
    "in reverse order, without the one that came last": LAST_IS_MISSING,
    "with one blank where there were two": "Two blanks have become one: every byte counts, split() and join() lose some.",
    "in reverse order, with one blank where there were two": "Two blanks have become one: every byte counts, split() and join() lose some.",
}
ENDS = {b"\n": "a line end", b"\r\n": "a line end", b"\0": "a zero byte", b" ": "a blank"}
A_NUMBER = re.compile(rb"\d{1,9}")
QUOTES = {(b"b'", b"'"), (b"'", b"'b"), (b"'", b"'"), (b'"', b'"'), (b'b"', b'"')}


# ------------------------------------------------------------------ frames


@dataclass(frozen=True)
class Writing:
    """A way to write frames, of the bytes that by the rule are turned in `turn`'s way."""

    turn: str = "as they came"
    lengths: Lengths = RULE
    before: bytes = b""  # in the frame
    after: bytes = b""
    ahead: bytes = b""  # in front of the frame, at least of the first one
    behind: bytes = b""
    times: int = 1

    def frame(self, original: bytes) -> bytes:
        """Make the frame, without what stands ahead of it."""
        data = self.before + TURNS[self.turn](original) + self.after
        return (self.lengths.frame(data) + self.behind) * self.times

    def as_numbered(self, received: bytes) -> "Writing":
        """Give this way with the number that stands in the frame which has begun to come.

        A number before the text may be another one each time, since some count their frames.
        """
        is_long = len(self.before) > LONGEST_LABEL
        if self.lengths.form != "number" or is_long or not A_NUMBER.search(self.before):
            return self
        label = b"(?s:.{%d})" % self.lengths.width + A_NUMBER.sub(
            rb"(\\d{1,9})", re.escape(self.before), count=1
        )
        found = re.match(label, received)
        if not found:
            return self
        return replace(self, before=A_NUMBER.sub(found[1], self.before, count=1))

    def told(self, rule: str) -> str:
        """Name the way, for learners; `rule` is the turn that is right."""
        parts = [self.lengths.told()]
        if self.turn != rule:
            parts.append(f"bytes {self.turn}")
        for data, where in (
            (self.before, "before the text"),
            (self.after, "after the text"),
            (self.ahead, "ahead of the frame"),
            (self.behind, "after the frame"),
        ):
            if data:
                counts = where == "before the text" and A_NUMBER.search(data)
                number = ", with whatever number" if counts else ""
                parts.append(f"{shown_bytes(data, 20)} {where}{number}")
        if self.times > 1:
            parts.append(f"each frame {self.times} times")
        return ", ".join(filter(None, parts))

    def why(self, rule: str) -> str | None:
        """Say for learners what is wrong with this way, the most telling thing; None if nothing is."""
        if self.is_after_a_wrong_length:
            promised = int.from_bytes(self.before, "big")
            return f"The four bytes before the text, {shown_bytes(self.before)}, are a length of {promised}, and that is not the number of the bytes that come after them."
        said = [self.lengths.why()]
        if self.turn != rule:
            said.append(WHY_TURNED.get(self.turn) or self._why_case(rule))
        said += [self._why_around(), self._why_outside()]
        return " ".join(filter(None, said)) or None

    @property
    def is_after_a_wrong_length(self) -> bool:
        """Whether what looks like text without a length has one before it that is far off."""
        is_alone = self.lengths == BARE and not self.after and len(self.before) == RULE.width
        return is_alone and not self.before.isalnum() and self.before[:1] == b"\0"

    def _why_case(self, rule: str) -> str:
        if "case" in self.turn and ("reverse" in self.turn) == ("reverse" in rule):
            return "Only the case of the letters differs."
        return f"The bytes came {self.turn}."

    def _why_around(self) -> str:
        if (self.before, self.after) == (b'"', b'"'):
            return "The quotes are in the frame as well: they are no part of the text."
        if (self.before, self.after) in QUOTES:
            return "The quotes are in the frame as well: str() of bytes is only for looking, decode() turns them into text."
        if self.before == codecs.BOM_UTF8:
            return f"Before the text stands a byte order mark, {shown_bytes(self.before)}, as the encoding utf-8-sig writes it: this course uses UTF-8 without one."
        if self.after in ENDS and not self.before and self.lengths == BARE:
            return f"After them came {ENDS[self.after]}."
        if self.after in ENDS and not self.before:
            return f"The frame has {ENDS[self.after]} too many at its end: its length says where it ends."
        if self.before or self.after:
            around = " and ".join(
                f"{shown_bytes(data, 30)} {where} it"
                for data, where in ((self.before, "before"), (self.after, "after"))
                if data
            )
            return f"The right text is in the frame, with {around}."
        return ""

    def _why_outside(self) -> str:
        said = []
        if self.times > 1:
            said.append(f"The frame came {self.times} times.")
        if self.ahead:
            said.append(
                f"Before the frame came {shown_bytes(self.ahead, 40)}, which nobody asked for."
            )
        if self.behind in ENDS:
            said.append(
                f"After the frame came {ENDS[self.behind]}, which its length does not count: the next frame begins with it."
            )
        elif self.behind:
            said.append(
                f"After the frame came {shown_bytes(self.behind, 40)}, which nobody asked for."
            )
        return " ".join(said)


def heard(original: bytes, received: bytes, rule: str) -> Writing | None:
    """Find the way in which a program has written these bytes, from what came; or None.

    `rule` is the turn that is right, which is tried first.
    """
    for turn in (rule, *(other for other in TURNS if other != rule)):
        wanted = TURNS[turn](original)
        place = received.find(wanted) if wanted else -1
        if place >= 0:
            found = _around(received, place, place + len(wanted), turn)
            if "without" not in turn or found == Writing(turn, found.lengths):
                return found
    return None


def _around(received: bytes, place: int, end: int, turn: str) -> Writing:
    """Name the way in which the bytes from `place` to `end` were framed."""
    for lengths, start, begin, over in _frames(received, place):
        if begin <= place and end <= over:
            before, after = received[begin:place], received[end:over]
            ahead, whole, behind = received[:start], received[start:over], received[over:]
            times = 1 + (len(behind) // len(whole) if behind.startswith(whole) else 0)
            if received == ahead + whole * times:
                behind = b""
            else:
                times = 1
            return Writing(turn, lengths, before, after, ahead, behind, times)
    for lengths in (RULE, LITTLE):
        begin = place - lengths.width
        plus = int.from_bytes(received[max(0, begin) : place], lengths.order) - (end - place)
        if begin >= 0 and abs(plus) <= MOST_OFF:
            off = replace(lengths, plus=plus)
            return Writing(turn, off, ahead=received[:begin], behind=received[end:])
    return Writing(turn, BARE, received[:place], received[end:])


def _frames(received: bytes, place: int) -> Iterator[tuple[Lengths, int, int, int]]:
    """Give each frame that may begin at the beginning, and then each by the rule further on."""
    for lengths in NUMBERS:
        if found := lengths.body(received, 0):
            yield lengths, 0, *found
    if digits := _digits(received):
        yield digits[0], 0, digits[1], digits[2]
    for start in range(1, min(place, MOST_AHEAD)):
        for lengths in (RULE, LITTLE):
            if found := lengths.body(received, start):
                yield lengths, start, *found
