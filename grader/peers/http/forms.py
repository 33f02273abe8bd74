"""Reads a request's body as a form: its fields, or the parts of a multipart body."""

import email
import email.message
import email.utils
import urllib.parse
from dataclasses import dataclass

from grader.peers.http.script import Request

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class Part:
    """One part of multipart/form-data (RFC 7578, section 4.2)."""

    name: str | None
    filename: str | None
    content: bytes


def kind(request: Request) -> str:
    """Give the media type of the body, in lower case; empty if the request does not say."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def fields(request: Request) -> dict[str | None, str] | None:
    """Give the fields of a form body, urlencoded or multipart; None if it is no form."""
    if kind(request) == URLENCODED:
        body = request.body.decode("latin-1")
        return dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
    if kind(request) == MULTIPART:
        return {part.name: part.content.decode("utf-8", "replace") for part in parts(request)}
    return None


def parts(request: Request) -> list[Part]:
    """Give the parts of a multipart body, byte for byte; none if it is not one."""
    if kind(request) != MULTIPART:
        return []
    boundary = _headers(f"Content-Type: {request.headers['content-type']}").get_boundary("")
    _, *pieces = (b"\r\n" + request.body).split(b"\r\n--" + boundary.encode("utf-8", "replace"))
    found = []
    for piece in pieces[:-1]:  # the last one is what follows the end
        head, _, content = piece.partition(b"\r\n\r\n")
        found.append(Part(*_names(head), content))
    return found


def _names(head: bytes) -> tuple[str | None, str | None]:
    """Read the name and the file name in the head of a part; None for each that is missing."""
    headers = _headers(head.strip().decode("utf-8", "replace"))
    try:
        name = headers.get_param("name", header="content-disposition")
        if isinstance(name, tuple):  # encoded by RFC 2231, as get_filename() reads it
            name = email.utils.collapse_rfc2231_value(name)
        return name, headers.get_filename()
    except (UnicodeError, LookupError):  # it names an encoding that does not exist (RFC 2231)
        return None, None


def _headers(text: str) -> email.message.Message:
    return email.message_from_string(text + "\n\n")
