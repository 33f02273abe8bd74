"""How a server of the sums writes its answers, `ID TOTAL`, and in which other forms.

A form is found out from one answer and the values that must be in it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from grader.i18n import gettext, gettext_noop
from grader.peers.sums import QUOTES, said_of_blanks
from grader.text import shown_bytes

Counted = Literal[
    "the total", "the total before", "the number", "minus the total", "another number", "nothing"
]
COUNTED_SAID: Mapping[Counted, str] = {
    "the total before": gettext_noop(
        "an answer bears the total from before its own number was added"
    ),
    "the number": gettext_noop("an answer bears the number of its own request, and no total"),
    "minus the total": gettext_noop("an answer bears the total with the other sign"),
    "another number": gettext_noop("its answers bear numbers that are no total of what was sent"),
    "nothing": gettext_noop("an answer bears no number"),
}
MARK = b"TOTAL"  # where the number stands in a shown form
FREE = b"..."  # where something stands that is another thing each time
# Bytes of an answer that is looked into; with more than one free part in it the time that takes
# grows with the cube of the length.
LONGEST, LONGEST_FREE = 1100, 300
APART = re.compile(rb"[^\w.+-]")  # what sets that apart from a word or a number


@dataclass(frozen=True)
class AnswerForm:
    """How a server writes its answers, as the first ones show; the defaults are the rule's way."""

    before: bytes = b""
    between: bytes = b" "
    after: bytes = b""
    has_id: bool = True
    id_first: bool = True
    is_raised: bool = False  # the ID comes in upper case; those of requests are in lower case
    counted: Counted = "the total"
    start: int = 0  # of the total
    pads: bool = False  # there may be any number of blanks between its words and at its ends
    has_commas: bool = False  # in long numbers
    zeros: int = 0  # characters that a number is filled up to, with zeros

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said: list[str] = []
        if not self.pads and self != AnswerForm(counted=self.counted, start=self.start):
            form = shown_bytes(self.write("ID", MARK))
            said.append(gettext("its answers are like {form}", form=form))
        if self.counted != "the total":
            said.append(gettext(COUNTED_SAID[self.counted]))
        if self.start:
            said.append(gettext("its total begins at {start}", start=self.start))
        if self.pads:
            said.append(
                gettext(
                    "there may be more blanks in its answers, between the words and at the ends"
                )
            )
        if self.zeros:
            said.append(gettext("its totals are filled up with zeros"))
        return gettext(", and ").join(said)

    @property
    def is_the_request(self) -> bool:
        """Whether an answer is the request itself, sent back."""
        return self.counted == "the number" and self.between == b" ADD " and self.id_first

    @property
    def differences(self) -> tuple[str, ...]:
        """Say in sentences what is not as the rules ask for, but for the number's meaning."""
        return tuple(self._said())

    def _said(self) -> Iterator[str]:
        if not self.has_id:
            yield gettext(
                "This is the total alone: the ID of the request comes before it, and one space."
            )
        elif self.counted == "nothing":
            yield gettext("This is the ID alone: the answer has two words, the ID and the total.")
        elif not self.id_first:
            yield gettext("The total comes first in it: the ID of the request is the first word.")
        if self.pads:
            yield gettext(
                "It has more blanks than one: one space belongs between the two words, and nothing after them."
            )
        if self.has_commas:
            yield gettext("The total has commas between its digits.")
        if self.zeros:
            yield gettext(
                "The total is filled up with zeros, to {width} characters.", width=self.zeros
            )
        if self.is_raised:
            yield gettext("The ID came back in upper case: it should be as it came.")
        if self.before in QUOTES:
            yield gettext(QUOTES[self.before])
            return
        if FREE in self.before + self.between:
            yield gettext(
                "Before the total stands more than the ID, and that is another thing each time."
            )
        elif self.before:
            yield gettext("It begins with {what}.", what=said_of_blanks(self.before))
        if self.between not in (b" ", b"") and FREE not in self.between:
            yield gettext(
                "Between its words stands {what}, and not one space.",
                what=said_of_blanks(self.between),
            )
        if self.is_float:
            yield gettext(
                "The total has a decimal point: it is a float, and the numbers are whole ones."
            )
        elif FREE in self.after:
            yield gettext("After the total stands something more, which is no part of an answer.")
        elif self.after:
            yield gettext(
                "It ends with {what}, which is not part of an answer.",
                what=said_of_blanks(self.after),
            )

    @property
    def is_float(self) -> bool:
        """Whether the total comes with a decimal point, and digits behind it."""
        return re.match(rb"\.\d", self.after) is not None

    def evened(self, data: bytes) -> bytes:
        """Give an answer as it is with FREE for what is free in it, and with single blanks if the program pads."""
        match = self._has_free_parts and self._match(rb"\S+", data)
        return self._joined(list(match.groupdict().values())) if match else self._narrowed(data)

    @property
    def _has_free_parts(self) -> bool:
        return FREE in self.before + self.between + self.after

    def number_in(self, data: bytes) -> int | None:
        """Give the number of an answer of this form to any request; None for anything else."""
        match = self.counted != "nothing" and self._match(rb"\S+", data)
        return int(match["number"].replace(b",", b"")) if match else None

    def _narrowed(self, data: bytes) -> bytes:
        return re.sub(rb" +", b" ", data).strip(b" ") if self.pads else data

    @property
    def unpadded(self) -> "AnswerForm":
        """The form without the blanks that make it wider."""
        between = re.sub(rb" +", b" ", self.between)
        before, after = self.before.lstrip(b" "), self.after.rstrip(b" ")
        return replace(self, before=before, between=between, after=after)

    def number(self, total: int, added: int) -> int:
        """Give the number that an answer bears when `added` has just made it this total."""
        others = {"the total before": total - added, "the number": added, "minus the total": -total}
        return others.get(self.counted, total)

    def write(self, name: str, number: bytes) -> bytes:
        """Make an answer of this form."""
        if self.counted == "nothing":
            return self._joined([self._word(name)])
        if number != MARK and self.has_commas:
            number = f"{int(number):,}".encode()
        elif number != MARK:
            number = b"%0*d" % (self.zeros, int(number))
        return self._joined([self._word(name)] * self.has_id + [number])

    def _word(self, name: str) -> bytes:
        return (name.upper() if self.is_raised else name).encode()

    def _joined(self, words: Sequence[bytes]) -> bytes:
        """Join the words of an answer, the ID before the number."""
        return self.before + self.between.join(words if self.id_first else words[::-1]) + self.after

    def is_for(self, name: str, data: bytes) -> bool:
        """Tell whether this is an answer of this form to the request of that ID, with any number."""
        return self._match(re.escape(self._word(name)), data) is not None

    def is_answer(self, data: bytes) -> bool:
        """Tell whether this is an answer of this form to any request, and be its ID empty."""
        return self._match(rb"\S*", data) is not None

    def _match(self, word: bytes, data: bytes) -> re.Match[bytes] | None:
        """Match an answer of this form; the groups have its words, the ID before the number."""
        if len(data) > (LONGEST_FREE if self._has_free_parts else LONGEST):
            return None
        digits = b"[0-9,]" if self.has_commas else b"[0-9]"
        words = [b"(?P<name>%s)" % word] * self.has_id
        words += [b"(?P<number>-?[0-9]%s*)" % digits] * (self.counted != "nothing")
        before, between, after = (
            re.escape(part).replace(re.escape(FREE), b".*?")
            for part in (self.before, self.between, self.after)
        )
        middle = between.join(words if self.id_first else words[::-1])
        return re.fullmatch(before + middle + after, self._narrowed(data), re.DOTALL)

    def refusal(self, text: bytes) -> bytes:
        """Make what a program of this form sends instead of the answer `text`."""
        return self.before + text + (b"" if self.is_float else self.after)


def answer_form(
    data: bytes, name: str, number: int | None, counted: Counted, is_last: bool = False
) -> AnswerForm | None:
    """Find out the form of an answer to `name` that bears this number; None if it does not.

    Without a number it has to be the ID alone. Where the number is there more than once,
    `is_last` takes the last of them.
    """
    if len(data) > LONGEST:
        return None
    given = name.encode()
    for is_raised, word in ((False, given), (True, given.upper())):
        if word not in data:
            continue
        if number is None:
            before, _, after = data.partition(word)
            rest = before + after
            return (
                None
                if re.search(rb"\w", rest)
                else AnswerForm(
                    before,
                    b" ",
                    after,
                    is_raised=is_raised,
                    counted=counted,
                )
            )
        patterns: Sequence[tuple[bytes, bool]] = (
            (b"(.*?)%i(.+?)%n(.*)", True),
            (b"(.*?)%n(.+?)%i(.*)", False),
        )
        if is_last:
            patterns = ((b"(.*?)%i(.+)%n(.*)", True),)
        for pattern, id_first in patterns:
            whole = pattern.replace(b"%i", re.escape(word)).replace(b"%n", _digits(number))
            if match := re.fullmatch(whole, data, re.DOTALL):
                return AnswerForm(match[1], match[2], match[3], True, id_first, is_raised, counted)
    if number is not None and (
        match := re.fullmatch(b"(.*?)" + _digits(number) + b"(.*)", data, re.DOTALL)
    ):
        return AnswerForm(match[1], b" ", match[2], has_id=False, counted=counted)
    return None


def bears(data: bytes, number: int) -> bool:
    """Tell whether this number stands in an answer, of whatever form."""
    return re.search(_digits(number), data) is not None


def _digits(number: int) -> bytes:
    """Make the pattern of a number as a whole number, not as part of a longer one."""
    return rb"(?<![0-9-])%d(?![0-9])" % number


def with_free_parts(forms: Collection[AnswerForm]) -> AnswerForm | None:
    """Make one form of several that differ only before, between or behind their words.

    What differs has to be set apart in the same way each time; None if it is not.
    """
    found = {
        replace(form, before=before, between=between, after=after)
        for before in _free({form.before for form in forms}, at_end=True)
        for between in _free({form.between for form in forms}, at_start=True, at_end=True)
        for after in _free({form.after for form in forms}, at_start=True)
        for form in forms
    }
    return found.pop() if len(found) == 1 else None


def _free(parts: set[bytes], at_start: bool = False, at_end: bool = False) -> Iterator[bytes]:
    """Give what all of these are, with FREE for what differs; nothing if that stands not apart."""
    if len(parts) == 1:
        yield from parts
        return
    starts, ends = {part[:1] for part in parts}, {part[-1:] for part in parts}
    edges = [starts] * at_start + [ends] * at_end
    is_apart = all(len(each) == 1 and APART.fullmatch(min(each)) for each in edges)
    if is_apart and min(map(len, parts)) >= len(edges):
        yield min(starts) * at_start + FREE + min(ends) * at_end
