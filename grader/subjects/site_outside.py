"""What is demanded of a learner's web server by clients that nobody here wrote."""

from grader.failures.errors import ConnectionEnded, Failure, Mismatch, NothingCame, Surplus
from grader.i18n import gettext, ngettext
from grader.peers.http.outside import Asked, Understood
from grader.text import clipped, printable

OK, ERROR = 200, 400


def of_a_flood(client: str, asked: int, most_of_a_head: int, most: int) -> Surplus:
    """Make the failure for a program that sends more than `most` bytes to a client.

    The head of an answer may have `most_of_a_head` KiB.
    """
    return Surplus(
        gettext("Your program sent far more to {client} than it had asked for.", client=client),
        expected=ngettext(
            "{number} head of up to {size} KiB, and the files: {most} bytes",
            "{number} heads of up to {size} KiB, and the files: {most} bytes",
            asked,
            size=most_of_a_head,
            most=most,
        ),
        received=gettext("more than {number} bytes", number=most),
    )


def of_no_end(client: str) -> NothingCame:
    """Make the failure for an answer that has no end for a client."""
    return NothingCame(
        gettext("{client} waited in vain for the end of an answer of your program.", client=client)
    )


def of_error(client: str, asked: int, error: Exception) -> Failure:
    """Make the failure for an error in a client that has `asked` so many times."""
    if isinstance(error, ConnectionError):
        return ConnectionEnded(
            gettext(
                "Your program closed the connection before {client} had its answers.", client=client
            ),
            expected=ngettext("{number} answer", "{number} answers", asked),
        )
    return Mismatch(
        gettext("{client} did not understand your program's answer.", client=client),
        expected=gettext("an answer that it understands"),
        received=clipped(printable(repr(error)[:600]), 300),
    )


def demand_as_understood(client: str, asked: Asked, wanted: bytes, came: Understood) -> None:
    """Demand that a client has understood this answer as 200 with these bytes. Raises Mismatch."""
    request = f"{asked.method} {asked.target}"
    if came.status != OK:
        raise Mismatch(
            gettext(
                "Your program answered {request} of {client} with {status}, not with {wanted}.",
                request=request,
                client=client,
                status=came.status,
                wanted=OK,
            ),
            expected=gettext("the status {status}", status=OK),
            received=gettext("the status {status}", status=came.status),
            diagnosis=gettext(
                "A shorter request was served: {client} sends headers of its own.", client=client
            )
            if came.status >= ERROR
            else None,
        )
    if came.body != wanted:
        raise Mismatch(
            gettext(
                "{client} understood your program's answer to {request} otherwise.",
                client=client,
                request=request,
            ),
            expected=b"200 " + wanted,
            received=b"%d " % came.status + came.body,
        )
