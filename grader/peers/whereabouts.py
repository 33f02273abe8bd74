"""Where the UDP sockets of a program are that nothing reaches, or whose answers come from elsewhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.failures.diagnosis.death import Around
from grader.failures.diagnosis.first_contact import of_address
from grader.i18n import gettext
from grader.peers import sockets
from grader.peers.arrivals import Address
from grader.peers.scene import Scene

if TYPE_CHECKING:
    from grader.peers.udp import UdpPeer

USUAL_HOST = "127.0.0.1"  # what is written into a program instead of HOST


def shown(address: Address) -> str:
    """Write an address as learners do, with a colon."""
    host, port = address[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def of_other_sender(scene: Scene, sender: Address, asked: Address) -> str:
    """Say why an answer came from another address than the one that was asked."""
    if sender[1] != asked[1]:
        return gettext(
            "It left from another socket than the one that received: a client takes it for a stranger's."
        )
    held = [each.local for each in sockets.held(scene)]
    if any(host in sockets.EVERYWHERE and port == asked[1] for host, port in held):
        return gettext(
            "Its socket is bound to all interfaces, and not to HOST itself: an answer then leaves from whichever address the system chooses."
        )
    return gettext(
        "The port is right and the host is not: a socket that is bound to HOST itself answers from there."
    )


def of_connected(
    held: Sequence[sockets.Held], server: Address, clients: Sequence["UdpPeer"]
) -> str | None:
    """Say to whom a server has connected its socket, or None."""
    for each in held:
        if each.kind == "UDP" and each.local == server and each.remote:
            of = next((client.name for client in clients if client.address == each.remote), "")
            return gettext(
                "Its socket is connected to {client}: since then it hears that one only, and what it sends goes there. One socket that is not connected serves everybody.",
                client=of or shown(each.remote),
            )
    return None


def elsewhere(held: Sequence[sockets.Held], asked: Address, around: Around) -> str | None:
    """Say what a program is bound to instead of the UDP address that was asked, or None."""
    for each in held:
        if each.kind == "TCP" and each.listens:
            return gettext(
                "Your program listens by TCP, on {address}. A UDP socket is one of SOCK_DGRAM, and needs no listen().",
                address=shown(each.local),
            )
    bound = [shown(each.local) for each in held if each.kind == "UDP" and not each.remote]
    if bound and shown(asked) not in bound:
        return of_address(gettext("is bound to"), gettext(" and ").join(bound), asked, around)
    return None


def bound_by(held: Sequence[sockets.Held]) -> Address | None:
    """Give the address at which a program receives datagrams, or None.

    Of several it is the one with the lowest port: those that nobody has chosen are high.
    """
    bound = [each.local for each in held if each.kind == "UDP" and not each.remote]
    host, port = min(bound, key=lambda address: address[1], default=("", 0))
    # asked at another address, a socket bound to all interfaces would answer from this one
    return (USUAL_HOST if host in sockets.EVERYWHERE else host, port) if port else None
