"""What it means that a number of bytes, or a number for a format, was another one than it could be."""

import re

from grader.failures.diagnosis.death import Death
from grader.i18n import gettext, gettext_noop

RECEIVED = r"\b(recv|read|recvfrom|recv_into)\s*\("
UNREAD_LENGTH = gettext_noop(
    "Where it was read as a length: one had been sent that is as high (and negative, if it is read with a sign), its bytes were read in another order, or the frame before was not read to its end."
)


def misread_length(death: Death) -> str | None:
    """Explain a number that is far too large, or negative, as one that was read as a length."""
    if death.shows(RECEIVED) or death.calls("bytearray"):
        is_fixed = death.shows(r"\(\s*[\d_]+(\s*(\*\*?|<<)\s*[\d_]+)*\s*\)")
        told = gettext("No call can ask for that many bytes at once.")
        is_no_length = is_fixed or death.around.transport == "udp"
        return told if is_no_length else f"{told} {gettext(UNREAD_LENGTH)}"
    return None


def negative_size(death: Death) -> str | None:
    """Explain that recv() was asked for a negative number of bytes."""
    if "negative buffersize" not in death.detail:
        return None
    told = gettext("recv() was asked for a negative number of bytes.")
    if death.shows(r"\w\s*-\s*\w"):
        more = gettext("Where it is what was still missing, more had come than that.")
        return f"{told} {more}"
    return f"{told} {gettext(UNREAD_LENGTH)}"


def negative_count(death: Death) -> str | None:
    """Explain that something else was asked for a negative number of bytes."""
    if "negative count" not in death.detail:
        return None
    return f"{gettext('A negative number of bytes was asked for.')} {gettext(UNREAD_LENGTH)}"


def of_struct(death: Death) -> str | None:
    """Explain struct.error in its forms."""
    if death.exception not in ("struct.error", "error"):
        return None
    if match := re.match(
        r"unpack_from requires a buffer of .* for unpacking (\d+) bytes at offset (\d+) \(actual buffer size is (\d+)\)",
        death.detail,
    ):
        return gettext(
            "unpack_from() was to read {number} bytes from place {place} on, and there are {all} in all.",
            number=match[1],
            place=match[2],
            all=match[3],
        )
    if match := re.match(
        r"unpack(?:_from)? requires a buffer of (?:at least )?(\d+) bytes", death.detail
    ):
        if death.around.transport == "udp":
            return gettext(
                "unpack() was given another number of bytes than the {number} that the format takes: a slice of a datagram is shorter where the datagram ends.",
                number=match[1],
            )
        return gettext(
            "unpack() was given another number of bytes than the {number} that the format takes: recv(n) returns at most n bytes, often fewer, and b'' at the end of the stream.",
            number=match[1],
        )
    if "format requires" in death.detail or "out of range" in death.detail:
        return gettext(
            "The number does not fit the format: it is negative, or too large for so few bytes."
        )
    if "required argument is not an integer" in death.detail:
        return gettext(
            "pack() was given something other than a number, where the format has a number."
        )
    if "argument for 's' must be a bytes" in death.detail:
        return gettext("The format `s` takes bytes: encode the text first.")
    if match := re.match(r"pack expected (\d+) items for packing \(got (\d+)\)", death.detail):
        return gettext(
            "The format has room for {room} values, and {given} were given.",
            room=match[1],
            given=match[2],
        )
    if "bad char in struct format" in death.detail:
        return gettext("There is a letter in the format that struct does not know.")
    return None
