"""Reads a request's body: as a form, its fields or the parts of a multipart body, or as JSON.

A stranger has written it. So all that is parsed is bounded in length and number first, far
above what any form of the course takes up; and whatever an encoding or a parser raises that
was made for mail means that it is no form.
"""

import email
import email.errors
import email.header
import email.message
import email.utils
import html
import json
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

from grader.peers.http.script import Request
from grader.peers.http.values import DEEPEST, depth

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MOST_FIELDS, MOST_PARTS = 1000, 40
# Characters of a Content-Type and of the head of a part, which has a file's name in it, perhaps
# twice. The parser takes a time that grows with the square of this.
LONGEST_HEAD = 4096
MOST_HEADS = 4 * LONGEST_HEAD  # of all parts


@dataclass(frozen=True)
class Part:
    """One part of multipart/form-data (RFC 7578, section 4.2).

    A file's name is written in other ways by each client, and some can be read in two ways:
    `filenames` are all readings of it, the plainest first, and none for what is no file.
    """

    name: str | None
    filenames: tuple[str, ...]
    content: bytes

    @property
    def filename(self) -> str | None:
        """The file's name in its plainest reading; None for what is no file."""
        return self.filenames[0] if self.filenames else None


def kind(request: Request) -> str:
    """Give the media type of the body, in lower case; empty if the request does not say."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def fields(request: Request) -> dict[str | None, str] | None:
    """Give the fields of a form body, urlencoded or multipart; None if it is no form."""
    if kind(request) == URLENCODED:
        found = pairs(request.body.decode("latin-1"))
        return dict(found) if found is not None else None
    if kind(request) == MULTIPART:
        return {part.name: part.content.decode("utf-8", "replace") for part in parts(request)}
    return None


def pairs(text: str) -> list[tuple[str, str]] | None:
    """Give the pairs of a query, or of an urlencoded form; None for more than any has."""
    try:
        return urllib.parse.parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None


def parts(request: Request) -> list[Part]:
    """Give the parts of a multipart body, byte for byte; none if it is not one."""
    if kind(request) != MULTIPART or not boundary(request):
        return []
    _, *pieces = (b"\r\n" + request.body).split(delimiter(request), MOST_PARTS + 2)
    halves = [piece.partition(b"\r\n\r\n") for piece in pieces[:-1]]  # then follows the end
    if len(halves) > MOST_PARTS or sum(len(head) for head, *_ in halves) > MOST_HEADS:
        return []
    return [Part(*_names(head), content) for head, _, content in halves]


def is_closed(request: Request) -> bool:
    """Tell whether a multipart body comes to its end: its last boundary has -- behind it."""
    return delimiter(request) + b"--" in b"\r\n" + request.body


def delimiter(request: Request) -> bytes:
    """Give what stands before each part of a multipart body, and at its end."""
    return b"\r\n--" + boundary(request).encode("utf-8", "replace")


def boundary(request: Request) -> str:
    """Give the boundary that the Content-Type of a multipart body names; empty if it names none."""
    try:
        declared = request.headers.get("content-type", "")
        return str(_headers(f"Content-Type: {declared}").get_boundary(""))
    except Exception:  # of a parser of mail, or of any encoding
        return ""


def as_json(request: Request) -> object:
    """Give the value that the body is as JSON; None if it is none, or deeper than any of ours."""
    try:
        found: object = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return found if depth(found) <= DEEPEST else None


def _names(head: bytes) -> tuple[str | None, tuple[str, ...]]:
    """Read the name and the file names in the head of a part."""
    text = head.strip().decode("utf-8", "replace")
    try:
        headers = _headers(text)
        name = headers.get_param("name", header="content-disposition")
        if isinstance(name, tuple):  # encoded by RFC 2231, as get_filename() reads it
            name = email.utils.collapse_rfc2231_value(name)
        return name, tuple(dict.fromkeys(_readings(headers, text)))
    except Exception:  # of a parser of mail, or of any encoding
        return None, ()


def _readings(headers: email.message.Message, head: str) -> Iterator[str]:
    """Yield each way in which the file's name in this head can be read."""
    extended = re.search(r"(?im)\bfilename\*=\s*\"?([\w-]*)'[^']*'([^;\s\"]*)", head)
    if extended:  # RFC 5987, whether there is a plain one beside it or not
        yield urllib.parse.unquote(extended[2], extended[1] or "utf-8", "replace")
    plain = headers.get_filename()
    # quotes within the quotes, as some clients leave them
    greedy = re.search(r'(?im)^content-disposition:.*?\bfilename="(.*)"\s*$', head)
    for text in (plain, greedy and greedy[1]):
        if text is None:
            continue
        yield text  # which may be empty
        yield text.replace('\\"', '"').replace("\\\\", "\\")
        yield urllib.parse.unquote(text)  # %22 for a quote (HTML), or all of it
        yield html.unescape(text)  # &#20320; for what an encoding does not have
        yield _decoded(text)


def _decoded(text: str) -> str:
    """Decode the encoded words of RFC 2047 in this text, if there are any."""
    try:
        return str(email.header.make_header(email.header.decode_header(text)))
    except (email.errors.MessageError, ValueError, LookupError):
        return text


def _headers(text: str) -> email.message.Message:
    """Parse headers as those of a mail are. Raises ValueError for what is too long for one."""
    if len(text) > LONGEST_HEAD:
        raise ValueError("the head is too long")
    return email.message_from_string(text + "\n\n")
