"""Where programs are found that do not use the HOST and PORT of their command line.

An address that is written into a program is one mistake, and costs one rule: that it listens,
or calls, where it was told to. Once that check has failed and it was seen where the program is
instead, all other checks are judged there. Where others share the network with it this is
done only for a PORT that was kept free for it; in one of its own it may have any.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address

from grader.failures.diagnosis.first_contact import of_address
from grader.failures.errors import Failure, NotReachable, ProgramEnded, Unseen
from grader.i18n import gettext, gettext_noop
from grader.peers.arrivals import Address
from grader.peers.decoys import OFTEN_CHOSEN, Decoys
from grader.peers.scene import TICK
from grader.peers.whereabouts import USUAL_HOST, shown
from grader.subjects.base import Subject

NEAR = 10  # ports behind or before PORT, which a program counts from there
CHOSEN_BY_THE_SYSTEM = range(32768, 61000)  # ports of sockets that asked for none (Linux)
NUMBER = re.compile(r"(?<![\w.])\d{1,5}(?![\w.])")
MOST_PORTS = 24  # at which a client is waited for, each on two hosts
BETWEEN_LOOKS = 0.02  # seconds
EVERYBODY = ("255.255.255.255", "127.255.255.255")

# What a program does at an address, and how learners are told where it does that.
TOLD = {
    "listens at": gettext_noop("it listens at {address}"),
    "receives datagrams at": gettext_noop("it receives datagrams at {address}"),
    "calls": gettext_noop("it calls {address}"),
    "sends to": gettext_noop("it sends to {address}"),
}


def port_after(offset: int | None) -> str:
    """Say in words which port lies so far behind PORT."""
    return f"PORT {'+-'[offset < 0]} {abs(offset)}" if offset else "PORT"


@dataclass(frozen=True)
class Place:
    """The address that a program uses, compared with the one that it was told."""

    does: str = ""  # what the program does there, of TOLD
    host: str | None = None  # its own; None is HOST
    port: int | None = None  # its own; None is counted from PORT
    behind: int = 0  # so far behind PORT

    def of(self, told: Address) -> Address:
        """Give the address that it uses when it is told this one."""
        host, port = told
        return self.host or host, self.port or port + self.behind

    def told(self) -> str:
        """Say for learners at which address the program is; nothing if at the right one."""
        address = f"{self.host or 'HOST'}:{self.port or port_after(self.behind)}"
        return gettext(TOLD[self.does], address=address) if self.does else ""


def place_of(does: str, found: Address, told: Address, source: str) -> Place | None:
    """Find the rule by which a program uses this address that was told another.

    None if none is seen, or if no peer comes there: to one of IPv6, or one that is of many machines.
    """
    host, port = found
    if found == told or ":" in host or _is_of_many(host):
        return None
    own_host = None if host == told[0] else host
    if abs(port - told[1]) <= NEAR:
        return Place(does, own_host, behind=port - told[1])
    if port in CHOSEN_BY_THE_SYSTEM and port not in ports_in(source):
        return None
    return Place(does, own_host, port)


def _is_of_many(host: str) -> bool:
    """Tell whether this is the address of a group, or of everybody in a network of ours."""
    return host in EVERYBODY or IPv4Address(host).is_multicast


def ports_in(source: str) -> list[int]:
    """List the numbers in a program that may be ports, each once."""
    numbers = map(int, NUMBER.findall(source))
    return list(dict.fromkeys(number for number in numbers if 0 < number < 1 << 16))


class Addressed(Subject):
    """A program that is told an address, and judged at another one if it uses that."""

    rule = ""  # the check that finds it; where it is lost, and nothing found, nothing is judged
    does = "listens at"  # of TOLD

    def demand_place(self) -> None:
        """Raise Unseen if the check for that has found the program nowhere."""
        if not self.is_elsewhere and self._examination.lost(self.rule):
            raise Unseen(self.rule)

    @property
    def place(self) -> Place:
        """Where the program is found. Raises Unseen if the check for that has found it nowhere."""
        self.demand_place()
        return self._examination.dialect(Place)

    def reserve(self) -> Address:
        """Take the HOST and PORT of the next run. Raises Unseen, as `place` does.

        The last program is ended, since it may hold any port of its network. A port of its own
        may be waiting for lost segments even then (TIME_WAIT, RFC 9293), but in a new network.
        """
        place = self.place
        self._examination.end()
        if place.port:
            self._examination.leave_network()
        return self._examination.ports.reserve()

    def pause(self, ticks: int, since: float) -> None:
        """Let the rest of a number of ticks pass: nobody has said anything `since` then."""
        self.scene.transcript.step(
            gettext("nobody said anything for {seconds:.1f} s", seconds=ticks * TICK)
        )
        self.scene.is_quiet([], ticks - int((time.monotonic() - since) / TICK))

    @property
    def is_elsewhere(self) -> bool:
        """Whether the program was found at another address than that of its command line."""
        return self._examination.dialect(Place) != Place()

    @property
    def was_found(self) -> bool:
        """Whether the program is known to be somewhere, at HOST and PORT or elsewhere."""
        return self.is_elsewhere or self._examination.passed(self.rule)

    @contextmanager
    def finding(self, told: Address) -> Iterator[None]:
        """Learn where the program is if it is not where it was told to be, and was found."""
        try:
            yield
        except NotReachable as failure:
            if failure.found:
                self.learn_place(failure.found, told)
            raise

    def learn_place(self, found: Address, told: Address) -> None:
        """Remember where the program was found, unless that is known or no rule is behind it."""
        is_kept_free = found[1] == told[1] or self.scene.network.is_own
        place = place_of(self.does, found, told, self.scene.around.source)
        if place and is_kept_free and not self.was_found:
            self._examination.learn(place)
            self.scene.patience.forgive("ready")

    @contextmanager
    def finding_its_calls(self, told: Address, start: Callable[[], object]) -> Iterator[None]:
        """Learn where a client calls by TCP if it does not come to where it was told to.

        `start` starts another run of it.
        """
        try:
            with self.finding(told):
                yield
        except (NotReachable, ProgramEnded) as failure:
            self.look_for_calls(told, start, failure)
            raise

    def look_for_calls(
        self, told: Address, start: Callable[[], object], failure: Failure, by_udp: bool = False
    ) -> bytes | None:
        """Run a client once more, with somebody at other addresses, and learn which one it calls.

        The failure then says so. Gives the datagram that came there. Nothing is done where
        others may be at these addresses, or the client was found already.
        """
        if self.was_found or not self.scene.network.is_own:
            return None
        found: list[tuple[Address, bytes]] = []
        with self.aside(), closing(self._somebody_elsewhere(told, by_udp)) as decoys:
            start()

            def has_called() -> bool:
                if datagram := decoys.datagram():
                    found.append(datagram)
                if address := decoys.connection():
                    found.append((address, b""))
                return bool(found)

            self.scene.wait(has_called, "ready", every=BETWEEN_LOOKS, or_end=True)
        if not found or found[0][0] == told:
            return None
        (called, data), *_ = found
        self.learn_place(called, told)
        does = gettext("sent a datagram to") if by_udp else gettext("connected to")
        step = (
            gettext_noop(
                "a new run, with somebody at other addresses too: it sent a datagram to {address}"
            )
            if by_udp
            else gettext_noop(
                "a new run, with somebody at other addresses too: it connected to {address}"
            )
        )
        self.scene.transcript.remark(gettext(step, address=shown(called)))
        failure.expected, failure.received = shown(told), shown(called)
        failure.establish(of_address(does, shown(called), told, self.scene.around))
        return data

    def _somebody_elsewhere(self, told: Address, by_udp: bool) -> Decoys:
        host, port = told
        likely = (port, port + 1, port - 1, *OFTEN_CHOSEN, *ports_in(self.scene.around.source))
        ports = list(dict.fromkeys(likely))[:MOST_PORTS]
        there = [(h, p) for h in (USUAL_HOST, host) for p in ports]
        udp, tcp = (there, []) if by_udp else ([], there)
        return Decoys(self.scene.network, udp, tcp)
