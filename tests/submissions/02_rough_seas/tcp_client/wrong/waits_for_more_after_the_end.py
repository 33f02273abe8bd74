"""Wrong: b"" of recv means for it that nothing has come yet; it waits a little and asks again.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: The server has gone | It waits in sleep()
"""

import socket
import struct
import sys
import time


def collect(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            time.sleep(0.1)
        data += part
    return data


def frame(sock):
    return collect(sock, struct.unpack("!I", collect(sock, 4))[0]).decode("utf-8")


def main():
    args = sys.argv[1:]
    if len(args) == 2:
        sock = socket.create_connection((args[0], int(args[1])))
    else:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(args[0])
    print(frame(sock))
    for line in sys.stdin.readlines():
        data = line.rstrip("\n").encode("utf-8")
        sock.sendall(struct.pack("!I", len(data)) + data)
        print(frame(sock))
    sock.close()


main()
