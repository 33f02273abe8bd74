"""How a program's side of a connection came to its end, in sentences."""

from typing import Literal

from grader.i18n import gettext, ngettext

End = Literal["end", "reset"] | None


def cut_off(end: End, count: int, wanted: int) -> str:
    """Say that it came to its end after so many bytes."""
    if end == "reset":
        return ngettext(
            "Your program reset the connection after {number} byte of {wanted}.",
            "Your program reset the connection after {number} bytes of {wanted}.",
            count,
            wanted=wanted,
        )
    return ngettext(
        "Your program closed the connection after {number} byte of {wanted}.",
        "Your program closed the connection after {number} bytes of {wanted}.",
        count,
        wanted=wanted,
    )


def before_it_sent(end: End, what: str) -> str:
    """Say that it came to its end before anything of this came."""
    if end == "reset":
        return gettext("Your program reset the connection before it had sent {what}.", what=what)
    return gettext("Your program closed the connection before it had sent {what}.", what=what)


def without_more(end: End, has_spoken: bool) -> str:
    """Say that it came to its end without another word, or without any."""
    if has_spoken and end == "reset":
        return gettext("Your program reset the connection, and sent nothing more.")
    if has_spoken:
        return gettext("Your program closed the connection, and sent nothing more.")
    if end == "reset":
        return gettext("Your program reset the connection without sending anything.")
    return gettext("Your program closed the connection without sending anything.")


def silent(has_spoken: bool) -> str:
    """Say that nothing came, or nothing more, though it has not come to its end."""
    if has_spoken:
        return gettext("Your program sent nothing more.")
    return gettext("Your program sent nothing.")
