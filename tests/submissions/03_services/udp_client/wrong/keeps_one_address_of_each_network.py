"""Wrong: keeps addresses by their first three numbers, and so one of several neighbours.

Loses: prints_the_addresses
Says: they differ in their last number only
"""
# connected socket, a new socket, port and ID for each sending, spelling mixed at random, EDNS
import os, select, socket, sys, time, random

rng = random.SystemRandom()
NAME, HOST, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3])
print(f"; asking {HOST}#{PORT} for {NAME}")


def query():
    mixed = "".join(rng.choice((c.upper(), c.lower())) for c in NAME)
    wire = b"".join(len(p).to_bytes(1, "big") + p.encode() for p in mixed.split(".")) + b"\0"
    return os.urandom(2) + bytes.fromhex("0120 0001 0000 0000 0001") + wire + b"\0\1\0\1" + bytes.fromhex("000029 1000 00000000 0000")


class Bad(Exception):
    pass


def name_at(m, i, before=1 << 14):
    """recursive; -> (tuple of labels, next offset)"""
    try:
        n = m[i]
    except IndexError:
        raise Bad("end in a name")
    if n == 0:
        return (), i + 1
    if n & 0xC0 == 0xC0:
        to = int.from_bytes(m[i:i + 2], "big") - 0xC000
        if to >= before or to >= i:
            raise Bad("pointer")
        return name_at(m, to, to)[0], i + 2
    if n & 0xC0:
        raise Bad("label")
    rest, after = name_at(m, i + 1 + n, before)
    return (bytes(m[i + 1:i + 1 + n]).lower(),) + rest, after


def u(m, i, n=2):
    b = m[i:i + n]
    if len(b) < n:
        raise Bad("end in a number")
    return int.from_bytes(b, "big")


def judge(m, q):
    """None: not ours; else (rcode, addresses)"""
    if m[:2] != q[:2] or len(m) < 12 or u(m, 2) >> 15 == 0:
        return None
    want, i = name_at(q, 12)
    rcode = m[3] & 15
    if u(m, 4):
        got, j = name_at(m, 12)
        if got != want or m[j:j + 4] != q[i:i + 4]:
            return None
        i = j + 4
    elif rcode:
        i = 12
    else:
        return None
    out = []
    seen = set()
    for _ in range(u(m, 6) if not rcode else 0):
        owner, i = name_at(m, i)
        kind, size = u(m, i), u(m, i + 8)
        i += 10
        if owner == want:
            if kind == 5:
                seen.add(want)
                want = name_at(m, i)[0]
                if want in seen:
                    raise Bad("alias in a circle")
            elif kind == 1:
                u(m, i, 4)
                out.append("%d.%d.%d.%d" % (*m[i:i + 4],))
        i += size
    return rcode, out


def attempt(wait):
    q = query()
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect((HOST, PORT))
    s.setblocking(False)
    deadline = time.time() + wait
    with s:
        try:
            s.send(q)
        except ConnectionError:
            pass
        while True:
            left = deadline - time.time()
            if left <= 0:
                return None
            if select.select([s], [], [], left)[0]:
                try:
                    m = s.recv(65535)
                except ConnectionRefusedError:
                    time.sleep(max(0, deadline - time.time()))
                    return None
                verdict = judge(m, q)
                if verdict:
                    return verdict


try:
    verdict = attempt(0.8) or attempt(1.2) or attempt(1.6)
except Bad as e:
    sys.exit(f"bad answer: {e}")
if verdict is None:
    sys.exit("timed out")
if verdict[0]:
    sys.exit("rcode %d" % verdict[0])
print(*{a.rsplit(".", 1)[0]: a for a in verdict[1]}.values(), sep="\n") if verdict[1] else sys.exit("no address")
