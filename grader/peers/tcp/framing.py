"""How programs frame their messages: by the rule of unit 2, or in ways of their own.

TCP carries bytes and no messages, so both sides agree where one ends: a frame is
its length N, 4 bytes big-endian without a sign, and then N bytes. A program that does it
in another way has lost that rule's points; what it sent shows its way, and `heard` reads
it from there, so that the other rules can be judged in that way.
"""

import codecs
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from grader.i18n import gettext, gettext_noop, ngettext
from grader.peers.tcp.turns import TURNS, WHY_TURNED
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
            return gettext("no lengths before the bytes")
        if self.form == "digits":
            what = (
                gettext("lengths as {width} digits", width=self.width)
                if self.width
                else gettext("lengths as digits")
            )
            if not self.mark:
                return what
            return gettext("{lengths}, then {mark}", lengths=what, mark=shown_bytes(self.mark))
        parts = []
        if self.width != RULE.width:
            parts.append(
                ngettext("lengths of {number} byte", "lengths of {number} bytes", self.width)
            )
        if self.order != RULE.order:
            parts.append(gettext("lengths with the least significant byte first"))
        if self.counts != RULE.counts:
            parts.append(gettext(COUNTED[self.counts]))
        if self.plus:
            parts.append(gettext("lengths that are {off}", off=_off(self.plus)))
        return gettext(", ").join(parts)

    def why(self) -> str:
        """Say for learners what is wrong with this way; nothing for the rule's own."""
        if self.form == "none":
            return gettext("The bytes came without the length before them.")
        if self.form == "digits":
            return gettext(
                "The length came as the digits of a number: it should be four bytes with the number's value."
            )
        said = [self._why_number(), self._why_counted()]
        if self.plus:
            said.append(
                gettext(
                    "The length is {off}: it should be the number of the bytes that come after it.",
                    off=_off(self.plus),
                )
            )
        return " ".join(filter(None, said))

    def _why_number(self) -> str:
        width = _words(self.width)
        if self.width == RULE.width:
            if self.order == RULE.order:
                return ""
            return gettext(
                "The length came with its bytes in reverse order (little-endian): the network's order is big-endian, the most significant byte first."
            )
        if self.order == "big" or self.width == 1:
            return gettext(
                "The length has {width}: it should have four, the most significant first.",
                width=width,
            )
        if self.width == 8 and sys.byteorder == "little":
            return gettext(
                "The length has {width}, the least significant first, as a C long has on this machine: it should have four, the most significant first.",
                width=width,
            )
        return gettext(
            "The length has {width}, the least significant first: it should have four, the most significant first.",
            width=width,
        )

    def _why_counted(self) -> str:
        if self.counts == "itself":
            return gettext(
                "The length counts its own {width} as well: it should count only what comes after them.",
                width=_words(self.width),
            )
        if self.counts == "characters":
            return gettext(
                "The length counts characters: it should count the bytes after encoding."
            )
        return ""


COUNTED = {
    "itself": gettext_noop("lengths that count themselves"),
    "characters": gettext_noop("lengths that count characters"),
}
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
    if plus > 0:
        return gettext("{count} too high", count=plus)
    return gettext("{count} too low", count=-plus)


def _words(number: int) -> str:
    known = {
        1: gettext("one byte"),
        2: gettext("two bytes"),
        3: gettext("three bytes"),
        4: gettext("four bytes"),
        8: gettext("eight bytes"),
    }
    return known.get(number) or ngettext("{number} byte", "{number} bytes", number)


def _digits(received: bytes, place: int) -> tuple[Lengths, int, int] | None:
    """Read a length in digits at the beginning, with the place of its body; or None.

    The text that is known begins at `place`: a blank, a digit or a mark of its own belongs to it.
    """
    match = DIGITS.match(received, 0, place)
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


ENDS = {
    b"\n": gettext_noop("a line end"),
    b"\r\n": gettext_noop("a line end"),
    b"\0": gettext_noop("a zero byte"),
    b" ": gettext_noop("a blank"),
}
BEFORE = gettext_noop("{data} before the text")
BEFORE_NUMBERED = gettext_noop("{data} before the text, with whatever number")
AFTER = gettext_noop("{data} after the text")
AHEAD = gettext_noop("{data} ahead of the frame")
BEHIND = gettext_noop("{data} after the frame")
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
            parts.append(gettext("bytes {turned}", turned=gettext(self.turn)))
        is_numbered = A_NUMBER.search(self.before) is not None
        for data, where in (
            (self.before, BEFORE_NUMBERED if is_numbered else BEFORE),
            (self.after, AFTER),
            (self.ahead, AHEAD),
            (self.behind, BEHIND),
        ):
            if data:
                parts.append(gettext(where, data=shown_bytes(data, 20)))
        if self.times > 1:
            parts.append(gettext("each frame {times} times", times=self.times))
        return gettext(", ").join(filter(None, parts))

    def why(self, rule: str) -> str | None:
        """Say for learners what is wrong with this way, the most telling thing; None if nothing is."""
        if self.is_after_a_wrong_length:
            promised = int.from_bytes(self.before, "big")
            return gettext(
                "The four bytes before the text, {data}, are a length of {promised}, and that is not the number of the bytes that come after them.",
                data=shown_bytes(self.before),
                promised=promised,
            )
        said = [self.lengths.why()]
        if self.turn != rule:
            said.append(gettext(WHY_TURNED.get(self.turn, "")) or self._why_case(rule))
            if "without" in self.turn and "reverse" in rule and "reverse" not in self.turn:
                said.append(gettext(WHY_TURNED["as they came"]))
        said += [self._why_around(), self._why_outside()]
        return " ".join(filter(None, said)) or None

    @property
    def is_after_a_wrong_length(self) -> bool:
        """Whether what looks like text without a length has one before it that is far off."""
        is_alone = self.lengths == BARE and not self.after and len(self.before) == RULE.width
        return is_alone and not self.before.isalnum() and self.before[:1] == b"\0"

    def _why_case(self, rule: str) -> str:
        if "case" in self.turn and ("reverse" in self.turn) == ("reverse" in rule):
            return gettext("Only the case of the letters differs.")
        return gettext("The bytes came {turned}.", turned=gettext(self.turn))

    def _why_around(self) -> str:
        if (self.before, self.after) == (b'"', b'"'):
            return gettext("The quotes are in the frame as well: they are no part of the text.")
        if (self.before, self.after) in QUOTES:
            return gettext(
                "The quotes are in the frame as well: str() of bytes is only for looking, decode() turns them into text."
            )
        if self.before == codecs.BOM_UTF8:
            return gettext(
                "Before the text stands a byte order mark, {data}, as the encoding utf-8-sig writes it: this course uses UTF-8 without one.",
                data=shown_bytes(self.before),
            )
        if self.after in ENDS and not self.before and self.lengths == BARE:
            return gettext("After them came {end}.", end=gettext(ENDS[self.after]))
        if self.after in ENDS and not self.before:
            return gettext(
                "The frame has {end} too many at its end: its length says where it ends.",
                end=gettext(ENDS[self.after]),
            )
        before, after = shown_bytes(self.before, 30), shown_bytes(self.after, 30)
        if self.before and self.after:
            return gettext(
                "The right text is in the frame, with {before} before it and {after} after it.",
                before=before,
                after=after,
            )
        if self.before:
            return gettext(
                "The right text is in the frame, with {before} before it.", before=before
            )
        if self.after:
            return gettext("The right text is in the frame, with {after} after it.", after=after)
        return ""

    def _why_outside(self) -> str:
        said = []
        if self.times > 1:
            said.append(gettext("The frame came {times} times.", times=self.times))
        if self.ahead:
            said.append(
                gettext(
                    "Before the frame came {data}, which nobody asked for.",
                    data=shown_bytes(self.ahead, 40),
                )
            )
        if self.behind in ENDS:
            said.append(
                gettext(
                    "After the frame came {end}, which its length does not count: the next frame begins with it.",
                    end=gettext(ENDS[self.behind]),
                )
            )
        elif self.behind:
            said.append(
                gettext(
                    "After the frame came {data}, which nobody asked for.",
                    data=shown_bytes(self.behind, 40),
                )
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
    if digits := _digits(received, place):
        yield digits[0], 0, digits[1], digits[2]
    for start in range(1, min(place, MOST_AHEAD)):
        for lengths in (RULE, LITTLE):
            if found := lengths.body(received, start):
                yield lengths, start, *found
