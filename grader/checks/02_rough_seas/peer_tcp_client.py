"""The server of unit 2's framed client, to try the program by hand."""

import socket

from grader.i18n import gettext
from grader.peers.byhand.frames import Frames, TooLong, frame, reversed_text, shown
from grader.peers.byhand.hand import STREAM, Hand, Peer
from grader.peers.byhand.streams import Wire, serve


async def play(hand: Hand) -> None:
    """Greet each client, and answer each frame with its text turned round."""

    async def talk(wire: Wire) -> None:
        await wire.send(frame(f"ready {socket.gethostname()}".encode()))
        frames = Frames()
        try:
            while data := await wire.receive():
                for each in frames.feed(data):
                    hand.note(shown(each))
                    await wire.send(frame(reversed_text(each)))
        except TooLong:
            hand.transcript.step(gettext("that length is more than 16 MiB: it is refused"))
            return
        if frames.missing:
            hand.transcript.step(gettext("the connection ended in the middle of a frame"))

    hand.show_command(hand.address)
    hand.tell(gettext("There type lines. Ctrl-D ends the input (on Windows: Ctrl-Z and Enter)."))
    await serve(hand, talk)


PEER = Peer(play, STREAM, listens=True, may_have_path=True)
