"""Right: fills a big bytearray by recv_into through moving memoryview slices.
"""
import socket
import sys


def talk(host, port):
    box = bytearray(5000)
    free = memoryview(box)
    used = 0
    with socket.socket() as s:
        s.connect((host, port))
        s.sendall(memoryview(b"hello!"))
        n = s.recv_into(free)
        while n:
            used += n
            n = s.recv_into(free[used:])
    print(used, "bytes came:", bytes(box[:used]))


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
