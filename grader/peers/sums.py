"""The protocol of the sums, taken apart: requests `ID ADD N` (answers are in `sum_answers`).

Only bytes are looked at here. Where a program writes one of them in a way of its own, its
form is found out from a datagram and the values that must be in it; the form then reads the
others that are written alike. Each way in which a form differs from the rules is a sentence.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.i18n import gettext, gettext_noop, ngettext
from grader.text import shown_bytes

LONGEST_ID, MOST_DIGITS = 32, 18
# Bytes of a request that is taken apart, without what fills it up and with that: one that is no
# request takes a time that grows with the cube of the first, and the square of the second.
LONGEST, LONGEST_FILLED = 300, 1100
ERROR = b"ERROR"
# control characters in an ID are not judged
REQUEST = re.compile(rb"([^\s\x80-\xff]{1,32}) ADD (-?[0-9]{1,18})")

# an ID may begin with a quote: only one that has its like at the end stands around the request
EDGE = rb"""(?:b?(?P<quote>['"])(?=.*(?P=quote)[\s\0]*\Z))?[\s\0]*"""
GAP = rb"[\s,;:|/=]+"
NUMBER = rb"[+-]?[0-9][0-9_,]*(?:\.[0-9]*)?"
END = rb"""[\s\0]*(?:['"])?[\s\0]*"""
COMMENT = rb"[\s,;:#].*"  # something more than a request, behind it
AS_PYTHON = gettext_noop(
    "It was sent as Python shows it: the quotes belong to str() and repr(), not to the text."
)
QUOTES: Mapping[bytes, str] = dict.fromkeys((b"b'", b'b"', b"'"), AS_PYTHON) | {
    b'"': gettext_noop("There are quotes around it, which are no part of it.")
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
    "verb first": gettext_noop(
        "The verb comes first in it, and the ID after that: the ID is the first word."
    ),
    "number second": gettext_noop("The number comes before the verb in it: it is the last word."),
    "no verb": gettext_noop("The word ADD is missing in it."),
    "no ID": gettext_noop("There is no ID before ADD in it."),
    "number only": gettext_noop("It is the number alone, without an ID and without the word ADD."),
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
    def parts(self) -> Parts:
        """What is in the request that was seen."""
        return Parts(self.name, _value(self.number))

    @property
    def differences(self) -> tuple[str, ...]:
        """Say in sentences what is not as the rules ask for, the most telling ones first."""
        if self.is_opaque:
            return ()
        if self.is_json:
            return (gettext("It is JSON, and not three words with a space between them."),)
        return tuple(self._said())

    def _said(self) -> Iterator[str]:
        if self.order:
            yield gettext(ORDER_SAID[self.order])
        yield from _flaws_of_name(self.name).values()
        if self.verb.upper() == b"ADD" != self.verb:
            yield gettext(
                "The verb in it is {verb}, and not in capitals ADD.", verb=_plain(self.verb)
            )
        elif self.verb and self.verb != b"ADD":
            yield gettext("The verb in it is {verb}, and not the word ADD.", verb=_plain(self.verb))
        yield from _flaws_of_number(self.number).values()
        if self.before in QUOTES:
            yield gettext(QUOTES[self.before])
        elif self.before:
            yield gettext("It begins with {what}.", what=said_of_blanks(self.before))
        for gap in dict.fromkeys((self.one, self.two)):
            if gap not in (b" ", b""):
                yield gettext(
                    "Between two of its words stands {what}, and not one space.",
                    what=said_of_blanks(gap),
                )
        if self.after and self.before not in QUOTES:
            yield gettext(
                "It ends with {what}, which is not part of a request.",
                what=said_of_blanks(self.after),
            )

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if self == RequestForm():
            return ""
        if self.has_other_numbers:
            return gettext("its requests have other numbers than the lines")
        if self.is_opaque:
            return gettext(
                "its requests are whatever it sends: the first one was of another form than ID ADD N"
            )
        if self.is_json:
            return gettext("its requests are JSON")
        form = shown_bytes(self.write(self.name, self.number))
        return gettext("its requests are like {form}", form=form)

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
        return form.parts if form and self._covers(form) else None

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


# Other requests that a server may have been written for, in words and as they are sent.
OTHER_REQUESTS = (
    RequestForm(order="verb first"),
    RequestForm(after=b"\n"),
    RequestForm(verb=b"add"),
    RequestForm(order="number second"),
)


def request_form(data: bytes, number: int | None = None) -> RequestForm | None:
    """Find out the form of a request for this number, or for any; None if it cannot be read.

    What is right by the rules is never taken for another form, however odd its ID looks.
    """
    right = REQUEST.fullmatch(data)
    if right and number in (None, int(right[2])):
        return RequestForm(name=right[1], number=right[2])
    if number is not None and (parts := _from_json(data)) and parts.number == number:
        return RequestForm(is_json=True, name=parts.name)
    if len(data) > LONGEST_FILLED or len(data.strip(b"\0 \t\r\n\v\f")) > LONGEST:
        return None
    for (order, pattern), end in (*((each, END) for each in ORDERS), (ORDERS[0], COMMENT)):
        whole = pattern.replace(b"%G", GAP).replace(b"%N", NUMBER)
        match = re.fullmatch(
            b"(?P<before>" + EDGE + b")" + whole + b"(?P<after>" + end + b")", data, re.DOTALL
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


def form_of_first(data: bytes, number: int) -> RequestForm:
    """Give the form of a client's first datagram, which should be a request for this number."""
    if right := RequestForm().read(data):
        return RequestForm(has_other_numbers=right.number != number)
    return request_form(data, number) or RequestForm(is_opaque=True)


def _from_json(data: bytes) -> Parts | None:
    """Take a request apart that is a JSON object or list with a number and an ID in it."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
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
    """Tell whether two gaps are alike: several blanks vary in how many they are, comments in all but their beginning."""
    if re.match(rb"[\s,;:#].*\w", gap, re.DOTALL) and gap[:1] == other[:1]:
        return True
    if len(gap) > 1 < len(other):
        gap, other = (re.sub(rb"\s+", b" ", each) for each in (gap, other))
    return gap == other


def _flaws_of_name(name: bytes) -> dict[str, str]:
    """Give what is wrong with an ID, each with its sentence."""
    found = {}
    if len(name) > LONGEST_ID:
        found["long"] = ngettext(
            "The ID in it has {number} character, and {most} are the most.",
            "The ID in it has {number} characters, and {most} are the most.",
            len(name),
            most=LONGEST_ID,
        )
    if re.search(rb"\s", name):
        found["blank"] = gettext("The ID in it holds a blank, which ends the first word.")
    elif re.search(rb"[\x80-\xff]", name):
        found["not ASCII"] = gettext("The ID in it holds other characters than those of ASCII.")
    return found


def _flaws_of_number(number: bytes) -> dict[str, str]:
    """Give what is wrong with how a number is written, each with its sentence."""
    digits = number.strip(b"+-")
    found = {}
    if number.startswith(b"+"):
        found["plus"] = gettext("The number in it has a plus sign, which belongs to no N.")
    if b"." in number:
        found["point"] = gettext("The number in it has a decimal point, as a float has.")
    elif not digits.isdigit():
        found["marks"] = gettext(
            "The number in it is written {number}, and not as digits alone.", number=_plain(number)
        )
    elif len(digits) > MOST_DIGITS:
        found["digits"] = gettext(
            "The number in it is written with {count} digits, and {most} are the most.",
            count=len(digits),
            most=MOST_DIGITS,
        )
    return found


def _plain(data: bytes) -> str:
    return data.decode("ascii", "backslashreplace")


BLANKS = {
    b"\n": gettext_noop("a newline (\\n)"),
    b"\r\n": gettext_noop("a line end (\\r\\n)"),
    b"\0": gettext_noop("a zero byte"),
    b"\t": gettext_noop("a tab"),
    b" ": gettext_noop("a blank"),
}


def said_of_blanks(data: bytes) -> str:
    """Name what stands at an edge or in a gap."""
    if not data.strip(b" ") and len(data) > 1:
        return gettext("{count} blanks", count=len(data))
    return gettext(BLANKS.get(data, "")) or shown_bytes(data)


# ------------------------------------------------------------------ servers


@dataclass(frozen=True)
class Serving:
    """How a server serves; the defaults are the rule's own way."""

    from_another_socket: bool = False
    answers_twice: bool = False
    once: bool = False  # it ends after an answer, and is started anew for each request
    a_total_for_each_sender: bool = False
    requests: RequestForm = field(default_factory=RequestForm)

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        said = []
        if self.from_another_socket:
            said.append(gettext("its answers come from another address"))
        if self.answers_twice:
            said.append(gettext("it sends each answer twice"))
        if self.once:
            said.append(gettext("it is started anew for each request"))
        if self.a_total_for_each_sender:
            said.append(gettext("each sender has a total of its own"))
        if self.requests != RequestForm():
            said.append(
                gettext("requests are like {form!r}", form=self.requests.write(b"ID", b"N"))
            )
        return gettext(", and ").join(said)


@dataclass(frozen=True)
class Memory:
    """How long a server remembers a request; the defaults are the rule's own way."""

    others: int | None = None  # that may come in between and are known to do no harm; None is all

    def covers(self, others: int) -> bool:
        """Tell whether it holds a request that comes again after so many others."""
        return self.others is None or others <= self.others

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        if self.others is None:
            return ""
        if not self.others:
            return gettext("it forgets requests: one that comes again comes at once")
        return ngettext(
            "it forgets requests: one that comes again comes after {number} other at most",
            "it forgets requests: one that comes again comes after {number} others at most",
            self.others,
        )


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
            said.append(gettext("it is silent about datagrams that are no requests"))
        elif self.text is None:
            said.append(gettext("it refuses in words of its own"))
        elif self.text != ERROR:
            said.append(gettext("it refuses with {text!r}", text=self.text))
        if self.accepted:
            said.append(
                gettext(
                    "it is not sent what it did not refuse ({kinds})",
                    kinds=gettext(", ").join(sorted(map(gettext, self.accepted))),
                )
            )
        return gettext(", and ").join(said)
