"""The client of unit 1's UDP server, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.datagrams import Client
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer
from grader.peers.byhand.talk import PATIENCE
from grader.subjects.words import phrase_from


async def play(hand: Hand) -> None:
    """Send a phrase, and each typed line, as a datagram; wait for the answer to each."""
    client = await Client.open(hand, hand.address)

    async def send(line: str) -> None:
        await client.ask(line.encode(), lambda answer: True, sendings=1, patience=PATIENCE)

    await send(phrase_from(hand.dice)())
    hand.tell(gettext("Type a line: it is sent as one datagram."))
    async for line in hand.lines:
        await send(line)


PEER = Peer(play, DATAGRAMS, listens=False)
