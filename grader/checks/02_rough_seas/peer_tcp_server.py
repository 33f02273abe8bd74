"""The client of unit 2's framed server, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.frames import Framed
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.byhand.talk import talk
from grader.subjects.words import chinese_from, phrase_from


async def play(hand: Hand) -> None:
    """Read the greeting, and send a frame with a phrase and one with Chinese; then typed lines."""
    await talk(
        hand,
        Framed,
        [phrase_from(hand.dice)(), chinese_from(hand.dice)()],
        arguments=hand.address,
        tip=gettext("Type a line: it is sent as one frame."),
        half_closes=True,
    )


PEER = Peer(play, STREAM, listens=False, may_have_path=True)
