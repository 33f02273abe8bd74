"""When datagrams arrive: the kernel's own times, by a clock that nobody steps."""

import socket
import struct
import sys
import time

Address = tuple[str, int]

LARGEST = 1 << 16
SO_TIMESTAMPNS = 35  # <asm-generic/socket.h>; its message has the same number
CLOCKS_DIFFER = 0.01  # seconds that two clocks, read one after the other, may seem to


def ask_for_times(sock: socket.socket) -> None:
    """Have the kernel note when the datagrams of this socket arrive."""
    if sys.platform == "linux":
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)


def receive_with_time(sock: socket.socket) -> tuple[bytes, Address, float | None]:
    """Receive a datagram; give it, its sender, and when it arrived by the wall clock, if known."""
    if sys.platform != "linux":
        data, sender = sock.recvfrom(LARGEST)
        return data, sender, None
    data, told, _, sender = sock.recvmsg(LARGEST, socket.CMSG_SPACE(16))
    for level, kind, value in told:
        if (level, kind, len(value)) == (socket.SOL_SOCKET, SO_TIMESTAMPNS, 16):
            seconds, nanoseconds = struct.unpack("qq", value)
            return data, sender, seconds + nanoseconds / 1e9
    return data, sender, None


class ArrivalClock:
    """Turns the kernel's times of arrival into times of time.monotonic().

    The kernel stamps datagrams by the wall clock, which somebody may step at any moment. So a
    stamp is read by what the two clocks differ now, and if that cannot be, by what they
    differed when the last one was read: nothing has come before the last look that found
    nothing, or after now.
    """

    def __init__(self) -> None:
        self._difference = time.time() - time.monotonic()
        self._earliest = time.monotonic()

    def nothing_is_here(self) -> None:
        """Note a look that found nothing: whatever comes arrives later."""
        self._earliest = time.monotonic()

    def moment(self, stamp: float | None) -> float:
        """Give the time of a stamp; of none, and of one that cannot be, now."""
        now = time.monotonic()
        before, self._difference = self._difference, time.time() - now
        if stamp is not None:
            for difference in (self._difference, before):
                if self._earliest - CLOCKS_DIFFER <= stamp - difference <= now + CLOCKS_DIFFER:
                    return min(stamp - difference, now)
        return now
