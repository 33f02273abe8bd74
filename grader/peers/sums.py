"""The protocol of the sums, taken apart: requests `ID ADD N`, and answers `ID TOTAL`.

Only bytes are looked at here. Where a program writes one of them in a way of its own, its
form is found out from a datagram and the values that must be in it; the form then reads the
others that are written alike. Each way in which a form differs from the rules is a sentence.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.text import counted, shown_bytes

LONGEST_ID, MOST_DIGITS = 32, 18
ERROR = b"ERROR"
# control characters in an ID are not judged
REQUEST = re.compile(rb"([^\s\x80-\xff]{1,32}) ADD (-?[0-9]{1,18})")

EDGE = rb"""(?:b?['"])?[\s\0]*"""
GAP = rb"[\s,;:|/=]+"
NUMBER = rb"[+-]?[0-9][0-9_,]*(?:\.[0-9]*)?"
AS_PYTHON = "It was sent as Python shows it: the quotes belong to str() and repr(), not to the text"
QUOTES: Mapping[bytes, str] = dict.fromkeys((b"b'", b'b"', b"'"), AS_PYTHON) | {
    b'"': "There are quotes around it, which are no part of it"
}

Order = Literal["", "verb first", "number second", "no verb", "no ID", "number only"]
# In which order a request has its parts, from likely to unlikely; blanks may be in an ID at last.
ORDERS: tuple[tuple[Order, bytes], ...] = (
    ("", rb"(?P<name>\S+)(?P<one>%G)(?P<verb>(?i:ADD))(?P<two>%G)(?P<number>%N)"),
    ("verb first", rb"(?P<verb>(?i:ADD))(?P<one>%G)(?P<name>\S+?)(?P<two>%G)(?P<number>%N)"),
    ("number second", rb"(?P<name>\S+)(?P<one>%G)(?P<number>%N)(?P<two>%G)(?P<verb>(?i:ADD))"),
    ("", rb"(?P<name>\S.*?)(?P<one>%G)(?P<verb>(?i:ADD))(?P<two>%G)(?P<number>%N)"),
    ("no ID", rb"(?P<verb>(?i:ADD))(?P<one>%G)(?P<number>%N)"),
    ("no verb", rb"(?P<name>\S+?)(?P<one>%G)(?P<number>%N)"),
    ("", rb"(?P<name>\S+)(?P<one>\s+)(?P<verb>\S+)(?P<two>\s+)(?P<number>%N)"),
    ("number only", rb"(?P<number>%N)"),
)
ORDER_SAID: Mapping[Order, str] = {
    "verb first": "The verb comes first in it, and the ID after that: the ID is the first word",
    "number second": "The number comes before the verb in it: it is the last word",
    "no verb": "The word ADD is missing in it",
    "no ID": "There is no ID before ADD in it",
    "number only": "It is the number alone, without an ID and without the word ADD",
}


@dataclass(frozen=True)
class Parts:
    """A request taken apart: its ID, and the number if it has one."""

    name: bytes
    number: int | None


@dataclass(frozen=True)
class RequestForm:
    """How a client writes its requests, as its first one shows; the defaults are the rule's way."""

    order: Order = ""
    before: bytes = b""
    one: bytes = b" "  # between the first two parts
    two: bytes = b" "
    after: bytes = b""
    verb: bytes = b"ADD"
    name: bytes = b"ID"  # the one that was seen
    number: bytes = b"0"  # as it was written
    is_json: bool = False
    is_opaque: bool = False  # it cannot be taken apart
    has_other_numbers: bool = False  # than the lines

    @property
    def differences(self) -> tuple[str, ...]:
        """Say in sentences what is not as the rules ask for, the most telling ones first."""
        if self.is_opaque:
            return ()
        if self.is_json:
            return ("It is JSON, and not three words with a space between them.",)
        return tuple(f"{said}." for said in self._said())

    def _said(self) -> Iterator[str]:
        if self.order:
            yield ORDER_SAID[self.order]
        yield from _flaws_of_name(self.name).values()
        if self.verb and self.verb != b"ADD":
            letters = "in capitals" if self.verb.upper() == b"ADD" else "the word"
            yield f"The verb in it is {_plain(self.verb)}, and not {letters} ADD"
        yield from _flaws_of_number(self.number).values()
        if self.before in QUOTES:
            yield QUOTES[self.before]
        elif self.before:
            yield f"It begins with {_said_of_blanks(self.before)}"
        for gap in dict.fromkeys((self.one, self.two)):
            if gap not in (b" ", b""):
                yield f"Between two of its words stands {_said_of_blanks(gap)}, and not one space"
        if self.after and self.before not in QUOTES:
            yield f"It ends with {_said_of_blanks(self.after)}, which is not part of a request"

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if self == RequestForm():
            return ""
        return f"its requests {self._shown()}"

    def _shown(self) -> str:
        if self.has_other_numbers:
            return "have other numbers than the lines"
        if self.is_opaque:
            return "are whatever it sends: the first one was of another form than ID ADD N"
        if self.is_json:
            return "are JSON"
        return "are like " + shown_bytes(self.write(self.name, self.number))

    def write(self, name: bytes, number: bytes) -> bytes:
        """Make a request of this form."""
        verb, one, two = self.verb, self.one, self.two
        middle = {
            "": name + one + verb + two + number,
            "verb first": verb + one + name + two + number,
            "number second": name + one + number + two + verb,
            "no verb": name + one + number,
            "no ID": verb + one + number,
            "number only": number,
        }[self.order]
        return self.before + middle + self.after

    def read(self, data: bytes) -> Parts | None:
        """Take a request apart that is by the rules, or of this form; None for any other."""
        if match := REQUEST.fullmatch(data):
            return Parts(match[1], None if self.has_other_numbers else int(match[2]))
        if self.is_opaque:
            return Parts(data.split()[0] if data.split() else b"", None)
        if self.is_json:
            return _from_json(data)
        form = None if self == RequestForm() else request_form(data)
        return Parts(form.name, _value(form.number)) if form and self._covers(form) else None

    def _covers(self, other: "RequestForm") -> bool:
        """Tell whether the other form breaks no rule that this one does not break."""
        pairs = zip(self._gaps, other._gaps, strict=True)
        alike = (self.order, self.verb) == (other.order, other.verb)
        return alike and other._flaws <= self._flaws and all(_is_alike(*pair) for pair in pairs)

    @property
    def _gaps(self) -> tuple[bytes, ...]:
        return (self.before, self.one, self.two, self.after)

    @property
    def _flaws(self) -> set[str]:
        return {*_flaws_of_name(self.name), *_flaws_of_number(self.number)}


def request_form(data: bytes, number: int | None = None) -> RequestForm | None:
    """Find out the form of a request for this number, or for any; None if it cannot be read.

    What is right by the rules is never taken for another form, however odd its ID looks.
    """
    right = REQUEST.fullmatch(data)
    if right and number in (None, int(right[2])):
        return RequestForm(name=right[1], number=right[2])
    if number is not None and (parts := _from_json(data)) and parts.number == number:
        return RequestForm(is_json=True, name=parts.name)
    for order, pattern in ORDERS:
        whole = pattern.replace(b"%G", GAP).replace(b"%N", NUMBER)
        match = re.fullmatch(
            b"(?P<before>" + EDGE + b")" + whole + rb"""(?P<after>[\s\0]*(?:['"])?[\s\0]*)""",
            data,
            re.DOTALL,
        )
        if match and number in (None, _value(match["number"])):
            parts_found = match.groupdict()
            name = parts_found.get("name") or data.split()[0]
            return RequestForm(
                order,
                match["before"],
                parts_found.get("one") or b"",
                parts_found.get("two") or b"",
                match["after"],
                parts_found.get("verb") or b"",
                name,
                match["number"],
            )
    return None


def _from_json(data: bytes) -> Parts | None:
    """Take a request apart that is a JSON object or list with a number and an ID in it."""
    try:
        found = json.loads(data)
    except ValueError:
        return None
    values = list(found.values()) if isinstance(found, dict) else found
    if not isinstance(values, list):
        return None
    numbers = [value for value in values if isinstance(value, int)]
    words = [value for value in values if isinstance(value, str) and value.upper() != "ADD"]
    name = words[0] if words else str(numbers[0]) if numbers else ""
    return Parts(name.encode("utf-8", "replace"), numbers[-1]) if numbers else None


def _value(number: bytes) -> int | None:
    try:
        whole, _, fraction = number.partition(b".")
        return None if fraction.strip(b"0") else int(whole.replace(b",", b""))
    except ValueError:
        return None


def _is_alike(gap: bytes, other: bytes) -> bool:
    """Tell whether two gaps are alike: those with several blanks vary in how many they have."""
    if len(gap) > 1 < len(other):
        gap, other = (re.sub(rb"\s+", b" ", each) for each in (gap, other))
    return gap == other


def _flaws_of_name(name: bytes) -> dict[str, str]:
    """Give what is wrong with an ID, each with its sentence."""
    found = {}
    if len(name) > LONGEST_ID:
        size = counted(len(name), "character")
        found["long"] = f"The ID in it has {size}, and {LONGEST_ID} are the most"
    if re.search(rb"\s", name):
        found["blank"] = "The ID in it holds a blank, which ends the first word"
    elif re.search(rb"[\x80-\xff]", name):
        found["not ASCII"] = "The ID in it holds other characters than those of ASCII"
    return found


def _flaws_of_number(number: bytes) -> dict[str, str]:
    """Give what is wrong with how a number is written, each with its sentence."""
    digits = number.strip(b"+-")
    found = {}
    if number.startswith(b"+"):
        found["plus"] = "The number in it has a plus sign, which belongs to no N"
    if b"." in number:
        found["point"] = "The number in it has a decimal point, as a float has"
    elif not digits.isdigit():
        found["marks"] = f"The number in it is written {_plain(number)}, and not as digits alone"
    elif len(digits) > MOST_DIGITS:
        size = f"{len(digits)} digits, and {MOST_DIGITS} are the most"
        found["digits"] = f"The number in it is written with {size}"
    return found


def _plain(data: bytes) -> str:
    return data.decode("ascii", "backslashreplace")


BLANKS = {
    b"\n": "a newline (\\n)",
    b"\r\n": "a line end (\\r\\n)",
    b"\0": "a zero byte",
    b"\t": "a tab",
    b" ": "a blank",
}


def _said_of_blanks(data: bytes) -> str:
    """Name what stands at an edge or in a gap."""
    if not data.strip(b" ") and len(data) > 1:
        return f"{len(data)} blanks"
    return BLANKS.get(data) or shown_bytes(data)


# ------------------------------------------------------------------ answers

Counted = Literal[
    "the total", "the total before", "the number", "minus the total", "another number", "nothing"
]
Letters = Literal["", "upper", "lower"]
COUNTED_SAID: Mapping[Counted, str] = {
    "the total before": "an answer bears the total from before its own number was added",
    "the number": "an answer bears the number of its own request, and no total",
    "minus the total": "an answer bears the total with the other sign",
    "another number": "its answers bear numbers that are no total of what was sent",
    "nothing": "an answer bears no number",
}
MARK = b"TOTAL"  # where the number stands in a shown form


@dataclass(frozen=True)
class AnswerForm:
    """How a server writes its answers, as the first ones show; the defaults are the rule's way."""

    before: bytes = b""
    between: bytes = b" "
    after: bytes = b""
    has_id: bool = True
    id_first: bool = True
    letters: Letters = ""  # how those of the ID were changed
    counted: Counted = "the total"
    start: int = 0  # of the total
    pads: bool = False  # there may be any number of blanks between its words and at its ends
    has_commas: bool = False  # in long numbers

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = [COUNTED_SAID[self.counted]] if self.counted != "the total" else []
        if self.start:
            said.append(f"its total begins at {self.start}")
        if self.pads:
            said.append(
                "there may be more blanks in its answers, between the words and at the ends"
            )
        elif self != AnswerForm(counted=self.counted, start=self.start):
            said.insert(0, f"its answers are like {shown_bytes(self.write('ID', MARK))}")
        return ", and ".join(said)

    @property
    def is_the_request(self) -> bool:
        """Whether an answer is the request itself, sent back."""
        return self.counted == "the number" and self.between == b" ADD " and self.id_first

    @property
    def differences(self) -> tuple[str, ...]:
        """Say in sentences what is not as the rules ask for, but for the number's meaning."""
        return tuple(f"{said}." for said in self._said())

    def _said(self) -> Iterator[str]:
        if not self.has_id:
            yield "This is the total alone: the ID of the request comes before it, and one space"
        elif self.counted == "nothing":
            yield "This is the ID alone: the answer has two words, the ID and the total"
        elif not self.id_first:
            yield "The total comes first in it: the ID of the request is the first word"
        if self.pads:
            yield "It has more blanks than one: one space belongs between the two words, and nothing after them"
        if self.has_commas:
            yield "The total has commas between its digits"
        if self.letters:
            yield f"The ID came back in {self.letters} case: it is to be as it came"
        if self.before in QUOTES:
            yield QUOTES[self.before]
            return
        if self.before:
            yield f"It begins with {_said_of_blanks(self.before)}"
        if self.between not in (b" ", b""):
            yield f"Between its words stands {_said_of_blanks(self.between)}, and not one space"
        if self.is_float:
            yield "The total has a decimal point: it is a float, and the numbers are whole ones"
        elif self.after:
            yield f"It ends with {_said_of_blanks(self.after)}, which is not part of an answer"

    @property
    def is_float(self) -> bool:
        """Whether the total comes with a decimal point, and digits behind it."""
        return re.match(rb"\.\d", self.after) is not None

    def evened(self, data: bytes) -> bytes:
        """Give an answer as it is with single blanks, if the program pads."""
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
        changed = {"upper": name.upper, "lower": name.lower}.get(self.letters, name.__str__)
        word = changed().encode()
        if self.counted == "nothing":
            return self.before + word + self.after
        if self.has_commas and number != MARK:
            number = f"{int(number):,}".encode()
        words = [word] * self.has_id + [number]
        middle = self.between.join(words if self.id_first else words[::-1])
        return self.before + middle + self.after

    def is_for(self, name: str, data: bytes) -> bool:
        """Tell whether this is an answer of this form to the request of that ID, with any number."""
        return self._fits(re.escape(self.write(name, MARK)), data)

    def is_answer(self, data: bytes) -> bool:
        """Tell whether this is an answer of this form to any request."""
        pattern = re.escape(self.write("ID", MARK))
        return self._fits(re.sub(rb"(?i:ID)", rb"\\S+", pattern, count=1), data)

    def _fits(self, pattern: bytes, data: bytes) -> bool:
        return bool(
            re.fullmatch(
                pattern.replace(MARK, b"-?[0-9,]+" if self.has_commas else b"-?[0-9]+"),
                self.evened(data),
            )
        )

    def refusal(self, text: bytes) -> bytes:
        """Make what a program of this form sends instead of the answer `text`."""
        return self.before + text + (b"" if self.is_float else self.after)


def answer_form(data: bytes, name: str, number: int | None, counted: Counted) -> AnswerForm | None:
    """Find out the form of an answer to `name` that bears this number; None if it does not.

    Without a number it has to be the ID alone.
    """
    given = name.encode()
    spelt: Sequence[tuple[Letters, bytes]] = (
        ("", given),
        ("upper", given.upper()),
        ("lower", given.lower()),
    )
    for letters, word in spelt:
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
                    letters=letters,
                    counted=counted,
                )
            )
        for pattern, id_first in ((b"(.*?)%i(.+?)%n(.*)", True), (b"(.*?)%n(.+?)%i(.*)", False)):
            whole = pattern.replace(b"%i", re.escape(word)).replace(b"%n", _digits(number))
            if match := re.fullmatch(whole, data, re.DOTALL):
                return AnswerForm(match[1], match[2], match[3], True, id_first, letters, counted)
    if number is not None and (
        match := re.fullmatch(b"(.*?)" + _digits(number) + b"(.*)", data, re.DOTALL)
    ):
        return AnswerForm(match[1], b" ", match[2], has_id=False, counted=counted)
    return None


def _digits(number: int) -> bytes:
    """Make the pattern of a number as a whole number, not as part of a longer one."""
    return rb"(?<![0-9-])%d(?![0-9])" % number


# ------------------------------------------------------------------ servers


@dataclass(frozen=True)
class Serving:
    """How a server serves; the defaults are the rule's own way."""

    from_another_socket: bool = False
    answers_twice: bool = False
    once: bool = False  # it ends after an answer, and is started anew for each request
    requests: RequestForm = field(default_factory=RequestForm)

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = []
        if self.from_another_socket:
            said.append("its answers come from another address")
        if self.answers_twice:
            said.append("it sends each answer twice")
        if self.once:
            said.append("it is started anew for each request")
        if self.requests != RequestForm():
            said.append(f"requests are like {self.requests.write(b'ID', b'N')!r}")
        return ", and ".join(said)


@dataclass(frozen=True)
class Refusals:
    """How a server answers what is no request; the defaults are the rule's own way."""

    text: bytes | None = ERROR  # None is other words each time
    is_silent: bool = False
    accepted: frozenset[str] = frozenset()  # the kinds of garbage that it does not refuse

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = []
        if self.is_silent:
            said.append("it is silent about what is no request")
        elif self.text is None:
            said.append("it refuses in words of its own")
        elif self.text != ERROR:
            said.append(f"it refuses with {self.text!r}")
        if self.accepted:
            said.append(
                f"it is not sent what it did not refuse ({', '.join(sorted(self.accepted))})"
            )
        return ", and ".join(said)
