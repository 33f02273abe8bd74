"""Wrong: after the third sending it waits for a fiftieth of a second, and then fails.

Loses: gives_up_after_three
Says: answered after 3 sendings
"""
import secrets
import socket
import struct
import sys
import time


def write_name(name):
    out = b""
    for label in name.split("."):
        out += bytes([len(label)]) + label.encode("ascii")
    return out + b"\0"


def read_name(msg, at):
    """name in small letters, offset after it"""
    labels = []
    after = None
    limit = at
    while True:
        n = msg[at]
        if n >= 192:
            pointer = struct.unpack_from("!H", msg, at)[0] & 0x3FFF
            if after is None:
                after = at + 2
            if pointer >= limit:
                raise ValueError("pointer does not lead back")
            limit = at = pointer
        elif n >= 64:
            raise ValueError("bad label")
        elif n == 0:
            return ".".join(labels).lower(), after if after is not None else at + 1
        else:
            label = msg[at + 1:at + 1 + n]
            if len(label) < n:
                raise ValueError("cut")
            labels.append(label.decode("latin-1"))
            at += 1 + n


def read_answer(msg, name):
    """addresses, or None if it is not for us"""
    ident, flags, qd, an, ns, ar = struct.unpack_from("!HHHHHH", msg)
    at = 12
    for _ in range(qd):
        q, at = read_name(msg, at)
        t, c = struct.unpack_from("!HH", msg, at)
        at += 4
        if (q, t, c) != (name.lower(), 1, 1):
            return None
    if flags & 15:
        raise LookupError("the server says error %d" % (flags & 15))
    found = []
    wanted = name.lower()
    for _ in range(an):
        owner, at = read_name(msg, at)
        t, c, ttl, n = struct.unpack_from("!HHIH", msg, at)
        at += 10
        if at + n > len(msg):
            raise ValueError("cut")
        if owner == wanted and c == 1:
            if t == 5:
                wanted, _ = read_name(msg, at)
            elif t == 1 and n == 4:
                found.append(socket.inet_ntoa(msg[at:at + 4]))
        at += n
    if not found:
        raise LookupError("no address")
    return found


def look_up(name, host, port):
    ident = secrets.randbelow(65536)
    query = struct.pack("!HHHHHH", ident, 0x0100, 1, 0, 0, 0) + write_name(name) + struct.pack("!HH", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        for sending in range(3):
            s.sendto(query, (host, port))
            end = time.monotonic() + (1 if sending < 2 else 0.02)
            while (left := end - time.monotonic()) > 0:
                s.settimeout(left)
                try:
                    msg, sender = s.recvfrom(4096)
                except OSError:
                    continue
                if sender != (host, port) or len(msg) < 12 or msg[:2] != query[:2] or not msg[2] & 0x80:
                    continue
                answer = read_answer(msg, name)
                if answer is not None:
                    return answer
    raise LookupError("no answer")


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    for address in look_up(NAME, HOST, PORT):
        print(address)
