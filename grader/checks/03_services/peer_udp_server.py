"""The client of unit 3's name server, to try the program by hand."""

import re
from pathlib import Path

import dns.exception
import dns.rdatatype

from grader.i18n import gettext
from grader.peers.byhand.datagrams import Client
from grader.peers.byhand.hand import DATAGRAMS, Hand, Peer
from grader.peers.dns.messages import described, read
from grader.peers.dns.queries import query
from grader.subjects.hosts import Hosts

LINE = re.compile(r"([A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*)\.?(?:\s+(\w+))?\s*", re.ASCII)
LONGEST = 250  # characters of a name
SENDINGS, PATIENCE = 3, 1.0  # as resolvers do it


async def play(hand: Hand) -> None:
    """Write a hosts file for the program, ask for its names, then for what is typed."""
    hosts = Hosts(hand.dice)
    known, other = hosts.name(addresses=2), hosts.new_name()
    hosts.line("{} {} {}  # and a comment", hosts.new_name(), hosts.new_name())
    file = Path(hand.folder) / "hosts.txt"
    file.write_text(hosts.text, encoding="utf-8")
    client = await Client.open(hand, [*hand.address, str(file)], _described)

    async def ask(line: str) -> None:
        found = LINE.fullmatch(line.strip())
        kind = _kind((found[2] or "A") if found else "")
        if not found or kind is None or len(found[1]) > LONGEST:
            hand.tell(gettext("write a name and perhaps a type, such as localhost A"))
            return
        asked = query(found[1], kind, number=hand.dice.getrandbits(16))
        await client.ask(
            asked.data,
            lambda answer: answer[:2] == asked.data[:2],
            sendings=SENDINGS,
            patience=PATIENCE,
        )

    # whoever has started it before has another file
    for line in ["localhost A"] if hand.is_port_given else [f"{known} A", f"{known} MX", other]:
        await ask(line)
    hand.tell(gettext("Type a name and a type, such as localhost A: it is sent as a query."))
    async for line in hand.lines:
        await ask(line)


def _kind(word: str) -> int | None:
    try:
        return int(dns.rdatatype.from_text(word))
    except (dns.exception.DNSException, ValueError):
        return None


def _described(data: bytes) -> str:
    message = read(data)
    if message.flags & 0x8000:
        return described(message)
    asked = message.question
    return (
        f"{asked.name} {dns.rdatatype.to_text(dns.rdatatype.RdataType.make(asked.kind))}"
        if asked
        else ""
    )


PEER = Peer(play, DATAGRAMS, listens=False)
