"""Plays with a DNS lookup: answers of which it has to print the addresses, and what it makes of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from grader.failures.errors import Failure
from grader.i18n import gettext, ngettext
from grader.peers.dns.answers import FLAGS_OF_AN_AUTHORITY, Answer, Record, a, alias
from grader.peers.dns.asked import Query
from grader.subjects.base import Examination
from grader.subjects.framed import meaning
from grader.subjects.lookups import Printing
from grader.subjects.name_asker import addresses_from, name_from
from grader.subjects.name_client import LONGEST_ANSWER, NameClient


def of_foreseen_ids(name_client: NameClient, examination: Examination, ids: Sequence[int]) -> str:
    """Say why IDs that could be foreseen are none, and by what they can be foreseen if that is seen."""
    why = gettext(
        "A stranger who can guess the ID can send an answer that looks like the server's."
    )
    if len(set(ids)) > 1:
        return why
    others: list[int] = []
    name_client.goes_well(
        lambda: others.append(name_client.ask(name_from(examination.dice)).number)
    )
    if set(others) - set(ids):
        from_name = gettext(
            "With another NAME it was another one, {number}: it seems to come from NAME.",
            number=others[0],
        )
        return f"{why} {from_name}"
    if re.search(r"\bseed\s*\(\s*[^\s)]|\bRandom\s*\(\s*\d", examination.scene.around.source):
        seeded = gettext(
            "Random numbers with a seed are the same in every run. Without a seed Python draws new ones."
        )
        return f"{why} {seeded}"
    return why


def print_all(name_client: NameClient, examination: Examination, count: int) -> None:
    """Demand that so many addresses are printed, two of which are neighbours.

    Raises NotPrinted or Mismatch.
    """
    name, found = name_from(examination.dice), addresses_from(examination.dice, count)
    start, _, last = found[1].rpartition(".")
    found[3] = f"{start}.{9 - int(last)}"  # another one, and no white space either
    if found == sorted(found):
        found.reverse()
    query = name_client.ask(name)
    while len(name_client.write(query, all_of(name, found))) > LONGEST_ANSWER:
        found.pop()
    name_client.answer_with(query, all_of(name, found))
    name_client.expect_addresses(*found)


def all_of(name: str, addresses: Sequence[str]) -> Answer:
    """Make an answer with a record for each of these addresses."""
    return Answer([a(name, each) for each in addresses])


def print_odd_ones(name_client: NameClient, examination: Examination) -> None:
    """Demand two addresses of an answer with odd numbers. Raises NotPrinted or Mismatch."""
    name, drawn = name_from(examination.dice), addresses_from(examination.dice, 4)
    first, low, high, last = (each.split(".") for each in drawn)
    low[0], high[0], last[3] = "0", "240", str(ord(" "))
    found = [".".join(each) for each in (first, low, high, last)]
    query = name_client.ask(name)
    answer = replace(all_of(name, found), ttl=0, flags=FLAGS_OF_AN_AUTHORITY)
    name_client.answer_with(query, answer)
    known = gettext(
        "In this answer AA is set and RA is not, its records have a TTL of 0, one address begins with 0 and one with 240, and the last byte is 0x20, a blank in a text."
    )
    with meaning(known):
        name_client.expect_addresses(*found)


def print_one(name_client: NameClient, examination: Examination) -> None:
    """Demand that one address is printed; learn how names are to be written, or how it prints.

    Raises NotPrinted or Mismatch.
    """
    name, (address,) = name_from(examination.dice), addresses_from(examination.dice, 1)

    def play() -> None:
        query = name_client.ask(name)
        name_client.answer_with(query, Answer([a(name, address)]))
        name_client.expect_addresses(address)

    try:
        play()
    except Failure:
        name_client.learn_how_it_prints(address)
        # that it does not read pointers is another check's concern
        if name_client.prints or not (
            name_client.reads_in_full(play) or name_client.reads_repaired(play)
        ):
            raise
    examination.learn(Printing(is_seen=True))


def parts_of(record: Record, query: Query, what: str) -> dict[str, str]:
    """Give what the data of a record would be as IPv4 addresses: its beginning and its end."""
    data = Answer([record]).to(query)[-4:] if record.name else record.data
    return {".".join(map(str, part)): what for part in (data[:4], data[-4:])}


def follow_aliases(name_client: NameClient, examination: Examination, count: int) -> None:
    """Demand the addresses at the end of so many aliases. Raises NotPrinted or Mismatch."""
    names = [name_from(examination.dice) for _ in range(count + 1)]
    found = addresses_from(examination.dice, 2 if name_client.prints_all else 1)
    records = [alias(*pair) for pair in pairwise(names)]
    query, answer = (
        name_client.ask(names[0]),
        Answer(records + [a(names[-1], each) for each in found]),
    )
    if not name_client.takes(query, answer):
        return
    name_client.answer_with(query, answer)
    known = ngettext(
        "In the answer an alias stood before the address.",
        "In the answer {number} aliases stood before the address.",
        count,
    )
    with meaning(known):
        name_client.expect_addresses(*found)


def follow_a_respelled_alias(name_client: NameClient, examination: Examination) -> None:
    """Demand the address at the end of an alias that has other letters there.

    Raises NotPrinted or Mismatch.
    """
    name, target = (name_from(examination.dice) for _ in range(2))
    (address,) = addresses_from(examination.dice, 1)
    respelled, owner = target.title(), target.title().swapcase()
    query = name_client.ask(name)
    # a pointer would give both the same letters
    answer = Answer([alias(name, respelled), a(owner, address)], way="full")
    name_client.answer_with(query, answer)
    known = gettext(
        "In the answer NAME was an alias of {target}, and the address stood under {owner}: capital and small letters are the same name.",
        target=respelled,
        owner=owner,
    )
    with meaning(known):
        name_client.expect_addresses(address)


def meet_a_circle(
    name_client: NameClient, examination: Examination, what: str, message: Callable[[Query], bytes]
) -> None:
    """Demand that the program reads on or ends after a circle of pointers. Raises StillRunning."""
    name, (address,) = name_from(examination.dice), addresses_from(examination.dice, 1)
    query = name_client.ask(name)
    name_client.expect_life_after(query, message(query), what, Answer([a(name, address)]))
