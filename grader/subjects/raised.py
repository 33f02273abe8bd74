"""How a server answers that should raise letters, and what became of a text's capitals."""

from contextlib import suppress
from dataclasses import dataclass

from grader.failures.diagnosis import texts
from grader.i18n import gettext
from grader.peers.udp import UdpPeer
from grader.subjects.places import port_after
from grader.subjects.speech import Speech


@dataclass(frozen=True)
class Answers(Speech):
    """How a server answers."""

    beside: bytes = b""  # a datagram that came before an answer, and was none
    later: bool = False  # from the second datagram on an answer may be whatever comes
    aside: int | None = None  # they go to this many ports after the server's own
    late: bool = False  # an answer comes only when the next datagram has come

    def told(self) -> str:
        """Say for learners in which way the program speaks; nothing if by the rules."""
        ways = {
            self.in_words(gettext("an answer")): True,
            gettext("another datagram may come before an answer"): self.beside,
            gettext("the second answer, and each one after it, may be whatever comes"): self.later,
            gettext("it is sent one datagram more, since its answers come a turn late"): self.late,
            gettext(
                "its answers go to port {port}, and the client has that one",
                port=port_after(self.aside),
            ): self.aside is not None,
        }
        return "; ".join(way for way, is_so in ways.items() if way and is_so)


def of_pieces(client: UdpPeer, text: str, came: bytes) -> str | None:
    """Tell whether the answer came in several datagrams, of which all are here."""
    pieces = [came, *client.here]
    if len(pieces) == 1 or b"".join(pieces).lower() != text.lower().encode():
        return None
    return gettext(
        "The answer came in pieces, in {number} datagrams: it should be a single one.",
        number=len(pieces),
    )


def of_capitals(text: str, came: bytes, source: str) -> str | None:
    """Tell what became of a text whose capitals were asked for, or None; `source` is the program's."""
    wanted = text.upper()
    if came.lower() == repr(text.encode()).lower().encode():
        return gettext(
            "It is what Python shows of bytes, with b and quotes: str() of bytes is for looking, decode() turns them into text."
        )
    if encoding := texts.encoded_otherwise(wanted, came):
        return gettext(
            "The answer was encoded as {encoding}: this course uses UTF-8.", encoding=encoding
        )
    answer = came.decode("utf-8", "replace")
    if answer == text != wanted:
        said = [gettext("The text came back as it was sent.")]
        if ".upper()" in source and text.isascii():
            said.append(gettext("upper() returns a new text, and leaves the old one as it was."))
        return " ".join(said)
    for read in texts.ENCODINGS:
        if came in _raised_as(text, read):
            return gettext(
                "The bytes were read as {encoding} before they were raised: this course uses UTF-8.",
                encoding=read,
            )
    for form, told in (
        (
            text.capitalize(),
            gettext(
                "Only the first letter is a capital, and all others are small. All letters should be capitals."
            ),
        ),
        (
            text.swapcase(),
            gettext(
                "Small letters became capitals, and capitals became small letters. All letters should be capitals."
            ),
        ),
        (text.lower(), gettext("The letters came back small. All letters should be capitals.")),
    ):
        if answer == form:
            return told
    if answer.upper() == wanted and len(answer) == len(wanted):
        small = sorted(
            {letter for letter, is_due in zip(answer, wanted, strict=True) if letter != is_due}
        )
        return gettext("Not all of the letters were raised: {letters}", letters=" ".join(small))
    return texts.of_changed_text(wanted, answer)


def _raised_as(text: str, encoding: str) -> set[bytes]:
    """Give what servers send that take the bytes of a text for another encoding."""
    found = set()
    with suppress(UnicodeError):
        raised = text.encode().decode(encoding).upper()
        found.add(raised.encode())
        found.add(raised.encode(encoding))
    return found - {text.upper().encode()}
