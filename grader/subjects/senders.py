"""What a server has printed where a sender's host and port were to be."""

from collections.abc import Iterable

from grader.failures.diagnosis.prints import written_by_itself
from grader.i18n import gettext
from grader.peers.udp import Address
from grader.peers.whereabouts import shown
from grader.subjects.base import apart


def of_sender(
    sender: Address, own: Address, others: Iterable[Address], printed: str, errors: str
) -> str | None:
    """Tell what a server at its `own` address printed instead of a sender's address, if anything.

    There may have been `others` that have sent something.
    """
    host, port = (_stands_in(str(part), printed) for part in sender)
    on_stderr = written_by_itself(errors)
    if all(_stands_in(str(part), on_stderr) for part in sender):
        return gettext("They were printed to standard error: print it to standard output.")
    if "{}{}".format(*sender) in printed:
        return gettext(
            "Host and port were printed without anything between them: nobody can tell them apart."
        )
    if "{}.{}".format(*sender) in printed:
        return gettext(
            "Host and port were printed with a dot between them: nobody can tell the port from a part of the host."
        )
    if f"{sender[1]:,}" in printed:
        return gettext("The sender's port was printed with a comma between its digits.")
    if host and not port:
        return gettext(
            "The sender's host was printed, {host}, but not its port, {port}.",
            host=sender[0],
            port=sender[1],
        )
    if port and not host:
        return gettext(
            "The sender's port was printed, {port}, but not its host, {host}.",
            host=sender[0],
            port=sender[1],
        )
    for other in others:
        if all(_stands_in(str(part), printed) for part in other):
            return gettext(
                "{other} was printed, and not {address}: each datagram brings its own sender.",
                other=shown(other),
                address=shown(sender),
            )
    if all(_stands_in(str(part), printed) for part in own):
        return gettext(
            "What was printed, {address}, is the server's own address.",
            address=shown(own),
        )
    return gettext("Neither of the two was printed.") if printed.strip() else None


def _stands_in(part: str, printed: str) -> bool:
    """Tell whether a number or an address is printed, and not only as part of a longer one."""
    return bool(apart(part).search(printed))
