"""Gives the runs of one program a network of their own, and a view of their own of the files.

A supervisor enters these namespaces, and the runs that it forks are in them as well:

    user      where the grader is an ordinary user: only there may it make the others
    network   nothing but a loopback interface, and anew whenever the grader asks for it; who is
              in there reaches no other network, and is reached by the sockets alone that the
              supervisor makes there and hands out
    mount     a small file system in memory, in which the files that every run may read have
              their usual paths (`readable`), and one more for the folders of the runs. A run has
              that for its root: it has no path to anything else, be it a file or a socket

Whether the kernel allows it is found by doing, in `layers`.

Sources: namespaces(7), user_namespaces(7), network_namespaces(7), mount_namespaces(7);
mount(2), mount_setattr(2), chroot(2), tmpfs(5), netdevice(7), rtnetlink(7).
"""

import os
import socket
import stat
import struct
import sys

from . import credentials, kernel, proc, readable
from .messages import ROOM

if sys.platform != "win32":
    import fcntl

CLONE_NEWNS, CLONE_NEWNET = 0x00020000, 0x40000000

# ---------------------------------------------------------------- the network

SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40
LOOPBACK, ITS_INDEX = b"lo", 1
RTM_NEWROUTE, ITS_FLAGS = 24, 0x605  # NLM_F_REQUEST, _ACK, _CREATE and _EXCL
NLMSG_HEADER = struct.Struct("=IHHII")
RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_HOST, RTN_LOCAL = 254, 3, 254, 2
RTA_OIF, RTA_PREFSRC = 4, 7
OWN_ADDRESS = "127.0.0.1"


def enter_network() -> None:
    """Enter a new network, in which only the loopback interface is. Raises OSError."""
    kernel.checked(kernel.libc.unshare(CLONE_NEWNET))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", LOOPBACK, IFF_UP | IFF_RUNNING)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, request)
    _lead_everything_back()


def _lead_everything_back() -> None:
    """Make the default route one to this machine itself.

    A program may then learn its own address by the connect() of a UDP socket, as it can where
    there is an internet; and who calls the internet is refused at once, and does not wait.
    """
    kind = (RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_HOST, RTN_LOCAL)
    route = struct.pack("=BBBBBBBBI", socket.AF_INET, 0, 0, 0, *kind, 0)  # struct rtmsg
    route += struct.pack("=HHI", 8, RTA_OIF, ITS_INDEX)
    route += struct.pack("=HH4s", 8, RTA_PREFSRC, socket.inet_aton(OWN_ADDRESS))
    head = NLMSG_HEADER.pack(NLMSG_HEADER.size + len(route), RTM_NEWROUTE, ITS_FLAGS, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as netlink:
        netlink.send(head + route)
        (code,) = struct.unpack_from("=i", netlink.recv(1024), NLMSG_HEADER.size)
    if code:
        raise OSError(-code, os.strerror(-code))


NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, SOCK_DESTROY = 4, 20, 21
NLM_F_REQUEST, NLM_F_ACK, NLM_F_DUMP = 0x1, 0x4, 0x300
NLMSG_ERROR, NLMSG_DONE = 2, 3
ALL_BUT_TIME_WAIT = 0xFFF & ~(1 << 6)  # states of <net/tcp_states.h>
SOCKET_ID = slice(4, 52)  # of a struct inet_diag_msg: addresses, ports and a cookie
LONGEST_ANSWER = 1 << 16


def end_connections() -> None:
    """End all TCP sockets of this network, whoever has them, and whatever they wait for.

    A socket that nobody has any more, but another one whose data was not read, is closed by
    the kernel itself, which would wait as long as the program likes (SO_LINGER), with
    all that is to be closed after it. Where a kernel cannot do this (INET_DIAG_DESTROY) they stay.
    """
    counts = proc.sockets()
    families = {"TCP": socket.AF_INET, "TCP6": socket.AF_INET6}
    # For a list of none the kernel looks through the tables of the whole machine.
    some = [family for kind, family in families.items() if counts.get(kind, 1)]
    if not some:
        return
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_SOCK_DIAG) as netlink:
        for family in some:
            for identity in _tcp_sockets(netlink, family):
                netlink.send(_diag(SOCK_DESTROY, NLM_F_REQUEST | NLM_F_ACK, family, identity))
                netlink.recv(LONGEST_ANSWER)  # it may have gone meanwhile


def _tcp_sockets(netlink: socket.socket, family: int) -> list[bytes]:
    """List the identities of the TCP sockets of this network. Raises OSError."""
    netlink.send(_diag(SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, family, bytes(48)))
    found: list[bytes] = []
    while True:
        answer = netlink.recv(LONGEST_ANSWER)
        while answer:
            length, kind, *_ = NLMSG_HEADER.unpack_from(answer)
            if kind in (NLMSG_DONE, NLMSG_ERROR):
                return found
            found.append(answer[NLMSG_HEADER.size : length][SOCKET_ID])
            answer = answer[(length + 3) & ~3 :]


def _diag(kind: int, flags: int, family: int, identity: bytes) -> bytes:
    """Make a message of sock_diag(7) about TCP sockets (struct inet_diag_req_v2)."""
    body = struct.pack("=BBBBI", family, socket.IPPROTO_TCP, 0, 0, ALL_BUT_TIME_WAIT) + identity
    return NLMSG_HEADER.pack(NLMSG_HEADER.size + len(body), kind, flags, 1, 0) + body


# ---------------------------------------------------------------- the files

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 1 << 12, 1 << 14, 1 << 18
MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE = 442, -100, 0x8000
MOUNT_ATTR_RDONLY = 1
SMALL = "size=1m,nr_inodes=4k,mode=755"
# What all runs of a program may take of disk, one after the other. It is memory, and there
# are several programs at a time.
SIZE_OF_ROOM = "size=96m,nr_inodes=8k,mode=711"
EMPTY_FOLDERS = ("/tmp",)
DEVICES = (
    ("/dev/fd", "/proc/self/fd"),
    ("/dev/stdin", "/proc/self/fd/0"),
    ("/dev/stdout", "/proc/self/fd/1"),
    ("/dev/stderr", "/proc/self/fd/2"),
)


def enter_view(place: str) -> int:
    """Make the view at `place`, an empty folder, and give a descriptor of the runs' room in it.

    The room is `ROOM` for who has the view. Only this process and its children know of it, and
    it goes with the last of them. Raises OSError.
    """
    kernel.checked(kernel.libc.unshare(CLONE_NEWNS))
    os.umask(0o022)  # another user has to get through these folders
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("view", place, "tmpfs", MS_NOSUID | MS_NODEV, SMALL)
    for path, target in (*readable.links(), *DEVICES):
        _make_folder(place + os.path.dirname(path))
        os.symlink(target, place + path)
    shown: list[str] = []
    for path, _ in readable.rules():
        if not any(readable.is_below(path, above) for above in shown):
            _show(path, place)
            shown.append(path)
    for folder in (*EMPTY_FOLDERS, ROOM, "/proc"):
        _make_folder(place + folder)
    _make_read_only(place)
    _show("/proc", place)
    _mount("room", place + ROOM, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, SIZE_OF_ROOM)
    return os.open(place + ROOM, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def keep_to_view(place: str) -> None:
    """Have this process see nothing but the view at `place` from here on. Raises OSError."""
    os.chroot(place)
    os.chdir("/")


def _show(path: str, place: str) -> None:
    """Show a folder with all in it, or a file, at the same path in the view."""
    target = place + path
    if stat.S_ISDIR(os.stat(path).st_mode):
        _make_folder(target)
    else:
        _make_folder(os.path.dirname(target))
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    _mount(path, target, None, MS_BIND | MS_REC)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path, 0o755)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path, mode=0o755, exist_ok=True)


def _make_read_only(place: str) -> None:
    attributes = struct.pack("=QQQQ", MOUNT_ATTR_RDONLY, 0, 0, 0)
    kernel.syscall(
        MOUNT_SETATTR, AT_FDCWD, os.fsencode(place), AT_RECURSIVE, attributes, len(attributes)
    )


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str = "") -> None:
    """Make the call mount(2). Raises OSError."""
    encoded = (os.fsencode(text) if text is not None else None for text in (source, target, kind))
    kernel.checked(kernel.libc.mount(*encoded, flags, data.encode() or None))


# ---------------------------------------------------------------- trials


def network_works() -> bool:
    """Tell whether a new network works: whether a connection comes about in it. Raises OSError."""
    _become_able()
    enter_network()
    with socket.create_server((OWN_ADDRESS, 0)) as server:
        socket.create_connection(server.getsockname(), 5).close()
        server.accept()[0].close()
    return True


def view_works(folder: str) -> bool:
    """Tell whether a view can be made, and nobody be reached from it by a path. Raises OSError.

    `folder` is an empty one, for the view and for somebody who listens at a path beside it.
    """
    place, path = f"{folder}/view", f"{folder}/service"
    os.mkdir(place)
    os.chdir(folder)  # from there the path is short enough for any socket
    with socket.socket(socket.AF_UNIX) as service:
        service.bind("service")
        service.listen()
        _call("service")
        _become_able()
        room = enter_view(place)
        os.mkdir("one", dir_fd=room)
        keep_to_view(place)
        try:
            _call(path)
        except OSError:
            return os.path.isdir(f"{ROOM}/one") and not os.path.lexists(path)
    return False


def _call(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(path)


def _become_able() -> None:
    if os.geteuid() != 0:
        credentials.enter_user_namespace(keeps_capabilities=True)
