"""The server of unit 1's UDP client, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.datagrams import serve
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer


async def play(hand: Hand) -> None:
    """Answer each datagram with its text in upper case."""
    hand.show_command(hand.address)
    hand.tell(gettext("There type lines. Ctrl-D ends the input (on Windows: Ctrl-Z and Enter)."))
    await serve(hand, lambda data, sender: [data.decode("utf-8", "replace").upper().encode()])


PEER = Peer(play, DATAGRAMS, listens=True)
