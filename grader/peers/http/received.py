"""Reads the answers of a web server: exactly, to judge them, and leniently, to go on.

An answer is a head, an empty line and a body (RFC 9112). What breaks a rule of the head's form
is noted as a fault, and read all the same where it can be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from grader.i18n import gettext
from grader.text import shown_bytes

OK = 200
NO_BODY = (204, 304)  # statuses of answers that have none (RFC 9112, section 6.3)
LONGEST_HEAD = 1 << 16  # bytes
LONGEST_SIZE = 1 << 10  # bytes of a line with the size of a chunk
LONGEST_NUMBER = 18  # digits of a length
BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
STATUS_LINE = re.compile(rb"HTTP/1\.[01] [1-5]\d\d(?: [^\r\n]*)?")
LIKE_A_STATUS = re.compile(rb"(?<!\d)([1-5]\d\d)(?!\d)")
LIKE_A_STATUS_LINE = re.compile(rb"(?:HTTP.{0,9}\s)?[1-5]\d\d(?!\d)", re.IGNORECASE)
VERSION = re.compile(rb"HTTP/(\d\.\d)", re.IGNORECASE)
REASONS = {status.phrase.lower().encode(): status.value for status in HTTPStatus}
FIELD_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # token (RFC 9110, section 5.6.2)

# How a body came to its end: there is none, by its length, by its last chunk, with the
# connection, when nothing more came, or too early.
Ending = Literal["none", "length", "chunked", "end", "quiet", "short"]


@dataclass(frozen=True)
class Head:
    """The status line and the headers of an answer."""

    line: bytes
    headers: tuple[tuple[str, str], ...]
    size: int  # bytes, with the empty line
    faults: tuple[str, ...] = ()  # what breaks the form, in whole sentences

    @property
    def status(self) -> int | None:
        """The status, perhaps by its reason alone; None where the first line has none."""
        said = VERSION.sub(b" ", self.line[:100], count=1)
        found = LIKE_A_STATUS.search(said)
        return int(found[1]) if found else REASONS.get(said.strip(b" \t0123456789").lower())

    @property
    def version(self) -> str:
        """The version of HTTP, as `1.1`; nothing where the first line has none."""
        found = VERSION.match(self.line)
        return found[1].decode() if found else ""

    def values(self, name: str) -> list[str]:
        """Give the values of all fields of this name, in whatever case that is written."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def value(self, name: str) -> str | None:
        """Give the first value of this name, or None."""
        return next(iter(self.values(name)), None)

    def words(self, name: str) -> set[str]:
        """Give the words of a list such as `Allow: GET, HEAD`, in lower case; blanks divide, too."""
        return set(",".join(self.values(name)).lower().replace(",", " ").split())

    @property
    def length(self) -> int | None:
        """The Content-Length, where there is one that is a number."""
        value = (self.value("Content-Length") or "").strip()
        is_number = value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER
        return int(value) if is_number else None

    @property
    def is_chunked(self) -> bool:
        """Whether the body comes in chunks."""
        return "chunked" in self.words("Transfer-Encoding")

    @property
    def ends_connection(self) -> bool:
        """Whether a client has to take the connection for one that ends with this answer."""
        options = self.words("Connection")
        return "close" in options or (self.version == "1.0" and "keep-alive" not in options)


@dataclass(frozen=True)
class Answer:
    """An answer as it came; `more` is what came behind it, if somebody looked.

    A server may be known to say another status where all is well, `says_ok`.
    """

    raw: bytes
    head: Head | None  # None if it has none that anybody could read
    body: bytes = b""
    ending: Ending = "none"
    more: bytes = b""
    was_reset: bool = False  # whether the connection was reset, which may swallow a part
    says_ok: int = OK

    @property
    def status(self) -> int | None:
        """The status as it is meant; None where there is none."""
        said = self.head.status if self.head else None
        return OK if said == self.says_ok else said

    @property
    def told_status(self) -> str:
        """The status in words, as it came."""
        said = self.head.status if self.head else None
        return str(said) if said else gettext("no status")

    @property
    def line(self) -> str:
        """The first line, to be shown."""
        return shown_bytes(self.head.line if self.head else self.raw.split(b"\n", 1)[0])

    def value(self, name: str) -> str | None:
        """Give the first value of a header, or None."""
        return self.head.value(name) if self.head else None

    def has(self, data: bytes) -> bool:
        """Tell whether its body is this, also where its length says something else."""
        if self.body == data:
            return True
        return data.startswith(self.body) and self.body + self.more == data


def head_of(data: bytes | bytearray) -> Head | None:
    """Read the head with which the data begins; None while its empty line is not there."""
    lead = len(data) - len(data.lstrip(b"\r\n \t"))
    found = BLANK_LINE.search(data, lead, lead + LONGEST_HEAD)
    if found is None:
        return None
    written = bytes(data[lead : found.start()])
    line, *fields = (each.rstrip(b"\r") for each in written.split(b"\n"))
    if not VERSION.match(line) and not LIKE_A_STATUS_LINE.match(line):
        return None
    headers = tuple(_pairs(fields))
    faults = tuple(_faults(bytes(data[: found.end()]), lead, line, fields))
    return Head(line.strip(), headers, found.end(), faults)


def _pairs(fields: list[bytes]) -> Iterator[tuple[str, str]]:
    for field in fields:
        name, colon, value = field.decode("latin-1").partition(":")
        if colon:
            yield name.strip(), value.strip()


def _faults(written: bytes, lead: int, line: bytes, fields: list[bytes]) -> Iterator[str]:
    if lead:
        yield gettext(
            "Before the status line stands {written}: nothing comes before it.",
            written=shown_bytes(written[:lead]),
        )
    if not STATUS_LINE.fullmatch(line):
        yield gettext(
            "The first line is {line}: a status line is HTTP/1.1, a blank, three digits, a blank and a reason.",
            line=shown_bytes(line),
        )
    for field in fields:
        name, colon, _ = field.partition(b":")
        if not colon:
            yield gettext(
                "The line {field} has no colon: a header is a name, a colon and a value.",
                field=shown_bytes(field),
            )
            return
        if not FIELD_NAME.fullmatch(name):
            yield gettext(
                "The name of a header is {name}: there must be no blanks before, in or after a name, and its colon must follow at once.",
                name=shown_bytes(name),
            )
            return
    if written.count(b"\n") != written.count(b"\r\n"):
        yield gettext(
            "Its lines do not all end with \\r\\n, as each line of a head does in HTTP: \\n alone is another byte."
        )


class Chunks:
    """Reads a body in chunks (RFC 9112, section 7.1) from a buffer that grows."""

    def __init__(self, start: int) -> None:
        self._at = start
        self.body = bytearray()
        self.is_over = False  # at its last chunk, or where no size can be read

    def read(self, data: bytearray) -> None:
        """Take the chunks that are there by now."""
        while not self.is_over:
            end = data.find(b"\n", self._at, self._at + LONGEST_SIZE)
            if end < 0:
                self.is_over = len(data) - self._at > LONGEST_SIZE
                return
            size = _size(bytes(data[self._at : end]))
            behind = end + 1 + size + 2  # the chunk, and the line end after it
            if len(data) < behind:
                return
            if not size:  # the last chunk, or none at all: then comes whatever comes
                self._at, self.is_over = behind, True
                return
            self.body += data[end + 1 : end + 1 + size]
            self._at = behind

    @property
    def end(self) -> int:
        """The index behind what was read."""
        return self._at


def _size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    is_number = re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits)
    return int(digits, 16) if is_number else 0
