"""Tells whether a program has taken what was sent, so that the next piece reaches it alone.

TCP is a stream: two sends may arrive as one. A check that wants a program to see
half a frame cannot send the halves one after the other and hope. So the second
half waits behind a gate, until the program's own receive queue is empty: it has
really called recv() and got the first. Linux tells the length of that queue, for
TCP through sock_diag(7), for a Unix-domain socket through SIOCOUTQ, which counts
what the other side has not read. Elsewhere nobody can tell, and a pause stands in.
"""

import errno
import socket
import struct
import sys

from grader.launch.network import Network

if sys.platform != "win32":
    import fcntl
    import termios

SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST = 1
NLMSG_ERROR = 2
ANY_COOKIE = b"\xff" * 8
ALL_STATES = 0xFFFFFFFF
HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
QUEUE_AT = HEADER.size + 4 + 48 + 4  # struct inet_diag_msg: idiag_rqueue


def is_taken(network: Network, sock: socket.socket) -> bool | None:
    """Tell whether the other side has read all that was sent on `sock`.

    None where the system does not tell, and for a connection that is no more.
    """
    left = untaken(network, sock)
    return None if left is None else left == 0


def untaken(network: Network, sock: socket.socket) -> int | None:
    """Tell how many bytes that were sent on `sock` the other side has not read.

    None where the system does not tell, and for a connection that is no more. For a
    Unix-domain socket it is a larger number: the kernel counts what it needs itself as well.
    """
    if sys.platform != "linux":
        return None
    try:
        unsent = _queue(sock, termios.TIOCOUTQ)
        if sock.family != socket.AF_INET:
            return unsent
        return unsent + _queue_of_the_other_side(network, sock)
    except OSError:
        return None


def unread(sock: socket.socket) -> int:
    """Tell how many bytes wait to be read on `sock`; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    try:
        return _queue(sock, termios.FIONREAD)
    except OSError:
        return 0


def _queue(sock: socket.socket, which: int) -> int:
    """Ask the kernel for the length of one of a socket's own queues, in bytes; not on Windows."""
    length: int = struct.unpack("i", fcntl.ioctl(sock, which, bytes(4)))[0]
    return length


def _queue_of_the_other_side(network: Network, sock: socket.socket) -> int:
    """Ask how many bytes are in the receive queue at the other end; 0 if that end has gone."""
    here, there = sock.getsockname(), sock.getpeername()
    answer = network.diagnose(_request(local=there, remote=here))
    _, kind, *_ = HEADER.unpack_from(answer)
    if kind == NLMSG_ERROR:
        (code,) = struct.unpack_from("=i", answer, HEADER.size)
        if code == -errno.ENOENT:
            return 0
        raise OSError(-code, "sock_diag")
    length: int = struct.unpack_from("=I", answer, QUEUE_AT)[0]
    return length


def _request(local: tuple[str, int], remote: tuple[str, int]) -> bytes:
    """Make a struct inet_diag_req_v2 for exactly one socket."""
    body = struct.pack("=BBBBI", socket.AF_INET, socket.IPPROTO_TCP, 0, 0, ALL_STATES)
    body += struct.pack("!HH", local[1], remote[1])
    body += socket.inet_aton(local[0]).ljust(16, b"\0")
    body += socket.inet_aton(remote[0]).ljust(16, b"\0")
    body += bytes(4) + ANY_COOKIE
    head = HEADER.pack(HEADER.size + len(body), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 1, 0)
    return head + body
