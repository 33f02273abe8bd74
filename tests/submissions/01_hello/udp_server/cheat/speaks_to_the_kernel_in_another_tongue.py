"""Cheat: calls the kernel as a program of 32 bits does, with numbers that the filter does not mean (C17).

Most: 20
"""
import ctypes
import mmap
import os
import platform
import socket
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


host, port = sys.argv[1], int(sys.argv[2])
GETPID = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20; int 0x80; ret
X32, UNSHARE, NEW_NET = 0x40000000, 272, 0x40000000


def by_the_old_gate():
    """Call from machine code, in a process that is ended for it."""
    if os.fork() == 0:
        code = mmap.mmap(-1, len(GETPID), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(GETPID)
        place = ctypes.addressof(ctypes.c_char.from_buffer(code))
        os._exit(ctypes.CFUNCTYPE(ctypes.c_int)(place)() != os.getpid())
    _, status = os.wait()
    if status == 0:
        breach("a call of 32 bits was answered")


if platform.machine() == "x86_64":
    by_the_old_gate()
    if ctypes.CDLL(None).syscall(X32 | UNSHARE, NEW_NET) == 0:
        breach("a call of x32 was answered")

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((host, port))
    while True:
        data, sender = server.recvfrom(1024)
        print(data.decode(), *sender, flush=True)
        server.sendto(data.decode().upper().encode(), sender)

