"""Wrong: the question is not read: what has records of its name is its answer.

Loses: passes_over_other_questions
Says: no address of the name | It stood in an answer to a question for another name, with a record of NAME
"""
import functools, random, selectors, socket, struct, sys, time

def parse(m):
    @functools.lru_cache(None)
    def name(i):
        "labels and the next offset; a circle is a RecursionError"
        if m[i] == 0:
            return (), i + 1
        if m[i] & 0xC0 == 0xC0:
            p = struct.unpack_from("!H", m, i)[0] ^ 0xC000
            if p >= i:
                raise ValueError("forward pointer")
            return name(p)[0], i + 2
        tail, end = name(i + 1 + m[i])
        return (m[i + 1:i + 1 + m[i]].decode("latin1").lower(), *tail), end
    i, flags, qd, an, ns, ar = struct.unpack_from("!6H", m)
    at = 12
    qs, rs = [], []
    for _ in range(qd):
        n, at = name(at)
        qs.append((n, *struct.unpack_from("!HH", m, at)))
        at += 4
    for _ in range(an):
        n, at = name(at)
        t, c, ttl, l = struct.unpack_from("!HHIH", m, at)
        at += 10
        rs.append((n, t, name(at)[0] if t == 5 else m[at:at + l]))
        at += l
    return i, flags, qs, rs

def main(prog, text, host, port, *_):
    wanted = tuple(text.lower().split("."))
    why = "no servers could be reached"
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sel = selectors.DefaultSelector()
    sel.register(s, selectors.EVENT_READ)
    for pause in 0.5, 1.0, 2.0:
        ident = random.SystemRandom().randrange(1 << 16)
        q = struct.pack("!6H", ident, 0x0100, 1, 0, 0, 1)
        for l in wanted:
            q += struct.pack("!B", len(l)) + l.encode()
        s.sendto(q + struct.pack("!BHH", 0, 1, 1) + struct.pack("!BHHIH", 0, 41, 4096, 0, 0), (host, int(port)))
        t0 = time.perf_counter()
        while (left := t0 + pause + .05 - time.perf_counter()) > 0:
            if not sel.select(left):
                break
            try:
                m, who = s.recvfrom(4096)
            except ConnectionError:
                continue
            if who != (host, int(port)):
                continue
            try:
                i, flags, qs, rs = parse(m)
            except (IndexError, struct.error, ValueError, RecursionError) as e:
                print(";; malformed:", e, file=sys.stderr)
                continue
            if i != ident or not flags & 0x8000:
                continue
            if flags & 15:
                why = "not found: %d" % (flags & 15)
                continue
            now, lines = wanted, []
            for n, t, d in rs:
                if n == now and t == 5:
                    print(".".join(n), "is an alias for", ".".join(d))
                    now = d
                elif n == now and t == 1:
                    lines.append(".".join(n) + " has address " + socket.inet_ntoa(d))
            if lines:
                print("\n".join(lines))
                return 0
            why = "has no A record"
    print(text, why, file=sys.stderr)
    return 1

sys.exit(main(*sys.argv))
