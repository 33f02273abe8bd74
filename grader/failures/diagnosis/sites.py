"""What it usually means that a web server answers otherwise than it should."""

import re

from grader.failures.diagnosis.differences import of_bytes
from grader.i18n import gettext

SERVER_ERROR = 500
SENDS = re.compile(r"\.send\s*\(")  # which may take a part, and not sendall()


def of_status(status: int | None) -> str | None:
    """Tell of an answer that should have been 200."""
    if status is None:
        return gettext("No status of three digits stands in its first line.")
    if status == 404:
        return gettext("It says that there is no such file, and there is one below ROOT.")
    if status == 403:
        return gettext("It refuses a file that lies below ROOT.")
    if status >= SERVER_ERROR:
        return gettext("It says that it has failed itself.")
    return None


def of_no_head(came: bytes) -> str:
    """Tell of an answer that has no head that anybody could read."""
    if came.startswith(b"HTTP/"):
        return gettext("The empty line that ends the headers did not come.")
    return gettext(
        "An answer begins with the status line and the headers, each with \\r\\n at its end; an empty line ends them, and then comes the body."
    )


def of_file(wanted: bytes, came: bytes) -> str | None:
    """Tell of a body that is not the bytes of the file."""
    if came == wanted.replace(b"\r\n", b"\n"):
        return gettext(
            'Each \\r\\n of the file came as \\n: a file that is opened as text is read so. With "rb" its bytes come as they are.'
        )
    return of_bytes(wanted, came)


def of_missing(status: int | None) -> str | None:
    """Tell of an answer for a file that is not there, which should have been 404."""
    if status == 200:
        return gettext(
            "It says that all is well: people may read the page, and programs read the status."
        )
    if status is not None and status >= SERVER_ERROR:
        return gettext(
            "It says that it has failed itself, and it is the client that asks for what is not there."
        )
    return None


def of_method(method: str, status: int | None, has_file: bool) -> str | None:
    """Tell of an answer to a method that is not allowed, which should have been 405."""
    if has_file:
        return gettext(
            "The file came, as it does for GET: the first word of a request, its method, says what the client wants."
        )
    if status == 501:
        return gettext(
            "501 is for methods that a server does not know at all. {method} is known, and not allowed here.",
            method=method,
        )
    if status == 411:
        return gettext(
            "411 is for a body of which the length has to be known: a request without Content-Length has no body."
        )
    return None


def of_length(
    said: int, came: int, wanted: int, characters: int | None = None, source: str = ""
) -> str | None:
    """Tell of a Content-Length that is not the number of the body's bytes.

    `source` is the learner's file.
    """
    if characters is not None and said == characters != wanted:
        return gettext(
            "It counts characters: the text has {characters} of them, and {wanted} bytes in UTF-8. Encode first, then count.",
            characters=characters,
            wanted=wanted,
        )
    if came < wanted and said >= wanted and SENDS.search(source):
        return gettext(
            "Only {came} of the file's {wanted} bytes came: send() may take a part of what it is given, and sendall() takes all; the connection may be closed only after all was sent.",
            came=came,
            wanted=wanted,
        )
    if said == came:
        return gettext("The file has {wanted} bytes, and {came} came.", wanted=wanted, came=came)
    if said > came:
        return gettext(
            "It promises {number} more than come: a client waits for them.", number=said - came
        )
    return gettext(
        "{number} more came than it says: a client would take them for the beginning of the next answer.",
        number=came - said,
    )
