"""The name server of unit 3's lookup, to try the program by hand."""

from grader.i18n import gettext
from grader.peers.byhand.datagrams import Address, serve
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer
from grader.peers.dns.answers import NO_SUCH_NAME, Answer, Record, a, alias
from grader.peers.dns.asked import CNAME, RESPONSE, A, Query, read
from grader.peers.dns.messages import described
from grader.peers.dns.messages import read as read_answer
from grader.subjects.words import word_from


class Zone:
    """Some names, and what is known of them."""

    def __init__(self, hand: Hand) -> None:
        word = word_from(hand.dice)
        zone = f"{word(6)}.test"
        self._hand = hand
        self.plain, self.alias, self.unknown = f"www.{zone}", f"old.{zone}", f"no.{zone}"
        target = f"new.{zone}"
        self._records: dict[str, list[Record]] = {
            self.plain: [a(self.plain, self._address()) for _ in range(3)],
            target: [a(target, self._address())],
        }
        self._records[self.alias] = [alias(self.alias, target), *self._records[target]]

    def _address(self) -> str:
        return "10." + ".".join(str(self._hand.dice.randint(1, 254)) for _ in range(3))

    def answers(self, data: bytes, sender: Address) -> list[bytes]:
        """Answer a query, also one that is wrong in some way, if it has an ID."""
        query = read(data)
        for fault in query.faults(query.name or ""):
            self._hand.transcript.step(gettext("this query breaks the rules: {why}", why=fault))
        if not query.is_answerable:
            return []
        return [self._answer(query).to(query)]

    def _answer(self, query: Query) -> Answer:
        known = self._records.get((query.name or "").lower())
        if known is None:
            return Answer(rcode=NO_SUCH_NAME)
        return Answer([each for each in known if query.kind == A or each.kind == CNAME])


def _described(data: bytes) -> str:
    query = read(data)
    return described(read_answer(data)) if query.flags & RESPONSE else query.name or ""


async def play(hand: Hand) -> None:
    """Answer for a zone of a few names; no other name exists."""
    zone = Zone(hand)
    names = (zone.plain, zone.alias, zone.unknown)
    hand.show_commands([[name, *hand.address] for name in names])
    await serve(hand, zone.answers, _described)


PEER = Peer(play, DATAGRAMS, listens=True)
