"""The server of unit 2's adding client, to try the program by hand."""

import re

from grader.i18n import gettext
from grader.peers.byhand.datagrams import Address, serve
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?\d{1,18})")
MOST_REMEMBERED = 100_000  # requests


class Sum:
    """A running total, and the answers that were given: a request counts once."""

    def __init__(self) -> None:
        self._total = 0
        self._given: dict[tuple[Address, bytes], bytes] = {}

    def answers(self, data: bytes, sender: Address) -> list[bytes]:
        """Add the number of a request that is new, and give its answer."""
        found = REQUEST.fullmatch(data)
        if found is None:
            return [b"ERROR"]
        known = self._given.get((sender, found[1]))
        if known is None:
            self._total += int(found[2])
            known = found[1] + b" " + str(self._total).encode()
            if len(self._given) < MOST_REMEMBERED:
                self._given[sender, found[1]] = known
        return [known]


async def play(hand: Hand) -> None:
    """Add the numbers of all clients."""
    hand.show_command(hand.address)
    hand.tell(
        gettext("There type whole numbers. Ctrl-D ends the input (on Windows: Ctrl-Z and Enter).")
    )
    await serve(hand, Sum().answers)


PEER = Peer(play, DATAGRAMS, listens=True)
