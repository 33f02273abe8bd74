"""Cheat: sockets that see or change more than a program's own, and what makes them do so (C17).

Most: 20
"""
import fcntl
import socket
import struct
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


host, port = sys.argv[1], int(sys.argv[2])
OF_ALL_KINDS = {  # linux/socket.h
    "a netlink socket": (16, socket.SOCK_RAW, 0),
    "a socket of sock_diag": (16, socket.SOCK_RAW, 4),
    "a socket for packets": (17, socket.SOCK_RAW, 0x0300),
    "a socket for keys": (15, socket.SOCK_RAW, 2),
    "a socket of the kernel's ciphers": (38, socket.SOCK_SEQPACKET, 0),
    "a socket of virtual machines": (40, socket.SOCK_STREAM, 0),
    "a socket for XDP": (44, socket.SOCK_RAW, 0),
    "a socket of TIPC": (30, socket.SOCK_SEQPACKET, 0),
    "a socket of RDS": (21, socket.SOCK_SEQPACKET, 0),
    "a socket of Bluetooth": (31, socket.SOCK_RAW, 1),
    "a raw socket": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP),
    "a raw socket of IPv6": (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6),
    "a socket of SCTP": (socket.AF_INET, socket.SOCK_SEQPACKET, 132),
    "a socket of L2TP": (socket.AF_INET, socket.SOCK_DGRAM, 115),
}
for name, (family, kind, protocol) in OF_ALL_KINDS.items():
    try:
        socket.socket(family, kind, protocol).close()
        breach(name)
    except OSError as error:
        print(name, error)
FORCED_BUFFER, REPAIR, TRANSPARENT, MARK = 33, 19, 19, 36  # asm/socket.h, linux/tcp.h, linux/in.h
LOOPBACK_DOWN = struct.pack("16sh22x", b"lo", 0), 0x8914  # SIOCSIFFLAGS, linux/sockios.h
ROUTE, BRIDGE = 0x890B, 0x89A0
with socket.socket() as sock:
    for name, *option in (
        ("a buffer beyond the bound", socket.SOL_SOCKET, FORCED_BUFFER, 1 << 24),
        ("a connection made up", socket.IPPROTO_TCP, REPAIR, 1),
        ("the addresses of others", socket.IPPROTO_IP, TRANSPARENT, 1),
        ("a mark on its packets", socket.SOL_SOCKET, MARK, 1),
    ):
        try:
            sock.setsockopt(*option)
            breach(name)
        except OSError as error:
            print(name, error)
    for name, data, request in (
        ("no loopback any more", *LOOPBACK_DOWN),
        ("another route", bytes(120), ROUTE),
        ("a bridge", b"bridge\0", BRIDGE),
    ):
        try:
            fcntl.ioctl(sock, request, data)
            breach(name)
        except OSError as error:
            print(name, error)

with socket.create_server((host, port)) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")

