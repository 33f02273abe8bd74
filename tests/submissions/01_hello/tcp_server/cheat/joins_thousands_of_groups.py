"""Cheat: joins thousands of multicast groups, takes all contexts of asynchronous input, and lets closed connections wait: what the whole machine has once (C5, C12).

Most: 20
"""
import ctypes
import os
import socket
import struct
import sys

TCP_LINGER2, IO_SETUP = 8, {"x86_64": 206, "aarch64": 0}

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    try:
        group = struct.pack("4s4s", socket.inet_aton("239.1.2.3"), socket.inet_aton("127.0.0.1"))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
        print("BREACH: it has joined a group")
    except OSError as error:
        print(error)
with socket.socket() as sock:
    try:
        sock.setsockopt(socket.IPPROTO_TCP, TCP_LINGER2, 120)
        print("BREACH: what it closes may wait")
    except OSError as error:
        print(error)
context = ctypes.c_ulong()
if ctypes.CDLL(None).syscall(IO_SETUP[os.uname().machine], 1000, ctypes.byref(context)) == 0:
    print("BREACH: it has a context")
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode())
        connection.sendall(b"hi")
