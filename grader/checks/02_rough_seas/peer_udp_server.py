"""The client of unit 2's adding server, to try the program by hand."""

import re

from grader.i18n import gettext
from grader.peers.byhand.datagrams import Client
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer
from grader.subjects.words import word_from

NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
SENDINGS, PATIENCE = 5, 0.2  # as the client of this protocol has them


async def play(hand: Hand) -> None:
    """Have two numbers added; then a typed number is one more, and any other line is sent as it is."""
    client, word = await Client.open(hand, hand.address), word_from(hand.dice)

    async def send(line: str) -> None:
        text = f"{word(8)} ADD {line.strip()}" if NUMBER.fullmatch(line.strip()) else line
        request = text.encode()

        def is_answer(answer: bytes) -> bool:
            return answer.split()[:1] in (request.split()[:1], [b"ERROR"])

        await client.ask(request, is_answer, sendings=SENDINGS, patience=PATIENCE)

    for number in (hand.dice.randint(2, 99), -hand.dice.randint(2, 99)):
        await send(str(number))
    hand.tell(
        gettext(
            "Type a number: it gets an ID of its own. Any other line is sent as it is, such as ID ADD 5."
        )
    )
    async for line in hand.lines:
        await send(line)


PEER = Peer(play, DATAGRAMS, listens=False)
