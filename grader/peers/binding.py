"""Binds the sockets of reference peers, which nobody else may have been quicker to take.

Ports and addresses are drawn so that no other program on this machine meets them. In a
network of the program's own only the program itself can have taken one: that is its doing,
and no mistake of the grader.
"""

import errno
import socket

from grader.failures.errors import TookTooMuch
from grader.i18n import gettext
from grader.launch.network import Network

Address = tuple[str, int]
TAKEN = (errno.EADDRINUSE, errno.EADDRNOTAVAIL)


def bound(
    network: Network, kind: socket.SocketKind, address: Address, reuses: bool = False
) -> socket.socket:
    """Make a socket that is bound to the address, also if it `reuses` one that waits (TIME_WAIT).

    Raises TookTooMuch, and OSError where it is ours.
    """
    sock = network.socket(kind)
    try:
        if reuses:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
    except OSError as error:
        sock.close()
        raise as_it_is(error, network, address) from None
    return sock


def listen(sock: socket.socket, network: Network, backlog: int = 128) -> None:
    """Let a bound socket listen. Raises TookTooMuch, and OSError where it is ours."""
    try:
        sock.listen(backlog)
    except OSError as error:
        address = sock.getsockname()
        sock.close()
        raise as_it_is(error, network, address) from None


def as_it_is(error: OSError, network: Network, address: Address) -> TookTooMuch | OSError:
    """Give the program's failure for an error of ours that only the program can have caused."""
    if not network.is_own or error.errno not in TAKEN:
        return error
    which = gettext("port {port}", port=address[1]) if address[1] else gettext("every port")
    return TookTooMuch(
        gettext("Your program itself holds {which}, which somebody else was to have.", which=which)
    )
