"""Right: a socket that never waits, in a busy loop; debug prints of every byte; upper-case query."""
import random
import socket
import struct
import sys
import time


def encode(name):
    return b"".join(bytes([len(x)]) + x.encode() for x in name.upper().split(".")) + b"\x00"


def main():
    name = sys.argv[1]
    server = (sys.argv[2], int(sys.argv[3]))
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setblocking(False)
    print("server:", server)
    for n in range(3):
        id = random.randint(0, 65535)
        packet = struct.pack("!HHHHHH", id, 256, 1, 0, 0, 0) + encode(name) + struct.pack("!HH", 1, 1)
        print("sending", packet.hex(" "))
        s.sendto(packet, server)
        t = time.monotonic()
        while time.monotonic() - t < 0.6:
            try:
                data, addr = s.recvfrom(9999)
            except BlockingIOError:
                continue
            print("got", len(data), "bytes from", addr[1])
            print(data)
            if addr != server or data[0:2] != packet[0:2]:
                print("not for me")
                continue
            if data[12:12 + len(encode(name))].upper() != encode(name).upper():
                print("other question")
                continue
            return handle(data, 12 + len(encode(name)) + 4)
    raise TimeoutError("no answer")


def handle(data, pos):
    if data[3] & 0xf != 0:
        raise Exception("error %d" % (data[3] & 0xf))
    n = struct.unpack("!H", data[6:8])[0]
    print(n, "records")
    ok = False
    for i in range(n):
        while 0 < data[pos] < 192:
            pos = pos + 1 + data[pos]
        if data[pos] == 0:
            pos += 1
        else:
            pos += 2
        type, cls, ttl, size = struct.unpack("!HHLH", data[pos:pos + 10])
        print("record", i, "type", type, "class", cls, "ttl", ttl, "size", size)
        pos += 10
        if type == 1:
            print("-->", ".".join(map(str, data[pos:pos + 4])))
            ok = True
        pos += size
    if not ok:
        raise Exception("no address")


main()
