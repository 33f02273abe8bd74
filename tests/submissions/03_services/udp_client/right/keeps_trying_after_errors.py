"""Right: an error code or an empty answer is asked again like silence; it fails when the tries are used up."""
import random
import socket
import struct
import sys
import time


class Failed(Exception):
    pass


def decode_name(buf, off, depth=0):
    if depth > 30:
        raise ValueError("pointers too deep")
    out = b""
    while True:
        n = buf[off]
        if n == 0:
            return out, off + 1
        if n >= 0xC0:
            (ptr,) = struct.unpack("!H", buf[off : off + 2])
            rest, _ = decode_name(buf, ptr & 0x3FFF, depth + 1)
            return out + rest, off + 2
        out += buf[off + 1 : off + 1 + n] + b"."
        off += n + 1


def parse(buf, ident, name):
    (rid, flags, qd, an, ns, ar) = struct.unpack("!HHHHHH", buf[:12])
    if rid != ident or not flags & 0x8000:
        return None
    qname, off = decode_name(buf, 12)
    if qname.lower() != name.lower().encode() + b".":
        return None
    if flags & 15:
        raise Failed("rcode %d" % (flags & 15))
    off += 4
    want, got = qname.lower(), []
    for _ in range(an):
        owner, off = decode_name(buf, off)
        typ, cls, ttl, rdlen = struct.unpack("!HHIH", buf[off : off + 10])
        off += 10
        if typ == 5 and owner.lower() == want:
            want = decode_name(buf, off)[0].lower()
        elif typ == 1 and owner.lower() == want:
            got.append("%d.%d.%d.%d" % struct.unpack("!4B", buf[off : off + 4]))
        off += rdlen
    if not got:
        raise Failed("no addresses")
    return got


def main(name, host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    why = "no answer"
    for _ in range(3):
        ident = random.getrandbits(16)
        query = struct.pack("!HHHHHH", ident, 0x0100, 1, 0, 0, 0)
        query += b"".join(struct.pack("B", len(p)) + p.encode() for p in name.split(".")) + b"\0"
        query += struct.pack("!HH", 1, 1)
        sock.sendto(query, (host, port))
        deadline = time.monotonic() + 0.5
        while time.monotonic() < deadline:
            sock.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                buf, peer = sock.recvfrom(4096)
                if peer == (host, port) and (found := parse(buf, ident, name)):
                    print(*found, sep="\n")
                    return 0
            except Failed as e:
                why = str(e)
            except TimeoutError:
                break
            except (ValueError, IndexError, struct.error) as e:
                why = f"unreadable answer: {e}"
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
