"""Addresses and ports that no other job and no other grader on this machine uses.

On Linux every 127.x.y.z is this machine, so a job gets an address of its own,
and programs that ignore HOST are found out. Ports lie below the ephemeral range,
where no client's own port can be in the way and no socket can connect to itself.
"""

import errno
import itertools
import random
import socket
import sys
from collections.abc import Iterator

from grader.dice import Dice
from grader.launch.network import Network

PORTS = range(20000, 32768)
SPARE_PORTS = range(5000, 19999)  # for when strangers have taken all of those
SEEDED_TRIES = 50
CHANCE = random.SystemRandom()
RESERVED_BY = 19999  # the port of the sockets that stand for a reservation
HIGHEST = 65535
# An address whose last number lies between these is another one with a digit more, or less.
ROOM_BEFORE, ROOM_BEHIND = 10, 25
MANY_ADDRESSES = sys.platform == "linux"


class NoFreePort(RuntimeError):
    """Every port is in use: the grader's error, not a learner's."""


class Ports:
    """The reservations of one job, drawn with the `dice` of its current check."""

    def __init__(self) -> None:
        self._reservations: list[socket.socket] = []
        self._given: set[int] = set()  # in the network that there is now
        self._is_alone = False
        self.dice = Dice(CHANCE.getrandbits(64))

    def begin(self, network: Network, dice: Dice) -> None:
        """Begin to take ports of this network, with these dice."""
        self.dice, self._is_alone = dice, network.is_own
        self._given.clear()

    def reserve(self) -> tuple[str, int]:
        """Take a (host, port) that is free. Raises NoFreePort.

        The same seed draws the same ports, so that a run can be repeated. After many
        repetitions they all still wait for lost segments (TIME_WAIT, RFC 9293); then chance
        finds others, in the end whichever is left.
        """
        for port in itertools.chain(self._seeded(), _all_by_chance()):
            if self._take(port):
                return self.host(), port
        raise NoFreePort("every port between 5000 and 32767 is in use")

    def _seeded(self) -> Iterator[int]:
        for _ in range(SEEDED_TRIES):
            yield self.dice.choice(PORTS)

    def host(self) -> str:
        """Draw a loopback address; on Linux another one each time."""
        if not MANY_ADDRESSES:
            return "127.0.0.1"
        pick = self.dice.randrange
        return self.dice.fresh(
            lambda: f"127.{pick(1, 200)}.{pick(256)}.{pick(ROOM_BEFORE, ROOM_BEHIND)}"
        )

    def longer_host(self, host: str) -> str:
        """Draw another address, which is this one with a digit more if that is one; only on Linux."""
        if int(host.rpartition(".")[2]) >= ROOM_BEHIND:
            return self.host()
        return self.dice.fresh(lambda: f"{host}{self.dice.randrange(10)}")

    def _take(self, port: int) -> bool:
        if self._is_alone:
            is_new = port not in self._given
            self._given.add(port)
            return is_new
        reservation = _reserve(port)
        if reservation is None:
            return False
        if not _is_free(port):
            reservation.close()
            return False
        self._reservations.append(reservation)
        return True

    def close(self) -> None:
        """Give all of the ports back."""
        for reservation in self._reservations:
            reservation.close()
        self._reservations.clear()


def _all_by_chance() -> Iterator[int]:
    dice = random.Random(CHANCE.getrandbits(64))  # SystemRandom asks the system for each draw
    yield from dice.sample(PORTS, len(PORTS))
    yield from dice.sample(SPARE_PORTS, len(SPARE_PORTS))


def _reserve(port: int) -> socket.socket | None:
    """Reserve a port by a socket that other graders cannot bind as well; None if one has.

    It must not be bound to the port itself, which is the program's to bind, on
    all interfaces if it likes. So on Linux an address stands for the port, and elsewhere
    the port that is as far from the other end. The socket is one of TCP, which no learner's
    program may bind there: Landlock looks at the ports of TCP, and not at those of datagrams.
    It never listens.
    """
    if MANY_ADDRESSES:
        address = f"127.254.{port >> 8}.{port & 255}", RESERVED_BY
    else:
        address = "127.0.0.1", HIGHEST - port
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.bind(address)
    except OSError:
        sock.close()
        return None
    return sock


def _is_free(port: int) -> bool:
    """Tell whether no program on this machine has the port, on any interface."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("", port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    return False
                raise
    return True
