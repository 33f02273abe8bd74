"""The client of unit 1's TCP server, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.byhand.plain import Plain
from grader.peers.byhand.talk import talk
from grader.subjects.words import phrase_from


async def play(hand: Hand) -> None:
    """Say one text and wait for the end; each typed line is a new client's text."""
    await talk(
        hand,
        Plain,
        [phrase_from(hand.dice)()],
        arguments=hand.address,
        tip=gettext(
            "Type a line to send it. Your program serves one client: for another one, start it again."
        ),
    )


PEER = Peer(play, STREAM, listens=False)
