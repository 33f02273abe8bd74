"""Sends several datagrams in one call, so that who is woken by the first finds the others there.

Linux cuts a long datagram into such segments (udp(7), UDP_SEGMENT). Of two calls, one after the
other, the second may come late: whoever the first has woken takes the processor.
"""

import socket
import sys

UDP_SEGMENT = 103  # <linux/udp.h>


def are_sent(sock: socket.socket, data: bytes, times: int, to: tuple[str, int]) -> bool:
    """Send a datagram so many times; tell whether this system does so, else nothing has left."""
    if not sys.platform.startswith("linux") or not data:
        return False
    try:
        sock.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, len(data))
        try:
            sock.sendto(data * times, to)
        finally:
            sock.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, 0)
    except OSError:
        return False
    return True
