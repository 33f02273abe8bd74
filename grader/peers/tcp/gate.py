"""Whether a program has taken what was sent to it, so that the next piece meets it alone.

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

try:
    import fcntl
    import termios
except ImportError:  # Windows
    fcntl = None

NETLINK_SOCK_DIAG = 4
SOCK_DIAG_BY_FAMILY = 20
NLM_F_REQUEST = 1
NLMSG_ERROR = 2
ANY_COOKIE = b"\xff" * 8
ALL_STATES = 0xFFFFFFFF
HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
QUEUE_AT = HEADER.size + 4 + 48 + 4  # struct inet_diag_msg: idiag_rqueue


def is_taken(sock):
    """True if the other side has read all that was sent on `sock`, False if not.

    None where the system does not tell, and for a connection that is no more.
    """
    left = untaken(sock)
    return None if left is None else left == 0


def untaken(sock):
    """How much of what was sent on `sock` the other side has not read; None as above.

    For a Unix-domain socket it is more than the bytes: the kernel counts its own.
    """
    if sys.platform != "linux" or fcntl is None:
        return None
    try:
        unsent = struct.unpack("i", fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)))[0]
        if sock.family != socket.AF_INET:
            return unsent
        return unsent + _queue_of_the_other_side(sock)
    except OSError:
        return None


def _queue_of_the_other_side(sock):
    """Bytes in the receive queue of the socket at the other end; 0 if that one has gone."""
    here, there = sock.getsockname(), sock.getpeername()
    answer = _ask(_request(local=there, remote=here))
    _, kind, *_ = HEADER.unpack_from(answer)
    if kind == NLMSG_ERROR:
        (code,) = struct.unpack_from("=i", answer, HEADER.size)
        if code == -errno.ENOENT:
            return 0
        raise OSError(-code, "sock_diag")
    return struct.unpack_from("=I", answer, QUEUE_AT)[0]


def _request(local, remote):
    """struct inet_diag_req_v2 for exactly one socket."""
    body = struct.pack("=BBBBI", socket.AF_INET, socket.IPPROTO_TCP, 0, 0, ALL_STATES)
    body += struct.pack("!HH", local[1], remote[1])
    body += socket.inet_aton(local[0]).ljust(16, b"\0")
    body += socket.inet_aton(remote[0]).ljust(16, b"\0")
    body += bytes(4) + ANY_COOKIE
    head = HEADER.pack(HEADER.size + len(body), SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 1, 0)
    return head + body


def _ask(request):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as netlink:
        netlink.send(request)
        return netlink.recv(8192)
