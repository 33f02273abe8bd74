"""The server of unit 1's TCP client, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.byhand.streams import Wire, serve
from grader.subjects.words import phrase_from

HELLO = b"hello!"


async def play(hand: Hand) -> None:
    """Answer each client that has said `hello!` with a phrase, and close its connection."""
    phrase = phrase_from(hand.dice)

    async def talk(wire: Wire) -> None:
        heard = b""
        while len(heard) < len(HELLO) and (data := await wire.receive()):
            heard += data
        if heard != HELLO:
            hand.transcript.step(
                gettext("that is not what the rules say: expected {expected}", expected=HELLO)
            )
        if heard:
            await wire.send(phrase().encode())

    hand.show_command(hand.address)
    await serve(hand, talk)


PEER = Peer(play, STREAM, listens=True)
